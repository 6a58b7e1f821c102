/** Owns vehicles: a car in side view, or a bicycle, on a road under the scene's sky. */
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { blob, contour, ellipse, type Outline, type Point, polygon, rectangle, ribbon } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';

export async function paintVehicle(scene: Scene): Promise<void> {
  const { frame, composition, palette, easel, reading } = scene;
  const roadY = frame.height * 0.72;
  if (easel.hasBackdrop) {
    await scene.paintOther(
      reading.setting && reading.setting !== 'vehicle' ? reading.setting : composition.turn % 2 ? 'desert' : 'hills',
      { composition: { ...composition, isMinimal: true, horizonY: roadY * 0.78 } },
    );
    paintRoad(scene, roadY);
  }
  await scene.breath.pause();
  const size = Math.min(frame.width * 0.62, 640) * composition.scale;
  const baseY = roadY + (frame.height - roadY) * 0.34;
  if (reading.says('bicycle|bike|motorcycle')) paintBicycle(scene, composition.focusX, baseY, size * 0.62);
  else
    paintCar(scene, {
      x: composition.focusX,
      y: baseY,
      size,
      tone: reading.colours.length > 0 || palette.subject.c > 0.06 ? palette.subject : palette.accents[0],
    });
}

function paintRoad({ easel, frame, palette }: Scene, roadY: number): void {
  const asphalt = mix(palette.near, colour(0.42, 0.012, 260), 0.6);
  easel.area(
    rectangle(-4, roadY, frame.width + 8, frame.height),
    vertical(roadY, frame.height, shift(asphalt, { l: 0.05 }), shift(asphalt, { l: -0.06 })),
  );
  easel.area(rectangle(-4, roadY, frame.width + 8, 5), mix(palette.light, asphalt, 0.35));
  for (let dash = 0; dash < 9; dash += 1)
    easel.area(
      rectangle(dash * 150 - 20, roadY + (frame.height - roadY) * 0.68, 84, 7),
      mix(palette.light, asphalt, 0.25),
    );
  easel.shade(rectangle(-4, roadY, frame.width + 8, frame.height), {
    from: [frame.width / 2, frame.height],
    to: [frame.width / 2, roadY],
    tone: shift(asphalt, { l: -0.12 }),
    alpha: 0.5,
  });
}

interface Car {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly tone: Colour;
}

/** Length one unit; the nose looks right. Low coupe or upright classic, by turn. */
function paintCar(scene: Scene, car: Car): void {
  const { easel, palette, composition, reading } = scene;
  const { x, y, size, tone } = car;
  const roof = reading.says('sports car|coupe|roadster') || composition.turn % 2 === 0 ? 0.235 : 0.3;
  const at = (dx: number, dy: number): Point => [x + (dx - 0.5) * size, y - dy * size];
  easel.soft(9, (soft) => soft.area(ellipse(x, y + 4, size * 0.5, size * 0.03), palette.ink, { alpha: 0.6 }));
  const rear = contour('0.005 0.09, 0 0.13, 0.02 0.175, 0.12 0.19, 0.24 0.195');
  const top: readonly Point[] = [
    [0.33, roof - 0.02],
    [0.45, roof + 0.008],
    [0.56, roof],
  ];
  const front = contour(
    '0.68 0.19, 0.84 0.168, 0.95 0.145, 0.995 0.11, 0.99 0.065, 0.9 0.05, 0.5 0.046, 0.1 0.05, 0.02 0.06',
  );
  const body: Outline = blob([...rear, ...top, ...front].map(([dx, dy]) => at(dx, dy)));
  const sheen = mix(shift(tone, { l: 0.14 }), palette.sky[1], 0.22);
  easel.area(body, vertical(y - roof * size, y - 0.04 * size, sheen, tone, shift(tone, { l: -0.14 })));
  easel.shade(body, { from: at(0.5, 0.02), to: at(0.5, 0.17), tone: shift(tone, { l: -0.25 }), alpha: 0.75 });
  paintGlass(scene, { ...car, roof, at });
  easel.line(polygon([at(0.465, 0.195), at(0.46, 0.065)]), shift(tone, { l: -0.18 }), { widthUnits: size * 0.0028 });
  const crease = ribbon(
    [at(0.03, 0.155), at(0.4, 0.163), at(0.97, 0.128)],
    (share) => size * 0.007 * Math.sin(Math.PI * share),
  );
  easel.area(crease, mix(shift(tone, { l: 0.22 }), palette.light, 0.35), { alpha: 0.8 });
  paintLights(scene, { ...car, roof, at });
  for (const wheel of [0.2, 0.795]) paintWheel(scene, at(wheel, 0.062), size * 0.066, tone);
}

