/** Owns boats on open water: a sailboat, and a fishing boat with its wheelhouse and mast. */
import { colour, mix, shift } from './oklch-colour.ts';
import { blob, type Outline, type Point, polygon, rectangle } from './outline.ts';
import { across, vertical } from './paint.ts';
import type { Scene } from './scene.ts';

interface Mooring {
  readonly x: number;
  /** The waterline. */
  readonly y: number;
  /** About the height of the mast. */
  readonly size: number;
}

export function paintBoat(scene: Scene, mooring: Mooring): void {
  if (scene.reading.says('fishing boat|fishing boats|trawler|trawlers|fisherman')) paintFishingBoat(scene, mooring);
  else paintSailboat(scene, mooring);
}

function paintFishingBoat({ easel, palette, composition, reading }: Scene, { x, y, size }: Mooring): void {
  const bow = composition.turn % 2 ? 1 : -1;
  const at = (dx: number, dy: number): Point => [x + dx * size * bow, y + dy * size];
  const hull = reading.colours.length > 0 ? palette.subject : mix(palette.near, palette.accents[0], 0.6);
  const cabin = mix(palette.light, colour(0.95, 0.01, 90), 0.5);
  const dark = mix(palette.ink, palette.near, 0.3);
  easel.soft(3, (soft) =>
    soft.area(rectangle(x - size * 0.5, y, size, size * 0.12), shift(hull, { l: -0.12 }), { alpha: 0.6 }),
  );
  for (const [from, to] of [
    [at(-0.06, -0.2), at(-0.06, -0.86)],
    [at(-0.06, -0.8), at(0.5, -0.2)],
    [at(-0.06, -0.7), at(-0.46, -0.16)],
  ] as const)
    easel.line(polygon([from, to]), dark, { widthUnits: Math.max(0.8, size * 0.012) });
  const house = polygon([at(-0.3, -0.16), at(-0.29, -0.42), at(0.02, -0.42), at(0.05, -0.16)]);
  easel.area(house, across(at(0.05, 0), at(-0.3, 0), cabin, shift(cabin, { l: -0.14 })));
  easel.area(polygon([at(-0.34, -0.42), at(-0.32, -0.47), at(0.05, -0.47), at(0.07, -0.42)]), hull);
  const isLit = palette.isDark || palette.time === 'dusk' || palette.time === 'night';
  const glass = isLit ? colour(0.9, 0.11, 85) : mix(palette.sky[0], palette.ink, 0.4);
  for (const left of [-0.23, -0.09])
    easel.area(rectangle(...at(left + (bow < 0 ? 0.1 : 0), -0.37), size * 0.1, size * 0.09), glass);
  easel.area(
    blob([
      at(-0.5, -0.16),
      at(-0.2, -0.14),
      at(0.2, -0.15),
      at(0.56, -0.27),
      at(0.44, 0),
      at(0.2, 0.04),
      at(-0.46, 0.03),
    ]),
    vertical(y - size * 0.27, y + size * 0.04, shift(hull, { l: 0.07 }), shift(hull, { l: -0.09 })),
  );
}

function paintSailboat(scene: Scene, { x, y, size }: Mooring): void {
  const { easel, palette, composition } = scene;
  const dark = palette.sky[1].l < 0.5;
  const sail = mix(palette.light, colour(0.97, 0.02, 90), 0.5);
  const hull = scene.reading.colours.length > 0 ? palette.subject : mix(palette.near, palette.accents[0], 0.45);
  const wind = composition.turn % 2 ? 1 : -1;
  const place = (dx: number, dy: number): Point => [x + dx * size * wind, y + dy * size];
  easel.soft(3, (soft) => {
    soft.area(
      blob([place(-0.3, 0.04), place(0.3, 0.04), place(0.1, 0.5), place(-0.06, 0.62)]),
      mix(sail, palette.near, 0.25),
      { alpha: 0.4 },
    );
    soft.area(rectangle(x - size * 0.36, y, size * 0.72, size * 0.09), shift(hull, { l: -0.1 }), { alpha: 0.6 });
  });
  const main: Outline = blob([
    place(0.02, -0.98),
    place(0.1, -0.72),
    place(0.3, -0.3),
    place(0.36, -0.13),
    place(0.2, -0.11),
    place(0.02, -0.12),
    place(0.02, -0.5),
  ]);
  const jib: Outline = blob([
    place(-0.02, -0.86),
    place(-0.03, -0.5),
    place(-0.03, -0.12),
    place(-0.2, -0.1),
    place(-0.34, -0.09),
    place(-0.16, -0.44),
  ]);
  easel.area(main, across(place(0, 0), place(0.36, 0), sail, shift(sail, { l: dark ? -0.16 : -0.1 })));
  easel.area(jib, across(place(-0.34, 0), place(0, 0), shift(sail, { l: -0.03 }), shift(sail, { l: -0.13 })));
  easel.line(polygon([place(0, -1), place(0, -0.05)]), palette.ink, { widthUnits: Math.max(0.8, size * 0.012) });
  easel.area(
    blob([
      place(-0.4, -0.07),
      place(-0.2, -0.055),
      place(0.2, -0.055),
      place(0.38, -0.07),
      place(0.3, 0.02),
      place(0.1, 0.035),
      place(-0.2, 0.03),
    ]),
    vertical(y - size * 0.07, y + size * 0.03, shift(hull, { l: 0.06 }), shift(hull, { l: -0.08 })),
  );
}
