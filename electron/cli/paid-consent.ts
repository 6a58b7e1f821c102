/** Owns the question before money is spent. Nothing paid is sent without an answer to it. */

import { fromWireError, StudioError } from '../../shared/errors.ts';
import type { CostEstimate } from '../../shared/generation.ts';
import { formatMicros } from '../../shared/money.ts';
import { sumEstimates, worstCaseMicros } from '../../shared/pricing.ts';
import type { JobPreview } from '../../shared/views.ts';
import type { Session } from './command-session.ts';

export interface ConsentOptions {
  /** Send whatever it costs. */
  readonly yes?: boolean;
  /** Micros; send without asking when the highest estimate is at most this. */
  readonly maxCost?: number;
}

export const CONSENT_HELP = `Money:
  Before a paid call the price is shown and you are asked. --yes sends without asking; --max-cost 0.50 sends
  without asking when the most it may cost is at most $0.50, and takes no backup model that may cost more. Where
  nobody can be asked (no terminal, --json), a paid call needs one of the two, otherwise nothing is sent and the
  exit code is 2. What was done before is taken again for free. Sketch is free.`;

/** Settles when all of it may be sent. Throws a plan's first problem, `bad-request` or `cancelled`. */
export async function requireConsent(
  session: Session,
  previews: readonly JobPreview[],
  options: ConsentOptions,
): Promise<void> {
  for (const preview of previews) {
    const problem = preview.problems[0];
    if (problem) throw fromWireError(problem);
  }
  for (const preview of previews) tell(session, preview);
  const total = sumEstimates(previews.map((preview) => preview.estimate));
  if (previews.length > 1) session.terminal.note(`Together ${priceText(total)}`);
  if (total.kind === 'free' || options.yes || isWithin(total, options.maxCost)) return;
  if (!session.terminal.canAsk) {
    throw new StudioError(
      'bad-request',
      `This costs money (${priceText(total)}) and nobody can be asked here. Add --yes, or --max-cost DOLLARS. Nothing was sent.`,
      { field: 'yes' },
    );
  }
  const typed = await session.terminal.ask('Send? [y/N] ', session.signal);
  if (!/^y(es)?$/i.test(typed?.trim() ?? '')) throw new StudioError('cancelled', 'Not sent. Nothing was billed.');
}

function tell({ terminal }: Session, { modelLabel, widthPx, heightPx, estimate, chain, warnings }: JobPreview): void {
  const pixels = widthPx === null ? '' : `, ${widthPx}×${heightPx}`;
  terminal.note(`${modelLabel}${pixels}, ${priceText(estimate)}`);
  const backups = chain.map((step) => `${step.modelLabel} (${priceText(step.estimate)})`);
  if (backups.length > 0 && estimate.kind !== 'free') {
    terminal.note(`If it fails without a charge: ${backups.join(', then ')}`);
  }
  for (const warning of warnings) terminal.note(`Note: ${warning.note}`);
}

export function priceText(estimate: CostEstimate): string {
  if (estimate.kind === 'free') return 'free';
  if (estimate.kind === 'unknown') return `price unknown: ${estimate.reason}`;
  const { lowMicros, expectedMicros, highMicros } = estimate;
  const range = lowMicros === highMicros ? '' : ` (${formatMicros(lowMicros)} to ${formatMicros(highMicros)})`;
  return `about ${formatMicros(expectedMicros)}${range}`;
}

/** An unknown price is never within a limit. */
function isWithin(estimate: CostEstimate, maxMicros: number | undefined): boolean {
  const most = worstCaseMicros(estimate);
  return maxMicros !== undefined && most !== null && most <= maxMicros;
}

/** A backup model that could cost more than what was agreed to without asking. */
export function hasBackupBeyond(preview: JobPreview, { yes, maxCost }: ConsentOptions): boolean {
  return !yes && maxCost !== undefined && preview.chain.some((step) => !isWithin(step.estimate, maxCost));
}
