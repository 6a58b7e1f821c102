/** Owns how pictures become tokens: what a vendor counts for one picture sent and for one picture made. */
import type { ModelPrice } from './model.ts';
import type { PixelSize } from './sizes.ts';

/** A figure that is not known exactly; low ≤ expected ≤ high. */
export interface Span {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

type OutputGrid = NonNullable<ModelPrice['outputGrid']>;
type InputPicture = ModelPrice['inputPicture'];

/** Image output tokens of one picture, or null when the formula does not name that quality. */
export function outputTokensOf(grid: OutputGrid, quality: string | null, size: PixelSize): number | null {
  const long = quality === null ? undefined : grid.longSide[quality];
  if (long === undefined) return null;
  const longPx = Math.max(size.widthPx, size.heightPx);
  const shortPx = Math.min(size.widthPx, size.heightPx);
  const cells = long * Math.round((long * shortPx) / longPx);
  return Math.ceil((cells * (grid.offsetPx + size.widthPx * size.heightPx)) / grid.unitPx);
}

/** Widest span seen among vendors, for a model of which nothing is known. */
const UNKNOWN_INPUT: Span = { low: 65, expected: 1_120, high: 6_600 };

/** Image input tokens of one picture that is sent along. */
export function inputTokensOf(rule: InputPicture, size: PixelSize): Span {
  if (rule === undefined) return UNKNOWN_INPUT;
  if (rule.kind === 'range') return rule;
  const squares = patchesOf(size, rule.patchPx, rule.budget);
  // The rule is measured, not published: a fifth either way.
  return { low: squares * 0.8, expected: squares, high: squares * 1.2 };
}

/** Small pictures are enlarged up to twice, towards 1,024 px on the long edge; very long ones count as 3:1. */
function patchesOf(size: PixelSize, patchPx: number, budget: number): number {
  const longPx = Math.max(size.widthPx, size.heightPx);
  const shortPx = Math.max(Math.min(size.widthPx, size.heightPx), longPx / 3);
  const factor = Math.min(2, Math.max(1, 1_024 / longPx));
  return Math.min(budget, Math.ceil((longPx * factor) / patchPx) * Math.ceil((shortPx * factor) / patchPx));
}

export const ZERO_SPAN: Span = { low: 0, expected: 0, high: 0 };

export function addSpans(...spans: readonly Span[]): Span {
  return spans.reduce(
    (sum, span) => ({
      low: sum.low + span.low,
      expected: sum.expected + span.expected,
      high: sum.high + span.high,
    }),
    ZERO_SPAN,
  );
}

export function scaleSpan(span: Span, factor: number): Span {
  return { low: span.low * factor, expected: span.expected * factor, high: span.high * factor };
}
