/** Owns the bodies of products: bottles and jars spun around an axis, folded boxes, pressed tubes. */

import type { Colour } from './oklch-colour.ts';
import { colour, mix, shift } from './oklch-colour.ts';
import { type Point, polygon, rectangle, roundedRectangle } from './outline.ts';
import { across, vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import type { StudioSet } from './studio-set.ts';
import { type Material, paintCap, paintVessel } from './vessel-painting.ts';
import { PROFILES, type ProfileName } from './vessel-profiles.ts';

export type ProductKind = 'bottle' | 'perfume' | 'wine' | 'jar' | 'can' | 'box' | 'tube';

export interface Product {
  readonly kind: ProductKind;
  readonly x: number;
  readonly baseY: number;
  readonly height: number;
  readonly tone: Colour;
}

const VESSELS: Readonly<
  Record<Exclude<ProductKind, 'box' | 'tube'>, { profile: ProfileName; girth: number; material: Material }>
> = {
  bottle: { profile: 'bottle', girth: 0.4, material: 'glass' },
  perfume: { profile: 'flacon', girth: 0.66, material: 'glass' },
  wine: { profile: 'wine', girth: 0.27, material: 'glass' },
  jar: { profile: 'jar', girth: 1.02, material: 'ceramic' },
  can: { profile: 'cylinder', girth: 0.52, material: 'metal' },
};

export function paintProductBody(scene: Scene, set: StudioSet, product: Product): void {
  const { kind } = product;
  if (kind === 'box') paintBox(scene, set, product);
  else if (kind === 'tube') paintTube(scene, set, product);
  else paintTurned(scene, set, { ...product, kind });
}

function paintTurned(
  scene: Scene,
  set: StudioSet,
  { kind, x, baseY, height, tone }: Product & { readonly kind: keyof typeof VESSELS },
): void {
  const { palette } = scene;
  const { profile, girth, material } = VESSELS[kind];
  const width = height * girth;
  const capTone = palette.isDark ? palette.accents[2] : mix(palette.ink, palette.accents[0], 0.25);
  const metal = colour(0.74, 0.07, 80);
  const mouth = (PROFILES[profile][0]?.[0] ?? 0.3) * width;
  paintVessel(scene, set, { x, baseY, height, width, profile: PROFILES[profile], tone, material, isOpen: false });
  const top = baseY - height;
  if (kind === 'perfume')
    paintCap(scene, set, {
      x,
      baseY: top + 5,
      width: mouth * 1.5,
      height: height * 0.2,
      tone: scene.composition.turn % 2 ? metal : capTone,
      kind: scene.composition.turn % 3 === 1 ? 'ball' : 'block',
    });
  if (kind === 'bottle')
    paintCap(scene, set, {
      x,
      baseY: top + height * 0.14,
      width: mouth * 1.2,
      height: height * 0.19,
      tone: capTone,
      kind: 'block',
    });
  if (kind === 'wine')
    paintCap(scene, set, {
      x,
      baseY: top + height * 0.17,
      width: mouth * 1.1,
      height: height * 0.175,
      tone: palette.accents[0],
      kind: 'block',
    });
  if (kind === 'jar')
    paintCap(scene, set, { x, baseY: top + 4, width: width * 0.97, height: height * 0.3, tone: metal, kind: 'lid' });
  if (kind === 'can')
    paintCap(scene, set, {
      x,
      baseY: top + 3,
      width: width * 0.96,
      height: height * 0.035,
      tone: colour(0.82, 0.01, 250),
      kind: 'lid',
    });
}

function paintBox(scene: Scene, set: StudioSet, { x, baseY, height, tone }: Product): void {
  const { easel } = scene;
  const [front, side] = [height * 0.6, height * 0.2];
  const left = x - (front + side) / 2;
  const turn = set.lightSide < 0 ? 1 : -1;
  const frontX = turn > 0 ? left : left + side;
  const face = rectangle(frontX, baseY - height, front, height);
  const edge = turn > 0 ? frontX + front : frontX;
  const flank = polygon([
    [edge, baseY - height],
    [edge + turn * side, baseY - height - 9],
    [edge + turn * side, baseY - 12],
    [edge, baseY],
  ]);
  easel.area(face, vertical(baseY - height, baseY, shift(tone, { l: 0.05 }), tone));
  easel.area(flank, vertical(baseY - height, baseY, shift(tone, { l: -0.09 }), shift(tone, { l: -0.15 })));
  easel.area(
    polygon([
      [frontX, baseY - height],
      [frontX + front, baseY - height],
      [edge + turn * side, baseY - height - 9],
      [turn > 0 ? frontX + side * 0.9 : frontX + front - side * 0.9, baseY - height - 9],
    ]),
    shift(tone, { l: 0.1 }),
  );
  easel.shade(face, { from: [x, baseY], to: [x, baseY - height * 0.7], tone: shift(tone, { l: -0.2 }), alpha: 0.4 });
}

function paintTube(scene: Scene, set: StudioSet, { x, baseY, height, tone }: Product): void {
  const { easel, palette } = scene;
  const half = height * 0.2;
  const body = polygon([
    [x - half * 1.05, baseY - height],
    [x + half * 1.05, baseY - height],
    [x + half * 0.86, baseY - height * 0.16],
    [x - half * 0.86, baseY - height * 0.16],
  ]);
  const ends: [Point, Point] =
    set.lightSide < 0
      ? [
          [x - half, 0],
          [x + half, 0],
        ]
      : [
          [x + half, 0],
          [x - half, 0],
        ];
  easel.area(
    body,
    across(ends[0], ends[1], tone, shift(tone, { l: 0.1 }), tone, shift(tone, { l: -0.13 }), shift(tone, { l: -0.06 })),
  );
  easel.area(rectangle(x - half * 1.05, baseY - height, half * 2.1, height * 0.05), shift(tone, { l: -0.05 }));
  easel.shade(body, {
    from: [x - set.lightSide * half, baseY],
    to: [x + set.lightSide * half * 0.4, baseY - height],
    tone: shift(tone, { l: -0.25 }),
    alpha: 0.55,
  });
  easel.area(
    roundedRectangle(x - half * 0.8, baseY - height * 0.16, half * 1.6, height * 0.16, 5),
    across(ends[0], ends[1], palette.ink, shift(palette.ink, { l: 0.2 }), palette.ink),
  );
}
