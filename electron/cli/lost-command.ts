/** Owns `maquette lost`: calls that may have been billed without a result, and what the vendor's own bill said of them. */
import { type Command, Option } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import type { JobId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { findJob } from './find-job.ts';
import { shortId } from './find-picture.ts';
import { type Answer, table } from './terminal.ts';

interface LostOptions {
  readonly billed?: boolean;
  readonly notBilled?: boolean;
}

const PROMPT_CHARACTERS = 60;
/** The most that one look answers. */
const LOOK_LIMIT = 500;

export function addLostVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('lost')
    .description('calls that may have been billed though nothing arrived; settle them after a look at the bill')
    .argument('[id]', 'a job of this list, whole or its last characters')
    .addOption(new Option('--billed', "it is on the vendor's bill: it counts as spent").conflicts('notBilled'))
    .addOption(new Option('--not-billed', 'it is not on the bill: nothing is owed for it'))
    .action((id: string | undefined, options: LostOptions) =>
      run(command, (session) => lost(session, id ?? null, options)),
    );
}

async function lost(session: Session, id: string | null, options: LostOptions): Promise<Answer> {
  const jobs = await listLost(session);
  const isSettling = options.billed === true || options.notBilled === true;
  if (id === null && isSettling) throw new StudioError('bad-request', 'Say which: "maquette lost ID --billed".');
  if (id === null) return lostAnswer(jobs);
  const job = findJob(jobs, id, { what: 'possibly billed job', verb: 'maquette lost' });
  if (!isSettling) return lostAnswer([job]);
  const wasBilled = options.billed === true;
  const settled = await session.studio.call('jobs.settleLost', { id: job.id, wasBilled });
  const told = wasBilled
    ? `Billed: it counts as spent with ${mostOf(job)}, the most it may have cost.`
    : 'Not billed: nothing is owed for it.';
  const { state, costMicros, possiblyBilledMicros } = settled;
  return { value: { jobId: job.id, wasBilled, state, costMicros, possiblyBilledMicros }, lines: [told] };
}

/** A job that was sent again after a lost call, and is done now, still has that call. */
async function listLost({ studio }: Session): Promise<readonly Job[]> {
  const open = await studio.call('jobs.list', { states: ['possibly-billed'], limit: LOOK_LIMIT });
  const ended = await studio.call('jobs.list', { states: ['done', 'failed', 'cancelled'], limit: LOOK_LIMIT });
  return [...open, ...ended.filter((job) => job.possiblyBilledMicros !== 0)];
}

interface LostJob {
  readonly jobId: JobId;
  readonly state: Job['state'];
  readonly modelId: string;
  readonly modelLabel: string;
  /** The most it may have cost; null: unknown. */
  readonly possiblyBilledMicros: number | null;
  readonly prompt: string;
  readonly createdAt: string;
}

function lostAnswer(jobs: readonly Job[]): Answer {
  const list = jobs.map(
    (job): LostJob => ({
      jobId: job.id,
      state: job.state,
      modelId: job.modelId,
      modelLabel: job.modelLabel,
      possiblyBilledMicros: job.possiblyBilledMicros,
      prompt: job.request.prompt,
      createdAt: new Date(job.createdAtMs).toISOString(),
    }),
  );
  const rows = list.map((job, index) => [
    shortId(job.jobId),
    job.createdAt.slice(0, 16).replace('T', ' '),
    job.modelLabel,
    `up to ${mostOf(jobs[index])}`,
    [...job.prompt].slice(0, PROMPT_CHARACTERS).join('').replaceAll('\n', ' '),
  ]);
  const how = "Look at the vendor's bill, then: maquette lost ID --billed, or --not-billed";
  return { value: { jobs: list }, lines: rows.length > 0 ? [...table(rows), how] : ['No call is possibly billed.'] };
}

function mostOf(job: Pick<Job, 'possiblyBilledMicros'> | undefined): string {
  const micros = job?.possiblyBilledMicros ?? null;
  return micros === null ? 'an unknown amount' : formatMicros(micros);
}
