/** Owns portraits: a head and shoulders in large planes, hair as one form, light from one side; no likeness intended. */
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { blob, curve, ellipse, type Outline, type Point, rectangle, ribbon } from './outline.ts';
import { radial } from './paint.ts';
import { paintProfile } from './profile-painting.ts';
import type { Scene } from './scene.ts';
import { leafShape } from './studio-set.ts';

const SKINS: readonly Colour[] = [
  colour(0.42, 0.07, 48),
  colour(0.82, 0.06, 58),
  colour(0.62, 0.085, 55),
  colour(0.76, 0.075, 52),
  colour(0.52, 0.085, 50),
  colour(0.87, 0.045, 50),
];
const HAIR: readonly Colour[] = [
  colour(0.2, 0.02, 50),
  colour(0.34, 0.07, 48),
  colour(0.74, 0.09, 82),
  colour(0.26, 0.03, 280),
  colour(0.46, 0.11, 42),
  colour(0.72, 0.01, 80),
];

/** The proportions of one sitter; `unit` is the height of the head. */
export interface Sitter {
  readonly x: number;
  /** Chin. */
  readonly y: number;
  readonly unit: number;
  readonly skin: Colour;
  readonly hair: Colour;
  readonly cloth: Colour;
  readonly side: -1 | 1;
  readonly hairKind: number;
}

export async function paintPortrait(scene: Scene): Promise<void> {
  const { frame, composition, palette, reading, random } = scene;
  const stream = random.fork('sitter');
  const side: -1 | 1 = composition.turn % 2 ? 1 : -1;
  paintGround(scene, side);
  const unit = Math.min(frame.height * 0.41, frame.width * 0.5) * Math.min(1.3, composition.scale);
  const isMan = reading.says('man|boy|gentleman|king|he|guy');
  const skin = SKINS[composition.turn % SKINS.length] ?? colour(0.7, 0.08, 55);
  const sitter: Sitter = {
    x: lerp(composition.focusX, frame.width / 2, 0.55),
    y: frame.height * 0.585,
    unit,
    skin: mix(skin, palette.light, 0.1),
    hair: reading.says('old|elderly|grandmother|grandfather') ? colour(0.83, 0.01, 80) : stream.pick(HAIR),
    cloth: palette.subject,
    side,
    hairKind: isMan ? 3 : composition.turn % 3,
  };
  await scene.breath.pause();
  const isProfile = reading.says('profile|silhouette|side view') || composition.turn % 4 === 2;
  if (isProfile) paintProfile(scene, sitter);
  else paintFront(scene, sitter);
}

function paintGround(scene: Scene, side: -1 | 1): void {
  const { easel, frame, palette, composition, random } = scene;
  if (!easel.hasBackdrop) return;
  const stream = random.fork('ground');
  const tone = palette.wall;
  easel.area(
    rectangle(-2, -2, frame.width + 4, frame.height + 4),
    radial(
      [frame.width * (0.5 + side * 0.22), frame.height * 0.36],
      Math.max(frame.width, frame.height) * 0.9,
      shift(tone, { l: 0.045 }),
      tone,
      shift(tone, { l: -0.09 }),
    ),
    { isBackdrop: true },
  );
  if (composition.isMinimal) return;
  const kind = composition.turn % 3;
  if (kind === 0) {
    const disc = ellipse(frame.width / 2, frame.height * 0.42, frame.height * 0.36, frame.height * 0.36);
    const sun = mix(palette.accents[1], palette.wall, 0.18);
    easel.area(disc, sun);
    easel.shade(disc, {
      from: [frame.width / 2, frame.height * 0.8],
      to: [frame.width / 2, frame.height * 0.3],
      tone: shift(sun, { l: -0.14 }),
      alpha: 0.5,
    });
  } else if (kind === 1) {
    for (let leaf = 0; leaf < 16; leaf += 1) {
      const left = leaf % 2 ? 1 : -1;
      const root: Point = [
        frame.width / 2 + left * frame.width * stream.range(0.3, 0.62),
        frame.height * stream.range(0.3, 1.05),
      ];
      const shade = mix(palette.leaf, tone, stream.range(0.2, 0.65));
      const shape = leafShape(root, stream.range(230, 420), -Math.PI / 2 - left * stream.range(0.1, 1), 0.19);
      easel.area(shape, shade);
      easel.shade(shape, { from: root, to: [root[0], root[1] - 260], tone: shift(shade, { l: -0.14 }), alpha: 0.6 });
    }
  }
}

