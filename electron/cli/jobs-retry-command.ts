/** Owns `maquette jobs retry`: what is missing of a job, asked for again at its price and with a person's word. */
import type { Command } from 'commander';
import { fromWireError, StudioError } from '../../shared/errors.ts';
import { JOB_STATES, type Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import type { JobPreview } from '../../shared/views.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { findJob } from './find-job.ts';
import { jobAnswer } from './job-answer.ts';
import { type ConsentOptions, hasBackupBeyond, requireConsent } from './paid-consent.ts';
import { addConsentOptions, saveOptions } from './request-options.ts';
import type { Answer } from './terminal.ts';
import { watchToEnd } from './watch-job.ts';

interface RetryOptions extends ConsentOptions {
  readonly acceptSecondCharge?: boolean;
  readonly out?: string;
  readonly force?: boolean;
}

const LOOK_LIMIT = 500;

export function addRetryVerb(jobs: Command, run: VerbRunner): void {
  const retry = jobs
    .command('retry')
    .description('ask for what is missing of a job; one that was left waiting goes on')
    .argument('<id>', 'a job of the list, whole or its last characters')
    .option('--accept-second-charge', 'send it though an earlier call may have been billed; needed for those')
    .option('--out <dir>', 'also save the pictures, as they came, into this folder')
    .option('--force', 'replace files that exist');
  addConsentOptions(retry).action((id: string, options: RetryOptions) =>
    run(retry, (session) => retryJob(session, id, options)),
  );
}

async function retryJob(session: Session, typed: string, options: RetryOptions): Promise<Answer> {
  const { studio } = session;
  const states = JOB_STATES.filter((state) => state !== 'done');
  const left = await studio.call('jobs.list', { states, limit: LOOK_LIMIT });
  const job = findJob(left, typed, { what: 'job with something missing', verb: 'maquette jobs' });
  requireWord(job, options);
  const preview = await previewRest(session, job);
  await requireConsent(session, [preview], options);
  if (hasBackupBeyond(preview, options)) {
    throw new StudioError(
      'bad-request',
      'A backup model of this job may cost more than --max-cost. Raise it, or add --yes. Nothing was sent.',
      { field: 'maxCost' },
    );
  }
  if (session.signal.aborted) throw new StudioError('cancelled', 'Cancelled. Nothing was sent.');
  await studio.call('jobs.retry', { id: job.id, acceptsSecondCharge: options.acceptSecondCharge ?? false });
  const [ended] = await watchToEnd(session, [job.id]);
  if (ended?.state !== 'done') {
    throw ended?.error ? fromWireError(ended.error) : new StudioError('internal', 'The job ended without saying why.');
  }
  return jobAnswer(studio, { job: ended, isEarlier: false }, saveOptions(options));
}

/** --yes agrees to a price, not to paying twice: that is a word of its own. */
function requireWord(job: Job, { acceptSecondCharge }: RetryOptions): void {
  if (job.state !== 'possibly-billed' || acceptSecondCharge) return;
  const lost = job.possiblyBilledMicros;
  const most = lost === null ? 'an unknown amount' : `up to ${formatMicros(lost)}`;
  throw new StudioError(
    'possibly-billed',
    `This may have been billed already (${most}). Look at the vendor's bill and settle it with "maquette lost", or add --accept-second-charge. Nothing was sent.`,
  );
}

/** The price of what is missing, on the model and with the backups that the job has. */
async function previewRest({ studio }: Session, job: Job): Promise<JobPreview> {
  const count = Math.max(1, job.request.count - job.candidates.length);
  const request = { ...job.request, modelId: job.modelId, count };
  const preview = await studio.call('jobs.preview', { request, boardId: job.boardId });
  return { ...preview, chain: job.chain };
}
