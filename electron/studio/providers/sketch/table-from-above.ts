/** Owns tables seen from above: plate, bowl or cup, cutlery, cloth and citrus. */

import { paintCitrusSlice } from './fruit-painting.ts';
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import {
  curve,
  ellipse,
  moved,
  type Outline,
  type Point,
  polygon,
  rectangle,
  ribbon,
  roundedRectangle,
} from './outline.ts';
import { across, radial } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { paintPlate } from './still-life-scene.ts';
import { leafShape } from './studio-set.ts';

export async function paintTableFromAbove(scene: Scene, kind: 'coffee' | 'bowl'): Promise<void> {
  const { frame, composition, palette, easel, random } = scene;
  const stream = random.fork('above');
  if (easel.hasBackdrop) {
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      {
        from: [0, 0],
        to: [frame.width, frame.height],
        stops: [
          { at: 0, colour: shift(palette.surface, { l: 0.05 }) },
          { at: 1, colour: shift(palette.surface, { l: -0.06 }) },
        ],
      },
      { isBackdrop: true },
    );
    if (!composition.isMinimal)
      paintNapkin(scene, [frame.width * 0.2, frame.height * 0.46], mix(palette.accents[3], palette.wall, 0.35));
  }
  const radius = Math.min(frame.width, frame.height) * 0.31 * composition.scale;
  const [x, y] = [composition.focusX, frame.height * 0.52];
  const inner = paintPlate(scene, { x, y, radius, tone: mix(palette.accents[3], palette.subject, 0.14) });
  await scene.breath.pause();
  if (kind === 'coffee') paintCoffeeFromAbove(scene, { x, y, radius: inner });
  else paintBowlFood(scene, { x, y, radius: inner }, stream);
  paintCutlery(scene, { x: x + radius * 1.28, y, length: radius * 1.7 });
  if (composition.isMinimal) return;
  for (const [dx, dy, size] of [
    [-1.25, -0.82, 0.3],
    [-1.4, -0.25, 0.24],
    [1.1, -1.05, 0.27],
  ] as const) {
    easel.soft(9, (soft) =>
      soft.area(
        ellipse(x + dx * radius + 9, y + dy * radius + 12, size * radius, size * radius),
        shift(palette.surface, { l: -0.26 }),
        { alpha: 0.45 },
      ),
    );
    paintCitrusSlice(scene, {
      x: x + dx * radius,
      y: y + dy * radius,
      radius: size * radius,
      tone: size > 0.28 ? colour(0.74, 0.17, 55) : colour(0.87, 0.16, 100),
    });
  }
}

/** A folded napkin lying askew under the plate's rim, with two woven stripes. */
function paintNapkin({ easel, palette }: Scene, [x, y]: Point, tone: Colour): void {
  const at = (dx: number, dy: number): Point => [x + dx * 0.985 - dy * 0.17, y + dx * 0.17 + dy * 0.985];
  const sheet = (left: number, right: number) =>
    polygon([at(left, -300), at(right, -300), at(right, 300), at(left, 300)]);
  easel.soft(9, (soft) =>
    soft.area(moved(sheet(-150, 150), 8, 11), shift(palette.surface, { l: -0.24 }), { alpha: 0.45 }),
  );
  easel.area(
    sheet(-150, 150),
    across(at(-150, 0), at(150, 0), shift(tone, { l: 0.04 }), tone, shift(tone, { l: -0.06 })),
  );
  for (const left of [96, 118])
    easel.area(sheet(left, left + 9), shift(mix(tone, palette.accents[0], 0.5), { l: -0.06 }));
  easel.area(sheet(-8, -3), shift(tone, { l: -0.1 }), { alpha: 0.5 });
}

function paintCoffeeFromAbove(
  { easel, palette }: Scene,
  { x, y, radius }: { x: number; y: number; radius: number },
): void {
  const cup = palette.subject;
  easel.soft(8, (soft) =>
    soft.area(ellipse(x + 12, y + 14, radius * 0.86, radius * 0.86), shift(cup, { l: -0.3 }), { alpha: 0.5 }),
  );
  easel.area(
    roundedRectangle(x + radius * 0.7, y - radius * 0.11, radius * 0.5, radius * 0.22, radius * 0.11),
    shift(cup, { l: -0.04 }),
  );
  easel.area(
    ellipse(x, y, radius * 0.84, radius * 0.84),
    radial([x - radius * 0.3, y - radius * 0.3], radius * 1.3, shift(cup, { l: 0.08 }), shift(cup, { l: -0.08 })),
  );
  const brew = colour(0.4, 0.07, 55);
  const milk = colour(0.9, 0.04, 78);
  easel.area(
    ellipse(x, y, radius * 0.75, radius * 0.75),
    radial([x, y], radius * 0.75, shift(brew, { l: 0.14 }), brew, shift(brew, { l: -0.1 })),
  );
  for (let leaf = 0; leaf < 5; leaf += 1) {
    const reach = radius * lerp(0.5, 0.16, leaf / 4);
    const level = y + radius * lerp(0.34, -0.34, leaf / 4);
    for (const side of [-1, 1])
      easel.area(
        ribbon(
          [
            [x, level + reach * 0.34],
            [x + side * reach * 0.6, level + reach * 0.08],
            [x + side * reach, level - reach * 0.34],
          ],
          (share) => radius * 0.085 * Math.sin(Math.PI * (0.15 + share * 0.8)),
        ),
        milk,
      );
  }
  easel.area(
    ribbon(
      [
        [x, y + radius * 0.56],
        [x, y - radius * 0.5],
      ],
      () => radius * 0.03,
    ),
    milk,
  );
}

