/** Owns coats: light along the back, and the marks each kind is known by. */
import { ANIMALS, type AnimalName } from './animal-outlines.ts';
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { blob, contour, ellipse, type Outline, type Point, ribbon } from './outline.ts';
import type { Scene } from './scene.ts';

export interface Placed {
  readonly outline: Outline;
  readonly at: (dx: number, dy: number) => Point;
  /** Units of one body length. */
  readonly size: number;
}

export function place(name: keyof typeof ANIMALS, x: number, y: number, size: number, side: number): Placed {
  const at = (dx: number, dy: number): Point => [x + (dx - 0.5) * size * side, y + dy * size];
  return { outline: blob(ANIMALS[name].map(([dx, dy]) => at(dx, dy))), at, size };
}

export function paintCoat(scene: Scene, outline: Outline, coat: Colour, ends: { top: Point; bottom: Point }): void {
  const { easel, palette } = scene;
  const lit = mix(shift(coat, { l: 0.09 }), palette.light, 0.2);
  easel.area(outline, {
    from: ends.top,
    to: ends.bottom,
    stops: [
      { at: 0, colour: lit },
      { at: 0.5, colour: coat },
      { at: 1, colour: shift(coat, { l: -0.13, h: -8 }) },
    ],
  });
  easel.shade(outline, { from: ends.bottom, to: ends.top, tone: shift(coat, { l: -0.22, h: -12 }), alpha: 0.7 });
}

const EYES: Readonly<Partial<Record<AnimalName, Point>>> = {
  bird: [0.79, -0.61],
  crane: [0.765, -1.065],
  cat: [0.685, -0.86],
  dog: [0.83, -0.63],
  fox: [0.85, -0.5],
  deer: [0.785, -1.15],
  horse: [0.83, -0.96],
  bear: [0.86, -0.57],
  elephant: [0.83, -0.67],
  rabbit: [0.8, -0.56],
};

interface Marking {
  readonly scene: Scene;
  readonly coat: Colour;
  readonly dark: Colour;
  readonly size: number;
  readonly outline: Outline;
  readonly at: Placed['at'];
  /** A closed shape from contour text. */
  readonly patch: (text: string, tone: Colour) => Outline;
}

const MARKS: Readonly<Partial<Record<AnimalName, (marking: Marking) => void>>> = {
  bird: ({ scene, coat, outline, at, patch }) => {
    const wing = patch(
      '0.66 -0.5, 0.5 -0.5, 0.3 -0.35, 0.06 -0.2, 0.3 -0.2, 0.52 -0.25, 0.66 -0.36',
      shift(coat, { l: -0.1 }),
    );
    scene.easel.shade(wing, { from: at(0.1, -0.2), to: at(0.6, -0.45), tone: shift(coat, { l: -0.25 }), alpha: 0.8 });
    patch('0.86 -0.61, 1 -0.555, 0.87 -0.53', colour(0.74, 0.14, 70));
    scene.easel.shade(outline, { from: at(0.8, -0.2), to: at(0.66, -0.5), tone: scene.palette.accents[1], alpha: 0.7 });
  },
  crane: ({ scene, dark, size, at, patch }) => {
    patch('0 -0.52, 0.16 -0.6, 0.3 -0.6, 0.36 -0.54, 0.2 -0.49', dark);
    scene.easel.area(ellipse(...at(0.735, -1.085), size * 0.035, size * 0.018), colour(0.57, 0.2, 27));
  },
  fox: ({ patch }) => {
    patch('0 -0.2, -0.06 -0.32, 0 -0.36, 0.05 -0.28', colour(0.95, 0.02, 85));
    patch('1.03 -0.42, 0.93 -0.4, 0.84 -0.38, 0.78 -0.32, 0.76 -0.24, 0.8 -0.36, 0.92 -0.44', colour(0.94, 0.025, 80));
  },
  deer: (marking) => {
    if (!marking.scene.reading.says('doe|fawn|giraffe')) paintAntlers(marking);
  },
  horse: ({ coat, dark, patch }) => {
    patch('0.77 -1.12, 0.68 -1.02, 0.6 -0.84, 0.5 -0.74, 0.6 -0.76, 0.7 -0.9', mix(coat, dark, 0.65));
  },
  elephant: ({ scene, coat, at, patch }) => {
    const ear = patch('0.7 -0.8, 0.58 -0.78, 0.53 -0.6, 0.6 -0.44, 0.7 -0.5, 0.76 -0.66', shift(coat, { l: -0.06 }));
    scene.easel.shade(ear, { from: at(0.54, -0.45), to: at(0.7, -0.75), tone: shift(coat, { l: -0.2 }), alpha: 0.7 });
  },
};

export function paintMarks(scene: Scene, name: AnimalName, coat: Colour, { outline, at, size }: Placed): void {
  const { easel, palette } = scene;
  const dark = mix(palette.ink, coat, 0.15);
  const eye = EYES[name];
  if (eye) easel.area(ellipse(...at(...eye), size * 0.013, size * 0.014), dark);
  const patch = (text: string, tone: Colour) => {
    const shape = blob(contour(text).map(([dx, dy]) => at(dx, dy)));
    easel.area(shape, tone);
    return shape;
  };
  MARKS[name]?.({ scene, coat, dark, size, outline, at, patch });
}

function paintAntlers({ scene, coat, dark, size, at }: Marking): void {
  const horn = mix(coat, dark, 0.4);
  for (const [dx, lean] of [
    [0.69, -0.05],
    [0.73, 0.09],
  ] as const) {
    const beam = [at(dx, -1.2), at(dx + lean - 0.07, -1.38), at(dx + lean, -1.66)];
    scene.easel.area(
      ribbon(beam, (share) => size * (0.022 - 0.014 * share)),
      horn,
    );
    for (const [share, reach] of [
      [0.4, 0.12],
      [0.7, 0.1],
    ] as const) {
      const [x, y] = at(dx + lean * share - 0.05, -1.2 - 0.46 * share);
      const tine: Point[] = [
        [x, y],
        [x + reach * size * 0.6, y - size * 0.04],
        [x + reach * size, y - size * 0.14],
      ];
      scene.easel.area(
        ribbon(tine, (along) => size * (0.016 - 0.011 * along)),
        horn,
      );
    }
  }
}
