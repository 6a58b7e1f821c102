/** Owns blossoms: petals in rings, each with its own light, from the outer ones inward. */
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { blob, ellipse, type Outline, type Point, ribbon, round } from './outline.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';

export type BlossomKind = 'peony' | 'poppy' | 'daisy' | 'tulip' | 'anemone' | 'dahlia';

export const BLOSSOM_WORDS: readonly (readonly [BlossomKind, string])[] = [
  ['poppy', 'poppy|poppies'],
  ['daisy', 'daisy|sunflower|sunflowers|chamomile|aster'],
  ['tulip', 'tulip|tulips'],
  ['anemone', 'anemone|magnolia|orchid|lily|blossom|blossoms|cherry blossom'],
  ['dahlia', 'dahlia|chrysanthemum|lotus'],
  ['peony', 'peony|peonies|rose|roses|ranunculus|camellia|carnation'],
];

export interface Blossom {
  readonly kind: BlossomKind;
  readonly at: Point;
  readonly radius: number;
  readonly tone: Colour;
  /** 0 seen from the front, 0.6 from the side. */
  readonly tilt: number;
  readonly turn: number;
}

interface Ring {
  readonly count: number;
  /** Share of the radius. */
  readonly from: number;
  readonly length: number;
  /** Petal width over length. */
  readonly girth: number;
  readonly tone: Colour;
  readonly notch: number;
}

function ringsOf({ kind, tone }: Blossom): Ring[] {
  const deep = shift(tone, { l: -0.09, c: 1.12, h: -6 });
  const pale = shift(tone, { l: 0.06, c: 0.9 });
  if (kind === 'poppy')
    return [
      { count: 4, from: 0.04, length: 1, girth: 1.12, tone, notch: 0.12 },
      { count: 4, from: 0.03, length: 0.76, girth: 1.1, tone: shift(tone, { l: 0.05 }), notch: 0.12 },
    ];
  if (kind === 'daisy')
    return [
      { count: 19, from: 0.2, length: 0.82, girth: 0.26, tone: deep, notch: 0.04 },
      { count: 17, from: 0.2, length: 0.74, girth: 0.26, tone: pale, notch: 0.04 },
    ];
  if (kind === 'anemone')
    return [
      { count: 6, from: 0.08, length: 0.94, girth: 0.76, tone: deep, notch: 0.07 },
      { count: 6, from: 0.08, length: 0.8, girth: 0.74, tone: pale, notch: 0.07 },
    ];
  if (kind === 'dahlia')
    return Array.from({ length: 7 }, (_, at) => ({
      count: 19 - at * 2,
      from: 0.04,
      length: lerp(1, 0.24, at / 6),
      girth: 0.33,
      tone: mix(tone, at % 2 ? pale : deep, 0.2 + at * 0.06),
      notch: -0.1,
    }));
  return Array.from({ length: 7 }, (_, at) => ({
    count: 9 - Math.floor(at * 0.6),
    from: 0.02,
    length: lerp(1, 0.26, (at / 6) ** 0.9),
    girth: lerp(0.86, 0.72, at / 6),
    tone: mix(pale, deep, at / 6),
    notch: 0.09,
  }));
}

export function paintBlossom(scene: Scene, blossom: Blossom): void {
  const stream = scene.random.fork(`blossom${Math.round(blossom.at[0])},${Math.round(blossom.at[1])}`);
  if (blossom.kind === 'tulip') {
    paintTulip(scene, blossom);
    return;
  }
  ringsOf(blossom).forEach((ring, layer) => {
    for (let petal = 0; petal < ring.count; petal += 1) {
      const angle = blossom.turn + (petal / ring.count) * Math.PI * 2 + layer * 0.42 + stream.range(-0.09, 0.09);
      paintPetal(scene, blossom, ring, {
        angle,
        stretch: stream.range(0.88, 1.08),
        lightness: stream.range(-0.03, 0.03),
      });
    }
  });
  paintHeart(scene, blossom, stream);
}

