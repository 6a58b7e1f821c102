import type { CostEstimate } from '../../shared/generation.ts';
import { formatMicros } from '../../shared/money.ts';

/** "$0.12 to $0.18", "$0.13", "free", "price unknown". */
export function rangeWords(estimate: CostEstimate): string {
  if (estimate.kind === 'free') return 'free';
  if (estimate.kind === 'unknown') return 'price unknown';
  const low = formatMicros(estimate.lowMicros);
  const high = formatMicros(estimate.highMicros);
  return low === high ? low : `${low} to ${high}`;
}

/**
 * The price of several requests together. One unknown price makes the sum unknown; the known part is said all the same,
 * because "unknown" alone hides what is certain.
 */
export function totalWords(estimates: readonly CostEstimate[]): string {
  const known = estimates.reduce((sum, one) => sum + (one.kind === 'known' ? one.expectedMicros : 0), 0);
  const isUnknown = estimates.some((one) => one.kind === 'unknown');
  if (isUnknown) return known === 0 ? 'price unknown' : `≈ ${formatMicros(known)} + unknown`;
  return estimates.some((one) => one.kind === 'known') ? `≈ ${formatMicros(known)}` : 'free';
}
