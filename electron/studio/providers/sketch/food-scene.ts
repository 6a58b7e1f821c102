/** Owns food: cups, bowls and cakes at eye level, plates and fruit from above. */

import { FRUITS, paintCitrusSlice, paintCloth, paintFruit } from './fruit-painting.ts';
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { blob, ellipse, type Outline, type Point, polygon, rectangle, ribbon, roundedRectangle } from './outline.ts';
import { radial, vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { paintPlate } from './still-life-scene.ts';
import { castShadow, leafShape, paintStudio, type StudioSet } from './studio-set.ts';
import { paintVessel } from './vessel-painting.ts';
import { PROFILES } from './vessel-profiles.ts';

export async function paintFood(scene: Scene): Promise<void> {
  const { reading, composition } = scene;
  if (reading.says('coffee|espresso|tea|cappuccino|latte|cup'))
    return composition.isTopView ? paintTableFromAbove(scene, 'coffee') : paintCup(scene);
  if (reading.says('cake|pie|dessert|pancakes|birthday')) return paintCake(scene);
  if (
    reading.says('ramen|noodles|soup|salad|pasta|pizza|dish|plate|meal|breakfast|lunch|dinner') ||
    composition.isTopView
  )
    return paintTableFromAbove(scene, 'bowl');
  return paintFruitTable(scene);
}

async function paintCup(scene: Scene): Promise<void> {
  const { frame, composition, palette, easel } = scene;
  const tableY = frame.height * 0.58;
  const set = paintStudio(scene, { tableY });
  const scale = composition.scale * Math.min(1.2, frame.width / 800) * 1.25;
  const [x, y] = [composition.focusX, tableY + (frame.height - tableY) * 0.48];
  const tone = palette.subject.l < 0.35 ? shift(palette.subject, { l: 0.08 }) : palette.subject;
  const saucer = mix(tone, palette.accents[3], 0.25);
  castShadow(scene, set, { x, y: y + 14, width: 300 * scale, height: 150 * scale });
  easel.area(
    ellipse(x, y + 4, 172 * scale, 30 * scale),
    vertical(y - 26, y + 34, shift(saucer, { l: 0.05 }), shift(saucer, { l: -0.07 })),
  );
  easel.area(ellipse(x, y, 118 * scale, 18 * scale), shift(saucer, { l: -0.06 }));
  const width = 226 * scale;
  const height = 146 * scale;
  const side = -set.lightSide;
  const grip: Point[] = [
    [x + side * width * 0.45, y - height * 0.78],
    [x + side * width * 0.68, y - height * 0.8],
    [x + side * width * 0.71, y - height * 0.45],
    [x + side * width * 0.4, y - height * 0.3],
  ];
  easel.area(
    ribbon(grip, () => 17 * scale),
    shift(tone, { l: -0.07 }),
  );
  paintVessel(scene, set, {
    x,
    baseY: y,
    height,
    width,
    profile: PROFILES.cup,
    tone,
    material: 'ceramic',
    isOpen: true,
  });
  const rim = y - height;
  const brew = scene.reading.says('tea') ? colour(0.5, 0.12, 60) : colour(0.28, 0.05, 50);
  easel.area(
    ellipse(x, rim + 4 * scale, width * 0.42, width * 0.058),
    vertical(rim - 10, rim + 16, brew, shift(brew, { l: 0.08 })),
  );
  if (!scene.reading.says('espresso|tea|black'))
    easel.area(ellipse(x, rim + 5 * scale, width * 0.26, width * 0.034), mix(colour(0.82, 0.06, 70), brew, 0.2));
  paintSteam(scene, { x, y: rim - 6, height: 250 * scale });
  if (!composition.isMinimal)
    for (let bean = 0; bean < 7; bean += 1)
      paintBean(scene, set, bean, { x: x + side * 260 * scale, y: y + 40, scale });
}

function paintBean(
  scene: Scene,
  set: StudioSet,
  at: number,
  { x, y, scale }: { x: number; y: number; scale: number },
): void {
  const { easel, random } = scene;
  const stream = random.fork(`bean${at}`);
  const [px, py] = [x + stream.range(-70, 70) * scale, y + stream.range(-16, 30) * scale];
  const turn = stream.range(0, 3);
  const tone = colour(0.33, 0.06, 50);
  castShadow(scene, set, { x: px, y: py + 5, width: 22 * scale, height: 14 });
  easel.area(ellipse(px, py, 13 * scale, 8.5 * scale, turn), {
    from: [px - 8, py - 8],
    to: [px + 12, py + 10],
    stops: [
      { at: 0, colour: shift(tone, { l: 0.12 }) },
      { at: 1, colour: shift(tone, { l: -0.06 }) },
    ],
  });
  easel.line(
    {
      points: [
        [px - Math.cos(turn) * 11 * scale, py - Math.sin(turn) * 11 * scale],
        [px + 2, py - 1],
        [px + Math.cos(turn) * 11 * scale, py + Math.sin(turn) * 11 * scale],
      ],
      isSmooth: true,
      isClosed: false,
    },
    shift(tone, { l: -0.14 }),
    { widthUnits: 1.8 * scale },
  );
}

/** Two slow curls of light vapour. */
function paintSteam(scene: Scene, { x, y, height }: { x: number; y: number; height: number }): void {
  const { easel, palette, noise } = scene;
  easel.soft(9, (soft) => {
    for (const [offset, share, seed] of [
      [-26, 1, 2],
      [18, 0.78, 6],
    ] as const) {
      const spine: Point[] = Array.from(
        { length: 12 },
        (_, at): Point => [x + offset + noise.at(at * 0.32, seed) * (10 + at * 6), y - (at / 11) * height * share],
      );
      soft.area(
        ribbon(spine, (along) => 8 + 26 * Math.sin(Math.PI * along)),
        mix(palette.light, colour(0.98, 0.005, 90), 0.5),
        { alpha: 0.26 },
      );
    }
  });
}

async function paintCake(scene: Scene): Promise<void> {
  const { frame, composition, palette, easel, random } = scene;
  const stream = random.fork('cake');
  const tableY = frame.height * 0.6;
  const set = paintStudio(scene, { tableY });
  const scale = composition.scale * Math.min(1.2, frame.width / 800) * 1.2;
  const [x, y] = [composition.focusX, tableY + (frame.height - tableY) * 0.5];
  const cream = mix(palette.accents[3], colour(0.95, 0.03, 85), 0.4);
  castShadow(scene, set, { x, y: y + 10, width: 330 * scale, height: 230 * scale });
  easel.area(
    ellipse(x, y, 216 * scale, 30 * scale),
    vertical(y - 30, y + 30, shift(palette.surface, { l: 0.12 }), shift(palette.surface, { l: -0.04 })),
  );
  const tiers: readonly (readonly [number, number, Colour])[] = [
    [350, 120, palette.subject],
    [236, 96, mix(palette.subject, cream, 0.55)],
  ];
  let top = y;
  for (const [width, height, tone] of tiers) {
    paintVessel(scene, set, {
      x,
      baseY: top,
      height: height * scale,
      width: width * scale,
      profile: PROFILES.cylinder,
      tone,
      material: 'matte',
      isOpen: false,
    });
    top -= height * scale;
    const half = (width * scale) / 2;
    easel.area(ellipse(x, top, half, half * 0.15), cream);
    const drips: Point[] = [];
    for (let at = 0; at <= 22; at += 1) {
      const angle = Math.PI - (at / 22) * Math.PI;
      drips.push([
        x + Math.cos(angle) * half * 1.004,
        top + Math.sin(angle) * half * 0.15 + (at % 2 ? stream.range(16, 46) : 6) * scale,
      ]);
    }
    easel.area(
      blob([[x - half, top], ...drips, [x + half, top], [x, top - half * 0.13]]),
      vertical(top - 20, top + 50, cream, shift(cream, { l: -0.04 })),
    );
  }
  for (let at = 0; at < 9; at += 1) {
    const angle = (at / 9) * Math.PI * 2;
    const berry: Point = [x + Math.cos(angle) * 84 * scale, top + Math.sin(angle) * 12 * scale];
    const tone = at % 3 ? colour(0.5, 0.18, 22) : colour(0.34, 0.1, 285);
    easel.area(
      ellipse(berry[0], berry[1] - 9 * scale, 14 * scale, 14 * scale),
      radial(
        [berry[0] + set.lightSide * 4, berry[1] - 14 * scale],
        22 * scale,
        shift(tone, { l: 0.14 }),
        tone,
        shift(tone, { l: -0.12 }),
      ),
    );
  }
  if (scene.reading.says('birthday|candle|candles'))
    for (const dx of [-40, 0, 40]) candle(scene, { x: x + dx * scale, y: top - 12 * scale, scale });
}

function candle({ easel, palette }: Scene, { x, y, scale }: { x: number; y: number; scale: number }): void {
  easel.area(roundedRectangle(x - 3.4 * scale, y - 62 * scale, 6.8 * scale, 62 * scale, 2), palette.accents[0]);
  easel.area(
    ribbon(
      [
        [x, y - 64 * scale],
        [x + 2, y - 76 * scale],
        [x, y - 92 * scale],
      ],
      (share) => 10 * scale * Math.sin(Math.PI * (0.12 + 0.86 * share)),
    ),
    colour(0.92, 0.14, 85),
  );
  easel.glow({ x, y: y - 76 * scale, radius: 130 * scale, colour: colour(0.88, 0.12, 75), strength: 0.6 });
}

async function paintTableFromAbove(scene: Scene, kind: 'coffee' | 'bowl'): Promise<void> {
  const { frame, composition, palette, easel, random } = scene;
  const stream = random.fork('above');
  if (easel.hasBackdrop) {
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      {
        from: [0, 0],
        to: [frame.width, frame.height],
        stops: [
          { at: 0, colour: shift(palette.surface, { l: 0.05 }) },
          { at: 1, colour: shift(palette.surface, { l: -0.06 }) },
        ],
      },
      { isBackdrop: true },
    );
    if (!composition.isMinimal)
      paintCloth(scene, {
        x: frame.width * 0.24,
        y: frame.height * 0.1,
        width: 330,
        depth: 620,
        tone: mix(palette.accents[3], palette.wall, 0.35),
      });
  }
  const radius = Math.min(frame.width, frame.height) * 0.31 * composition.scale;
  const [x, y] = [composition.focusX, frame.height * 0.52];
  const inner = paintPlate(scene, { x, y, radius, tone: mix(palette.accents[3], palette.subject, 0.14) });
  await scene.breath.pause();
  if (kind === 'coffee') paintCoffeeFromAbove(scene, { x, y, radius: inner });
  else paintBowlFood(scene, { x, y, radius: inner }, stream);
  paintCutlery(scene, { x: x + radius * 1.28, y, length: radius * 1.7 });
  if (composition.isMinimal) return;
  for (const [dx, dy, size] of [
    [-1.25, -0.82, 0.3],
    [-1.4, -0.25, 0.24],
    [1.1, -1.05, 0.27],
  ] as const) {
    easel.soft(9, (soft) =>
      soft.area(
        ellipse(x + dx * radius + 9, y + dy * radius + 12, size * radius, size * radius),
        shift(palette.surface, { l: -0.26 }),
        { alpha: 0.45 },
      ),
    );
    paintCitrusSlice(scene, {
      x: x + dx * radius,
      y: y + dy * radius,
      radius: size * radius,
      tone: size > 0.28 ? colour(0.74, 0.17, 55) : colour(0.87, 0.16, 100),
    });
  }
}

