/** Owns the question before money is spent. Nothing paid is sent without an answer to it. */

import { fromWireError, StudioError } from '../../shared/errors.ts';
import type { CostEstimate } from '../../shared/generation.ts';
import { formatMicros, MICROS_PER_DOLLAR } from '../../shared/money.ts';
import type { JobPreview } from '../../shared/views.ts';
import type { Session } from './command-session.ts';

export interface ConsentOptions {
  /** Send whatever it costs. */
  readonly yes?: boolean;
  /** Dollars; send without asking when the highest estimate is at most this. */
  readonly maxCost?: number;
}

export const CONSENT_HELP = `Money:
  Before a paid call the price is shown and you are asked. --yes sends without asking; --max-cost 0.50 sends
  without asking when the most it may cost is at most $0.50. Where nobody can be asked (no terminal, --json),
  a paid call needs one of the two, otherwise nothing is sent and the exit code is 2. Sketch is free.`;

/** Settles when the request may be sent. Throws the plan's first problem, `bad-request` or `cancelled`. */
export async function requireConsent(session: Session, preview: JobPreview, options: ConsentOptions): Promise<void> {
  const problem = preview.problems[0];
  if (problem) throw fromWireError(problem);
  const { estimate } = preview;
  const pixels = preview.widthPx === null ? '' : `, ${preview.widthPx}×${preview.heightPx}`;
  session.terminal.note(`${preview.modelLabel}${pixels}, ${priceText(estimate)}`);
  for (const warning of preview.warnings) session.terminal.note(`Note: ${warning.note}`);
  if (estimate.kind === 'free' || options.yes || isWithin(estimate, options.maxCost)) return;
  if (!session.terminal.canAsk) {
    throw new StudioError(
      'bad-request',
      `This costs money (${priceText(estimate)}) and nobody can be asked here. Add --yes, or --max-cost DOLLARS. Nothing was sent.`,
      { field: 'yes' },
    );
  }
  const typed = await session.terminal.ask('Send? [y/N] ', session.signal);
  if (!/^y(es)?$/i.test(typed?.trim() ?? '')) throw new StudioError('cancelled', 'Not sent. Nothing was billed.');
}

export function priceText(estimate: CostEstimate): string {
  if (estimate.kind === 'free') return 'free';
  if (estimate.kind === 'unknown') return `price unknown: ${estimate.reason}`;
  const { lowMicros, expectedMicros, highMicros } = estimate;
  const range = lowMicros === highMicros ? '' : ` (${formatMicros(lowMicros)} to ${formatMicros(highMicros)})`;
  return `about ${formatMicros(expectedMicros)}${range}`;
}

/** An unknown price is never within a limit. */
function isWithin(estimate: CostEstimate, maxCost: number | undefined): boolean {
  return maxCost !== undefined && estimate.kind === 'known' && estimate.highMicros <= maxCost * MICROS_PER_DOLLAR;
}