function paintFront(scene: Scene, sitter: Sitter): void {
  const { easel, palette } = scene;
  const { x, y, unit: u, skin, side } = sitter;
  const at = (dx: number, dy: number): Point => [x + dx * u, y + dy * u];
  const shadow = shift(mix(skin, palette.accents[0], 0.18), { l: -0.17, c: 1.25, h: -14 });
  paintHair(scene, sitter, 'back');
  const neck = blob([
    at(-0.19, -0.24),
    at(-0.19, 0.05),
    at(-0.25, 0.22),
    at(-0.3, 0.5),
    at(0.3, 0.5),
    at(0.25, 0.22),
    at(0.19, 0.05),
    at(0.19, -0.24),
  ]);
  easel.area(neck, shift(skin, { l: -0.05 }));
  easel.shade(neck, { from: at(0, -0.08), to: at(side * 0.1, 0.42), tone: shadow, alpha: 0.9 });
  paintClothes(scene, sitter);
  for (const ear of [-1, 1])
    easel.area(
      ellipse(x + ear * u * 0.375, y - u * 0.45, u * 0.055, u * 0.105),
      shift(skin, { l: ear === side ? 0 : -0.07 }),
    );
  const face = blob([
    at(0, 0.01),
    at(0.14, -0.025),
    at(0.26, -0.13),
    at(0.35, -0.32),
    at(0.385, -0.54),
    at(0.36, -0.78),
    at(0.24, -0.96),
    at(0, -1.03),
    at(-0.24, -0.96),
    at(-0.36, -0.78),
    at(-0.385, -0.54),
    at(-0.35, -0.32),
    at(-0.26, -0.13),
    at(-0.14, -0.025),
  ]);
  easel.area(face, {
    from: at(side * 0.4, 0),
    to: at(-side * 0.4, 0),
    stops: [
      { at: 0, colour: shift(skin, { l: 0.045 }) },
      { at: 0.5, colour: skin },
      { at: 1, colour: shift(skin, { l: -0.06, c: 1.1 }) },
    ],
  });
  easel.shade(face, { from: at(-side * 0.42, -0.3), to: at(side * 0.1, -0.5), tone: shadow, alpha: 0.85 });
  const plane = blob([
    at(0.005, -0.64),
    at(-side * 0.05, -0.4),
    at(-side * 0.085, -0.285),
    at(-side * 0.02, -0.2),
    at(-side * 0.06, -0.02),
    at(-side * 0.3, -0.1),
    at(-side * 0.42, -0.5),
    at(-side * 0.2, -0.66),
  ]);
  easel.soft(u * 0.03, (soft) => soft.area(plane, shadow, { alpha: 0.4 }), face);
  paintFeatures(scene, sitter, { at, shadow });
  paintHair(scene, sitter, 'front');
}

interface FacePlan {
  readonly at: (dx: number, dy: number) => Point;
  readonly shadow: Colour;
}

