/** Owns `maquette jobs`: what became of every request, and cancelling one without the window. */
import { type Command, Option } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import { JOB_STATES, type Job, type JobState } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { EXIT } from './exit-codes.ts';
import { findJob } from './find-job.ts';
import { shortId } from './find-picture.ts';
import { costText } from './job-answer.ts';
import { addRetryVerb } from './jobs-retry-command.ts';
import { parseWhole } from './request-options.ts';
import { type Answer, table } from './terminal.ts';
import { watchToEnd } from './watch-job.ts';

interface ListOptions {
  readonly state?: readonly JobState[];
  readonly limit: number;
}

const PROMPT_CHARACTERS = 50;
const NOT_DONE = JOB_STATES.filter((state) => state !== 'done');
const OPEN: readonly JobState[] = ['queued', 'running'];
/** The most that one look answers. */
const LOOK_LIMIT = 500;

export function addJobsVerb(program: Command, run: VerbRunner): void {
  const jobs = program
    .command('jobs')
    .description('requests that are waiting or brought less than asked: go on with one, ask again, or cancel it');
  const list = jobs
    .command('list', { isDefault: true })
    .description('list them, newest first; the same as "maquette jobs"')
    .addOption(new Option('--state <names...>', 'only in these states; all but done when left out').choices(JOB_STATES))
    .option('--limit <n>', `how many, 1 to ${LOOK_LIMIT}`, parseWhole, 50)
    .action((options: ListOptions) => run(list, (session) => listJobs(session, options)));
  addRetryVerb(jobs, run);
  const cancel = jobs
    .command('cancel')
    .description('send nothing more for a job; what arrived stays, what was sent may still be billed')
    .argument('<id>', 'a job of the list, whole or its last characters')
    .action((id: string) => run(cancel, (session) => cancelJob(session, id)));
}

async function listJobs({ studio }: Session, { state = NOT_DONE, limit }: ListOptions): Promise<Answer> {
  const jobs = await studio.call('jobs.list', { states: [...state], limit });
  const rows = jobs.map((job) => [
    shortId(job.id),
    new Date(job.createdAtMs).toISOString().slice(0, 16).replace('T', ' '),
    job.state,
    countText(job),
    job.modelLabel,
    moneyText(job),
    [...job.request.prompt].slice(0, PROMPT_CHARACTERS).join('').replaceAll('\n', ' '),
  ]);
  const how =
    'maquette jobs retry ID asks for what is missing, at its price; maquette jobs cancel ID sends nothing more.';
  return {
    value: { jobs: jobs.map(leftFacts) },
    lines: rows.length > 0 ? [...table(rows), how] : ['Nothing waits, and everything asked for has arrived.'],
  };
}

/** What scripts read of a job that is not done. */
function leftFacts(job: Job): object {
  const { state, modelId, modelLabel, estimate, costMicros, possiblyBilledMicros, note, error } = job;
  return {
    jobId: job.id,
    state,
    modelId,
    modelLabel,
    prompt: job.request.prompt,
    asked: job.request.count,
    arrived: job.candidates.length,
    estimate,
    costMicros,
    possiblyBilledMicros,
    note,
    error: error && { code: error.code, message: error.message },
    createdAt: new Date(job.createdAtMs).toISOString(),
  };
}

function countText({ widthPx, candidates, request }: Job): string {
  return widthPx === 0 ? 'text' : `${candidates.length} of ${request.count}`;
}

function moneyText({ costMicros, possiblyBilledMicros: lost }: Job): string {
  const cost = costText(costMicros);
  if (lost === 0) return cost;
  return `${cost}, possibly billed ${lost === null ? 'an unknown amount' : `up to ${formatMicros(lost)}`}`;
}

async function cancelJob(session: Session, typed: string): Promise<Answer> {
  const open = await session.studio.call('jobs.list', { states: [...OPEN], limit: LOOK_LIMIT });
  const { id } = findJob(open, typed, { what: 'job that waits or runs', verb: 'maquette jobs --state queued running' });
  await session.studio.call('jobs.cancel', { id });
  const [job] = await watchToEnd(session, [id]);
  if (!job) throw new StudioError('internal', 'The job ended without saying how.');
  const told = job.state === 'done' ? 'Everything had arrived before it was cancelled.' : job.error?.message;
  // Done as asked, and yet a script has to know that money is in doubt.
  const exitCode = job.state === 'possibly-billed' ? EXIT.possiblyBilled : EXIT.done;
  return { value: { job: leftFacts(job) }, lines: [told ?? 'Cancelled.'], exitCode };
}
