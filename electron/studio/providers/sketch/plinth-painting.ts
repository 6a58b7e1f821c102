/** Owns the plinths a product stands on: round, block, steps. */
import { type Colour, mix, shift } from './oklch-colour.ts';
import { ellipse, type Outline, type Point, polygon, rectangle } from './outline.ts';
import { across, vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { castShadow, type StudioSet } from './studio-set.ts';

export interface Plinth {
  readonly x: number;
  /** Its foot. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: 'round' | 'block' | 'steps';
}

interface Tones {
  readonly tone: Colour;
  readonly lit: Colour;
  readonly dark: Colour;
}

/** Answers the height of the surface things stand on. */
export function paintPlinth(scene: Scene, set: StudioSet, plinth: Plinth): number {
  const { palette } = scene;
  const { x, y, width, height } = plinth;
  const tone = shift(mix(palette.surface, palette.wall, 0.35), { l: palette.isDark ? 0.09 : 0 });
  const tones = { tone, lit: shift(tone, { l: 0.055 }), dark: shift(tone, { l: -0.13, c: 1.1 }) };
  castShadow(scene, set, { x, y, width, height: height * 1.5 });
  if (plinth.kind === 'round') return paintDrum(scene, set, plinth, tones);
  const blocks =
    plinth.kind === 'steps'
      ? ([
          [-0.1 * set.lightSide, 1.28, 0.5],
          [0, 0.86, 1],
        ] as const)
      : ([[0, 1, 1]] as const);
  for (const [offset, wide, high] of blocks) {
    paintBlock(scene, set, { ...plinth, x: x + offset * width, width: width * wide, height: height * high }, tones);
  }
  return y - height - 5;
}

function paintDrum(
  { easel }: Scene,
  set: StudioSet,
  { x, y, width, height }: Plinth,
  { tone, lit, dark }: Tones,
): number {
  const [left, right] = set.lightSide < 0 ? [lit, dark] : [dark, lit];
  const drop = width * 0.085;
  const top = y - height;
  const ends: [Point, Point] = [
    [x - width / 2, 0],
    [x + width / 2, 0],
  ];
  const side = drumSide({ x, top, bottom: y, radius: width / 2, drop });
  easel.area(side, across(ends[0], ends[1], left, mix(left, tone, 0.8), tone, mix(right, tone, 0.3), right));
  const end: Point = [x + set.lightSide * width * 0.1, y - height * 0.4];
  easel.shade(side, { from: [x - set.lightSide * width * 0.5, y], to: end, tone: set.shadow, alpha: 0.45 });
  easel.area(
    ellipse(x, top, width / 2, drop),
    across(ends[0], ends[1], mix(left, lit, 0.6), lit, mix(right, lit, 0.7)),
  );
  return top + drop * 0.25;
}

interface Drum {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly radius: number;
  readonly drop: number;
}

function drumSide({ x, top, bottom, radius, drop }: Drum): Outline {
  const rim = Array.from({ length: 21 }, (_, step): Point => {
    const angle = Math.PI - (step / 20) * Math.PI;
    return [x + Math.cos(angle) * radius, bottom + Math.sin(angle) * drop];
  });
  return polygon([[x - radius, top], ...rim, [x + radius, top]]);
}

function paintBlock({ easel }: Scene, set: StudioSet, { x, y, width, height }: Plinth, { tone, lit }: Tones): void {
  const [left, top] = [x - width / 2, y - height];
  const face = rectangle(left, top, width, height);
  easel.area(face, vertical(top, y, tone, shift(tone, { l: -0.05 })));
  const [from, to]: [Point, Point] =
    set.lightSide < 0
      ? [
          [left + width, y],
          [left + width * 0.2, top],
        ]
      : [
          [left, y],
          [left + width * 0.8, top],
        ];
  easel.shade(face, { from, to, tone: set.shadow, alpha: 0.5 });
  easel.area(
    polygon([
      [left, top],
      [left + width, top],
      [left + width - 16, top - 13],
      [left + 16, top - 13],
    ]),
    lit,
  );
}