function paintFeatures(scene: Scene, { unit: u, skin, hair, side }: Sitter, { at, shadow }: FacePlan): void {
  const { easel, palette, reading } = scene;
  const dark = mix(hair, palette.ink, 0.4);
  for (const eye of [-1, 1]) {
    const socket = ellipse(...at(eye * 0.165, -0.51), u * 0.11, u * 0.07);
    easel.soft(u * 0.02, (soft) => soft.area(socket, shadow, { alpha: 0.34 }));
    easel.area(
      ribbon(
        [at(eye * 0.075, -0.625), at(eye * 0.17, -0.665), at(eye * 0.275, -0.63)],
        (share) => u * 0.034 * Math.sin(Math.PI * (0.2 + share * 0.65)),
      ),
      dark,
    );
    easel.area(
      ribbon(
        [at(eye * 0.085, -0.495), at(eye * 0.165, -0.475), at(eye * 0.255, -0.51)],
        (share) => u * 0.026 * Math.sin(Math.PI * (0.15 + share * 0.7)),
      ),
      dark,
    );
    easel.line(curve([at(eye * 0.09, -0.545), at(eye * 0.165, -0.56), at(eye * 0.25, -0.545)]), shadow, {
      widthUnits: u * 0.008,
      alpha: 0.8,
    });
  }
  easel.line(curve([at(-side * 0.035, -0.6), at(-side * 0.03, -0.44), at(-side * 0.075, -0.3)]), shadow, {
    widthUnits: u * 0.012,
    alpha: 0.7,
  });
  easel.area(
    ribbon([at(-0.07, -0.275), at(0, -0.25), at(0.07, -0.275)], (share) => u * 0.028 * Math.sin(Math.PI * share)),
    shadow,
  );
  const lip = mix(
    shift(skin, { l: -0.16 }),
    reading.says('lipstick|glamour|fashion') ? colour(0.5, 0.2, 22) : colour(0.52, 0.14, 22),
    0.6,
  );
  easel.area(
    blob([at(-0.115, -0.155), at(-0.04, -0.185), at(0, -0.172), at(0.04, -0.185), at(0.115, -0.155), at(0, -0.148)]),
    shift(lip, { l: -0.06 }),
  );
  easel.area(
    blob([at(-0.115, -0.155), at(0, -0.15), at(0.115, -0.155), at(0.06, -0.11), at(0, -0.1), at(-0.06, -0.11)]),
    lip,
  );
  for (const cheek of [-1, 1])
    easel.soft(u * 0.05, (soft) =>
      soft.area(ellipse(...at(cheek * 0.23, -0.33), u * 0.1, u * 0.07), colour(0.62, 0.14, 28), { alpha: 0.22 }),
    );
  if (!reading.says('glasses|spectacles|sunglasses')) return;
  const isDark = reading.says('sunglasses');
  for (const eye of [-1, 1]) {
    if (isDark) easel.area(ellipse(...at(eye * 0.17, -0.5), u * 0.12, u * 0.1), palette.ink, { alpha: 0.94 });
    easel.line(ellipse(...at(eye * 0.17, -0.5), u * 0.12, u * 0.1), palette.ink, { widthUnits: u * 0.016 });
  }
  easel.line(curve([at(-0.05, -0.52), at(0, -0.54), at(0.05, -0.52)]), palette.ink, { widthUnits: u * 0.016 });
}

function paintClothes(scene: Scene, { x, y, unit: u, cloth, side }: Sitter): void {
  const { easel, frame, composition, palette } = scene;
  const at = (dx: number, dy: number): Point => [x + dx * u, y + dy * u];
  const floor = (frame.height - y) / u + 0.1;
  const shoulders = blob([
    at(-0.24, 0.17),
    at(-0.45, 0.27),
    at(-0.8, 0.4),
    at(-0.98, 0.72),
    at(-1.05, floor),
    at(0, floor + 0.1),
    at(1.05, floor),
    at(0.98, 0.72),
    at(0.8, 0.4),
    at(0.45, 0.27),
    at(0.24, 0.17),
    at(0.16, 0.34),
    at(0, 0.42),
    at(-0.16, 0.34),
  ]);
  easel.area(shoulders, {
    from: at(side, 0.3),
    to: at(-side, 0.9),
    stops: [
      { at: 0, colour: shift(cloth, { l: 0.05 }) },
      { at: 1, colour: shift(cloth, { l: -0.1 }) },
    ],
  });
  easel.shade(shoulders, {
    from: at(-side * 1.05, 1),
    to: at(side * 0.3, 0.3),
    tone: shift(cloth, { l: -0.2, h: -10 }),
    alpha: 0.75,
  });
  if (composition.turn % 2 === 0) {
    for (const lapel of [-1, 1])
      easel.area(
        blob([
          at(lapel * 0.2, 0.16),
          at(lapel * 0.42, 0.27),
          at(lapel * 0.3, 0.62),
          at(lapel * 0.03, floor),
          at(lapel * 0.02, 0.62),
          at(lapel * 0.12, 0.4),
        ]),
        shift(mix(cloth, palette.accents[2], 0.25), { l: lapel === side ? 0.02 : -0.06 }),
      );
  } else {
    easel.area(
      ribbon([at(-0.25, 0.2), at(-0.15, 0.37), at(0, 0.445), at(0.15, 0.37), at(0.25, 0.2)], () => u * 0.06),
      shift(mix(cloth, palette.accents[1], 0.4), { l: 0.03 }),
    );
  }
}

