/** Owns animals: a shaped contour with light along the back, standing where that animal lives. */
import { ANIMAL_WORDS, ANIMALS, type AnimalName } from './animal-outlines.ts';
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { blob, curve, ellipse, mapped, type Outline, type Point, rectangle, ribbon } from './outline.ts';
import { vertical } from './paint.ts';
import type { SubjectName } from './prompt-words.ts';
import type { Scene } from './scene.ts';

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

interface Placed {
  readonly outline: Outline;
  readonly at: (dx: number, dy: number) => Point;
}

function place(name: keyof typeof ANIMALS, x: number, y: number, size: number, side: number): Placed {
  const at = (dx: number, dy: number): Point => [x + (dx - 0.5) * size * side, y + dy * size];
  return { outline: blob(ANIMALS[name].map(([dx, dy]) => at(dx, dy))), at };
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
  paintCoat(scene, outline, coat, { top: at(0.5, -1), bottom: at(0.5, 0) });
  paintMarks(scene, name, coat, { outline, at }, size);
}

function paintCoat(scene: Scene, outline: Outline, coat: Colour, ends: { top: Point; bottom: Point }): void {
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

function paintMarks(scene: Scene, name: AnimalName, coat: Colour, { outline, at }: Placed, size: number): void {
  const { easel, palette } = scene;
  const dark = mix(palette.ink, coat, 0.15);
  const eyes: Partial<Record<AnimalName, Point>> = {
    bird: [0.79, -0.61],
    crane: [0.765, -1.065],
    cat: [0.83, -0.5],
    dog: [0.83, -0.63],
    fox: [0.85, -0.5],
    deer: [0.785, -1.15],
    horse: [0.83, -0.96],
    bear: [0.86, -0.57],
    elephant: [0.83, -0.67],
    rabbit: [0.8, -0.56],
  };
  const eye = eyes[name];
  if (eye) easel.area(ellipse(...at(...eye), size * 0.013, size * 0.014), dark);
  if (name === 'bird') {
    const wing = blob([
      at(0.66, -0.5),
      at(0.5, -0.5),
      at(0.3, -0.35),
      at(0.06, -0.2),
      at(0.3, -0.2),
      at(0.52, -0.25),
      at(0.66, -0.36),
    ]);
    easel.area(wing, shift(coat, { l: -0.1 }));
    easel.shade(wing, { from: at(0.1, -0.2), to: at(0.6, -0.45), tone: shift(coat, { l: -0.25 }), alpha: 0.8 });
    easel.area(blob([at(0.86, -0.61), at(1.0, -0.555), at(0.87, -0.53)]), colour(0.74, 0.14, 70));
    easel.shade(outline, { from: at(0.8, -0.2), to: at(0.66, -0.5), tone: palette.accents[1], alpha: 0.7 });
  }
  if (name === 'crane') {
    easel.area(blob([at(0, -0.52), at(0.16, -0.6), at(0.3, -0.6), at(0.36, -0.54), at(0.2, -0.49)]), dark);
    easel.area(ellipse(...at(0.735, -1.085), size * 0.035, size * 0.018), colour(0.57, 0.2, 27));
  }
  if (name === 'fox') {
    easel.area(blob([at(0, -0.2), at(-0.06, -0.32), at(0.0, -0.36), at(0.05, -0.28)]), colour(0.95, 0.02, 85));
    easel.area(
      blob([
        at(1.03, -0.42),
        at(0.93, -0.4),
        at(0.84, -0.38),
        at(0.78, -0.32),
        at(0.76, -0.24),
        at(0.8, -0.36),
        at(0.92, -0.44),
      ]),
      colour(0.94, 0.025, 80),
    );
  }
  if (name === 'deer' && !scene.reading.says('doe|fawn|giraffe')) {
    for (const [dx, lean] of [
      [0.69, -0.05],
      [0.73, 0.09],
    ] as const) {
      const tip = at(dx + lean, -1.66);
      easel.area(
        ribbon([at(dx, -1.2), at(dx + lean - 0.07, -1.38), tip], (share) => size * (0.022 - 0.014 * share)),
        mix(coat, dark, 0.4),
      );
      for (const [share, reach] of [
        [0.4, 0.12],
        [0.7, 0.1],
      ] as const) {
        const root = at(dx + lean * share - 0.05, -1.2 - 0.46 * share);
        easel.area(
          ribbon(
            [
              root,
              [root[0] + reach * size * 0.6, root[1] - size * 0.04],
              [root[0] + reach * size, root[1] - size * 0.14],
            ],
            (along) => size * (0.016 - 0.011 * along),
          ),
          mix(coat, dark, 0.4),
        );
      }
    }
  }
  if (name === 'horse')
    easel.area(
      blob([at(0.77, -1.12), at(0.68, -1.02), at(0.6, -0.84), at(0.5, -0.74), at(0.6, -0.76), at(0.7, -0.9)]),
      mix(coat, dark, 0.65),
    );
  if (name === 'elephant') {
    const ear = blob([at(0.7, -0.8), at(0.58, -0.78), at(0.53, -0.6), at(0.6, -0.44), at(0.7, -0.5), at(0.76, -0.66)]);
    easel.area(ear, shift(coat, { l: -0.06 }));
    easel.shade(ear, { from: at(0.54, -0.45), to: at(0.7, -0.75), tone: shift(coat, { l: -0.2 }), alpha: 0.7 });
  }
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

function paintOwl(scene: Scene, coat: Colour, size: number): void {
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

function paintButterfly(scene: Scene, coat: Colour, size: number): void {
  const { easel, composition, frame, palette } = scene;
  const [x, y] = [composition.focusX, frame.height * 0.5];
  const dark = mix(palette.ink, coat, 0.1);
  for (const side of [-1, 1]) {
    const at = (dx: number, dy: number): Point => [x + side * dx * size, y + dy * size];
    const low = blob([at(0.03, 0.04), at(0.36, 0.06), at(0.6, 0.28), at(0.52, 0.6), at(0.28, 0.68), at(0.1, 0.38)]);
    const high = blob([
      at(0.03, -0.04),
      at(0.2, -0.4),
      at(0.55, -0.72),
      at(0.95, -0.72),
      at(0.92, -0.36),
      at(0.68, -0.06),
      at(0.3, 0.08),
    ]);
    for (const [wing, tone] of [
      [low, mix(coat, palette.accents[1], 0.4)],
      [high, coat],
    ] as const) {
      easel.area(wing, dark);
      const inner = mapped(wing, ([px, py]): Point => [x + (px - x) * 0.84 + side * size * 0.03, y + (py - y) * 0.86]);
      easel.area(inner, {
        from: [x, y],
        to: [x + side * size * 0.9, y - size * 0.4],
        stops: [
          { at: 0, colour: shift(tone, { l: -0.08 }) },
          { at: 0.6, colour: tone },
          { at: 1, colour: shift(tone, { l: 0.1 }) },
        ],
      });
      easel.shade(inner, { from: [x, y], to: [x + side * size * 0.6, y], tone: shift(tone, { l: -0.24 }), alpha: 0.7 });
    }
    for (let vein = 0; vein < 6; vein += 1)
      easel.line(
        curve([
          at(0.06, -0.03),
          at(0.3 + vein * 0.03, -0.3 + vein * 0.1),
          at(0.62 + vein * 0.035, -0.66 + vein * 0.17),
        ]),
        dark,
        { widthUnits: size * 0.009 },
      );
    for (const [dx, dy] of [
      [0.86, -0.62],
      [0.83, -0.44],
      [0.47, 0.5],
    ] as const)
      easel.area(ellipse(...at(dx, dy), size * 0.028, size * 0.028), colour(0.96, 0.02, 90));
    easel.line(curve([at(0.01, -0.22), at(0.08, -0.42), at(0.16, -0.5)]), dark, { widthUnits: size * 0.01 });
  }
  easel.area(
    ribbon(
      [
        [x, y - size * 0.24],
        [x, y],
        [x, y + size * 0.42],
      ],
      (share) => size * 0.075 * Math.sin(Math.PI * (0.18 + share * 0.74)),
    ),
    dark,
  );
}
