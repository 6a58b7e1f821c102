/** Owns animals: a shaped contour with light along the back, standing where that animal lives. */

import { paintCoat, paintMarks, place } from './animal-coat.ts';
import { ANIMAL_WORDS, type AnimalName } from './animal-outlines.ts';
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { curve, ellipse, mapped, type Outline, type Point, polygon, rectangle, ribbon } from './outline.ts';
import { vertical } from './paint.ts';
import type { SubjectName } from './prompt-words.ts';
import type { Scene } from './scene.ts';
import { paintButterfly, paintOwl } from './winged-painting.ts';

const COATS: Readonly<Record<AnimalName, Colour>> = {
  bird: colour(0.5, 0.11, 245),
  crane: colour(0.95, 0.01, 90),
  cat: colour(0.66, 0.12, 62),
  dog: colour(0.62, 0.09, 65),
  fox: colour(0.62, 0.16, 48),
  deer: colour(0.56, 0.09, 55),
  horse: colour(0.42, 0.08, 45),
  bear: colour(0.36, 0.05, 50),
  elephant: colour(0.58, 0.015, 250),
  whale: colour(0.42, 0.06, 245),
  fish: colour(0.66, 0.18, 45),
  owl: colour(0.55, 0.06, 65),
  rabbit: colour(0.74, 0.04, 70),
  butterfly: colour(0.68, 0.17, 55),
};

const HOMES: Readonly<Record<AnimalName, SubjectName>> = {
  bird: 'sky',
  crane: 'mountain',
  cat: 'hills',
  dog: 'hills',
  fox: 'forest',
  deer: 'forest',
  horse: 'hills',
  bear: 'mountain',
  elephant: 'desert',
  whale: 'sea',
  fish: 'sea',
  owl: 'forest',
  rabbit: 'hills',
  butterfly: 'flower',
};

export async function paintAnimal(scene: Scene): Promise<void> {
  const { reading, composition, frame, palette, easel } = scene;
  const name = ANIMAL_WORDS.find(([, words]) => reading.says(words))?.[0] ?? 'deer';
  const isUnderWater = name === 'whale' || name === 'fish';
  if (easel.hasBackdrop) {
    if (isUnderWater) paintDeep(scene);
    else if (name === 'butterfly' || composition.isMinimal) paintPlain(scene);
    else
      await scene.paintOther(reading.setting && reading.setting !== 'animal' ? reading.setting : HOMES[name], {
        composition: { ...composition, isMinimal: true, horizonY: frame.height * 0.52 },
      });
  }
  await scene.breath.pause();
  const coat =
    reading.colours.length > 0
      ? palette.subject
      : mix(COATS[name], palette.near, palette.time === 'night' ? 0.45 : 0.14);
  const size = Math.min(frame.width * 0.62, frame.height * 0.66) * composition.scale;
  if (name === 'butterfly') paintButterfly(scene, coat, size * 0.5);
  else if (name === 'owl') paintOwl(scene, coat, size * 0.66);
  else if (isUnderWater) paintSwimmers(scene, name, coat, size);
  else paintWalker(scene, name, coat, size);
}

function paintPlain({ easel, frame, palette }: Scene): void {
  easel.area(
    rectangle(-2, -2, frame.width + 4, frame.height + 4),
    {
      from: [frame.width / 2, frame.height * 0.42],
      to: [frame.width / 2 + Math.max(frame.width, frame.height) * 0.8, frame.height * 0.42],
      isRadial: true,
      stops: [
        { at: 0, colour: shift(palette.wall, { l: 0.04 }) },
        { at: 1, colour: shift(palette.wall, { l: -0.08 }) },
      ],
    },
    { isBackdrop: true },
  );
}

/** Water from inside: light from above, motes, far shapes. */
function paintDeep(scene: Scene): void {
  const { easel, frame, palette, noise, random } = scene;
  const tone = scene.reading.colours.length > 0 ? palette.wall : mix(colour(0.5, 0.09, 225), palette.sky[1], 0.3);
  const stream = random.fork('deep');
  easel.area(
    rectangle(-2, -2, frame.width + 4, frame.height + 4),
    vertical(
      0,
      frame.height,
      shift(tone, { l: 0.28 }),
      shift(tone, { l: 0.03 }),
      shift(tone, { l: -0.16 }),
      shift(tone, { l: -0.3 }),
    ),
    { isBackdrop: true },
  );
  easel.field({ pixelsPerUnit: 0.26 }, (x, y, rgba) => {
    const angle = (x - frame.width * 0.5) / (y + frame.height * 0.7);
    const ray = Math.max(0, noise.at(angle * 8, 3) * 0.7 + noise.at(angle * 19, 8) * 0.4);
    rgba[0] = rgba[1] = rgba[2] = 255;
    rgba[3] = 120 * ray * Math.max(0, 1 - y / (frame.height * 0.85)) ** 1.5;
  });
  for (let mote = 0; mote < 90; mote += 1)
    easel.area(
      ellipse(
        stream.range(0, frame.width),
        stream.range(0, frame.height),
        stream.range(0.6, 2.4),
        stream.range(0.6, 2.4),
      ),
      colour(0.95, 0.03, 200),
      { alpha: 0.35, hasContour: false },
    );
}

const FOUR_LEGGED: ReadonlySet<AnimalName> = new Set(['dog', 'fox', 'deer', 'horse', 'bear', 'elephant']);

