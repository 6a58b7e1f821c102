/** Owns the photographer's corner: wall, table, pool of light, shadows of leaves or window bars, cast shadows. */
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { ellipse, type Outline, type Point, polygon, rectangle, ribbon } from './outline.ts';
import { across, radial } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';

export interface StudioSet {
  /** Where the wall meets the table. */
  readonly tableY: number;
  /** -1: light comes from the left, 1: from the right. */
  readonly lightSide: -1 | 1;
  /** The colour shadows take on the table. */
  readonly shadow: Colour;
}

export function paintStudio(scene: Scene, options: { tableY: number; isSeamless?: boolean }): StudioSet {
  const { easel, frame, palette, composition } = scene;
  const lightSide: -1 | 1 = composition.turn % 2 === 0 ? -1 : 1;
  const { tableY } = options;
  const shadow = shift(mix(palette.surface, palette.ink, 0.5), { l: palette.isDark ? -0.08 : -0.06, c: 1.2 });
  if (!easel.hasBackdrop) return { tableY, lightSide, shadow };
  const litX = frame.width * (0.5 + lightSide * 0.28);
  const wall = palette.wall;
  const reach = Math.max(frame.width, tableY) * 1.1;
  easel.area(
    rectangle(-2, -2, frame.width + 4, frame.height + 4),
    radial(
      [litX, tableY * 0.3],
      reach,
      shift(wall, { l: 0.045, c: 0.9 }),
      wall,
      shift(wall, { l: -0.05, c: 1.06 }),
      shift(wall, { l: -0.1, c: 1.1 }),
    ),
    { isBackdrop: true },
  );
  gobo(scene, { lightSide, tableY });
  paintTable(scene, { ...options, lightSide, shadow });
  easel.glow({
    x: litX,
    y: tableY * 0.35,
    radius: reach * 0.9,
    colour: mix(palette.light, colour(0.98, 0.03, 80), 0.5),
    strength: palette.isDark ? 0.14 : 0.12,
  });
  return { tableY, lightSide, shadow };
}

interface TablePlan {
  readonly tableY: number;
  readonly isSeamless?: boolean;
  readonly lightSide: -1 | 1;
  readonly shadow: Colour;
}

function paintTable(scene: Scene, { tableY, isSeamless, lightSide, shadow }: TablePlan): void {
  const { easel, frame, palette } = scene;
  const top = rectangle(-4, tableY, frame.width + 8, frame.height - tableY + 8);
  const lit = shift(palette.surface, { l: 0.035 });
  const from: Point = [lightSide < 0 ? 0 : frame.width, tableY];
  const to: Point = [lightSide < 0 ? frame.width : 0, frame.height];
  if (isSeamless) {
    easel.soft(26, (soft) =>
      soft.area(
        rectangle(-80, tableY, frame.width + 160, frame.height),
        across(from, to, lit, palette.surface, shift(palette.surface, { l: -0.05 })),
      ),
    );
    return;
  }
  easel.area(top, across(from, to, lit, palette.surface, shift(palette.surface, { l: -0.055 })), { isBackdrop: true });
  easel.soft(9, (soft) => soft.area(rectangle(-20, tableY - 7, frame.width + 40, 14), shadow, { alpha: 0.22 }));
  easel.line(
    polygon([
      [0, tableY],
      [frame.width, tableY],
    ]),
    shift(palette.surface, { l: 0.05 }),
    { widthUnits: 1.1, alpha: 0.5 },
  );
}

/** What stands between the light and the wall: a palm frond, a window, or nothing. */
function gobo(scene: Scene, { lightSide, tableY }: { lightSide: -1 | 1; tableY: number }): void {
  const { palette, composition, random, frame, easel } = scene;
  const stream = random.fork('gobo');
  const kind = composition.isMinimal ? 2 : composition.turn % 3;
  const tone = shift(palette.wall, { l: -0.13, c: 1.25, h: 4 });
  if (kind === 0) {
    easel.soft(11, (soft) => {
      for (const [x, y, size, turn] of [
        [0.5 - lightSide * 0.12, 0.02, 420, 1.2],
        [0.5 + lightSide * 0.3, -0.1, 360, 1.7],
        [0.5 - lightSide * 0.42, 0.1, 330, 0.8],
      ] as const) {
        for (const leaf of frond([frame.width * x, tableY * y], size, turn * (lightSide < 0 ? 1 : 1.15), stream))
          soft.area(leaf, tone, { alpha: 0.42 });
      }
    });
  }
  if (kind === 1) {
    easel.soft(5, (soft) => {
      for (const pane of windowPanes(frame.width * (0.5 - lightSide * 0.12), tableY, lightSide))
        soft.area(pane, shift(palette.wall, { l: 0.075, c: 0.8, h: -6 }), { alpha: 0.75 });
    });
  }
}

