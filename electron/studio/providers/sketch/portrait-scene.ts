/** Owns portraits: a head and shoulders in large planes, hair as one form, light from one side; no likeness intended. */
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { blob, contour, curve, ellipse, type Point, rectangle, ribbon } from './outline.ts';
import { across, radial } from './paint.ts';
import { paintProfile } from './profile-painting.ts';
import type { Reading } from './prompt-reading.ts';
import type { Scene } from './scene.ts';
import { paintBeard, paintClothes, paintHair, type Sitter } from './sitter-painting.ts';
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

const MEN =
  'man|boy|gentleman|king|prince|he|guy|father|grandfather|uncle|husband|fisherman|farmer|sailor|monk|businessman|mann|homme|hombre|мужчина';
const BEARDS = 'beard|bearded|moustache|mustache|bart|barbe|barba|борода';

/** What the prompt says of the hair; null leaves it to the seed. */
function hairOf(reading: Reading): Colour | null {
  const said: readonly (readonly [string, Colour])[] = [
    ['grey hair|gray hair|white hair|silver hair|grey beard|gray beard|white beard', colour(0.8, 0.008, 80)],
    ['red hair|ginger|redhead|red haired|auburn', colour(0.52, 0.14, 42)],
    ['blonde|blond|fair hair|golden hair', colour(0.8, 0.1, 85)],
    ['black hair|dark hair', colour(0.2, 0.02, 60)],
    ['brown hair|brunette|chestnut hair', colour(0.36, 0.07, 48)],
    ['old|elderly|grandmother|grandfather', colour(0.83, 0.01, 80)],
  ];
  return said.find(([words]) => reading.says(words))?.[1] ?? null;
}

export async function paintPortrait(scene: Scene): Promise<void> {
  const { frame, composition, palette, reading, random } = scene;
  const stream = random.fork('sitter');
  const side: -1 | 1 = composition.turn % 2 ? 1 : -1;
  paintGround(scene, side);
  const unit = Math.min(frame.height * 0.41, frame.width * 0.5) * Math.min(1.3, composition.scale);
  const isMan = reading.says(MEN) || reading.says(BEARDS);
  const skin = SKINS[composition.turn % SKINS.length] ?? colour(0.7, 0.08, 55);
  const sitter: Sitter = {
    x: lerp(composition.focusX, frame.width / 2, 0.55),
    y: frame.height * 0.585,
    unit,
    skin: mix(skin, palette.light, 0.1),
    hair: hairOf(reading) ?? stream.pick(HAIR),
    cloth: palette.subject,
    side,
    hairKind: isMan ? 3 : composition.turn % 3,
  };
  await scene.breath.pause();
  const isProfile = reading.says('profile|silhouette|side view') || composition.turn % 4 === 2;
  if (isProfile && !reading.says(BEARDS)) paintProfile(scene, sitter);
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

const NECK = contour('-0.19 -0.24, -0.19 0.05, -0.25 0.22, -0.3 0.5, 0.3 0.5, 0.25 0.22, 0.19 0.05, 0.19 -0.24');
const FACE = contour(
  '0 0.01, 0.14 -0.025, 0.26 -0.13, 0.35 -0.32, 0.385 -0.54, 0.36 -0.78, 0.24 -0.96, 0 -1.03, -0.24 -0.96, -0.36 -0.78, -0.385 -0.54, -0.35 -0.32, -0.26 -0.13, -0.14 -0.025',
);
/** The half of the face away from the light, along nose and mouth; x toward the shade. */
const SHADED = contour('-0.005 -0.64, 0.05 -0.4, 0.085 -0.285, 0.02 -0.2, 0.06 -0.02, 0.3 -0.1, 0.42 -0.5, 0.2 -0.66');

function paintFront(scene: Scene, sitter: Sitter): void {
  const { easel, palette } = scene;
  const { x, y, unit: u, skin, side } = sitter;
  const at = (dx: number, dy: number): Point => [x + dx * u, y + dy * u];
  const shadow = shift(mix(skin, palette.accents[0], 0.18), { l: -0.17, c: 1.25, h: -14 });
  paintHair(scene, sitter, 'back');
  const neck = blob(NECK.map(([dx, dy]) => at(dx, dy)));
  easel.area(neck, shift(skin, { l: -0.05 }));
  easel.shade(neck, { from: at(0, -0.08), to: at(side * 0.1, 0.42), tone: shadow, alpha: 0.9 });
  paintClothes(scene, sitter);
  for (const ear of [-1, 1]) {
    easel.area(ellipse(...at(ear * 0.375, -0.45), u * 0.055, u * 0.105), shift(skin, { l: ear === side ? 0 : -0.07 }));
  }
  const face = blob(FACE.map(([dx, dy]) => at(dx, dy)));
  const [lit, dim] = [shift(skin, { l: 0.045 }), shift(skin, { l: -0.06, c: 1.1 })];
  easel.area(face, across(at(side * 0.4, 0), at(-side * 0.4, 0), lit, skin, dim));
  easel.shade(face, { from: at(-side * 0.42, -0.3), to: at(side * 0.1, -0.5), tone: shadow, alpha: 0.85 });
  const plane = blob(SHADED.map(([dx, dy]) => at(-side * dx, dy)));
  easel.soft(u * 0.03, (soft) => soft.area(plane, shadow, { alpha: 0.4 }), face);
  if (scene.reading.says(BEARDS)) paintBeard(scene, sitter);
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
