/** Owns what the tray says about a job: state, money, and the sentence about a lost call. */
import type { CostEstimate } from '../../shared/generation.ts';
import type { Job, JobState } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';

export const STATE_LABELS: Readonly<Record<JobState, string>> = {
  queued: 'Waiting',
  running: 'Working',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  'possibly-billed': 'Possibly billed',
};

/** What it will cost. Unknown is said, never shown as zero. */
function estimateWords(estimate: CostEstimate): string {
  if (estimate.kind === 'free') return 'Free';
  if (estimate.kind === 'unknown') return 'Price unknown';
  return `≈ ${formatMicros(estimate.expectedMicros)}`;
}

function spentWords(job: Job): string {
  if (job.costMicros === null) return 'Price unknown';
  if (job.estimate.kind === 'free') return 'Free';
  return job.costMicros === 0 ? 'Nothing charged' : formatMicros(job.costMicros);
}

export function moneyWords(job: Job): string {
  if (job.state === 'queued' || job.state === 'running') return estimateWords(job.estimate);
  if (job.state !== 'possibly-billed') return spentWords(job);
  return job.possiblyBilledMicros === null ? 'Price unknown' : `Up to ${formatMicros(job.possiblyBilledMicros)}`;
}

export const POSSIBLY_BILLED_SENTENCE = 'Possibly billed: the connection was lost after sending.';

/** The question the person must answer before anything is sent again. */
export function resendQuestion(estimate: CostEstimate): string {
  if (estimate.kind === 'known') return `Resend for up to ${formatMicros(estimate.highMicros)}?`;
  return estimate.kind === 'free' ? 'Resend for free?' : 'Resend at an unknown price?';
}

const OPERATION_LABELS: Readonly<Record<Job['request']['operation'], string>> = {
  generate: 'Draft',
  promote: 'Promote',
  edit: 'Edit',
  vary: 'Vary',
};

/** "Draft 4", "Final 2", "Promote". */
export function jobTitle(job: Job): string {
  const { operation, role, count } = job.request;
  if (role === 'text-draft' || role === 'text-final') return 'Text';
  const verb = operation === 'generate' && role === 'final' ? 'Final' : OPERATION_LABELS[operation];
  return count === 1 ? verb : `${verb} ${count}`;
}
