/** Owns the cabin: a gabled house with lit windows and a smoking chimney, standing where the prompt puts it. */
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { curve, ellipse, type Outline, type Point, polygon, rectangle, ribbon } from './outline.ts';
import { vertical } from './paint.ts';
import type { SubjectName } from './prompt-words.ts';
import type { Scene } from './scene.ts';
import { conifer } from './tree-painting.ts';

interface Cabin {
  readonly x: number;
  /** The ground it stands on. */
  readonly y: number;
  /** Width of the gable wall, units. */
  readonly size: number;
  readonly wood: Colour;
  readonly side: -1 | 1;
  readonly isLit: boolean;
}

const PLACES: ReadonlySet<SubjectName> = new Set(['mountain', 'hills', 'sea', 'desert']);

export async function paintCabin(scene: Scene): Promise<void> {
  const { composition, frame, palette, easel, reading } = scene;
  const place =
    reading.setting && PLACES.has(reading.setting) ? reading.setting : composition.turn % 2 ? 'hills' : 'mountain';
  if (easel.hasBackdrop)
    await scene.paintOther(place, { composition: { ...composition, isMinimal: true, horizonY: frame.height * 0.56 } });
  await scene.breath.pause();
  const y = frame.height * 0.84;
  const isSnowy = reading.season === 'winter' || reading.weather === 'snow';
  if (easel.hasBackdrop) paintGround(scene, y, isSnowy);
  const dark = palette.time === 'night' || palette.time === 'dusk';
  const wood =
    reading.colours.length > 0 ? palette.subject : mix(colour(0.42, 0.075, 48), palette.near, dark ? 0.45 : 0.15);
  const side = composition.focusX > frame.width / 2 ? -1 : 1;
  const cabin: Cabin = {
    x: composition.focusX,
    y,
    size: 190 * composition.scale,
    wood,
    side,
    isLit: dark || reading.moods.includes('cosy'),
  };
  paintTrees(scene, cabin, isSnowy);
  paintSmoke(scene, cabin);
  paintWalls(scene, cabin);
  paintRoof(scene, cabin, isSnowy);
  paintOpenings(scene, cabin);
}

function paintGround({ easel, frame, palette, noise }: Scene, y: number, isSnowy: boolean): void {
  const tone = isSnowy
    ? mix(colour(0.93, 0.015, 240), palette.sky[1], palette.time === 'night' ? 0.62 : 0.3)
    : mix(palette.leaf, palette.near, 0.4);
  const crest: Point[] = Array.from({ length: 41 }, (_, at): Point => {
    const x = (at / 40) * (frame.width + 20) - 10;
    return [x, y - 16 + noise.at(x * 0.004, 6) * 22];
  });
  const ground = polygon([...crest, [frame.width + 10, frame.height + 10], [-10, frame.height + 10]]);
  easel.area(ground, vertical(y - 30, frame.height, shift(tone, { l: 0.03 }), shift(tone, { l: -0.06 })));
  easel.shade(ground, {
    from: [frame.width, frame.height],
    to: [0, y - 40],
    tone: shift(tone, { l: -0.14 }),
    alpha: 0.5,
  });
}

/** Spruces left and right, the near ones taller; snow lies on them in winter. */
function paintTrees({ easel, random, palette }: Scene, { x, y, size, side }: Cabin, isSnowy: boolean): void {
  const stream = random.fork('cabin-trees');
  const green = mix(mix(palette.leaf, palette.near, 0.55), palette.ink, 0.3);
  for (const [dx, height] of [
    [-1.5, 1.7],
    [-1.15, 1.25],
    [1.75, 2.1],
    [2.15, 1.5],
    [-2.1, 2.3],
    [1.35, 1.1],
  ] as const) {
    const tree = conifer(x + dx * side * size, y + stream.range(-4, 22), height * size, stream);
    const tone = shift(green, { l: stream.range(-0.02, 0.03) });
    easel.area(tree, tone);
    const light = isSnowy ? mix(colour(0.95, 0.01, 240), palette.sky[1], 0.25) : shift(tone, { l: 0.09 });
    easel.shade(tree, {
      from: [x + dx * side * size - 40, y - height * size],
      to: [x + dx * side * size + 60, y - height * size * 0.3],
      tone: light,
      alpha: isSnowy ? 0.85 : 0.4,
    });
  }
}

function paintSmoke({ easel, palette, noise }: Scene, { x, y, size, side }: Cabin): void {
  const spine = Array.from(
    { length: 12 },
    (_, at): Point => [x + side * size * 0.85 + noise.at(at * 0.4, 3) * at * 5 + at * 5, y - size * (1.15 + at * 0.09)],
  );
  easel.soft(9, (soft) =>
    soft.area(
      ribbon(spine, (share) => 8 + 44 * share),
      mix(palette.sky[2], palette.light, 0.3),
      { alpha: 0.35 },
    ),
  );
}

