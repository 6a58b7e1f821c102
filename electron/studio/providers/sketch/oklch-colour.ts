/** Owns colour arithmetic. Everything is thought in OKLCH and leaves as sRGB inside the gamut. */
import { clampChroma, converter, formatHex, parse } from 'culori';

/** l 0-1, c 0-0.37, h degrees. */
export interface Colour {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

export type Rgb = readonly [red: number, green: number, blue: number];

const toOklch = converter('oklch');
const toOklab = converter('oklab');
const toRgb = converter('rgb');

export const colour = (l: number, c: number, h: number): Colour => ({ l, c, h: ((h % 360) + 360) % 360 });

/** Null when the text is no CSS colour. */
export function parseColour(text: string): Colour | null {
  const parsed = toOklch(parse(text));
  return parsed ? colour(parsed.l, parsed.c, parsed.h ?? 0) : null;
}

/** Channels 0-1. */
export function fromRgb(red: number, green: number, blue: number): Colour {
  const { l, c, h } = toOklch({ mode: 'rgb', r: red, g: green, b: blue });
  return colour(l, c, h ?? 0);
}

export function hex(value: Colour): string {
  return (
    formatHex(clampChroma({ mode: 'oklch', l: clamp(value.l, 0, 1), c: value.c, h: value.h }, 'oklch')) ?? '#000000'
  );
}

/** Channels 0-255, for loops over pixels. */
export function rgb255(value: Colour): Rgb {
  const { r, g, b } = toRgb(clampChroma({ mode: 'oklch', l: clamp(value.l, 0, 1), c: value.c, h: value.h }, 'oklch'));
  return [clamp(r, 0, 1) * 255, clamp(g, 0, 1) * 255, clamp(b, 0, 1) * 255];
}

/** Straight line through OKLab: no surprising hues between complementary colours. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const a = toOklab({ mode: 'oklch', ...from });
  const b = toOklab({ mode: 'oklch', ...to });
  const t = clamp(share, 0, 1);
  const { l, c, h } = toOklch({
    mode: 'oklab',
    l: a.l + (b.l - a.l) * t,
    a: a.a + (b.a - a.a) * t,
    b: a.b + (b.b - a.b) * t,
  });
  return colour(l, c, h ?? from.h);
}

export interface Shift {
  /** Added. */
  readonly l?: number;
  /** Multiplied. */
  readonly c?: number;
  /** Added, degrees. */
  readonly h?: number;
}

export function shift(value: Colour, by: Shift): Colour {
  return colour(clamp(value.l + (by.l ?? 0), 0, 1), value.c * (by.c ?? 1), value.h + (by.h ?? 0));
}

/** Turns a hue toward another along the shorter way; share 0-1. */
export function turnHue(from: number, to: number, share: number): number {
  const way = ((to - from + 540) % 360) - 180;
  return (from + way * share + 360) % 360;
}

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
export const lerp = (from: number, to: number, share: number): number => from + (to - from) * share;
/** 0 below low, 1 above high, smooth between. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}
