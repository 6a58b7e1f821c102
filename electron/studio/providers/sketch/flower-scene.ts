/** Owns flowers: a bouquet in a vase, a botanical plate, a close bloom, or leaves alone. */
import { BLOSSOM_WORDS, type BlossomKind, paintBlossom, paintStem } from './flower-painting.ts';
import { paintLeaves } from './leaf-scene.ts';
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { type Point, rectangle } from './outline.ts';
import { radial } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { castShadow, leafShape, paintStudio } from './studio-set.ts';
import { paintVessel } from './vessel-painting.ts';
import { PROFILES, type ProfileName } from './vessel-profiles.ts';

export async function paintFlowers(scene: Scene): Promise<void> {
  const { reading, composition } = scene;
  const isLeafy =
    reading.says('leaf|leaves|fern|monstera|palm|plant|plants|herbarium') &&
    !reading.says('flower|flowers|rose|roses|bouquet|blossom');
  if (isLeafy) return paintLeaves(scene);
  if (reading.layout.has('close') || reading.says('single|bloom|petals')) return paintCloseBloom(scene);
  if (reading.says('botanical|herbarium|field|wild|wildflowers|meadow|pressed')) return paintBotanical(scene);
  if (reading.says('bouquet|vase|still life|table')) return paintBouquet(scene);
  const isTulip = reading.says('tulip|tulips');
  return [paintBouquet, paintBotanical, isTulip ? paintBouquet : paintCloseBloom][composition.turn % 3]?.(scene);
}

function kindsFor(scene: Scene, stream: Random): BlossomKind[] {
  const asked = BLOSSOM_WORDS.filter(([, words]) => scene.reading.says(words)).map(([kind]) => kind);
  return asked.length > 0
    ? asked
    : [stream.pick(['peony', 'anemone', 'dahlia'] as const), stream.pick(['poppy', 'daisy', 'tulip'] as const)];
}

/** Colours named by the prompt lead; sunflowers and poppies keep their own otherwise. */
function toneFor(scene: Scene, kind: BlossomKind, at: number): Colour {
  const { palette, reading } = scene;
  if (reading.colours.length === 0) {
    if (reading.says('sunflower|sunflowers')) return colour(0.83, 0.16, 85);
    if (kind === 'poppy') return colour(0.6, 0.21, 30);
    if (kind === 'daisy') return colour(0.95, 0.02, 95);
    if (reading.says('cherry blossom|sakura|blossom')) return colour(0.87, 0.07, 5);
  }
  const lively =
    [palette.subject, palette.accents[0], palette.accents[1], palette.accents[3]][at % 4] ?? palette.subject;
  return lively.l < 0.4 ? shift(lively, { l: 0.2, c: 1.15 }) : lively;
}

async function paintBouquet(scene: Scene): Promise<void> {
  const { frame, composition, palette, random } = scene;
  const stream = random.fork('bouquet');
  const tableY = frame.height * 0.72;
  const set = paintStudio(scene, { tableY, isSeamless: composition.turn % 2 === 1 });
  const scale = composition.scale * Math.min(1.25, frame.width / 760, frame.height / 900) * 1.08;
  const [x, baseY] = [composition.focusX, tableY + (frame.height - tableY) * 0.46];
  const profile: ProfileName = stream.pick(['amphora', 'bud', 'tall', 'round', 'jug'] as const);
  const height = 250 * scale;
  const width = height * { amphora: 0.66, bud: 0.7, tall: 0.56, round: 0.98, jug: 0.84 }[profile];
  castShadow(scene, set, { x, y: baseY, width: width * 0.8, height: height * 1.9 });
  const mouth: Point = [x, baseY - height + 8];
  const green = mix(palette.leaf, colour(0.48, 0.09, 140), 0.4);
  const kinds = kindsFor(scene, stream);
  const count = composition.isMinimal ? 3 : Math.round(lerp(7, 12, composition.density));
  const heads = Array.from({ length: count }, (_, at) => {
    const angle = lerp(-1.2, 1.2, count > 1 ? at / (count - 1) : 0.5) + stream.range(-0.14, 0.14);
    const reach = height * stream.range(0.75, 1.35);
    return {
      angle,
      at: [x + Math.sin(angle) * reach * 0.95, mouth[1] - Math.cos(angle) * reach - height * 0.12] as Point,
    };
  });
  paintBouquetLeaves(scene, { mouth, height, green }, stream);
  for (const { at, angle } of heads)
    paintStem(scene, [x + Math.sin(angle) * 8, mouth[1] + 20], at, {
      width: 5 * scale,
      tone: shift(green, { l: -0.05 }),
      bend: Math.sin(angle) * 20,
    });
  const order = heads.map((head, at) => ({ head, at })).sort((a, b) => a.head.at[1] - b.head.at[1]);
  for (const { head, at } of order) {
    await scene.breath.pause();
    const kind = kinds[at % kinds.length] ?? 'peony';
    paintBlossom(scene, {
      kind,
      at: head.at,
      radius: stream.range(52, 82) * scale * (kind === 'tulip' ? 0.66 : 1),
      tone: toneFor(scene, kind, at),
      tilt: stream.range(0.05, 0.32),
      turn: kind === 'tulip' ? head.angle : stream.range(0, 6),
    });
  }
  paintVessel(scene, set, {
    x,
    baseY,
    height,
    width,
    profile: PROFILES[profile],
    tone: mix(palette.accents[2], palette.wall, palette.isDark ? 0.25 : 0.1),
    material: 'ceramic',
    isOpen: false,
  });
}

interface Foliage {
  readonly mouth: Point;
  readonly height: number;
  readonly green: Colour;
}