/** Leaflets along a bending rib, as a palm throws its shadow. */
export function frond(root: Point, length: number, angle: number, random: Random): Outline[] {
  const leaves: Outline[] = [];
  const bend = random.range(0.3, 0.7);
  const spine: Point[] = [];
  for (let step = 0; step <= 16; step += 1) {
    const share = step / 16;
    const turn = angle + bend * share * share;
    spine.push([root[0] + Math.cos(turn) * length * share, root[1] + Math.sin(turn) * length * share]);
  }
  leaves.push(ribbon(spine, (share) => length * 0.014 * (1 - share * 0.8)));
  spine.forEach(([x, y], at) => {
    if (at < 2) return;
    const share = at / 16;
    const leafLength = length * 0.34 * Math.sin(Math.PI * Math.min(0.97, 0.18 + share * 0.8));
    for (const side of [-1, 1] as const) {
      const turn = angle + bend * share * share + side * lerp(1.15, 0.45, share);
      leaves.push(leafShape([x, y], leafLength * random.range(0.85, 1.1), turn, 0.1));
    }
  });
  return leaves;
}

/** A pointed leaf from its stem; `girth` is width over length. */
export function leafShape([x, y]: Point, length: number, turn: number, girth: number): Outline {
  const spine: Point[] = Array.from({ length: 7 }, (_, at): Point => {
    const share = at / 6;
    return [x + Math.cos(turn + share * 0.22) * length * share, y + Math.sin(turn + share * 0.22) * length * share];
  });
  return ribbon(spine, (share) => length * girth * 2 * Math.sin(Math.PI * share ** 0.75) + 0.2);
}

/** Light through a window onto the wall: slanted panes with bars between. */
function windowPanes(x: number, tableY: number, lightSide: -1 | 1): Outline[] {
  const panes: Outline[] = [];
  const slant = lightSide * 0.32;
  const [width, height] = [104, tableY * 0.36];
  for (let column = 0; column < 2; column += 1) {
    for (let row = 0; row < 2; row += 1) {
      const left = x + (column - 1) * (width + 11);
      const top = tableY * 0.1 + row * (height + 11);
      const at = (px: number, py: number): Point => [
        px - slant * (py - tableY * 0.1) + lightSide * 40,
        py + slant * (px - x) * 0.35,
      ];
      panes.push(
        polygon([at(left, top), at(left + width, top), at(left + width, top + height), at(left, top + height)]),
      );
    }
  }
  return panes;
}

/** The shadow a standing thing throws on the table: a dark foot and a long soft body away from the light. */
export function castShadow(
  scene: Scene,
  set: StudioSet,
  thing: { x: number; y: number; width: number; height: number },
): void {
  const { easel } = scene;
  if (!easel.hasBackdrop) return;
  const { x, y, width, height } = thing;
  const reach = Math.min(height * 0.85, scene.frame.width * 0.5);
  const away = -set.lightSide;
  easel.soft(15, (soft) => {
    const half = width / 2;
    soft.area(
      polygon([
        [x - half * 0.9, y - 3],
        [x + half * 0.9, y - 3],
        [x + half * 0.66 + away * reach, y - reach * 0.1],
        [x - half * 0.5 + away * reach, y - reach * 0.16],
      ]),
      set.shadow,
      { alpha: 0.36 },
    );
  });
  easel.soft(6, (soft) =>
    soft.area(ellipse(x + away * width * 0.07, y + 1, width * 0.53, Math.max(4, width * 0.075)), set.shadow, {
      alpha: 0.6,
    }),
  );
  easel.soft(2, (soft) =>
    soft.area(ellipse(x, y, width * 0.47, Math.max(2, width * 0.04)), shift(set.shadow, { l: -0.06 }), { alpha: 0.55 }),
  );
}
