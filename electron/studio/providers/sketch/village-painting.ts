/** Owns a village seen from afar: gabled houses in a loose row, a church among them, windows lit when it is dark. */
import { colour, mix, shift } from './oklch-colour.ts';
import { blob, type Point, polygon, rectangle } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';

export const VILLAGE_WORDS = 'village|hamlet|small town|chalet|chalets|houses|cottages|dorf|pueblo|деревня|村';

interface House {
  readonly x: number;
  /** Where it stands. */
  readonly y: number;
  readonly width: number;
  readonly hasTower: boolean;
}

/** `y` is the ground the front row stands on; `unit` the width of a house. */
export function paintVillage(scene: Scene, y: number, unit: number): void {
  const { frame, composition, random } = scene;
  const stream = random.fork('village');
  const reach = Math.min(frame.width * 0.36, unit * 6.5);
  const centre = Math.min(frame.width - reach * 0.8, Math.max(reach * 0.8, frame.width - composition.focusX));
  paintBank(scene, { x: centre, y, reach, unit });
  for (let row = 2; row >= 0; row -= 1) {
    const count = 6 - row;
    for (let at = 0; at < count; at += 1) {
      const share = (at + 0.5) / count - 0.5 + stream.range(-0.05, 0.05);
      const size = unit * (1 - row * 0.16) * stream.range(0.8, 1.12);
      const hasTower = row === 1 && at === Math.floor(count / 2);
      paintHouse(scene, { x: centre + share * reach * 2, y: y - row * unit * 0.5, width: size, hasTower }, stream);
    }
  }
}

/** The slope the rows climb, so that the houses stand on something. */
function paintBank(scene: Scene, { x, y, reach, unit }: { x: number; y: number; reach: number; unit: number }): void {
  const { easel, palette } = scene;
  const tone = isWhite(scene)
    ? mix(colour(0.93, 0.014, 240), palette.sky[1], isDim(scene) ? 0.55 : 0.25)
    : mix(palette.leaf, palette.near, 0.45);
  const rim: Point[] = [
    [x - reach * 1.7, y + 7],
    [x - reach * 1.1, y - unit * 0.34],
    [x - reach * 0.3, y - unit * 1.02],
    [x + reach * 0.4, y - unit * 0.98],
    [x + reach * 1.15, y - unit * 0.3],
    [x + reach * 1.7, y + 7],
    [x, y + unit * 0.2],
  ];
  const bank = blob(rim);
  easel.area(bank, vertical(y - unit, y + unit * 0.2, shift(tone, { l: 0.03 }), shift(tone, { l: -0.09 })));
}

const isWhite = ({ reading }: Scene): boolean =>
  reading.season === 'winter' || reading.weather === 'snow' || reading.says('snowy|snow');
const isDim = ({ palette }: Scene): boolean => palette.time === 'night' || palette.time === 'dusk';

function paintHouse(scene: Scene, { x, y, width, hasTower }: House, stream: Random): void {
  const { easel, palette } = scene;
  const [isSnowy, isDark] = [isWhite(scene), isDim(scene)];
  const wall = mix(
    mix(colour(0.6, 0.06, 55), colour(0.86, 0.02, 80), stream.next()),
    palette.near,
    isDark ? 0.5 : 0.25,
  );
  const roof = isSnowy
    ? mix(colour(0.95, 0.012, 240), palette.sky[1], isDark ? 0.4 : 0.18)
    : mix(colour(0.46, 0.1, 38), palette.near, isDark ? 0.5 : 0.25);
  const height = width * 0.5;
  const at = (dx: number, dy: number): Point => [x + dx * width, y + dy * width];
  easel.area(rectangle(x - width / 2, y - height, width, height), wall);
  easel.area(polygon([at(0.1, -0.5), at(0.5, -0.5), at(0.5, 0), at(0.1, 0)]), shift(wall, { l: -0.06 }));
  easel.area(polygon([at(-0.56, -0.44), at(-0.1, -0.92), at(0.12, -0.92), at(0.56, -0.44)]), roof);
  if (hasTower) {
    easel.area(polygon([at(-0.16, -0.5), at(-0.16, -1.5), at(0.16, -1.5), at(0.16, -0.5)]), shift(wall, { l: 0.04 }));
    easel.area(polygon([at(-0.2, -1.48), at(0, -2.2), at(0.2, -1.48)]), roof);
  }
  const glass = isDark ? colour(0.88, 0.13, 80) : mix(palette.sky[0], palette.ink, 0.35);
  for (const left of [-0.36, -0.08, 0.22]) {
    if (stream.chance(0.2)) continue;
    easel.area(rectangle(...at(left, -0.36), width * 0.14, width * 0.17), glass);
    if (isDark)
      easel.glow({
        x: x + (left + 0.07) * width,
        y: y - width * 0.28,
        radius: width * 0.8,
        colour: glass,
        strength: 0.2,
      });
  }
}
