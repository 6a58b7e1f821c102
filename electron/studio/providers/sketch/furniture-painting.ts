/** Owns furniture: sofa, rug, framed picture, plant, lamp. */
import { archShape } from './arch-shape.ts';
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { ellipse, type Outline, type Point, polygon, rectangle, ribbon, roundedRectangle } from './outline.ts';
import { across, vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { castShadow, frond, type StudioSet } from './studio-set.ts';
import { paintVessel } from './vessel-painting.ts';
import { PROFILES } from './vessel-profiles.ts';

export function paintRug(
  { easel }: Scene,
  { x, y, width, tone }: { x: number; y: number; width: number; tone: Colour },
): void {
  for (const [share, step] of [
    [1, 0],
    [0.9, 0.06],
    [0.84, -0.02],
  ] as const)
    easel.area(ellipse(x, y, (width / 2) * share, width * 0.1 * share), shift(tone, { l: step }));
  easel.shade(ellipse(x, y, width / 2, width * 0.1), {
    from: [x - width / 2, y + 40],
    to: [x + width / 3, y - 30],
    tone: shift(tone, { l: -0.16 }),
    alpha: 0.5,
  });
}

export function paintSofa(scene: Scene, set: StudioSet, place: { x: number; y: number; scale: number }): void {
  const { easel, palette } = scene;
  const { x, y, scale } = place;
  const wide = 330 * scale;
  castShadow(scene, set, { x, y: y + 4, width: wide * 1.04, height: 120 * scale });
  const form = (shape: Outline, tone: Colour) => {
    const [from, to]: [Point, Point] = [
      [x + set.lightSide * wide * 0.5, y - 140 * scale],
      [x - set.lightSide * wide * 0.5, y],
    ];
    easel.area(shape, across(from, to, shift(tone, { l: 0.06 }), shift(tone, { l: -0.08 })));
    const end: Point = [x + set.lightSide * wide * 0.2, y - 120 * scale];
    easel.shade(shape, {
      from: [x - set.lightSide * wide * 0.55, y + 10],
      to: end,
      tone: shift(tone, { l: -0.2 }),
      alpha: 0.62,
    });
  };
  for (const leg of [-0.42, 0.42])
    easel.area(rectangle(x + leg * wide - 4, y - 16 * scale, 8, 22 * scale), colour(0.38, 0.06, 55));
  for (const { shape, lightness } of sofaParts(place, wide)) form(shape, shift(palette.subject, { l: lightness }));
  const pillow: Point = [x - set.lightSide * wide * 0.22, y - 98 * scale];
  const soft = roundedRectangle(pillow[0] - 36 * scale, pillow[1] - 28 * scale, 72 * scale, 58 * scale, 13 * scale);
  form(soft, mix(palette.accents[0], palette.surface, 0.1));
}

/** Back, two cushions, seat, two arms: from the wall to the viewer. */
function sofaParts({ x, y, scale: s }: { x: number; y: number; scale: number }, wide: number) {
  const cushion = (left: number) => roundedRectangle(x + left * wide, y - 82 * s, wide * 0.395, 50 * s, 18 * s);
  const arm = (side: number) => roundedRectangle(x + side * wide * 0.45 - 26 * s, y - 108 * s, 52 * s, 100 * s, 24 * s);
  return [
    { shape: roundedRectangle(x - wide * 0.46, y - 150 * s, wide * 0.92, 120 * s, 34 * s), lightness: -0.03 },
    { shape: cushion(-0.4), lightness: 0.035 },
    { shape: cushion(0.005), lightness: 0.035 },
    { shape: roundedRectangle(x - wide * 0.45, y - 44 * s, wide * 0.9, 34 * s, 10 * s), lightness: -0.01 },
    { shape: arm(-1), lightness: 0.01 },
    { shape: arm(1), lightness: 0.01 },
  ];
}

export function paintPicture(
  { easel, palette, composition }: Scene,
  { x, y, scale }: { x: number; y: number; scale: number },
): void {
  const [width, height] = [150 * scale, 186 * scale];
  easel.soft(7, (soft) =>
    soft.area(rectangle(x - width / 2 + 6, y - height / 2 + 9, width, height), shift(palette.wall, { l: -0.25 }), {
      alpha: 0.5,
    }),
  );
  easel.area(rectangle(x - width / 2, y - height / 2, width, height), mix(palette.paper, palette.wall, 0.2));
  easel.line(rectangle(x - width / 2, y - height / 2, width, height), mix(palette.ink, palette.wall, 0.2), {
    widthUnits: 3,
  });
  const tones = [palette.accents[0], palette.accents[1], palette.subject];
  easel.area(
    ellipse(x - width * 0.1, y - height * 0.1, width * 0.23, width * 0.23),
    tones[composition.turn % 3] ?? palette.subject,
  );
  easel.area(
    archShape(x + width * 0.13, y + height * 0.34, width * 0.34, height * 0.44),
    tones[(composition.turn + 1) % 3] ?? palette.subject,
  );
}

export function paintPlant(
  scene: Scene,
  set: StudioSet,
  { x, y, scale }: { x: number; y: number; scale: number },
): void {
  const { easel, palette, random } = scene;
  const stream = random.fork('house-plant');
  castShadow(scene, set, { x, y, width: 80 * scale, height: 240 * scale });
  const green = mix(palette.leaf, colour(0.42, 0.08, 150), 0.4);
  for (const spread of [-0.9, -0.5, -0.15, 0.2, 0.55, 0.9])
    for (const leaf of frond([x, y - 80 * scale], stream.range(170, 250) * scale, -Math.PI / 2 + spread - 0.25, stream))
      easel.area(leaf, shift(green, { l: stream.range(-0.04, 0.07) }));
  paintVessel(scene, set, {
    x,
    baseY: y,
    height: 92 * scale,
    width: 92 * scale,
    profile: PROFILES.cup,
    tone: mix(palette.accents[0], palette.surface, 0.3),
    material: 'matte',
    isOpen: false,
  });
}

export function paintLampStand(
  scene: Scene,
  set: StudioSet,
  { x, y, scale }: { x: number; y: number; scale: number },
): void {
  const { easel, palette } = scene;
  castShadow(scene, set, { x, y, width: 60 * scale, height: 200 * scale });
  const metal = mix(palette.ink, colour(0.7, 0.09, 80), 0.5);
  easel.area(
    ribbon(
      [
        [x, y],
        [x, y - 330 * scale],
      ],
      () => 4 * scale,
    ),
    metal,
  );
  easel.area(ellipse(x, y, 34 * scale, 6 * scale), metal);
  const shade = polygon([
    [x - 30 * scale, y - 398 * scale],
    [x + 30 * scale, y - 398 * scale],
    [x + 54 * scale, y - 318 * scale],
    [x - 54 * scale, y - 318 * scale],
  ]);
  const cloth = mix(palette.light, colour(0.9, 0.07, 80), 0.6);
  easel.area(shade, vertical(y - 400 * scale, y - 318 * scale, shift(cloth, { l: -0.07 }), cloth));
  easel.glow({
    x,
    y: y - 345 * scale,
    radius: 250 * scale,
    colour: colour(0.9, 0.1, 75),
    strength: palette.isDark || palette.time === 'night' ? 0.7 : 0.3,
  });
}
