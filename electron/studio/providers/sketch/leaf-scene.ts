/** Owns foliage: large leaves and fronds from both sides, paler with distance. */
import { type Colour, mix, shift } from './oklch-colour.ts';
import { curve, moved, type Point, rectangle } from './outline.ts';
import { across, radial } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { frond, leafShape } from './studio-set.ts';

export async function paintLeaves(scene: Scene): Promise<void> {
  const { frame, composition, palette, random, easel } = scene;
  const stream = random.fork('leaves');
  const ground = palette.isDark ? shift(palette.wall, { l: -0.04 }) : palette.wall;
  const centre: Point = [composition.focusX, frame.height * 0.45];
  const reach = Math.max(frame.width, frame.height) * 0.85;
  const light = radial(centre, reach, shift(ground, { l: 0.04 }), ground, shift(ground, { l: -0.07 }));
  if (easel.hasBackdrop) easel.area(rectangle(-2, -2, frame.width + 4, frame.height + 4), light, { isBackdrop: true });
  const count = composition.isMinimal ? 4 : 17;
  for (let at = 0; at < count; at += 1) {
    await scene.breath.pause();
    const nearness = at / (count - 1);
    const side = at % 2 ? 1 : -1;
    const root: Point = [
      frame.width / 2 + side * frame.width * stream.range(0.06, 0.56),
      frame.height * stream.range(0.5, 1.12),
    ];
    const own = shift(palette.leaf, { l: stream.range(-0.12, 0.08), h: stream.range(-20, 20) });
    const tone = mix(mix(ground, palette.leaf, 0.45), own, 0.25 + 0.75 * nearness);
    const turn = -Math.PI / 2 - side * stream.range(0.1, 0.75);
    if (at % 3 > 0) paintLargeLeaf(scene, { root, turn, tone, ground }, stream);
    else
      for (const leaf of frond(root, stream.range(380, 620) * composition.scale, turn, stream)) easel.area(leaf, tone);
  }
}

interface LargeLeaf {
  readonly root: Point;
  readonly turn: number;
  readonly tone: Colour;
  readonly ground: Colour;
}

function paintLargeLeaf({ easel, composition }: Scene, { root, turn, tone, ground }: LargeLeaf, stream: Random): void {
  const [x, y] = root;
  const along = (angle: number, reach: number): Point => [
    x + Math.cos(turn + angle) * reach,
    y + Math.sin(turn + angle) * reach,
  ];
  const shape = leafShape(root, stream.range(330, 560) * composition.scale, turn, stream.range(0.14, 0.24));
  easel.soft(14, (soft) => soft.area(moved(shape, 16, 20), shift(ground, { l: -0.24 }), { alpha: 0.35 }));
  easel.area(shape, across(root, along(0, 400), shift(tone, { l: -0.08 }), shift(tone, { l: 0.06 })));
  easel.shade(shape, { from: [x + 120, y], to: [x - 60, y - 260], tone: shift(tone, { l: -0.16 }), alpha: 0.7 });
  easel.line(curve([root, along(0.1, 180), along(0.2, 330)]), shift(tone, { l: 0.12 }), {
    widthUnits: 1.8,
    alpha: 0.7,
  });
}
