/** Owns deserts: dunes with knife edges, a lit and a shadow side, wind ripples; mesas far off, cacti where asked. */
import type { Noise } from './coherent-noise.ts';
import { type Colour, colour, lerp, mix, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { blob, type Outline, type Point, polygon, roundedRectangle } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { paintSky, sunPlace } from './sky-painting.ts';

export async function paintDesert(scene: Scene): Promise<void> {
  const { composition, frame, palette, random, reading } = scene;
  const horizonY = composition.horizonY * 0.92;
  const sun = sunPlace(scene, horizonY);
  paintSky(scene, {
    horizonY: horizonY + 30,
    sun,
    sunRadius: 40 * composition.scale,
    hasClouds: reading.weather !== null,
  });
  const stream = random.fork('dunes');
  const sand = sandTone(scene);
  if (reading.says('mesa|canyon|arizona|monument') || (composition.turn % 4 === 3 && !composition.isMinimal))
    paintMesas(scene, horizonY, sand);
  const count = composition.density > 0.8 ? 4 : 3;
  for (let at = 0; at < count; at += 1) {
    await scene.breath.pause();
    const nearness = at / (count - 1);
    const base = lerp(horizonY + 8, frame.height * 0.9, nearness ** 1.3);
    const tone = mix(mix(palette.sky[2], sand, 0.35), sand, 0.25 + 0.75 * nearness);
    const peak = at === count - 2 ? composition.focusX : stream.range(0.05, 0.95) * frame.width;
    paintDune(scene, {
      base,
      peak,
      rise: lerp(40, 190, nearness) * composition.scale,
      reach: lerp(260, 620, nearness),
      tone,
      sun,
      nearness,
      offset: stream.range(0, 800),
    });
  }
  if (reading.says('cactus|cacti|saguaro'))
    for (const [dx, size] of [
      [0, 250],
      [-190, 130],
      [210, 96],
    ] as const)
      paintCactus(
        scene,
        composition.focusX + dx * composition.scale,
        frame.height * (0.8 + size / 4000),
        size * composition.scale,
      );
}

function sandTone({ palette, reading }: Scene): Colour {
  if (reading.colours.length > 0) return mix(colour(0.7, palette.near.c, palette.near.h), palette.subject, 0.45);
  const base = mix(colour(0.72, 0.105, 62), palette.sky[2], 0.25);
  const dim = palette.time === 'night' ? 0.72 : palette.time === 'dusk' ? 0.45 : palette.time === 'sunset' ? 0.2 : 0;
  return mix(base, palette.near, dim);
}

interface Dune {
  readonly base: number;
  readonly peak: number;
  readonly rise: number;
  readonly reach: number;
  readonly tone: Colour;
  readonly sun: Point;
  readonly nearness: number;
  readonly offset: number;
}

function crestOf(noise: Noise, dune: Dune): (x: number) => number {
  return (x) => {
    const away = (x - dune.peak) / dune.reach;
    const body = Math.exp(-2.4 * Math.abs(away) ** 1.35);
    const swell = noise.at(x * 0.0028 + dune.offset, 3) * 0.3;
    return dune.base - dune.rise * (body + swell);
  };
}

/** The spine falls from the peak toward the viewer in an S; one side of it is in light, the other in shade. */
function paintDune(scene: Scene, dune: Dune): void {
  const { easel, frame, noise, palette } = scene;
  const crestAt = crestOf(noise, dune);
  const points: Point[] = [[-6, frame.height + 6]];
  for (let x = -6; x <= frame.width + 6; x += 5) points.push([x, crestAt(x)]);
  points.push([frame.width + 6, frame.height + 6]);
  const outline: Outline = polygon(points);
  const top = dune.base - dune.rise;
  easel.area(
    outline,
    vertical(top, frame.height, mix(dune.tone, palette.light, 0.22), dune.tone, shift(dune.tone, { l: -0.05 })),
  );
  const side = dune.sun[0] > dune.peak ? -1 : 1;
  const shadow = shift(mix(dune.tone, palette.sky[0], 0.2), { l: -0.15, c: 1.1 });
  const spineX = (y: number) => {
    const t = (y - top) / (frame.height - top);
    return (
      dune.peak +
      side * (t * 260 * dune.nearness + Math.sin(t * 4.6 + dune.offset) * 66 * t) +
      noise.at(y * 0.004, dune.offset) * 26 * t
    );
  };
  const spine: Point[] = [];
  for (let y = top - 4; y < frame.height + 20; y += 14) spine.push([spineX(y), y]);
  const start = spine[0];
  if (!start) return;
  const far = side > 0 ? frame.width + 8 : -8;
  const flank = polygon([
    [dune.peak, crestAt(dune.peak)],
    ...spine.slice(1),
    [far, frame.height + 20],
    ...crestBack(crestAt, dune.peak, far),
  ]);
  easel.area(
    flank,
    {
      from: [dune.peak, 0],
      to: [dune.peak + side * dune.reach, 0],
      stops: [
        { at: 0, colour: shadow, alpha: 0.25 + 0.67 * dune.nearness },
        { at: 0.5, colour: shadow, alpha: 0.1 + 0.36 * dune.nearness },
        { at: 1, colour: shadow, alpha: 0 },
      ],
    },
    { hasContour: false },
  );
  easel.shade(flank, {
    from: [dune.peak, top],
    to: [dune.peak + side * dune.reach * 0.7, dune.base],
    tone: shift(shadow, { l: -0.06 }),
    alpha: 0.2 + 0.4 * dune.nearness,
  });
  paintRipples(scene, dune, { outline, spineX, side });
}

function crestBack(crestAt: (x: number) => number, from: number, to: number): Point[] {
  const points: Point[] = [];
  const step = to > from ? 8 : -8;
  for (let x = to; step > 0 ? x > from : x < from; x -= step) points.push([x, crestAt(x)]);
  return points;
}

function paintRipples(
  scene: Scene,
  dune: Dune,
  shape: { outline: Outline; spineX: (y: number) => number; side: number },
): void {
  if (dune.nearness < 0.3) return;
  const { easel, frame, noise, palette } = scene;
  const lit = rgb255(mix(dune.tone, palette.light, 0.5));
  const dark = rgb255(shift(dune.tone, { l: -0.1 }));
  const top = dune.base - dune.rise;
  easel.field(
    { box: { x: 0, y: top, width: frame.width, height: frame.height - top }, pixelsPerUnit: 0.5, clip: shape.outline },
    (x, y, rgba) => {
      const t = (y - top) / (frame.height - top);
      const bend = noise.fractal(x * 0.004, y * 0.006 + dune.offset, 2) * 30;
      const wave = Math.sin(((y + bend + x * 0.16) * 0.42) / (0.5 + t * 1.4));
      const sunny = (shape.spineX(y) - x) * shape.side > 0 ? 1 : 0.35;
      const tone = wave > 0 ? lit : dark;
      rgba[0] = tone[0];
      rgba[1] = tone[1];
      rgba[2] = tone[2];
      rgba[3] = 74 * Math.abs(wave) * sunny * smoothstep(0, 0.2, t) * (0.4 + 0.6 * noise.at(x * 0.006, y * 0.01 + 4));
    },
  );
}

function paintMesas(scene: Scene, horizonY: number, sand: Colour): void {
  const { easel, frame, random, palette } = scene;
  const stream = random.fork('mesas');
  for (const [place, width, height, nearness] of [
    [0.2, 230, 70, 0.3],
    [0.78, 190, 96, 0.45],
    [0.6, 70, 120, 0.55],
  ] as const) {
    const x = frame.width * (place + stream.range(-0.06, 0.06));
    const tone = mix(
      mix(palette.sky[2], palette.sky[1], 0.4),
      shift(mix(sand, colour(0.5, 0.12, 35), 0.6), { l: -0.1 }),
      nearness,
    );
    const [half, top] = [width / 2, horizonY - height];
    const mesa = polygon([
      [x - half * 1.5, horizonY + 20],
      [x - half * 1.04, horizonY - height * 0.4],
      [x - half * 0.96, top + 4],
      [x - half * 0.4, top],
      [x + half * 0.9, top + 2],
      [x + half, horizonY - height * 0.42],
      [x + half * 1.5, horizonY + 20],
    ]);
    easel.area(mesa, vertical(top, horizonY, tone, mix(tone, palette.sky[2], 0.3)));
    easel.shade(mesa, {
      from: [x + half, horizonY],
      to: [x - half * 0.5, top],
      tone: shift(tone, { l: -0.12 }),
      alpha: 0.75,
    });
  }
}

function paintCactus(scene: Scene, x: number, y: number, height: number): void {
  const { easel, palette } = scene;
  const tone = mix(palette.leaf, palette.near, 0.25);
  const girth = height * 0.15;
  const limb = (left: number, top: number, tall: number, wide: number) => {
    const body = roundedRectangle(left, top, wide, tall, wide / 2);
    easel.area(body, {
      from: [left, 0],
      to: [left + wide, 0],
      stops: [
        { at: 0, colour: shift(tone, { l: 0.08 }) },
        { at: 1, colour: shift(tone, { l: -0.1 }) },
      ],
    });
    easel.shade(body, {
      from: [left + wide, top + tall],
      to: [left, top + tall * 0.5],
      tone: shift(tone, { l: -0.16 }),
      alpha: 0.7,
    });
  };
  easel.soft(6, (soft) =>
    soft.area(
      blob([
        [x - girth, y],
        [x + height * 0.5, y + 4],
        [x + girth, y + 8],
      ]),
      palette.ink,
      { alpha: 0.35 },
    ),
  );
  const arm = girth * 0.66;
  limb(x - height * 0.26, y - height * 0.7, height * 0.33, arm);
  limb(x - height * 0.26, y - height * 0.44, arm, height * 0.26);
  limb(x + height * 0.17, y - height * 0.82, height * 0.35, arm);
  limb(x, y - height * 0.54, arm, height * 0.17 + arm);
  limb(x - girth / 2, y - height, height, girth);
}
