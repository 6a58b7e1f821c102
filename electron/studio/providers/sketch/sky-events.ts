/** Owns what happens in a sky for a moment: fireworks, and lightning. */
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { curve, type Point, ribbon } from './outline.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';

export const FIREWORK_WORDS = 'firework|fireworks|花火|feuerwerk|feux d artifice|fuegos artificiales|фейерверк|салют';

/** Three to six bursts over the horizon, the first and largest near the focus. */
export function paintFireworks(scene: Scene, horizonY: number): void {
  const { frame, composition, palette, random } = scene;
  const stream = random.fork('fireworks');
  const tones = [palette.accents[1], palette.accents[0], colour(0.88, 0.13, 88), palette.accents[3], palette.subject];
  const count = composition.isMinimal ? 3 : 6;
  for (let at = 0; at < count; at += 1) {
    const isFirst = at === 0;
    const place: Point = isFirst
      ? [composition.focusX, horizonY * 0.36]
      : [frame.width * ((at - 0.5) / (count - 1) + stream.range(-0.06, 0.06)), horizonY * stream.range(0.18, 0.62)];
    const tone = tones[at % tones.length] ?? palette.light;
    paintBurst(scene, stream, { place, reach: (isFirst ? 190 : stream.range(70, 130)) * composition.scale, tone });
  }
}

interface Burst {
  readonly place: Point;
  readonly reach: number;
  readonly tone: Colour;
}

function paintBurst({ easel, palette }: Scene, stream: Random, { place: [x, y], reach, tone }: Burst): void {
  const bright = shift(tone, { l: Math.max(0, 0.78 - tone.l), c: 1.15 });
  const core = mix(bright, colour(0.99, 0.02, 90), 0.6);
  for (let ray = 0; ray < 54; ray += 1) {
    const angle = (ray / 54) * Math.PI * 2 + stream.range(-0.05, 0.05);
    const length = reach * stream.range(0.62, 1);
    const on = (share: number): Point => [
      x + Math.cos(angle) * length * share,
      y + Math.sin(angle) * length * share + reach * 0.2 * share ** 2,
    ];
    easel.area(
      ribbon([on(0.16), on(0.45), on(0.75), on(1)], (share) => reach * 0.02 * (0.25 + share)),
      ray % 3 ? bright : core,
      { alpha: 0.9, hasContour: false },
    );
  }
  easel.line(
    curve([
      [x, y + reach * 0.2],
      [x - reach * 0.03, y + reach * 0.9],
      [x - reach * 0.1, y + reach * 1.5],
    ]),
    core,
    {
      widthUnits: reach * 0.012,
      alpha: 0.4,
    },
  );
  easel.glow({ x, y, radius: reach * 1.5, colour: mix(bright, palette.light, 0.2), strength: 0.42 });
}

/** One forked bolt from the clouds to the horizon, away from the middle. */
export function paintLightning(scene: Scene, horizonY: number): void {
  const { easel, frame, composition, random, palette } = scene;
  const stream = random.fork('lightning');
  const x = composition.focusX > frame.width / 2 ? frame.width * 0.27 : frame.width * 0.73;
  const bright = mix(palette.light, colour(0.98, 0.03, 280), 0.75);
  const path: Point[] = [[x, horizonY * 0.12]];
  for (let step = 1; step <= 9; step += 1)
    path.push([(path.at(-1)?.[0] ?? x) + stream.range(-34, 30), horizonY * (0.12 + (0.88 * step) / 9)]);
  const bolt = (points: readonly Point[], width: number) =>
    easel.area({ ...ribbon(points, (share) => width * (1.15 - share)), isSmooth: false }, bright, {
      hasContour: false,
    });
  bolt(path, 5.5);
  for (const from of [3, 5]) {
    const [startX, startY] = path[from] ?? [x, 0];
    const side = from === 3 ? -1 : 1;
    bolt(
      [0, 1, 2, 3].map((at): Point => [startX + side * at * stream.range(18, 34), startY + at * horizonY * 0.065]),
      2.6,
    );
  }
  easel.glow({ x, y: horizonY * 0.24, radius: 420, colour: bright, strength: 0.5 });
  easel.glow({ x: path.at(-1)?.[0] ?? x, y: horizonY, radius: 170, colour: bright, strength: 0.45 });
}