function paintCoffeeFromAbove(
  { easel, palette }: Scene,
  { x, y, radius }: { x: number; y: number; radius: number },
): void {
  const cup = palette.subject;
  easel.soft(8, (soft) =>
    soft.area(ellipse(x + 12, y + 14, radius * 0.86, radius * 0.86), shift(cup, { l: -0.3 }), { alpha: 0.5 }),
  );
  easel.area(
    roundedRectangle(x + radius * 0.7, y - radius * 0.11, radius * 0.5, radius * 0.22, radius * 0.11),
    shift(cup, { l: -0.04 }),
  );
  easel.area(
    ellipse(x, y, radius * 0.84, radius * 0.84),
    radial([x - radius * 0.3, y - radius * 0.3], radius * 1.3, shift(cup, { l: 0.08 }), shift(cup, { l: -0.08 })),
  );
  const brew = colour(0.4, 0.07, 55);
  const milk = colour(0.9, 0.04, 78);
  easel.area(
    ellipse(x, y, radius * 0.75, radius * 0.75),
    radial([x, y], radius * 0.75, shift(brew, { l: 0.14 }), brew, shift(brew, { l: -0.1 })),
  );
  for (let leaf = 0; leaf < 5; leaf += 1) {
    const reach = radius * lerp(0.5, 0.16, leaf / 4);
    const level = y + radius * lerp(0.34, -0.34, leaf / 4);
    for (const side of [-1, 1])
      easel.area(
        ribbon(
          [
            [x, level + reach * 0.34],
            [x + side * reach * 0.6, level + reach * 0.08],
            [x + side * reach, level - reach * 0.34],
          ],
          (share) => radius * 0.085 * Math.sin(Math.PI * (0.15 + share * 0.8)),
        ),
        milk,
      );
  }
  easel.area(
    ribbon(
      [
        [x, y + radius * 0.56],
        [x, y - radius * 0.5],
      ],
      () => radius * 0.03,
    ),
    milk,
  );
}