/** Where the far legs are hidden behind the body, body lengths above the ground. */
const BELLY: Readonly<Partial<Record<AnimalName, number>>> = { deer: 0.62, horse: 0.56, elephant: 0.44, bear: 0.42 };

/** The other pair of legs, a step ahead and in shade: the lower part of the contour again. */
function paintFarLegs(
  scene: Scene,
  outline: Outline,
  coat: Colour,
  { belly, size, side }: { belly: number; size: number; side: number },
): void {
  const far = polygon(
    outline.points.map(([px, py]): Point => [px + side * size * 0.075, Math.max(py, belly) - size * 0.012]),
  );
  scene.easel.area(far, shift(mix(coat, scene.palette.near, 0.25), { l: -0.12 }));
}

function paintWalker(scene: Scene, name: Exclude<AnimalName, 'butterfly' | 'owl'>, coat: Colour, size: number): void {
  const { easel, frame, composition, palette } = scene;
  const side = composition.focusX > frame.width / 2 ? -1 : 1;
  const isPerched = name === 'bird';
  const y = isPerched ? frame.height * 0.62 : frame.height * 0.86;
  const { outline, at } = place(name, composition.focusX, y, size, side);
  const ground = mix(palette.near, palette.ink, 0.3);
  if (isPerched) {
    easel.area(
      ribbon([at(-0.6, 0.02), at(0.2, -0.12), at(0.7, -0.13), at(1.7, 0.1)], (share) => size * (0.05 - 0.02 * share)),
      mix(colour(0.36, 0.05, 55), palette.near, 0.4),
    );
  } else if (easel.hasBackdrop) {
    const hump: Point[] = [
      [-10, y - 6],
      [frame.width * 0.3, y - 26],
      [frame.width * 0.7, y - 14],
      [frame.width + 10, y - 30],
      [frame.width + 10, frame.height + 10],
      [-10, frame.height + 10],
    ];
    easel.area(
      { points: hump, isSmooth: false, isClosed: true },
      vertical(y - 30, frame.height, mix(ground, palette.leaf, 0.3), shift(ground, { l: -0.05 })),
    );
    easel.soft(8, (soft) =>
      soft.area(ellipse(composition.focusX, y, size * 0.4, size * 0.035), shift(ground, { l: -0.12 }), { alpha: 0.7 }),
    );
  }
  if (FOUR_LEGGED.has(name))
    paintFarLegs(scene, outline, coat, { belly: y - size * (BELLY[name] ?? 0.36), size, side });
  if (name === 'cat')
    easel.area(
      ribbon(
        [at(0.24, -0.06), at(0.06, -0.04), at(-0.04, -0.16), at(0.02, -0.34), at(-0.04, -0.44)],
        (share) => size * (0.075 - 0.03 * share),
      ),
      shift(coat, { l: -0.06 }),
    );
  paintCoat(scene, outline, coat, { top: at(0.5, -1), bottom: at(0.5, 0) });
  paintMarks(scene, name, coat, { outline, at, size });
}

function paintSwimmers(scene: Scene, name: 'whale' | 'fish', coat: Colour, size: number): void {
  const { easel, composition, frame, random, palette } = scene;
  const stream = random.fork('swim');
  const side = composition.focusX > frame.width / 2 ? -1 : 1;
  const school =
    name === 'whale'
      ? [[0.72, 0.3, 0.26]]
      : [
          [0.3, 0.3, 0.24],
          [0.75, 0.72, 0.3],
          [0.2, 0.76, 0.2],
          [0.84, 0.24, 0.18],
        ];
  if (!composition.isMinimal) {
    for (const [x = 0, y = 0, scale = 0.2] of school) {
      const far = place(name, frame.width * x, frame.height * y, size * scale * 1.2, side);
      easel.area(far.outline, mix(coat, palette.wall, 0.25), { alpha: 0.75 });
    }
  }
  const lead = place(name, composition.focusX, frame.height * 0.66, size * (name === 'whale' ? 1.12 : 0.8), side);
  const tilted: Outline = mapped(lead.outline, ([x, y]): Point => [x, y + (x - composition.focusX) * 0.12 * -side]);
  paintCoat(scene, tilted, coat, { top: lead.at(0.5, -0.62), bottom: lead.at(0.5, -0.05) });
  if (name === 'whale')
    for (let groove = 0; groove < 7; groove += 1)
      easel.line(
        curve([
          lead.at(0.92, -0.27 - groove * 0.004 + 0.05),
          lead.at(0.8, -0.2 + groove * 0.012 - 0.05),
          lead.at(0.6, -0.16 + groove * 0.004 - 0.06),
        ]),
        shift(coat, { l: 0.2, c: 0.6 }),
        { widthUnits: 1.4, alpha: 0.5 },
      );
  const eye = lead.at(name === 'whale' ? 0.86 : 0.87, name === 'whale' ? -0.32 : -0.43);
  easel.area(
    ellipse(eye[0], eye[1] + 0.12 * -side * (eye[0] - composition.focusX), size * 0.012, size * 0.012),
    palette.ink,
  );
  for (let bubble = 0; bubble < 12; bubble += 1) {
    const [x, y] = lead.at(0.95 + stream.range(0, 0.12), -0.4 - bubble * 0.06);
    easel.line(ellipse(x, y, 2 + stream.next() * 7, 2 + stream.next() * 7), colour(0.95, 0.02, 210), {
      widthUnits: 1.2,
      alpha: 0.6,
    });
  }
}
