/** Owns still lifes: a row of vessels and fruit on a table, in the manner of a quiet studio; food and tables from above. */

import { FRUITS, type FruitName, paintCloth, paintFruit } from './fruit-painting.ts';
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { ellipse, type Point, rectangle, ribbon, roundedRectangle } from './outline.ts';
import { radial } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { castShadow, leafShape, paintStudio, type StudioSet } from './studio-set.ts';
import { paintVessel } from './vessel-painting.ts';
import { PROFILES, type ProfileName } from './vessel-profiles.ts';

const VASES: readonly (readonly [ProfileName, number, number])[] = [
  ['amphora', 300, 0.62],
  ['bud', 240, 0.66],
  ['tall', 330, 0.5],
  ['jug', 220, 0.8],
  ['bottle', 320, 0.36],
  ['round', 200, 1],
  ['bowl', 92, 2.3],
  ['cup', 96, 1.12],
];

export async function paintStillLife(scene: Scene): Promise<void> {
  const { frame, composition, random, palette, reading } = scene;
  const tableY = frame.height * 0.6;
  const set = paintStudio(scene, { tableY });
  const stream = random.fork('still-life');
  const scale = composition.scale * Math.min(1.35, frame.width / 820) * 1.15;
  const groundY = tableY + (frame.height - tableY) * 0.36;
  if (!composition.isMinimal && composition.turn % 2 === 0)
    paintCloth(scene, {
      x: composition.focusX,
      y: groundY - 30,
      width: 560 * scale,
      depth: 150 * scale,
      tone: mix(palette.accents[3], palette.surface, 0.3),
    });
  const count = composition.isMinimal ? 2 : stream.int(3, 4);
  const tones = [palette.subject, palette.accents[1], mix(palette.accents[3], palette.wall, 0.3), palette.accents[0]];
  const places = spread(scene, count, stream);
  for (const [at, place] of places.entries()) {
    await scene.breath.pause();
    const [profile, height, girth] = VASES[(composition.turn * 3 + at * 2) % VASES.length] ??
      VASES[0] ?? ['jug', 220, 0.8];
    const tall = height * scale * stream.range(0.9, 1.12);
    const vessel = {
      x: place,
      baseY: groundY + stream.range(-10, 16),
      height: tall,
      width: tall * girth,
      profile: PROFILES[profile],
      tone: tones[at % tones.length] ?? palette.subject,
      material: at === 1 ? 'matte' : 'ceramic',
      isOpen: profile !== 'bottle',
    } as const;
    castShadow(scene, set, { x: vessel.x, y: vessel.baseY, width: vessel.width * 0.72, height: tall });
    if (at === 0 && profile !== 'bowl' && profile !== 'cup')
      paintBranch(scene, { x: vessel.x, y: vessel.baseY - tall + 6, reach: tall * 0.9 }, stream);
    paintVessel(scene, set, vessel);
  }
  paintFruits(scene, set, { groundY: groundY + 46 * scale, scale, stream });
  if (reading.says('candle|candles'))
    paintCandle(scene, set, { x: composition.focusX + 210 * scale, baseY: groundY + 20, scale });
  if (reading.says('book|books'))
    paintBooks(scene, set, { x: composition.focusX - 210 * scale, baseY: groundY + 40, scale });
}

/** Along the table, the first at the focus, the others beside it at falling distance. */
function spread({ composition, frame }: Scene, count: number, stream: Random): number[] {
  const side = composition.focusX > frame.width / 2 ? -1 : 1;
  const step = Math.min(190, frame.width / (count + 1.6));
  const start = composition.isSymmetrical
    ? composition.focusX - (step * (count - 1)) / 2
    : composition.focusX - side * step * 0.35;
  return Array.from(
    { length: count },
    (_, at) => start + (composition.isSymmetrical ? at : side * at) * step + stream.range(-14, 14),
  );
}

function paintFruits(
  scene: Scene,
  set: StudioSet,
  { groundY, scale, stream }: { groundY: number; scale: number; stream: Random },
): void {
  const { composition, frame, reading, palette } = scene;
  if (composition.isMinimal) return;
  const asked = FRUITS.filter((name) => reading.says(name));
  const names: readonly FruitName[] = asked.length > 0 ? asked : [FRUITS[composition.turn % FRUITS.length] ?? 'pear'];
  const side = composition.focusX > frame.width / 2 ? -1 : 1;
  for (let at = 0; at < 3; at += 1) {
    const x = composition.focusX + side * (30 + at * 96) * scale + stream.range(-16, 16);
    paintFruit(scene, set, {
      name: names[at % names.length] ?? 'pear',
      x,
      baseY: groundY + (at % 2) * 16 * scale,
      radius: stream.range(36, 45) * scale,
      tint: { tone: palette.accents[1], share: 0.2 },
    });
  }
}

