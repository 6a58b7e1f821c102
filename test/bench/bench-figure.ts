/** Owns what a figure of the bench is: one measured quantity, its spread, and the target it is held against. */
import type { BenchMachine } from './bench-machine.ts';

/** What was promised. `ratioAtMost` holds for `ratio`, the others for `value`. */
export type Target = { readonly atMost: number } | { readonly atLeast: number } | { readonly ratioAtMost: number };

/** What a leaf answers for each quantity it measured. */
export interface Measurement {
  readonly name: string;
  readonly unit: 'ms' | 'fps' | 'MB' | 'jobs/s';
  /** Single measurements in the unit, in the order taken. */
  readonly samples: readonly number[];
  /** Which of the samples stands for all; the median when left out. */
  readonly valueIs?: 'median' | 'p95' | 'highest';
  readonly target?: Target;
  /** What `value` is compared with, in words, and that thing's own figure in the same unit. */
  readonly comparedWith?: { readonly what: string; readonly value: number };
  /** A sentence on how it was taken, where the name does not say it. */
  readonly note?: string;
}

/** One leaf: a setting in which one or a few quantities are measured. Figure names begin with the leaf's name. */
export interface Bench {
  readonly name: string;
  measure(): Promise<readonly Measurement[]>;
}

/** One line of the output and one entry of bench/latest.json. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: Measurement['unit'];
  readonly target?: Target;
  /** null without a target. */
  readonly ok: boolean | null;
  readonly ratioTo?: string;
  readonly ratio?: number;
  readonly note?: string;
  /** How many. */
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
  /** Load of the machine before measuring; well above 0 means that something else was running. */
  readonly loadBefore: number;
  readonly machine: BenchMachine;
  readonly at: string;
}

/** The sample below which the given share of all lies; nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

export function figureOf(
  measured: Measurement,
  taken: { machine: BenchMachine; loadBefore: number; atMs: number },
): Figure {
  const { samples, comparedWith, target } = measured;
  const value = representative(measured);
  const ratio = comparedWith ? value / comparedWith.value : null;
  return {
    name: measured.name,
    value: rounded(value),
    unit: measured.unit,
    ...(target ? { target } : {}),
    ok: target ? meets(target, value, ratio) : null,
    ...(comparedWith ? { ratioTo: `${comparedWith.what} (${rounded(comparedWith.value)} ${measured.unit})` } : {}),
    ...(ratio === null ? {} : { ratio: Math.round(ratio * 1000) / 1000 }),
    ...(measured.note ? { note: measured.note } : {}),
    samples: samples.length,
    p50: rounded(median(samples)),
    p95: rounded(percentile(samples, 0.95)),
    loadBefore: Math.round(taken.loadBefore * 100) / 100,
    machine: taken.machine,
    at: new Date(taken.atMs).toISOString(),
  };
}

function representative({ samples, valueIs }: Measurement): number {
  if (valueIs === 'p95') return percentile(samples, 0.95);
  return valueIs === 'highest' ? Math.max(...samples) : median(samples);
}

function meets(target: Target, value: number, ratio: number | null): boolean {
  if ('atMost' in target) return value <= target.atMost;
  if ('atLeast' in target) return value >= target.atLeast;
  return ratio !== null && ratio <= target.ratioAtMost;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