function paintBowlFood(scene: Scene, { x, y, radius }: { x: number; y: number; radius: number }, stream: Random): void {
  const { easel, palette } = scene;
  const isNoodles = scene.reading.says('ramen|noodles|soup|pasta');
  const ground = isNoodles ? colour(0.66, 0.12, 65) : mix(palette.leaf, colour(0.6, 0.12, 135), 0.5);
  easel.area(
    ellipse(x, y, radius * 0.97, radius * 0.97),
    radial([x - radius * 0.2, y - radius * 0.2], radius * 1.2, shift(ground, { l: 0.05 }), shift(ground, { l: -0.09 })),
  );
  if (isNoodles) {
    for (let strand = 0; strand < 34; strand += 1) {
      const angle = stream.range(0, Math.PI * 2);
      const reach = radius * stream.range(0.25, 0.8);
      const points: Point[] = Array.from(
        { length: 8 },
        (_, at): Point => [
          x + Math.cos(angle + at * 0.24) * (reach + at * 3),
          y + Math.sin(angle + at * 0.24) * (reach + at * 2) * 0.92,
        ],
      );
      easel.line(
        { points, isSmooth: true, isClosed: false },
        shift(colour(0.86, 0.09, 85), { l: stream.range(-0.08, 0.04) }),
        { widthUnits: radius * 0.034 },
      );
    }
  } else {
    for (let leaf = 0; leaf < 46; leaf += 1) {
      const angle = stream.range(0, Math.PI * 2);
      const away = Math.sqrt(stream.next()) * radius * 0.76;
      const shape = leafShape(
        [x + Math.cos(angle) * away, y + Math.sin(angle) * away],
        radius * stream.range(0.2, 0.34),
        angle + stream.range(-1.5, 1.5),
        0.26,
      );
      const tone = shift(ground, { l: stream.range(-0.14, 0.14), h: stream.range(-18, 14) });
      easel.area(shape, tone);
      easel.shade(shape, { from: [x + radius, y + radius], to: [x, y], tone: shift(tone, { l: -0.14 }), alpha: 0.5 });
    }
  }
  for (let bite = 0; bite < 7; bite += 1) {
    const angle = (bite / 7) * Math.PI * 2 + stream.range(-0.2, 0.2);
    const [px, py] = [x + Math.cos(angle) * radius * 0.46, y + Math.sin(angle) * radius * 0.46];
    const tone = [colour(0.58, 0.19, 30), palette.accents[0], colour(0.9, 0.07, 92)][bite % 3] ?? palette.accents[0];
    easel.soft(4, (soft) =>
      soft.area(ellipse(px + 4, py + 6, radius * 0.13, radius * 0.13), shift(ground, { l: -0.26 }), { alpha: 0.6 }),
    );
    easel.area(
      ellipse(px, py, radius * 0.135, radius * 0.125, angle),
      radial(
        [px - radius * 0.04, py - radius * 0.05],
        radius * 0.22,
        shift(tone, { l: 0.12 }),
        tone,
        shift(tone, { l: -0.1 }),
      ),
    );
    if (bite % 3 === 2) easel.area(ellipse(px, py, radius * 0.06, radius * 0.06), colour(0.8, 0.16, 75));
  }
}

