/** Owns a sitter's hair and clothes. */
import { type Colour, mix, shift } from './oklch-colour.ts';
import { blob, contour, ellipse, type Outline, type Point, ribbon } from './outline.ts';
import { across } from './paint.ts';
import type { Scene } from './scene.ts';

/** The proportions of one sitter; `unit` is the height of the head. */
export interface Sitter {
  readonly x: number;
  /** Chin. */
  readonly y: number;
  readonly unit: number;
  readonly skin: Colour;
  readonly hair: Colour;
  readonly cloth: Colour;
  readonly side: -1 | 1;
  readonly hairKind: number;
}

export function paintClothes(scene: Scene, { x, y, unit: u, cloth, side }: Sitter): void {
  const { easel, frame, composition, palette } = scene;
  const at = (dx: number, dy: number): Point => [x + dx * u, y + dy * u];
  const floor = (frame.height - y) / u + 0.1;
  const shoulders = blob([
    at(-0.24, 0.17),
    at(-0.45, 0.27),
    at(-0.8, 0.4),
    at(-0.98, 0.72),
    at(-1.05, floor),
    at(0, floor + 0.1),
    at(1.05, floor),
    at(0.98, 0.72),
    at(0.8, 0.4),
    at(0.45, 0.27),
    at(0.24, 0.17),
    at(0.16, 0.34),
    at(0, 0.42),
    at(-0.16, 0.34),
  ]);
  easel.area(shoulders, {
    from: at(side, 0.3),
    to: at(-side, 0.9),
    stops: [
      { at: 0, colour: shift(cloth, { l: 0.05 }) },
      { at: 1, colour: shift(cloth, { l: -0.1 }) },
    ],
  });
  easel.shade(shoulders, {
    from: at(-side * 1.05, 1),
    to: at(side * 0.3, 0.3),
    tone: shift(cloth, { l: -0.2, h: -10 }),
    alpha: 0.75,
  });
  if (composition.turn % 2 === 0) {
    for (const lapel of [-1, 1])
      easel.area(
        blob([
          at(lapel * 0.2, 0.16),
          at(lapel * 0.42, 0.27),
          at(lapel * 0.3, 0.62),
          at(lapel * 0.03, floor),
          at(lapel * 0.02, 0.62),
          at(lapel * 0.12, 0.4),
        ]),
        shift(mix(cloth, palette.accents[2], 0.25), { l: lapel === side ? 0.02 : -0.06 }),
      );
  } else {
    easel.area(
      ribbon([at(-0.25, 0.2), at(-0.15, 0.37), at(0, 0.445), at(0.15, 0.37), at(0.25, 0.2)], () => u * 0.06),
      shift(mix(cloth, palette.accents[1], 0.4), { l: 0.03 }),
    );
  }
}

/** Long, bob and the cap under a bun; head heights from the chin, x toward the light. */
const BACK: readonly string[] = [
  '0 -1.15, 0.34 -1.08, 0.5 -0.7, 0.5 -0.2, 0.6 0.3, 0.5 0.66, 0.2 0.56, -0.2 0.56, -0.52 0.68, -0.6 0.3, -0.5 -0.2, -0.5 -0.7, -0.34 -1.08',
  '0 -1.15, 0.36 -1.08, 0.52 -0.7, 0.54 -0.25, 0.44 0.03, 0.2 -0.1, -0.2 -0.1, -0.46 0.03, -0.54 -0.25, -0.52 -0.7, -0.36 -1.08',
];
const SHORT =
  '-0.405 -0.5, -0.43 -0.8, -0.36 -1.04, -0.1 -1.16, 0.2 -1.13, 0.4 -1, 0.43 -0.76, 0.4 -0.5, 0.36 -0.72, 0.3 -0.84, 0.05 -0.82, -0.2 -0.9, -0.33 -0.76';
const PARTED =
  '0.06 -1.13, 0.34 -1.07, 0.47 -0.8, 0.47 -0.42, 0.4 -0.28, 0.37 -0.62, 0.24 -0.86, 0.08 -0.99, -0.1 -0.87, -0.3 -0.72, -0.39 -0.5, -0.41 -0.28, -0.48 -0.45, -0.47 -0.82, -0.32 -1.07';

/** Hair as one mass behind the head and one over the brow: long, bob, bun, short. */
export function paintHair(scene: Scene, sitter: Sitter, part: 'back' | 'front'): void {
  const { easel, palette } = scene;
  const { x, y, unit: u, hair, side, hairKind } = sitter;
  const at = (dx: number, dy: number): Point => [x + dx * u * side, y + dy * u];
  const form = (shape: Outline) => {
    const [lit, dark] = [shift(hair, { l: 0.07 }), shift(hair, { l: -0.05 })];
    easel.area(shape, across(at(0.5, -1), at(-0.5, 0), lit, hair, dark));
    const shine = mix(shift(hair, { l: 0.16 }), palette.light, 0.25);
    easel.shade(shape, { from: at(0.45, -1.1), to: at(-0.15, -0.5), tone: shine, alpha: 0.5 });
  };
  const mass = (text: string) => form(blob(contour(text).map(([dx, dy]) => at(dx, dy))));
  if (part === 'front') {
    mass(hairKind === 3 ? SHORT : PARTED);
    return;
  }
  const back = BACK[hairKind];
  if (back) mass(back);
  if (hairKind !== 2) return;
  form(ellipse(...at(-0.06, -1.2), u * 0.2, u * 0.19));
  form(ellipse(...at(0, -0.68), u * 0.45, u * 0.46));
}

const BEARD =
  '-0.39 -0.5, -0.4 -0.24, -0.33 0.02, -0.16 0.16, 0 0.19, 0.16 0.16, 0.33 0.02, 0.4 -0.24, 0.39 -0.5, 0.33 -0.36, 0.24 -0.26, 0.12 -0.235, 0 -0.225, -0.12 -0.235, -0.24 -0.26, -0.33 -0.36';

/** From ear to ear over the jaw and the upper lip; the mouth is drawn on top of it. */
export function paintBeard(scene: Scene, { x, y, unit: u, hair, side }: Sitter): void {
  const { easel, palette } = scene;
  const at = (dx: number, dy: number): Point => [x + dx * u * side, y + dy * u];
  const shape = blob(contour(BEARD).map(([dx, dy]) => at(dx, dy)));
  const [lit, dark] = [shift(hair, { l: 0.03 }), shift(hair, { l: -0.12 })];
  easel.area(shape, across(at(0.4, -0.2), at(-0.4, 0.1), lit, hair, dark));
  easel.shade(shape, {
    from: at(0, 0.2),
    to: at(0.05, -0.2),
    tone: shift(mix(hair, palette.ink, 0.2), { l: -0.12 }),
    alpha: 0.6,
  });
  for (let lock = -3; lock <= 3; lock += 1)
    easel.area(
      ribbon(
        [at(lock * 0.085, -0.14), at(lock * 0.075, 0), at(lock * 0.05, 0.13)],
        (share) => u * 0.014 * Math.sin(Math.PI * share),
      ),
      shift(hair, { l: lock > 0 ? 0.06 : -0.08 }),
      { alpha: 0.7 },
    );
}
