/** Owns food: cups, bowls and cakes at eye level, plates and fruit from above. */

import { paintCake } from './cake-painting.ts';
import { FRUITS, paintFruit } from './fruit-painting.ts';
import { colour, mix, shift } from './oklch-colour.ts';
import { contour, ellipse, type Point, ribbon } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { castShadow, paintStudio, type StudioSet } from './studio-set.ts';
import { paintTableFromAbove } from './table-from-above.ts';
import { paintVessel } from './vessel-painting.ts';
import { PROFILES } from './vessel-profiles.ts';

export async function paintFood(scene: Scene): Promise<void> {
  const { reading, composition } = scene;
  if (reading.says('coffee|espresso|tea|cappuccino|latte|cup'))
    return composition.isTopView ? paintTableFromAbove(scene, 'coffee') : paintCup(scene);
  if (reading.says('cake|pie|dessert|pancakes|birthday')) return paintCake(scene);
  const isFruit = reading.says('fruit|berries|citrus|bowl of fruit') || FRUITS.some((name) => reading.says(name));
  if (!isFruit || composition.isTopView) return paintTableFromAbove(scene, 'bowl');
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

/** Where the fruit of a bowl lies, from its middle at the rim. */
const HEAP = contour('-104 -92, -38 -106, 36 -104, 102 -94, -66 -160, 4 -170, 70 -158');

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
  const tint = reading.colours.length > 0 ? { tint: { tone: palette.subject, share: 0.7 } } : {};
  const lone = asked[0];
  if (!scene.easel.hasBackdrop && lone && !reading.says('bowl|fruits')) {
    paintFruit(scene, set, { name: lone, x: frame.width / 2, baseY: frame.height * 0.8, radius: 230, ...tint });
    return;
  }
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
  for (const [at, [dx, dy]] of HEAP.entries()) {
    await scene.breath.pause();
    paintFruit({ ...scene, easel: { ...scene.easel, hasBackdrop: false } }, set, {
      name: names[at % names.length] ?? 'pear',
      x: bowlX + dx * scale,
      baseY: groundY + dy * scale + 44 * scale,
      radius: stream.range(44, 50) * scale,
      ...tint,
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
      ...tint,
    });
}
