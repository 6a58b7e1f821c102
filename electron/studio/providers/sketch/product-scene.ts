/** Owns product pictures: one thing on a plinth in good light, its label set with the quoted text. */

import { archShape } from './arch-shape.ts';
import { mix, shift } from './oklch-colour.ts';
import { ellipse, type Point, rectangle } from './outline.ts';
import { across, vertical } from './paint.ts';
import { paintPlinth } from './plinth-painting.ts';
import { type Product, type ProductKind, paintProductBody } from './product-body.ts';
import { paintLabel } from './product-label.ts';
import type { Scene } from './scene.ts';
import { castShadow, paintStudio, type StudioSet } from './studio-set.ts';

const KINDS: readonly (readonly [ProductKind, string])[] = [
  ['perfume', 'perfume|fragrance|flacon|parfum'],
  ['wine', 'wine|whisky|whiskey|gin|olive oil|beer'],
  ['jar', 'jar|cream|skincare|candle|soap|cosmetics|cosmetic'],
  ['can', 'can|tin|soda'],
  ['box', 'box|package|packaging|book|phone|speaker'],
  ['tube', 'tube|lotion|lipstick|toothpaste|shampoo'],
  ['bottle', 'bottle|serum|flasche|bouteille|botella'],
];

export async function paintProduct(scene: Scene): Promise<void> {
  const { frame, composition, palette, reading, random } = scene;
  const stream = random.fork('product');
  const tableY = frame.height * (composition.turn % 4 === 1 ? 0.7 : 0.66);
  const place = reading.says('beach|sea|ocean|forest|mountain|desert|snow|city|garden|field')
    ? scene.reading.setting
    : null;
  const set = place
    ? await outdoors(scene, place, tableY)
    : paintStudio(scene, { tableY, isSeamless: composition.turn % 4 === 2 });
  const x = composition.focusX;
  const scale = composition.scale * 1.28 * Math.min(1, frame.width / 760, frame.height / 900);
  const groundY = tableY + (frame.height - tableY) * 0.5;
  const plinthHeight = (composition.isMinimal ? 46 : 92) * scale;
  const kind =
    KINDS.find(([, words]) => reading.says(words))?.[0] ?? stream.pick(['bottle', 'perfume', 'jar'] as const);
  const height = { bottle: 370, perfume: 290, wine: 430, jar: 190, can: 270, box: 300, tube: 330 }[kind] * scale;
  const plinth = stream.pick(['round', 'block', 'steps'] as const);
  if (!composition.isMinimal && !place) paintCompany(scene, set, { x, y: groundY, scale });
  const topY = scene.easel.hasBackdrop
    ? paintPlinth(scene, set, { x, y: groundY, width: 290 * scale, height: plinthHeight, kind: plinth })
    : groundY;
  castShadow(scene, set, { x, y: topY, width: height * 0.4, height: height * 0.55 });
  const product: Product = { kind, x, baseY: topY, height, tone: palette.subject };
  await scene.breath.pause();
  paintProductBody(scene, set, product);
  await paintLabel(scene, product);
}

/** The place, thrown out of focus, with a slab of stone in front. */
async function outdoors(
  scene: Scene,
  place: NonNullable<Scene['reading']['setting']>,
  tableY: number,
): Promise<StudioSet> {
  const { easel, palette, frame, composition } = scene;
  const lightSide: -1 | 1 = composition.turn % 2 === 0 ? -1 : 1;
  const shadow = shift(palette.near, { l: -0.08 });
  if (!easel.hasBackdrop) return { tableY, lightSide, shadow };
  await scene.paintOther(place, { composition: { ...composition, isMinimal: false, horizonY: tableY * 0.8 } });
  const stone = mix(palette.surface, palette.near, 0.3);
  easel.area(
    rectangle(-4, tableY, frame.width + 8, frame.height),
    vertical(tableY, frame.height, shift(stone, { l: 0.05 }), shift(stone, { l: -0.08 })),
  );
  easel.shade(rectangle(-4, tableY, frame.width + 8, frame.height), {
    from: [frame.width / 2, frame.height],
    to: [frame.width / 2, tableY],
    tone: shadow,
    alpha: 0.4,
  });
  return { tableY, lightSide, shadow };
}

/** Spheres, arches and discs behind the thing, in its own colours. */
function paintCompany(scene: Scene, set: StudioSet, place: { x: number; y: number; scale: number }): void {
  const { easel, palette, composition } = scene;
  if (!easel.hasBackdrop) return;
  const { x, y, scale } = place;
  const side = x > scene.frame.width / 2 ? -1 : 1;
  const kind = composition.turn % 3;
  if (kind === 0) {
    const disc = ellipse(x + side * 20 * scale, set.tableY - 165 * scale, 235 * scale, 235 * scale);
    const tone = mix(palette.wall, palette.accents[1], 0.5);
    easel.area(
      disc,
      across([x - 235 * scale, 0], [x + 235 * scale, 0], shift(tone, { l: 0.04 }), shift(tone, { l: -0.05 })),
    );
    easel.shade(disc, {
      from: [x, set.tableY],
      to: [x, set.tableY - 300 * scale],
      tone: shift(tone, { l: -0.16 }),
      alpha: 0.45,
    });
  }
  if (kind === 1) {
    const tone = mix(palette.wall, palette.accents[2], 0.24);
    const arch = archShape(x + side * 46 * scale, set.tableY + 6, 330 * scale, 500 * scale);
    easel.area(
      arch,
      vertical(set.tableY - 500 * scale, set.tableY, shift(tone, { l: -0.02 }), shift(tone, { l: -0.09 })),
    );
    easel.shade(arch, {
      from: [x + set.lightSide * 200 * scale, set.tableY],
      to: [x - set.lightSide * 120 * scale, set.tableY - 330 * scale],
      tone: shift(tone, { l: -0.2 }),
      alpha: 0.5,
    });
  }
  const radius = 44 * scale;
  const ballX = x + side * 262 * scale;
  castShadow(scene, set, { x: ballX, y: y - 8, width: radius * 1.9, height: radius * 2 });
  const ball = ellipse(ballX, y - 8 - radius, radius, radius);
  const tone = palette.accents[kind === 2 ? 0 : 1];
  const lit: Point = [ballX + set.lightSide * radius * 0.4, y - 8 - radius * 1.4];
  easel.area(ball, {
    from: lit,
    to: [lit[0] + radius * 1.9, lit[1]],
    isRadial: true,
    stops: [
      { at: 0, colour: shift(tone, { l: 0.11 }) },
      { at: 0.45, colour: tone },
      { at: 1, colour: shift(tone, { l: -0.2 }) },
    ],
  });
  easel.shade(ball, {
    from: [ballX - set.lightSide * radius, y],
    to: [ballX + set.lightSide * radius * 0.4, y - radius * 2],
    tone: shift(tone, { l: -0.25 }),
    alpha: 0.55,
  });
}
