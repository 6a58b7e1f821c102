/** Owns fruit: rounded bodies with a bloom of light, a stem, a leaf; whole or cut. */
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { blob, ellipse, type Outline, type Point, polygon, ribbon } from './outline.ts';
import type { Scene } from './scene.ts';
import { castShadow, leafShape, type StudioSet } from './studio-set.ts';

export type FruitName = 'apple' | 'pear' | 'lemon' | 'orange' | 'peach' | 'fig' | 'plum';

const BODY: Readonly<Record<FruitName, { tone: Colour; shape: readonly Point[] }>> = {
  apple: {
    tone: colour(0.56, 0.18, 28),
    shape: [
      [0, -0.86],
      [0.42, -1],
      [0.9, -0.72],
      [1, -0.1],
      [0.78, 0.6],
      [0.36, 0.94],
      [0, 0.86],
      [-0.36, 0.94],
      [-0.78, 0.6],
      [-1, -0.1],
      [-0.9, -0.72],
      [-0.42, -1],
    ],
  },
  pear: {
    tone: colour(0.76, 0.13, 108),
    shape: [
      [0, -1.5],
      [0.3, -1.4],
      [0.42, -0.95],
      [0.56, -0.5],
      [0.92, 0],
      [0.98, 0.46],
      [0.62, 0.9],
      [0, 0.98],
      [-0.62, 0.9],
      [-0.98, 0.46],
      [-0.92, 0],
      [-0.56, -0.5],
      [-0.42, -0.95],
      [-0.3, -1.4],
    ],
  },
  lemon: {
    tone: colour(0.87, 0.16, 100),
    shape: [
      [-1.36, -0.06],
      [-1.08, -0.26],
      [-0.6, -0.72],
      [0.1, -0.84],
      [0.74, -0.6],
      [1.1, -0.2],
      [1.34, 0.02],
      [1.1, 0.26],
      [0.6, 0.72],
      [-0.1, 0.84],
      [-0.74, 0.62],
      [-1.1, 0.2],
    ],
  },
  orange: {
    tone: colour(0.73, 0.17, 55),
    shape: [
      [0, -1],
      [0.7, -0.72],
      [1, 0],
      [0.7, 0.7],
      [0, 0.96],
      [-0.7, 0.7],
      [-1, 0],
      [-0.7, -0.72],
    ],
  },
  peach: {
    tone: colour(0.8, 0.12, 48),
    shape: [
      [0.05, -0.88],
      [0.52, -0.94],
      [0.98, -0.5],
      [1, 0.2],
      [0.6, 0.8],
      [0, 0.96],
      [-0.62, 0.78],
      [-1, 0.18],
      [-0.94, -0.52],
      [-0.46, -0.94],
    ],
  },
  fig: {
    tone: colour(0.36, 0.09, 330),
    shape: [
      [0, -1.36],
      [0.14, -1.1],
      [0.5, -0.6],
      [0.94, 0.1],
      [0.8, 0.74],
      [0, 0.98],
      [-0.8, 0.74],
      [-0.94, 0.1],
      [-0.5, -0.6],
      [-0.14, -1.1],
    ],
  },
  plum: {
    tone: colour(0.38, 0.12, 320),
    shape: [
      [0, -1],
      [0.62, -0.8],
      [0.92, -0.1],
      [0.72, 0.66],
      [0, 0.98],
      [-0.72, 0.66],
      [-0.92, -0.1],
      [-0.62, -0.8],
    ],
  },
};

export const FRUITS: readonly FruitName[] = ['pear', 'lemon', 'apple', 'orange', 'peach', 'fig', 'plum'];

export interface Fruit {
  readonly name: FruitName;
  readonly x: number;
  /** Where it touches the table. */
  readonly baseY: number;
  readonly radius: number;
  /** Pulls the fruit's own colour into the picture's palette, 0-1. */
  readonly tint?: { readonly tone: Colour; readonly share: number };
}

export function paintFruit(scene: Scene, set: StudioSet, fruit: Fruit): void {
  const { easel, palette } = scene;
  const { radius, x, baseY } = fruit;
  const y = baseY - radius * 0.93;
  const own = BODY[fruit.name];
  const tone = fruit.tint ? mix(own.tone, fruit.tint.tone, fruit.tint.share) : own.tone;
  const outline = blob(own.shape.map(([dx, dy]): Point => [x + dx * radius, y + dy * radius]));
  castShadow(scene, set, { x, y: baseY, width: radius * 2, height: radius * 1.7 });
  const lit: Point = [x + set.lightSide * radius * 0.42, y - radius * 0.42];
  easel.area(outline, {
    from: lit,
    to: [lit[0] + radius * 1.85, lit[1]],
    isRadial: true,
    stops: [
      { at: 0, colour: shift(tone, { l: 0.1, c: 0.92 }) },
      { at: 0.42, colour: tone },
      { at: 0.85, colour: shift(tone, { l: -0.17, h: -8 }) },
      { at: 1, colour: shift(tone, { l: -0.12, h: -6 }) },
    ],
  });
  if (fruit.name === 'peach' || fruit.name === 'pear' || fruit.name === 'apple')
    blush(scene, set, { outline, x, y, radius });
  easel.shade(outline, {
    from: [x - set.lightSide * radius * 1.05, y + radius],
    to: [x + set.lightSide * radius * 0.35, y - radius * 0.5],
    tone: shift(tone, { l: -0.26, h: -12 }),
    alpha: 0.7,
  });
  easel.soft(radius * 0.07, (soft) =>
    soft.area(
      ellipse(x + set.lightSide * radius * 0.42, y - radius * 0.44, radius * 0.2, radius * 0.13, 0.5 * set.lightSide),
      mix(palette.light, colour(0.99, 0.01, 90), 0.5),
      { alpha: 0.6 },
    ),
  );
  if (fruit.name !== 'lemon') stem(scene, fruit, y);
}

