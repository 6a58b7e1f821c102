// A paid call in a process of its own, killed at one moment, and what the next start makes of what is left.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio, type Studio } from '../../electron/studio/studio.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { type JobId, newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import type { HistoryEntry, SpendSummary } from '../../shared/views.ts';

export interface KillOrder {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly request: GenerationRequest;
  /** `label#n` of kill-switch.ts; empty to let it run to its end. */
  readonly at: string;
  /** `close`: the studio is closed while the vendor is still drawing. `patient`: it really waits between tries. */
  readonly mode?: 'run' | 'close' | 'patient';
  /** A person cancels the job as soon as this answers true. */
  readonly cancelsWhen?: () => boolean;
  /** Kills from outside as soon as this answers true, looked at every few milliseconds. */
  readonly when?: () => boolean;
  /** Stops it like a computer that sleeps as soon as this answers true, and wakes it up half a second later. */
  readonly sleepsWhen?: () => boolean;
  /** Which blobs find the disk full, counted from 1. */
  readonly fullDisk?: readonly number[];
}

export interface KillRun {
  readonly jobId: JobId;
  /** Every mark that was passed, in order. */
  readonly marks: readonly string[];
  readonly wasKilled: boolean;
}

const entry = fileURLToPath(new URL('./paid-call-process.ts', import.meta.url));

export async function runAndKill(order: KillOrder): Promise<KillRun> {
  const jobId = newId('job');
  const logPath = join(order.folder, 'marks.log');
  const given = [join(order.folder, 'library'), jobId, JSON.stringify(order.request), order.mode ?? 'run'];
  const child = spawn(process.execPath, [entry, ...given], {
    env: {
      PATH: process.env.PATH,
      HOME: order.folder,
      XDG_CONFIG_HOME: join(order.folder, 'config'),
      MAQUETTE_KILL_AT: order.at,
      MAQUETTE_KILL_LOG: logPath,
      MAQUETTE_FULL_DISK: (order.fullDisk ?? []).join(','),
      ...order.environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  let hasSlept = false;
  let hasCancelled = false;
  const watch = setInterval(() => {
    if (order.when?.()) child.kill('SIGKILL');
    if (!hasCancelled && order.cancelsWhen?.()) {
      hasCancelled = true;
      child.kill('SIGUSR2');
    }
    if (hasSlept || !order.sleepsWhen?.()) return;
    hasSlept = true;
    child.kill('SIGSTOP');
    setTimeout(() => child.kill('SIGCONT'), 500);
  }, 5);
  const signal = await new Promise((done) => child.once('exit', (_code, how) => done(how)));
  clearInterval(watch);
  if (signal === null && child.exitCode !== 0) throw new Error(`the process failed: ${complaint}`);
  const log = await readFile(logPath, 'utf8').catch(() => '');
  return { jobId, marks: log.split('\n').filter(Boolean), wasKilled: signal === 'SIGKILL' };
}

export interface Aftermath {
  /** null when the job was never written. */
  readonly job: Job | null;
  readonly history: readonly HistoryEntry[];
  readonly items: number;
  readonly spending: SpendSummary;
  /** Every stored picture of the history can be read. */
  readonly pictures: number;
}

/** Starts on what was left, twice: the second start must find nothing more to do. */
export async function startAgain(order: Place, jobId: JobId): Promise<Aftermath> {
  await withStudio(order, (studio) => look(studio, jobId));
  return withStudio(order, (studio) => look(studio, jobId));
}

type Place = Pick<KillOrder, 'folder' | 'environment'>;

/** Opens the library that a run left, in this process. */
export async function withStudio<Result>(order: Place, work: (studio: Studio) => Promise<Result>): Promise<Result> {
  const libraryPath = join(order.folder, 'library');
  const environment = { HOME: order.folder, XDG_CONFIG_HOME: join(order.folder, 'config'), ...order.environment };
  const host = createNodeHost({ kind: 'command-line', libraryPath, environment });
  const studio = await createStudio({ host, libraryPath });
  try {
    return await work(studio);
  } finally {
    await studio.close();
  }
}

async function look(studio: Studio, jobId: JobId): Promise<Aftermath> {
  const jobs = await studio.call('jobs.list', { states: null, limit: 10 });
  const job = jobs.some((one) => one.id === jobId) ? await ended(studio, jobId) : null;
  const history = await studio.call('history.search', {
    text: '',
    modelId: null,
    verdict: null,
    minRating: 0,
    cursor: null,
    limit: 50,
  });
  const [board] = await studio.call('boards.list', {});
  const items = board ? (await studio.call('boards.get', { id: board.id })).items.length : 0;
  const bytes = await Promise.all(history.entries.map((one) => studio.readBlob(one.asset.hash)));
  return {
    job,
    history: history.entries,
    items,
    spending: await studio.call('spending.summary', {}),
    pictures: bytes.filter((one) => one.byteLength > 0).length,
  };
}

function ended(studio: Studio, id: JobId): Promise<Job> {
  return new Promise((done, fail) => {
    const see = (job: Job) => {
      if (job.id !== id || job.state === 'queued' || job.state === 'running') return;
      unsubscribe();
      done(job);
    };
    const unsubscribe = studio.subscribe((event) => {
      if (event.name === 'job-changed') see(event.job);
    });
    studio.call('jobs.get', { id }).then(see, fail);
  });
}
