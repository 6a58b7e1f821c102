/** Owns turned things: bottles, jars, vases, bowls, cups. A profile is spun around an axis and lit as its material asks. */
import { type Colour, clamp, colour, mix, shift } from './oklch-colour.ts';
import { ellipse, type Outline, type Point, rectangle, ribbon, roundedRectangle, turned } from './outline.ts';
import { across, type Gradient, vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import type { StudioSet } from './studio-set.ts';

export type Material = 'glass' | 'ceramic' | 'matte' | 'metal';

export interface Vessel {
  readonly x: number;
  readonly baseY: number;
  readonly height: number;
  /** Widest diameter. */
  readonly width: number;
  /** Half widths (share of half the width) and heights (0 top, 1 base). */
  readonly profile: readonly Point[];
  readonly tone: Colour;
  readonly material: Material;
  readonly isOpen: boolean;
}

/** Share of the half width that an ellipse at the rim is tall: the eye looks slightly down. */
const TILT = 0.16;

export function vesselOutline(vessel: Vessel): Outline {
  const half = vessel.width / 2;
  const top = vessel.baseY - vessel.height;
  const points = vessel.profile.map(([radius, level]): Point => [radius * half, top + level * vessel.height]);
  const foot = (vessel.profile.at(-1)?.[0] ?? 1) * half;
  // Doubled, the rim's corner stays a corner where the curve would swing past it.
  const rim = points.slice(0, 1);
  return turned(vessel.x, [
    ...rim,
    ...rim,
    ...points,
    [foot * 0.72, vessel.baseY + foot * TILT * 0.55],
    [foot * 0.3, vessel.baseY + foot * TILT * 0.8],
  ]);
}

export function paintVessel(scene: Scene, set: StudioSet, vessel: Vessel): void {
  const { easel } = scene;
  const outline = vesselOutline(vessel);
  const half = vessel.width / 2;
  const left: Point = [vessel.x - half, 0];
  const right: Point = [vessel.x + half, 0];
  const [from, to] = set.lightSide < 0 ? [left, right] : [right, left];
  easel.area(outline, roundedLight(vessel, from, to));
  if (vessel.material === 'glass') paintLiquid(scene, vessel, outline, [from, to]);
  easel.shade(outline, {
    from: [vessel.x - set.lightSide * half * 1.02, vessel.baseY],
    to: [vessel.x + set.lightSide * half * 0.25, vessel.baseY - vessel.height * 0.75],
    tone: shift(vessel.tone, { l: -0.24, c: 1.1 }),
    alpha: vessel.material === 'glass' ? 0.35 : 0.66,
  });
  paintHighlights(scene, set, vessel);
  if (vessel.isOpen) paintRim(scene, vessel);
}

/** Light edge, broad light, core shadow, and a bounce from the table along the far edge. */
function roundedLight({ tone, material }: Vessel, from: Point, to: Point): Gradient {
  const gloss = material === 'metal' ? 1.7 : material === 'glass' ? 0.8 : 1;
  const at = (share: number, l: number, c = 1) => ({ at: share, colour: shift(tone, { l: l * gloss, c }) });
  return {
    from,
    to,
    stops: [
      at(0, -0.035),
      at(0.1, 0.035),
      at(0.27, 0.085, 0.92),
      at(0.5, 0),
      at(0.78, -0.13, 1.08),
      at(0.92, -0.115, 1.08),
      at(1, -0.05),
    ],
  };
}

function paintLiquid(scene: Scene, vessel: Vessel, outline: Outline, [from, to]: readonly [Point, Point]): void {
  const { easel } = scene;
  const level = vessel.baseY - vessel.height * 0.56;
  const deep = shift(vessel.tone, { l: -0.1, c: 1.35, h: -6 });
  const liquid = { ...outline, isSmooth: false, points: outline.points.filter(([, y]) => y > level) };
  if (liquid.points.length < 6) return;
  const half = Math.max(...liquid.points.map(([x]) => x - vessel.x));
  const inset: Outline = {
    ...liquid,
    points: liquid.points.map(([x, y]): Point => [vessel.x + (x - vessel.x) * 0.93, Math.min(y, vessel.baseY - 3)]),
  };
  easel.area(inset, across(from, to, deep, shift(deep, { l: 0.09 }), deep, shift(deep, { l: -0.07 })), { alpha: 0.55 });
  easel.area(
    ellipse(vessel.x, Math.min(...inset.points.map(([, y]) => y)), half * 0.92, half * TILT * 0.7),
    shift(deep, { l: 0.13 }),
    { alpha: 0.55, hasContour: false },
  );
}

function paintHighlights(scene: Scene, set: StudioSet, vessel: Vessel): void {
  const { easel, palette } = scene;
  if (!easel.hand.isModelled || vessel.material === 'matte') return;
  const half = vessel.width / 2;
  const top = vessel.baseY - vessel.height;
  const white = mix(palette.light, colour(0.99, 0.01, 90), 0.6);
  const spine = (share: number, from: number, to: number): Point[] =>
    vessel.profile
      .filter(([, level]) => level >= from && level <= to)
      .map(([radius, level]): Point => [vessel.x + set.lightSide * radius * half * share, top + level * vessel.height]);
  const isCrisp = vessel.material !== 'ceramic';
  const main = spine(0.62, 0.14, 0.9);
  if (main.length < 2) return;
  easel.soft(isCrisp ? 1.4 : 7, (soft) =>
    soft.area(
      ribbon(main, (share) => half * (isCrisp ? 0.15 : 0.26) * Math.sin(Math.PI * clamp(share * 0.9 + 0.08, 0, 1))),
      white,
      { alpha: isCrisp ? 0.7 : 0.4 },
    ),
  );
  if (!isCrisp) return;
  const rim = spine(0.9, 0.2, 0.95);
  easel.soft(0.8, (soft) =>
    soft.area(
      ribbon(rim, () => half * 0.025),
      white,
      { alpha: 0.6 },
    ),
  );
  const far = spine(-0.9, 0.3, 0.96);
  easel.soft(1.6, (soft) =>
    soft.area(
      ribbon(far, () => half * 0.06),
      shift(vessel.tone, { l: 0.22 }),
      { alpha: 0.5 },
    ),
  );
}

function paintRim(scene: Scene, vessel: Vessel): void {
  const radius = ((vessel.profile[0]?.[0] ?? 1) * vessel.width) / 2;
  const y = vessel.baseY - vessel.height;
  scene.easel.area(ellipse(vessel.x, y, radius, radius * TILT), shift(vessel.tone, { l: 0.07 }));
  scene.easel.area(
    ellipse(vessel.x, y + radius * 0.012, radius * 0.9, radius * TILT * 0.8),
    vertical(y - radius * TILT, y + radius * TILT, shift(vessel.tone, { l: -0.26 }), shift(vessel.tone, { l: -0.1 })),
  );
}

/** A cap, a stopper or a lid over the mouth of a vessel. */
export function paintCap(
  scene: Scene,
  set: StudioSet,
  cap: { x: number; baseY: number; width: number; height: number; tone: Colour; kind: 'block' | 'ball' | 'lid' },
): void {
  const { easel } = scene;
  const { x, baseY, width, height, tone } = cap;
  const half = width / 2;
  const ends: [Point, Point] =
    set.lightSide < 0
      ? [
          [x - half, 0],
          [x + half, 0],
        ]
      : [
          [x + half, 0],
          [x - half, 0],
        ];
  const light = across(
    ends[0],
    ends[1],
    shift(tone, { l: 0.0 }),
    shift(tone, { l: 0.14 }),
    shift(tone, { l: 0.02 }),
    shift(tone, { l: -0.12 }),
    shift(tone, { l: -0.04 }),
  );
  if (cap.kind === 'ball') {
    easel.area(rectangle(x - half * 0.5, baseY - height * 0.25, width * 0.5, height * 0.3), light);
    const ball = ellipse(x, baseY - height * 0.6, half, half);
    easel.area(ball, light);
    easel.shade(ball, {
      from: [x - set.lightSide * half, baseY - height * 0.2],
      to: [x + set.lightSide * half * 0.5, baseY - height],
      tone: shift(tone, { l: -0.25 }),
      alpha: 0.6,
    });
    return;
  }
  const body = roundedRectangle(
    x - half,
    baseY - height,
    width,
    height,
    cap.kind === 'lid' ? height * 0.14 : width * 0.06,
  );
  easel.area(body, light);
  easel.area(ellipse(x, baseY - height + half * 0.05, half * 0.97, half * 0.1), shift(tone, { l: 0.12 }), {
    alpha: 0.85,
  });
  easel.shade(body, {
    from: [x - set.lightSide * half, baseY],
    to: [x + set.lightSide * half * 0.4, baseY - height],
    tone: shift(tone, { l: -0.22 }),
    alpha: 0.55,
  });
}