function paintPetal(
  scene: Scene,
  blossom: Blossom,
  ring: Ring,
  petal: { angle: number; stretch: number; lightness: number },
): void {
  const { easel } = scene;
  const { at, radius, tilt } = blossom;
  const length = radius * (ring.length - ring.from) * petal.stretch;
  const wide = (length * ring.girth) / 2;
  const [cos, sin] = [Math.cos(petal.angle), Math.sin(petal.angle)];
  const place = (along: number, across: number): Point => {
    const reach = radius * ring.from + along * length;
    const [dx, dy] = [cos * reach - sin * across * wide, sin * reach + cos * across * wide];
    return [at[0] + dx, at[1] + dy * (1 - tilt)];
  };
  const shape: Outline = blob([
    place(0, 0.12),
    place(0.35, 0.72),
    place(0.72, 1),
    place(0.95, 0.58),
    place(1 - ring.notch, 0),
    place(0.95, -0.58),
    place(0.72, -1),
    place(0.35, -0.72),
    place(0, -0.12),
  ]);
  const tone = shift(ring.tone, { l: petal.lightness - 0.05 * sin });
  easel.area(shape, {
    from: place(0, 0),
    to: place(1, 0),
    stops: [
      { at: 0, colour: shift(tone, { l: -0.13, c: 1.12, h: -8 }) },
      { at: 0.55, colour: tone },
      { at: 1, colour: shift(tone, { l: 0.06, c: 0.9 }) },
    ],
  });
  if (radius > 34)
    easel.shade(shape, {
      from: place(0, -0.6),
      to: place(0.75, 0.5),
      tone: shift(tone, { l: -0.2, c: 1.05, h: -10 }),
      alpha: 0.62,
    });
}

function paintHeart(scene: Scene, { kind, at: [x, y], radius, tilt, tone }: Blossom, stream: Random): void {
  const { easel } = scene;
  if (kind === 'peony' || kind === 'dahlia') {
    if (kind === 'peony') easel.area(ellipse(x, y, radius * 0.09, radius * 0.08), shift(tone, { l: -0.14 }));
    return;
  }
  const size = radius * (kind === 'daisy' ? 0.27 : 0.17);
  const core = kind === 'daisy' ? colour(0.72, 0.15, 75) : colour(0.24, 0.04, 300);
  const shape = ellipse(x, y, size, size * (1 - tilt * 0.8));
  easel.area(shape, {
    from: [x - size * 0.3, y - size * 0.4],
    to: [x + size, y + size],
    isRadial: true,
    stops: [
      { at: 0, colour: shift(core, { l: 0.12 }) },
      { at: 1, colour: shift(core, { l: -0.08 }) },
    ],
  });
  easel.shade(shape, {
    from: [x + size, y + size],
    to: [x - size, y - size],
    tone: shift(core, { l: -0.2 }),
    alpha: 0.8,
  });
  let data = '';
  for (let dot = 0; dot < 34; dot += 1) {
    const angle = stream.range(0, Math.PI * 2);
    const away = size * stream.range(1.1, 1.75);
    const r = radius * 0.018;
    data += `M${round(x + Math.cos(angle) * away)} ${round(y + Math.sin(angle) * away * (1 - tilt))}m${round(-r)} 0a${round(r)} ${round(r)} 0 1 0 ${round(r * 2)} 0a${round(r)} ${round(r)} 0 1 0 ${round(-r * 2)} 0z`;
  }
  if (kind !== 'daisy')
    easel.raw(`<path d="${data}" fill="${easel.tint(shift(core, { l: 0.06 }))}"${easel.dabStroke}/>`);
}

function paintTulip(scene: Scene, { at: [x, y], radius, tone, turn }: Blossom): void {
  const { easel } = scene;
  const lean = Math.sin(turn) * 0.16;
  const place = (dx: number, dy: number): Point => [x + (dx + lean * -dy) * radius, y + dy * radius];
  const petals: readonly (readonly [number, number, number])[] = [
    [-0.42, 0.6, -0.04],
    [0.42, 0.6, -0.04],
    [0, 0.72, 0.04],
  ];
  for (const [offset, wide, lightness] of petals) {
    const shape = blob([
      place(offset * 0.3, 0.95),
      place(offset - wide * 0.74, 0.5),
      place(offset - wide * 0.86, -0.2),
      place(offset * 1.15, -1.06),
      place(offset + wide * 0.86, -0.2),
      place(offset + wide * 0.74, 0.5),
    ]);
    const own = shift(tone, { l: lightness });
    easel.area(shape, {
      from: place(0, 0.95),
      to: place(0, -1),
      stops: [
        { at: 0, colour: shift(own, { l: -0.1 }) },
        { at: 0.5, colour: own },
        { at: 1, colour: shift(own, { l: 0.08, c: 0.9 }) },
      ],
    });
    easel.shade(shape, {
      from: place(offset + 0.7, 0.9),
      to: place(offset - 0.3, -0.3),
      tone: shift(own, { l: -0.2, h: -10 }),
      alpha: 0.6,
    });
  }
}

/** Stem from the ground to the blossom, bending like a quadratic. */
export function paintStem(
  scene: Scene,
  from: Point,
  to: Point,
  options: { width: number; tone: Colour; bend: number },
): void {
  const middle: Point = [(from[0] + to[0]) / 2 + options.bend, (from[1] + to[1]) / 2];
  const quarter = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  scene.easel.area(
    ribbon(
      [from, quarter(from, middle), middle, quarter(middle, to), to],
      (share) => options.width * (1.1 - 0.35 * share),
    ),
    options.tone,
  );
}