interface CarPlan extends Car {
  /** Height of the roof, lengths. */
  readonly roof: number;
  readonly at: (dx: number, dy: number) => Point;
}

function paintGlass({ easel, palette }: Scene, { y, size, roof, at }: CarPlan): void {
  const glass = mix(palette.ink, palette.sky[0], 0.35);
  const light = vertical(y - roof * size, y - 0.18 * size, mix(glass, palette.sky[2], 0.55), glass);
  easel.area(
    blob([at(0.285, 0.2), at(0.35, roof - 0.035), at(0.435, roof - 0.018), at(0.455, roof - 0.022), at(0.455, 0.2)]),
    light,
  );
  easel.area(blob([at(0.475, 0.2), at(0.475, roof - 0.022), at(0.545, roof - 0.026), at(0.645, 0.2)]), light);
}

function paintLights({ easel, palette }: Scene, { size, at }: CarPlan): void {
  easel.area(ellipse(...at(0.955, 0.118), size * 0.022, size * 0.014), colour(0.97, 0.05, 95));
  easel.area(ellipse(...at(0.02, 0.125), size * 0.01, size * 0.016), colour(0.55, 0.21, 27));
  const [x, y] = at(0.96, 0.118);
  const strength = palette.time === 'night' || palette.time === 'dusk' ? 0.85 : 0.2;
  easel.glow({ x, y, radius: size * 0.16, colour: colour(0.95, 0.08, 90), strength });
}

function paintWheel({ easel, palette }: Scene, [x, y]: Point, radius: number, tone: Colour): void {
  easel.area(
    ellipse(x, y - radius * 0.06, radius * 1.16, radius * 1.16),
    shift(mix(tone, palette.ink, 0.75), { l: -0.03 }),
  );
  easel.area(ellipse(x, y, radius, radius), colour(0.22, 0.005, 260));
  easel.area(
    ellipse(x, y, radius * 0.64, radius * 0.64),
    vertical(y - radius, y + radius, colour(0.86, 0.006, 250), colour(0.5, 0.008, 250)),
  );
  for (let spoke = 0; spoke < 10; spoke += 1) {
    const angle = (spoke / 10) * Math.PI * 2;
    easel.line(
      polygon([
        [x, y],
        [x + Math.cos(angle) * radius * 0.6, y + Math.sin(angle) * radius * 0.6],
      ]),
      colour(0.34, 0.006, 250),
      { widthUnits: radius * 0.05 },
    );
  }
  easel.area(ellipse(x, y, radius * 0.15, radius * 0.15), colour(0.72, 0.006, 250));
}

function paintBicycle(scene: Scene, x: number, y: number, size: number): void {
  const { easel, palette } = scene;
  const at = (dx: number, dy: number): Point => [x + (dx - 0.5) * size, y - dy * size];
  const tone = palette.subject;
  const dark = mix(palette.ink, tone, 0.1);
  easel.soft(6, (soft) => soft.area(ellipse(x, y + 2, size * 0.52, size * 0.022), dark, { alpha: 0.5 }));
  for (const hub of [0.2, 0.8]) {
    const [hx, hy] = at(hub, 0.21);
    for (let spoke = 0; spoke < 22; spoke += 1)
      easel.line(
        polygon([
          [hx, hy],
          [hx + Math.cos(spoke * 0.2856) * size * 0.2, hy + Math.sin(spoke * 0.2856) * size * 0.2],
        ]),
        mix(dark, palette.light, 0.5),
        { widthUnits: size * 0.0016, alpha: 0.7 },
      );
    easel.line(ellipse(hx, hy, size * 0.203, size * 0.203), dark, { widthUnits: size * 0.016 });
  }
  const tubes: readonly (readonly [Point, Point])[] = [
    [at(0.2, 0.21), at(0.45, 0.2)],
    [at(0.2, 0.21), at(0.38, 0.5)],
    [at(0.38, 0.5), at(0.45, 0.2)],
    [at(0.37, 0.47), at(0.69, 0.5)],
    [at(0.45, 0.2), at(0.7, 0.46)],
    [at(0.69, 0.56), at(0.8, 0.21)],
  ];
  for (const [from, to] of tubes) easel.line(polygon([from, to]), tone, { widthUnits: size * 0.017 });
  easel.line(
    { points: [at(0.63, 0.62), at(0.69, 0.59), at(0.75, 0.6), at(0.77, 0.55)], isSmooth: true, isClosed: false },
    dark,
    { widthUnits: size * 0.015 },
  );
  easel.area(blob([at(0.3, 0.545), at(0.37, 0.555), at(0.45, 0.535), at(0.38, 0.525)]), dark);
  easel.line(ellipse(...at(0.45, 0.2), size * 0.048, size * 0.048), dark, { widthUnits: size * 0.012 });
}