function paintBouquetLeaves({ easel }: Scene, { mouth: [x, y], height, green }: Foliage, stream: Random): void {
  for (let at = 0; at < 15; at += 1) {
    const turn = -Math.PI / 2 + lerp(-1.45, 1.45, at / 14) + stream.range(-0.1, 0.1);
    const leaf = leafShape([x, y + 12], height * stream.range(0.7, 1.25), turn, 0.15);
    const tone = shift(green, { l: stream.range(-0.1, 0.08), h: stream.range(-14, 14) });
    easel.area(leaf, tone);
    easel.shade(leaf, { from: [x, y], to: [x + 60, y - 160], tone: shift(tone, { l: -0.16 }), alpha: 0.6 });
  }
}

interface StemPlan {
  readonly foot: Point;
  readonly head: Point;
  readonly bend: number;
  readonly green: Colour;
}

function paintStemLeaves({ easel, composition }: Scene, { foot, head, bend, green }: StemPlan, stream: Random): void {
  for (let leaf = 0; leaf < 6; leaf += 1) {
    const share = 0.12 + leaf * 0.12;
    const side = leaf % 2 ? 1 : -1;
    const x = lerp(foot[0], head[0], share) + bend * Math.sin(Math.PI * share) * 0.75;
    const y = lerp(foot[1], head[1], share);
    const tone = shift(green, { l: stream.range(-0.05, 0.09), h: stream.range(-15, 15) });
    const turn = -Math.PI / 2 + side * stream.range(0.5, 1);
    const shape = leafShape([x, y], stream.range(90, 165) * composition.scale, turn, 0.17);
    easel.area(shape, tone);
    easel.shade(shape, { from: [x, y], to: [x + side * 80, y - 90], tone: shift(tone, { l: -0.16 }), alpha: 0.7 });
  }
}

/** Single stems side by side on paper, as in a herbarium. */
async function paintBotanical(scene: Scene): Promise<void> {
  const { frame, composition, palette, random, easel } = scene;
  const stream = random.fork('botanical');
  const ground = palette.isDark ? palette.wall : mix(palette.paper, palette.wall, 0.45);
  if (easel.hasBackdrop)
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      radial(
        [frame.width / 2, frame.height * 0.4],
        Math.max(frame.width, frame.height) * 0.8,
        shift(ground, { l: 0.025 }),
        ground,
        shift(ground, { l: -0.04 }),
      ),
      { isBackdrop: true },
    );
  const kinds = kindsFor(scene, stream);
  const count = composition.isMinimal ? 1 : Math.max(3, Math.round(frame.width / 175));
  const green = mix(palette.leaf, colour(palette.isDark ? 0.55 : 0.42, 0.08, 140), 0.5);
  for (let at = 0; at < count; at += 1) {
    await scene.breath.pause();
    const x = count === 1 ? composition.focusX : lerp(frame.width * 0.1, frame.width * 0.9, at / (count - 1));
    const foot: Point = [x + stream.range(-16, 16), frame.height * stream.range(0.97, 1.06)];
    const head: Point = [
      x + stream.range(-30, 30),
      frame.height * (0.2 + 0.17 * Math.abs(Math.sin(at * 1.9 + composition.turn))),
    ];
    const bend = stream.range(-34, 34);
    paintStem(scene, foot, head, { width: 7, tone: green, bend });
    paintStemLeaves(scene, { foot, head, bend, green }, stream);
    const kind = kinds[at % kinds.length] ?? 'poppy';
    paintBlossom(scene, {
      kind,
      at: head,
      radius: stream.range(66, 96) * composition.scale * (kind === 'tulip' ? 0.7 : 1),
      tone: toneFor(scene, kind, at),
      tilt: stream.range(0.05, 0.35),
      turn: stream.range(0, 6),
    });
  }
}

async function paintCloseBloom(scene: Scene): Promise<void> {
  const { frame, composition, palette, random, easel } = scene;
  const stream = random.fork('close');
  const kind = kindsFor(scene, stream)[0] ?? 'peony';
  const ground = palette.isDark ? palette.wall : mix(palette.leaf, palette.wall, 0.55);
  const centre: Point = [composition.focusX, frame.height * 0.5];
  if (easel.hasBackdrop) {
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      radial(
        centre,
        Math.max(frame.width, frame.height) * 0.8,
        shift(ground, { l: 0.06 }),
        ground,
        shift(ground, { l: -0.14 }),
      ),
      { isBackdrop: true },
    );
    easel.soft(13, (soft) => {
      for (let leaf = 0; leaf < 10; leaf += 1)
        soft.area(
          leafShape(
            [centre[0] + stream.range(-90, 90), centre[1] + stream.range(-60, 90)],
            stream.range(330, 560),
            stream.range(0, Math.PI * 2),
            0.2,
          ),
          shift(palette.leaf, { l: stream.range(-0.14, 0.1) }),
          { alpha: 0.6 },
        );
    });
  }
  const radius = Math.min(frame.width, frame.height) * 0.36 * Math.min(1.25, composition.scale);
  easel.soft(22, (soft) =>
    soft.area(
      {
        ...leafShape(centre, 10, 0, 1),
        points: Array.from(
          { length: 20 },
          (_, at): Point => [
            centre[0] + 26 + Math.cos(at * 0.314) * radius * 0.86,
            centre[1] + 40 + Math.sin(at * 0.314) * radius * 0.86,
          ],
        ),
      },
      shift(ground, { l: -0.25 }),
      { alpha: 0.5 },
    ),
  );
  paintBlossom(scene, {
    kind,
    at: centre,
    radius,
    tone: toneFor(scene, kind, 0),
    tilt: 0.06,
    turn: stream.range(0, 6),
  });
}
