/** Owns the lighthouse on its rock. */
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { blob, type Point, polygon, rectangle } from './outline.ts';
import { across, vertical } from './paint.ts';
import type { Scene } from './scene.ts';

export function paintLighthouse(scene: Scene, horizonY: number): void {
  const { easel, palette, composition, frame } = scene;
  const size = 250 * composition.scale;
  const x = composition.focusX;
  const y = horizonY + (frame.height - horizonY) * 0.16;
  const levelAt = (share: number) => y - 30 - size * share;
  paintTower(scene, { x, size, levelAt });
  paintLantern(scene, { x, y: levelAt(1), half: size * 0.06 });
  const rock = mix(palette.near, palette.sky[0], 0.12);
  const rim: Point[] = [
    [-0.7, 16],
    [-0.42, -18],
    [-0.18, -34],
    [0.14, -36],
    [0.42, -12],
    [0.72, 18],
    [0, 26],
  ];
  const stone = blob(rim.map(([dx, dy]): Point => [x + dx * size, y + dy]));
  easel.area(stone, vertical(y - 40, y + 26, shift(rock, { l: 0.05 }), shift(rock, { l: -0.08 })));
  const end: Point = [x - size * 0.3, y - 40];
  easel.shade(stone, { from: [x + size * 0.5, y + 20], to: end, tone: shift(rock, { l: -0.14 }), alpha: 0.8 });
}

interface Tower {
  readonly x: number;
  readonly size: number;
  readonly levelAt: (share: number) => number;
}

/** Five bands of white and red, narrower toward the top. */
function paintTower({ easel, palette }: Scene, { x, size, levelAt }: Tower): void {
  const white = mix(palette.light, colour(0.96, 0.01, 90), 0.5);
  const red = palette.accents[0].c > 0.1 ? palette.accents[0] : colour(0.56, 0.17, 30);
  const half = (share: number) => size * (0.105 - share * 0.045);
  for (let band = 0; band < 5; band += 1) {
    const [low, high] = [band / 5, (band + 1) / 5];
    const tone: Colour = band % 2 ? red : white;
    const ring = polygon([
      [x - half(low), levelAt(low)],
      [x + half(low), levelAt(low)],
      [x + half(high), levelAt(high)],
      [x - half(high), levelAt(high)],
    ]);
    const light = across(
      [x - half(0), 0],
      [x + half(0), 0],
      shift(tone, { l: 0.02 }),
      shift(tone, { l: -0.05 }),
      shift(tone, { l: -0.2 }),
    );
    easel.area(ring, light);
  }
}

function paintLantern({ easel, palette }: Scene, { x, y, half }: { x: number; y: number; half: number }): void {
  easel.area(rectangle(x - half * 1.5, y - 4, half * 3, 7), palette.ink);
  easel.area(rectangle(x - half * 0.8, y - 28, half * 1.6, 25), mix(palette.light, colour(0.95, 0.12, 90), 0.6));
  easel.area(
    blob([
      [x - half, y - 27],
      [x, y - 44],
      [x + half, y - 27],
    ]),
    palette.ink,
  );
  const isDark = palette.isDark || palette.time === 'night' || palette.time === 'dusk';
  const lamp = mix(palette.light, colour(0.92, 0.12, 85), 0.5);
  easel.glow({ x, y: y - 16, radius: 210, colour: lamp, strength: isDark ? 0.85 : 0.25 });
}