/** A bare or leafy twig leaning out of a vase. */
export function paintBranch(
  scene: Scene,
  { x, y, reach }: { x: number; y: number; reach: number },
  stream: Random,
): void {
  const { easel, palette, reading } = scene;
  const bark = mix(colour(0.36, 0.04, 55), palette.ink, 0.25);
  const leaf = mix(palette.leaf, palette.accents[0], reading.season === 'autumn' ? 0.5 : 0.1);
  for (const lean of [-0.5, 0.1, 0.55]) {
    const tip: Point = [x + lean * reach * stream.range(0.7, 1.1), y - reach * stream.range(0.75, 1.05)];
    const middle: Point = [x + lean * reach * 0.25, y - reach * 0.5];
    easel.area(
      ribbon(
        [[x, y + 20], [x + lean * 8, y], middle, [(middle[0] + tip[0]) / 2 + lean * 14, (middle[1] + tip[1]) / 2], tip],
        (share) => 4.4 - 3.2 * share,
      ),
      bark,
    );
    for (let at = 0; at < 9; at += 1) {
      const share = 0.3 + (at / 8) * 0.7;
      const px = x + (tip[0] - x) * share ** 1.4 + lean * 6;
      const py = y + (tip[1] - y) * share;
      const turn = -Math.PI / 2 + lean * 0.8 + (at % 2 ? 1 : -1) * stream.range(0.6, 1.2);
      const shape = leafShape([px, py], reach * stream.range(0.12, 0.19), turn, 0.24);
      const tone = shift(leaf, { l: stream.range(-0.06, 0.07), h: stream.range(-12, 12) });
      easel.area(shape, tone);
      easel.shade(shape, { from: [px, py], to: [px + 26, py - 26], tone: shift(tone, { l: -0.15 }), alpha: 0.5 });
    }
  }
}

function paintCandle(
  scene: Scene,
  set: StudioSet,
  { x, baseY, scale }: { x: number; baseY: number; scale: number },
): void {
  const { easel } = scene;
  const wax = colour(0.94, 0.03, 85);
  const height = 170 * scale;
  castShadow(scene, set, { x, y: baseY, width: 30 * scale, height });
  easel.area(roundedRectangle(x - 12 * scale, baseY - height, 24 * scale, height, 4), {
    from: [x - 12 * scale, 0],
    to: [x + 12 * scale, 0],
    stops: [
      { at: 0, colour: wax },
      { at: 1, colour: shift(wax, { l: -0.14 }) },
    ],
  });
  easel.area(
    ribbon(
      [
        [x, baseY - height],
        [x + 5 * scale, baseY - height - 18 * scale],
        [x, baseY - height - 44 * scale],
      ],
      (share) => 16 * scale * Math.sin(Math.PI * (0.1 + share * 0.88)),
    ),
    colour(0.93, 0.14, 85),
  );
  easel.glow({ x, y: baseY - height - 22 * scale, radius: 330 * scale, colour: colour(0.88, 0.13, 70), strength: 0.6 });
}

function paintBooks(
  scene: Scene,
  set: StudioSet,
  { x, baseY, scale }: { x: number; baseY: number; scale: number },
): void {
  const { easel, palette } = scene;
  castShadow(scene, set, { x, y: baseY, width: 180 * scale, height: 90 * scale });
  let y = baseY;
  for (const [at, width] of [190, 168, 178].entries()) {
    const tone: Colour = [palette.accents[0], palette.accents[2], palette.subject][at] ?? palette.subject;
    const tall = (26 - at * 3) * scale;
    const body = rectangle(x - (width / 2) * scale + at * 5, y - tall, width * scale, tall);
    easel.area(body, tone);
    easel.shade(body, {
      from: [x - set.lightSide * 90 * scale, y],
      to: [x + set.lightSide * 60 * scale, y - tall],
      tone: shift(tone, { l: -0.2 }),
      alpha: 0.6,
    });
    y -= tall;
  }
}

/** A plate from above, ready for food. Answers its inner radius. */
export function paintPlate(
  scene: Scene,
  { x, y, radius, tone }: { x: number; y: number; radius: number; tone: Colour },
): number {
  const { easel, palette } = scene;
  easel.soft(16, (soft) =>
    soft.area(ellipse(x + 22, y + 26, radius * 1.01, radius * 1.01), shift(palette.surface, { l: -0.25 }), {
      alpha: 0.5,
    }),
  );
  easel.area(
    ellipse(x, y, radius, radius),
    radial(
      [x - radius * 0.3, y - radius * 0.4],
      radius * 1.5,
      shift(tone, { l: 0.03 }),
      tone,
      shift(tone, { l: -0.08 }),
    ),
  );
  easel.area(
    ellipse(x, y, radius * 0.74, radius * 0.74),
    radial([x + radius * 0.3, y + radius * 0.3], radius * 1.1, shift(tone, { l: 0.04 }), shift(tone, { l: -0.05 })),
  );
  easel.shade(ellipse(x, y, radius, radius), {
    from: [x + radius, y + radius],
    to: [x - radius * 0.2, y - radius * 0.2],
    tone: shift(tone, { l: -0.16 }),
    alpha: 0.4,
  });
  return radius * 0.72;
}