function paintWalls({ easel, palette }: Scene, { x, y, size, wood, side }: Cabin): void {
  const [eaves, ridge] = [y - size * 0.52, y - size * 1.02];
  const edge = x + (side * size) / 2;
  const gable = polygon([
    [x - size / 2, y],
    [x - size / 2, eaves],
    [x, ridge],
    [x + size / 2, eaves],
    [x + size / 2, y],
  ]);
  const flank = polygon([
    [edge, eaves],
    [edge + side * size * 0.95, eaves],
    [edge + side * size * 0.95, y - 4],
    [edge, y],
  ]);
  easel.soft(9, (soft) =>
    soft.area(ellipse(x + side * size * 0.4, y + 3, size * 1.1, size * 0.08), shift(palette.near, { l: -0.08 }), {
      alpha: 0.6,
    }),
  );
  easel.area(flank, vertical(eaves, y, shift(wood, { l: -0.06 }), shift(wood, { l: -0.1 })));
  easel.area(gable, vertical(ridge, y, shift(wood, { l: 0.04 }), shift(wood, { l: -0.03 })));
  for (let board = 1; board < 9; board += 1) {
    const level = y - (board / 9) * size * 0.52;
    easel.line(
      curve([
        [x - size / 2, level],
        [x + size / 2, level],
      ]),
      shift(wood, { l: -0.08 }),
      { widthUnits: 1.2, alpha: 0.7 },
    );
    easel.line(
      curve([
        [edge, level],
        [edge + side * size * 0.95, level],
      ]),
      shift(wood, { l: -0.14 }),
      { widthUnits: 1.2, alpha: 0.7 },
    );
  }
  easel.shade(gable, {
    from: [x - side * size * 0.5, y],
    to: [x + side * size * 0.2, ridge],
    tone: shift(wood, { l: -0.18 }),
    alpha: 0.5,
  });
}

function paintRoof({ easel, palette }: Scene, { x, y, size, wood, side }: Cabin, isSnowy: boolean): void {
  const [eaves, ridge] = [y - size * 0.5, y - size * 1.07];
  const tone = isSnowy
    ? mix(colour(0.95, 0.012, 240), palette.sky[1], palette.time === 'night' ? 0.4 : 0.15)
    : mix(colour(0.3, 0.03, 40), wood, 0.3);
  const reach = side * size * 0.98;
  const slope = polygon([
    [x, ridge],
    [x + reach, ridge],
    [x + side * size * 0.58 + reach, eaves],
    [x + side * size * 0.58, eaves],
  ]);
  const chimney = rectangle(x + side * size * 0.85 - size * 0.055, ridge - size * 0.12, size * 0.11, size * 0.3);
  easel.area(chimney, mix(colour(0.45, 0.05, 35), palette.near, 0.3));
  easel.area(slope, vertical(ridge, eaves, shift(tone, { l: 0.03 }), shift(tone, { l: -0.04 })));
  easel.shade(slope, {
    from: [x + side * size, eaves],
    to: [x + side * size * 0.6, ridge],
    tone: shift(tone, { l: -0.12 }),
    alpha: 0.5,
  });
  const rim: Outline = polygon([
    [x - side * size * 0.58, eaves],
    [x, ridge],
    [x + side * size * 0.58, eaves],
    [x + side * size * 0.5, eaves],
    [x, ridge + size * 0.09],
    [x - side * size * 0.5, eaves],
  ]);
  easel.area(rim, shift(tone, { l: isSnowy ? 0.02 : 0.06 }));
}

function paintOpenings({ easel, palette }: Scene, { x, y, size, wood, side, isLit }: Cabin): void {
  const warm = colour(0.88, 0.13, 78);
  const glass = isLit ? warm : mix(palette.sky[1], palette.ink, 0.35);
  const panes: Point[] = [
    [x - size * 0.3, y - size * 0.4],
    [x + size * 0.12, y - size * 0.4],
    [x + side * size * 0.72 - size * 0.09, y - size * 0.4],
    [x + side * size * 1.1 - size * 0.09, y - size * 0.4],
  ];
  for (const [left, top] of panes) {
    const [wide, tall] = [size * 0.18, size * 0.2];
    easel.area(rectangle(left - 3, top - 3, wide + 6, tall + 6), shift(wood, { l: -0.14 }));
    easel.area(rectangle(left, top, wide, tall), vertical(top, top + tall, shift(glass, { l: 0.05 }), glass));
    easel.line(
      curve([
        [left + wide / 2, top],
        [left + wide / 2, top + tall],
      ]),
      shift(wood, { l: -0.14 }),
      { widthUnits: 2.4 },
    );
    if (!isLit) continue;
    easel.glow({ x: left + wide / 2, y: top + tall / 2, radius: size * 0.75, colour: warm, strength: 0.5 });
    easel.soft(8, (soft) =>
      soft.area(
        polygon([
          [left, y + 6],
          [left + wide, y + 6],
          [left + wide * 1.5, y + size * 0.4],
          [left - wide * 0.5, y + size * 0.4],
        ]),
        warm,
        { alpha: 0.24 },
      ),
    );
  }
}
