/** Owns rooms: a lit interior with a window, furniture and a plant. */
import { archShape } from './arch-shape.ts';
import { paintLampStand, paintPicture, paintPlant, paintRug, paintSofa } from './furniture-painting.ts';
import { colour, mix, shift } from './oklch-colour.ts';
import { type Point, polygon, rectangle } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import type { StudioSet } from './studio-set.ts';

export async function paintRoom(scene: Scene): Promise<void> {
  const { frame, composition, palette, easel } = scene;
  const floorY = frame.height * 0.73;
  const side: -1 | 1 = composition.focusX > frame.width / 2 ? -1 : 1;
  const set: StudioSet = {
    tableY: floorY,
    lightSide: side,
    shadow: shift(mix(palette.surface, palette.ink, 0.5), { l: -0.04 }),
  };
  if (easel.hasBackdrop) {
    paintShell(scene, floorY, side);
    await paintWindow(scene, { x: frame.width / 2 + side * frame.width * 0.27, floorY, side });
  }
  await scene.breath.pause();
  const scale = composition.scale * Math.min(1.15, frame.width / 900);
  paintRug(scene, {
    x: composition.focusX,
    y: floorY + (frame.height - floorY) * 0.55,
    width: 520 * scale,
    tone: mix(palette.accents[1], palette.surface, 0.35),
  });
  paintSofa(scene, set, { x: composition.focusX, y: floorY + (frame.height - floorY) * 0.3, scale });
  if (!composition.isMinimal) {
    paintPicture(scene, { x: composition.focusX, y: frame.height * 0.3, scale });
    paintPlant(scene, set, { x: composition.focusX + side * -250 * scale, y: floorY + 46, scale });
    paintLampStand(scene, set, { x: composition.focusX + side * 235 * scale, y: floorY + 34, scale });
  }
}

function paintShell({ easel, frame, palette }: Scene, floorY: number, side: -1 | 1): void {
  const wall = palette.wall;
  const from: Point = [side > 0 ? frame.width : 0, 0];
  const to: Point = [side > 0 ? 0 : frame.width, floorY];
  easel.area(
    rectangle(-2, -2, frame.width + 4, frame.height + 4),
    {
      from,
      to,
      stops: [
        { at: 0, colour: shift(wall, { l: 0.05 }) },
        { at: 0.5, colour: wall },
        { at: 1, colour: shift(wall, { l: -0.085 }) },
      ],
    },
    { isBackdrop: true },
  );
  const floor = mix(palette.surface, colour(0.5, 0.07, 60), 0.35);
  easel.area(
    rectangle(-2, floorY, frame.width + 4, frame.height - floorY + 4),
    vertical(floorY, frame.height, shift(floor, { l: 0.04 }), shift(floor, { l: -0.06 })),
    { isBackdrop: true },
  );
  for (let board = -12; board <= 12; board += 1)
    easel.line(
      polygon([
        [frame.width / 2 + board * 46, floorY],
        [frame.width / 2 + board * 150, frame.height],
      ]),
      shift(floor, { l: -0.07 }),
      { widthUnits: 1.2, alpha: 0.55 },
    );
  easel.area(rectangle(-2, floorY - 13, frame.width + 4, 13), shift(wall, { l: 0.05 }));
}

/** A tall window, its view a sky of this hour, and the light it throws on the floor. */
async function paintWindow(
  scene: Scene,
  { x, floorY, side }: { x: number; floorY: number; side: -1 | 1 },
): Promise<void> {
  const { easel, palette, frame, composition } = scene;
  const isArch = composition.turn % 3 === 0;
  const [width, height] = [frame.width * 0.26, floorY * 0.72];
  const top = floorY * 0.12;
  const pane = isArch ? archShape(x, top + height, width, height) : rectangle(x - width / 2, top, width, height);
  const rim = isArch
    ? archShape(x, top + height + 9, width + 26, height + 24)
    : rectangle(x - width / 2 - 13, top - 13, width + 26, height + 26);
  const light = mix(palette.light, colour(0.97, 0.03, 90), 0.4);
  const [high, middle, low] = palette.sky;
  easel.area(rim, shift(palette.wall, { l: 0.075, c: 0.6 }));
  easel.area(pane, vertical(top, top + height, mix(high, light, 0.15), mix(middle, light, 0.3), mix(low, light, 0.5)));
  const hills: Point[] = Array.from(
    { length: 21 },
    (_, at): Point => [
      x - width / 2 + (at / 20) * width,
      top + height * (0.72 + 0.07 * Math.sin(at * 0.6 + composition.turn)),
    ],
  );
  easel.area(
    polygon([...hills, [x + width / 2, top + height], [x - width / 2, top + height]]),
    mix(low, palette.leaf, 0.4),
  );
  const bar = shift(palette.wall, { l: 0.09, c: 0.5 });
  easel.area(rectangle(x - 3.5, top, 7, height), bar);
  for (const share of [0.36, 0.68]) easel.area(rectangle(x - width / 2, top + height * share, width, 5.5), bar);
  easel.area(rectangle(x - width / 2 - 24, top + height + 9, width + 48, 12), shift(palette.wall, { l: 0.06 }));
  easel.glow({
    x,
    y: top + height * 0.45,
    radius: frame.width * 0.62,
    colour: light,
    strength: palette.time === 'night' ? 0.1 : 0.34,
  });
  if (palette.time === 'night') return;
  const slide = -side * frame.width * 0.3;
  easel.soft(4, (soft) => {
    for (const [a, b] of [
      [-0.5, -0.03],
      [0.03, 0.5],
    ] as const) {
      for (const [near, far] of [
        [0.08, 0.42],
        [0.47, 0.9],
      ] as const) {
        const at = (along: number, depth: number): Point => [
          x + along * width * (1 + depth * 0.5) + slide * depth,
          floorY + depth * (frame.height - floorY),
        ];
        soft.area(polygon([at(a, near), at(b, near), at(b, far), at(a, far)]), light, { alpha: 0.4 });
      }
    }
  });
}