function paintCutlery({ easel, palette }: Scene, { x, y, length }: { x: number; y: number; length: number }): void {
  const metal = mix(colour(0.8, 0.015, 80), palette.light, 0.2);
  const handle: Outline = ribbon(
    [
      [x, y + length / 2],
      [x, y],
      [x, y - length * 0.24],
    ],
    (share) => length * (0.05 - 0.026 * Math.sin(Math.PI * Math.min(1, share * 1.1))),
  );
  const bowl = ellipse(x, y - length * 0.36, length * 0.065, length * 0.13);
  easel.soft(5, (soft) => {
    soft.area(handle, shift(palette.surface, { l: -0.3 }), { alpha: 0.5 });
    soft.area(bowl, shift(palette.surface, { l: -0.3 }), { alpha: 0.5 });
  });
  for (const part of [handle, bowl])
    easel.area(part, {
      from: [x - length * 0.06, y],
      to: [x + length * 0.06, y],
      stops: [
        { at: 0, colour: shift(metal, { l: 0.08 }) },
        { at: 0.55, colour: shift(metal, { l: -0.18 }) },
        { at: 1, colour: metal },
      ],
    });
  easel.line(
    polygon([
      [x, y],
      [x, y + 1],
    ]),
    metal,
    { widthUnits: 0.1 },
  );
}