function blush(
  scene: Scene,
  set: StudioSet,
  { outline, x, y, radius }: { outline: Outline; x: number; y: number; radius: number },
): void {
  scene.easel.shade(outline, {
    from: [x + set.lightSide * radius * 0.9, y + radius * 0.2],
    to: [x - set.lightSide * radius * 0.1, y - radius * 0.3],
    tone: colour(0.56, 0.17, 28),
    alpha: 0.5,
  });
}

function stem(scene: Scene, { x, radius, name }: Fruit, y: number): void {
  const { easel, palette } = scene;
  const top = y - radius * (name === 'pear' ? 1.46 : name === 'fig' ? 1.3 : 0.86);
  const bark = mix(colour(0.36, 0.05, 60), palette.ink, 0.2);
  easel.area(
    ribbon(
      [
        [x, top + radius * 0.08],
        [x + radius * 0.03, top - radius * 0.16],
        [x + radius * 0.13, top - radius * 0.34],
      ],
      (share) => radius * (0.08 + 0.03 * share),
    ),
    bark,
  );
  if (name === 'orange' || name === 'apple' || name === 'peach') {
    const leaf = leafShape([x + radius * 0.08, top - radius * 0.16], radius * 0.85, -0.35, 0.17);
    const green = mix(colour(0.48, 0.1, 138), palette.leaf, 0.4);
    easel.area(leaf, green);
    easel.shade(leaf, {
      from: [x + radius * 0.5, top],
      to: [x + radius * 0.4, top - radius * 0.4],
      tone: shift(green, { l: -0.14 }),
      alpha: 0.7,
    });
  }
}

/** A round slice of citrus seen from above: rind, pith, segments. */
export function paintCitrusSlice(
  scene: Scene,
  { x, y, radius, tone }: { x: number; y: number; radius: number; tone: Colour },
): void {
  const { easel, random } = scene;
  const turn = random.fork(`slice${Math.round(x)}`).range(0, 1);
  easel.area(ellipse(x, y, radius, radius), tone);
  easel.area(ellipse(x, y, radius * 0.93, radius * 0.93), shift(mix(tone, colour(0.96, 0.03, 95), 0.75), { l: 0.02 }));
  for (let segment = 0; segment < 9; segment += 1) {
    const [a, b] = [turn + (segment / 9) * Math.PI * 2 + 0.06, turn + ((segment + 1) / 9) * Math.PI * 2 - 0.06];
    const at = (angle: number, reach: number): Point => [
      x + Math.cos(angle) * radius * reach,
      y + Math.sin(angle) * radius * reach,
    ];
    const flesh = blob([at((a + b) / 2, 0.12), at(a, 0.5), at(a, 0.8), at((a + b) / 2, 0.85), at(b, 0.8), at(b, 0.5)]);
    easel.area(flesh, {
      from: [x, y],
      to: [x + radius, y],
      isRadial: true,
      stops: [
        { at: 0, colour: shift(tone, { l: 0.1, c: 0.85 }) },
        { at: 1, colour: tone },
      ],
    });
  }
}

/** A folded cloth under things. */
export function paintCloth(
  scene: Scene,
  { x, y, width, depth, tone }: { x: number; y: number; width: number; depth: number; tone: Colour },
): void {
  const { easel, random } = scene;
  const stream = random.fork('cloth');
  const edge = (level: number): Point[] =>
    Array.from({ length: 7 }, (_, at): Point => [x + (at / 6 - 0.5) * width, y + level * depth + stream.range(-7, 7)]);
  const cloth = blob([...edge(0), ...edge(1).reverse()]);
  easel.area(cloth, {
    from: [x - width / 2, y],
    to: [x + width / 2, y + depth],
    stops: [
      { at: 0, colour: shift(tone, { l: 0.03 }) },
      { at: 1, colour: shift(tone, { l: -0.05 }) },
    ],
  });
  for (let fold = 0; fold < 5; fold += 1) {
    const start: Point = [x + stream.range(-0.4, 0.4) * width, y + stream.range(0.02, 0.2) * depth];
    const end: Point = [start[0] + stream.range(-0.2, 0.2) * width, y + depth * stream.range(0.7, 0.98)];
    const shape = polygon([start, [end[0] - 22, end[1]], [end[0] + 26, end[1]]]);
    easel.shade(shape, { from: end, to: start, tone: shift(tone, { l: -0.16 }), alpha: 0.5 });
  }
}