interface Dish {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

function paintBowlFood(scene: Scene, dish: Dish, stream: Random): void {
  const { x, y, radius } = dish;
  const isNoodles = scene.reading.says('ramen|noodles|soup|pasta');
  const ground = isNoodles ? colour(0.66, 0.12, 65) : mix(scene.palette.leaf, colour(0.6, 0.12, 135), 0.5);
  const [lit, dim] = [shift(ground, { l: 0.05 }), shift(ground, { l: -0.09 })];
  scene.easel.area(
    ellipse(x, y, radius * 0.97, radius * 0.97),
    radial([x - radius * 0.2, y - radius * 0.2], radius * 1.2, lit, dim),
  );
  if (isNoodles) paintNoodles(scene, dish, stream);
  else paintSalad(scene, dish, ground, stream);
  for (let bite = 0; bite < 7; bite += 1) paintBite(scene, dish, { bite, ground }, stream);
}

function paintNoodles({ easel }: Scene, { x, y, radius }: Dish, stream: Random): void {
  for (let strand = 0; strand < 34; strand += 1) {
    const angle = stream.range(0, Math.PI * 2);
    const reach = radius * stream.range(0.25, 0.8);
    const points = Array.from({ length: 8 }, (_, at): Point => {
      const turn = angle + at * 0.24;
      return [x + Math.cos(turn) * (reach + at * 3), y + Math.sin(turn) * (reach + at * 2) * 0.92];
    });
    easel.line(curve(points), shift(colour(0.86, 0.09, 85), { l: stream.range(-0.08, 0.04) }), {
      widthUnits: radius * 0.034,
    });
  }
}

function paintSalad({ easel }: Scene, { x, y, radius }: Dish, ground: Colour, stream: Random): void {
  for (let leaf = 0; leaf < 46; leaf += 1) {
    const angle = stream.range(0, Math.PI * 2);
    const away = Math.sqrt(stream.next()) * radius * 0.76;
    const root: Point = [x + Math.cos(angle) * away, y + Math.sin(angle) * away];
    const shape = leafShape(root, radius * stream.range(0.2, 0.34), angle + stream.range(-1.5, 1.5), 0.26);
    const tone = shift(ground, { l: stream.range(-0.14, 0.14), h: stream.range(-18, 14) });
    easel.area(shape, tone);
    easel.shade(shape, { from: [x + radius, y + radius], to: [x, y], tone: shift(tone, { l: -0.14 }), alpha: 0.5 });
  }
}

function paintBite(
  { easel, palette }: Scene,
  { x, y, radius }: Dish,
  { bite, ground }: { bite: number; ground: Colour },
  stream: Random,
): void {
  const angle = (bite / 7) * Math.PI * 2 + stream.range(-0.2, 0.2);
  const [px, py] = [x + Math.cos(angle) * radius * 0.46, y + Math.sin(angle) * radius * 0.46];
  const tone = [colour(0.58, 0.19, 30), palette.accents[0], colour(0.9, 0.07, 92)][bite % 3] ?? palette.accents[0];
  const under = ellipse(px + 4, py + 6, radius * 0.13, radius * 0.13);
  easel.soft(4, (soft) => soft.area(under, shift(ground, { l: -0.26 }), { alpha: 0.6 }));
  const lit: Point = [px - radius * 0.04, py - radius * 0.05];
  const light = radial(lit, radius * 0.22, shift(tone, { l: 0.12 }), tone, shift(tone, { l: -0.1 }));
  easel.area(ellipse(px, py, radius * 0.135, radius * 0.125, angle), light);
  if (bite % 3 === 2) easel.area(ellipse(px, py, radius * 0.06, radius * 0.06), colour(0.8, 0.16, 75));
}

function paintCutlery({ easel, palette }: Scene, { x, y, length }: { x: number; y: number; length: number }): void {
  const metal = mix(colour(0.8, 0.015, 80), palette.light, 0.2);
  const handle: Outline = ribbon(
    [
      [x, y + length / 2],
      [x, y],
      [x, y - length * 0.24],
    ],
    (share) => length * (0.05 - 0.026 * Math.sin(Math.PI * Math.min(1, share * 1.1))),
  );
  const bowl = ellipse(x, y - length * 0.36, length * 0.065, length * 0.13);
  easel.soft(5, (soft) => {
    soft.area(handle, shift(palette.surface, { l: -0.3 }), { alpha: 0.5 });
    soft.area(bowl, shift(palette.surface, { l: -0.3 }), { alpha: 0.5 });
  });
  for (const part of [handle, bowl])
    easel.area(part, {
      from: [x - length * 0.06, y],
      to: [x + length * 0.06, y],
      stops: [
        { at: 0, colour: shift(metal, { l: 0.08 }) },
        { at: 0.55, colour: shift(metal, { l: -0.18 }) },
        { at: 1, colour: metal },
      ],
    });
  easel.line(
    polygon([
      [x, y],
      [x, y + 1],
    ]),
    metal,
    { widthUnits: 0.1 },
  );
}