async function paintFruitTable(scene: Scene): Promise<void> {
  const { frame, composition, random, reading, palette } = scene;
  const stream = random.fork('fruit-table');
  const tableY = frame.height * 0.56;
  const set = paintStudio(scene, { tableY });
  const scale = composition.scale * Math.min(1.2, frame.width / 800) * 1.3;
  const groundY = tableY + (frame.height - tableY) * 0.34;
  const asked = FRUITS.filter((name) => reading.says(name) || reading.says(`${name} slices`));
  const names =
    asked.length > 0 ? asked : [FRUITS[composition.turn % 7] ?? 'pear', FRUITS[(composition.turn + 3) % 7] ?? 'lemon'];
  const tint = reading.colours.length > 0 ? { tone: palette.subject, share: 0.7 } : undefined;
  const bowlX = composition.focusX;
  const bowl = {
    x: bowlX,
    baseY: groundY,
    height: 104 * scale,
    width: 330 * scale,
    profile: PROFILES.bowl,
    tone: mix(palette.accents[3], palette.wall, 0.2),
    material: 'ceramic',
    isOpen: false,
  } as const;
  castShadow(scene, set, { x: bowlX, y: groundY, width: 210 * scale, height: 130 * scale });
  const heap: readonly (readonly [number, number])[] = [
    [-104, -92],
    [-38, -106],
    [36, -104],
    [102, -94],
    [-66, -160],
    [4, -170],
    [70, -158],
  ];
  for (const [at, [dx, dy]] of heap.entries()) {
    await scene.breath.pause();
    paintFruit({ ...scene, easel: { ...scene.easel, hasBackdrop: false } }, set, {
      name: names[at % names.length] ?? 'pear',
      x: bowlX + dx * scale,
      baseY: groundY + dy * scale + 44 * scale,
      radius: stream.range(44, 50) * scale,
      ...(tint ? { tint } : {}),
    });
  }
  paintVessel(scene, set, bowl);
  const side = bowlX > frame.width / 2 ? -1 : 1;
  if (composition.isMinimal) return;
  for (const [dx, dy, at] of [
    [215, 34, 0],
    [300, 66, 1],
  ] as const)
    paintFruit(scene, set, {
      name: names[at % names.length] ?? 'pear',
      x: bowlX + side * dx * scale,
      baseY: groundY + dy * scale,
      radius: 46 * scale,
      ...(tint ? { tint } : {}),
    });
}
