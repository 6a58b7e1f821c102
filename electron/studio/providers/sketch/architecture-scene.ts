/** Owns buildings: volumes, stairs and arches in hard light, with or without water in front. */
import { archShape } from './arch-shape.ts';
import { paintCabin } from './cabin-painting.ts';
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { polygon, rectangle } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { paintBranch } from './still-life-scene.ts';

/** Walls as large planes of colour against the sky, cut by stairs and arches, with one clean diagonal of shadow. */
export async function paintArchitecture(scene: Scene): Promise<void> {
  const { frame, composition, palette, easel, random, reading } = scene;
  if (reading.says('cabin|cottage|hut|chalet|barn|log house|farmhouse')) {
    await paintCabin(scene);
    return;
  }
  const stream = random.fork('volumes');
  const [top, middle, low] = palette.sky;
  if (easel.hasBackdrop)
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      vertical(0, frame.height * 0.8, top, middle, low),
      { isBackdrop: true },
    );
  const side: -1 | 1 = composition.focusX > frame.width / 2 ? -1 : 1;
  const groundY = frame.height * 0.84;
  const tones = [palette.wall, palette.subject, palette.surface, mix(palette.accents[1], palette.wall, 0.3)].map(
    (tone) => (tone.l < 0.4 && palette.time !== 'night' ? shift(tone, { l: 0.16 }) : tone),
  );
  const tone = (at: number) => tones[(at + composition.turn) % tones.length] ?? palette.wall;
  const blocks = composition.isMinimal ? 2 : 4;
  for (let at = 0; at < blocks; at += 1) {
    await scene.breath.pause();
    const share = at / Math.max(1, blocks - 1);
    const width = frame.width * lerp(0.34, 0.46, stream.next());
    const x = composition.focusX + side * lerp(-0.42, 0.34, share) * frame.width - width / 2;
    const height = frame.height * lerp(0.68, 0.26, share) * stream.range(0.88, 1.08);
    paintVolume(scene, { x, y: groundY, width, height, tone: tone(at), side, hole: at % 3 });
  }
  const floor = mix(palette.surface, palette.light, 0.2);
  easel.area(
    rectangle(-2, groundY, frame.width + 4, frame.height),
    vertical(groundY, frame.height, floor, shift(floor, { l: -0.07 })),
  );
  if (reading.says('pool|water|pond') || composition.turn % 3 === 1) paintPool(scene, groundY);
  if (reading.says('stairs|staircase|steps') || composition.turn % 3 === 0)
    paintStairs(scene, { x: composition.focusX, y: groundY, side, tone: tone(1) });
  if (!composition.isMinimal)
    paintBranch(
      scene,
      { x: composition.focusX - side * frame.width * 0.32, y: groundY, reach: 230 * composition.scale },
      stream,
    );
}

function paintPool({ easel, frame, palette }: Scene, groundY: number): void {
  const [top, , low] = palette.sky;
  const pool = polygon([
    [frame.width * 0.16, groundY + 26],
    [frame.width * 0.9, groundY + 26],
    [frame.width * 1.1, frame.height + 6],
    [-frame.width * 0.06, frame.height + 6],
  ]);
  const [near, far] = [mix(top, colour(0.55, 0.1, 220), 0.5), mix(low, colour(0.76, 0.1, 205), 0.5)];
  easel.area(pool, vertical(groundY, frame.height, far, near));
  const tone = mix(palette.subject, palette.ink, 0.3);
  easel.shade(pool, { from: [0, frame.height], to: [frame.width, groundY], tone, alpha: 0.45 });
}

interface Volume {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly tone: Colour;
  readonly side: -1 | 1;
  readonly hole: number;
}

function paintVolume({ easel, palette }: Scene, { x, y, width, height, tone, side, hole }: Volume): void {
  const top = y - height;
  const depth = width * 0.3;
  const edge = side > 0 ? x : x + width;
  const front = rectangle(x, top, width, height);
  const flank = polygon([
    [edge, top],
    [edge - side * depth, top + depth * 0.16],
    [edge - side * depth, y],
    [edge, y],
  ]);
  const lit = mix(shift(tone, { l: 0.05 }), palette.light, 0.16);
  const dark = shift(mix(tone, palette.sky[0], 0.16), { l: -0.17, c: 1.1 });
  easel.area(flank, vertical(top, y, dark, shift(dark, { l: 0.045 })));
  easel.shade(flank, { from: [edge, y], to: [edge, top], tone: shift(dark, { l: -0.1 }), alpha: 0.5 });
  easel.area(front, vertical(top, y, lit, tone));
  const shadow = polygon([
    [side > 0 ? x + width : x, top],
    [side > 0 ? x + width : x, y],
    [side > 0 ? x + width * 0.25 : x + width * 0.75, y],
    [side > 0 ? x + width * 0.72 : x + width * 0.28, top],
  ]);
  if (hole === 1) easel.area(shadow, dark, { alpha: 0.5, hasContour: false });
  easel.shade(front, {
    from: [x + width / 2, y],
    to: [x + width / 2, top],
    tone: shift(tone, { l: -0.16 }),
    alpha: 0.45,
  });
  const inner = shift(dark, { l: -0.1 });
  if (hole === 0) {
    const door = archShape(x + width * 0.55, y, width * 0.3, height * 0.5);
    easel.area(door, vertical(y - height * 0.5, y, inner, shift(inner, { l: 0.1 })));
    easel.area(
      archShape(x + width * 0.55 + side * width * 0.035, y, width * 0.235, height * 0.47),
      shift(inner, { l: -0.05 }),
    );
  } else if (hole === 2) {
    for (let slot = 0; slot < 3; slot += 1)
      easel.area(
        rectangle(x + width * (0.2 + slot * 0.22), top + height * 0.2, width * 0.12, height * 0.3),
        vertical(top, y, inner, shift(inner, { l: 0.12 })),
      );
  }
}

function paintStairs(
  { easel, composition }: Scene,
  { x, y, side, tone }: { x: number; y: number; side: -1 | 1; tone: Colour },
): void {
  const steps = 9;
  const [run, rise] = [34 * composition.scale, 27 * composition.scale];
  const start = x - (side * run * steps) / 2;
  for (let step = 0; step < steps; step += 1) {
    const sx = start + side * run * step;
    const tall = rise * (step + 1);
    const left = Math.min(sx, sx + side * run);
    const shape = rectangle(left, y - tall, run + 0.6, tall);
    easel.area(shape, vertical(y - tall, y, shift(tone, { l: 0.05 }), shift(tone, { l: -0.08 })));
    easel.area(rectangle(left, y - tall, run + 0.6, 5), shift(tone, { l: 0.11 }));
    easel.shade(shape, { from: [left, y], to: [left, y - tall * 0.8], tone: shift(tone, { l: -0.2 }), alpha: 0.5 });
  }
}
