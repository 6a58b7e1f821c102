/** Owns the owl and the butterfly, which face the viewer. */
import { paintCoat } from './animal-coat.ts';
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { blob, contour, curve, ellipse, mapped, type Point, ribbon } from './outline.ts';
import { across } from './paint.ts';
import type { Scene } from './scene.ts';

export function paintOwl(scene: Scene, coat: Colour, size: number): void {
  const { easel, composition, frame, palette } = scene;
  const [x, y] = [composition.focusX, frame.height * 0.72];
  const at = (dx: number, dy: number): Point => [x + dx * size, y + dy * size];
  easel.area(
    ribbon([at(-1.2, 0.04), at(0, -0.01), at(1.3, 0.07)], () => size * 0.07),
    mix(colour(0.34, 0.05, 55), palette.near, 0.4),
  );
  const body = blob([
    at(-0.3, 0),
    at(-0.38, -0.34),
    at(-0.36, -0.68),
    at(-0.33, -0.98),
    at(-0.16, -0.92),
    at(0, -0.94),
    at(0.16, -0.92),
    at(0.33, -0.98),
    at(0.36, -0.68),
    at(0.38, -0.34),
    at(0.3, 0),
    at(0, 0.06),
  ]);
  paintCoat(scene, body, coat, { top: at(0, -1), bottom: at(0, 0.1) });
  for (let row = 0; row < 5; row += 1)
    for (let column = -2; column <= 2; column += 1)
      easel.area(
        blob([
          at(column * 0.11 - 0.04 + (row % 2) * 0.055, -0.46 + row * 0.095),
          at(column * 0.11 + (row % 2) * 0.055, -0.4 + row * 0.095),
          at(column * 0.11 + 0.04 + (row % 2) * 0.055, -0.46 + row * 0.095),
        ]),
        shift(coat, { l: -0.15 }),
      );
  for (const side of [-1, 1]) {
    easel.area(
      blob([at(side * 0.34, -0.6), at(side * 0.44, -0.3), at(side * 0.34, 0.06), at(side * 0.24, -0.16)]),
      shift(coat, { l: -0.09 }),
    );
    easel.area(ellipse(...at(side * 0.145, -0.73), size * 0.155, size * 0.165), shift(coat, { l: 0.17, c: 0.6 }));
    easel.area(ellipse(...at(side * 0.135, -0.73), size * 0.095, size * 0.095), colour(0.82, 0.15, 85));
    easel.area(ellipse(...at(side * 0.13, -0.73), size * 0.056, size * 0.056), palette.ink);
    easel.area(ellipse(...at(side * 0.13 + 0.018, -0.752), size * 0.017, size * 0.017), colour(0.98, 0.01, 90));
  }
  easel.area(blob([at(-0.035, -0.68), at(0.035, -0.68), at(0, -0.58)]), colour(0.66, 0.12, 70));
}

export function paintButterfly(scene: Scene, coat: Colour, size: number): void {
  const { easel, composition, frame, palette } = scene;
  const [x, y] = [composition.focusX, frame.height * 0.5];
  const dark = mix(palette.ink, coat, 0.1);
  for (const side of [-1, 1]) paintWing(scene, { x, y, side, size, coat, dark });
  const spine: Point[] = [
    [x, y - size * 0.24],
    [x, y],
    [x, y + size * 0.42],
  ];
  easel.area(
    ribbon(spine, (share) => size * 0.075 * Math.sin(Math.PI * (0.18 + share * 0.74))),
    dark,
  );
}

const LOW_WING = contour('0.03 0.04, 0.36 0.06, 0.6 0.28, 0.52 0.6, 0.28 0.68, 0.1 0.38');
const HIGH_WING = contour('0.03 -0.04, 0.2 -0.4, 0.55 -0.72, 0.95 -0.72, 0.92 -0.36, 0.68 -0.06, 0.3 0.08');

interface Wing {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly size: number;
  readonly coat: Colour;
  readonly dark: Colour;
}

function paintWing({ easel, palette }: Scene, { x, y, side, size, coat, dark }: Wing): void {
  const at = (dx: number, dy: number): Point => [x + side * dx * size, y + dy * size];
  const wings = [
    [LOW_WING, mix(coat, palette.accents[1], 0.4)],
    [HIGH_WING, coat],
  ] as const;
  for (const [points, tone] of wings) {
    const wing = blob(points.map(([dx, dy]) => at(dx, dy)));
    easel.area(wing, dark);
    const inner = mapped(wing, ([px, py]): Point => [x + (px - x) * 0.84 + side * size * 0.03, y + (py - y) * 0.86]);
    easel.area(inner, across([x, y], at(0.9, -0.4), shift(tone, { l: -0.08 }), tone, shift(tone, { l: 0.1 })));
    easel.shade(inner, { from: [x, y], to: at(0.6, 0), tone: shift(tone, { l: -0.24 }), alpha: 0.7 });
  }
  for (let vein = 0; vein < 6; vein += 1) {
    const line = [
      at(0.06, -0.03),
      at(0.3 + vein * 0.03, -0.3 + vein * 0.1),
      at(0.62 + vein * 0.035, -0.66 + vein * 0.17),
    ];
    easel.line(curve(line), dark, { widthUnits: size * 0.009 });
  }
  for (const [dx, dy] of contour('0.86 -0.62, 0.83 -0.44, 0.47 0.5')) {
    easel.area(ellipse(...at(dx, dy), size * 0.028, size * 0.028), colour(0.96, 0.02, 90));
  }
  easel.line(curve([at(0.01, -0.22), at(0.08, -0.42), at(0.16, -0.5)]), dark, { widthUnits: size * 0.01 });
}