/** Hair as one mass behind the head and one over the brow: long, bob, bun, short. */
function paintHair(scene: Scene, sitter: Sitter, part: 'back' | 'front'): void {
  const { easel, palette } = scene;
  const { x, y, unit: u, hair, side, hairKind } = sitter;
  const at = (dx: number, dy: number): Point => [x + dx * u * side, y + dy * u];
  const form = (shape: Outline) => {
    easel.area(shape, {
      from: at(0.5, -1),
      to: at(-0.5, 0),
      stops: [
        { at: 0, colour: shift(hair, { l: 0.07 }) },
        { at: 0.5, colour: hair },
        { at: 1, colour: shift(hair, { l: -0.05 }) },
      ],
    });
    easel.shade(shape, {
      from: at(0.45, -1.1),
      to: at(-0.15, -0.5),
      tone: mix(shift(hair, { l: 0.16 }), palette.light, 0.25),
      alpha: 0.5,
    });
  };
  if (part === 'back') {
    if (hairKind === 0)
      form(
        blob([
          at(0, -1.15),
          at(0.34, -1.08),
          at(0.5, -0.7),
          at(0.5, -0.2),
          at(0.6, 0.3),
          at(0.5, 0.66),
          at(0.2, 0.56),
          at(-0.2, 0.56),
          at(-0.52, 0.68),
          at(-0.6, 0.3),
          at(-0.5, -0.2),
          at(-0.5, -0.7),
          at(-0.34, -1.08),
        ]),
      );
    if (hairKind === 1)
      form(
        blob([
          at(0, -1.15),
          at(0.36, -1.08),
          at(0.52, -0.7),
          at(0.54, -0.25),
          at(0.44, 0.03),
          at(0.2, -0.1),
          at(-0.2, -0.1),
          at(-0.46, 0.03),
          at(-0.54, -0.25),
          at(-0.52, -0.7),
          at(-0.36, -1.08),
        ]),
      );
    if (hairKind === 2) {
      form(ellipse(...at(-0.06, -1.2), u * 0.2, u * 0.19));
      form(ellipse(...at(0, -0.68), u * 0.45, u * 0.46));
    }
    return;
  }
  if (hairKind === 3) {
    form(
      blob([
        at(-0.405, -0.5),
        at(-0.43, -0.8),
        at(-0.36, -1.04),
        at(-0.1, -1.16),
        at(0.2, -1.13),
        at(0.4, -1),
        at(0.43, -0.76),
        at(0.4, -0.5),
        at(0.36, -0.72),
        at(0.3, -0.84),
        at(0.05, -0.82),
        at(-0.2, -0.9),
        at(-0.33, -0.76),
      ]),
    );
    return;
  }
  form(
    blob([
      at(0.06, -1.13),
      at(0.34, -1.07),
      at(0.47, -0.8),
      at(0.47, -0.42),
      at(0.4, -0.28),
      at(0.37, -0.62),
      at(0.24, -0.86),
      at(0.08, -0.99),
      at(-0.1, -0.87),
      at(-0.3, -0.72),
      at(-0.39, -0.5),
      at(-0.41, -0.28),
      at(-0.48, -0.45),
      at(-0.47, -0.82),
      at(-0.32, -1.07),
    ]),
  );
}
