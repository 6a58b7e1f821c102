/** Owns one request from the price to its end: asked, enqueued, watched, cancelled by Ctrl+C. */
import { fromWireError, StudioError } from '../../shared/errors.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { type BoardId, type JobId, newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { placeInRow } from './board-placement.ts';
import type { Session } from './command-session.ts';
import { type ConsentOptions, requireConsent } from './paid-consent.ts';
import type { Terminal } from './terminal.ts';

/** A cancelled call that does not let go is left behind after this; its row says what happened. */
const CANCEL_PATIENCE_MS = 8_000;
const TICK_MS = 250;

export interface JobAsk {
  readonly request: GenerationRequest;
  readonly consent: ConsentOptions;
  /** Asked for only when something will really be made, so that a refused request leaves no empty board behind. */
  readonly chooseBoard: () => Promise<BoardId>;
}

/** The job, done. Throws what the plan, the person or the vendor said; `cancelled` and `possibly-billed` among them. */
export async function runJobToEnd(session: Session, ask: JobAsk): Promise<Job> {
  const { studio, signal } = session;
  const preview = await studio.call('jobs.preview', { request: ask.request });
  await requireConsent(session, preview, ask.consent);
  if (signal.aborted) throw new StudioError('cancelled', 'Cancelled. Nothing was sent.');
  const size = { widthPx: preview.widthPx ?? 1, heightPx: preview.heightPx ?? 1 };
  const sizes = Array.from({ length: ask.request.count }, () => size);
  const placement = await placeInRow(studio, await ask.chooseBoard(), sizes);
  const jobId = newId('job');
  const enqueued = await studio.call('jobs.enqueue', { jobId, request: ask.request, placement });
  // The studio may answer the job of the very same request that is under way already.
  const job = await watchToEnd(session, enqueued.id);
  if (job.state === 'done') return job;
  throw job.error ? fromWireError(job.error) : new StudioError('internal', 'The job ended without saying why.');
}

/** Follows a job that exists; Ctrl+C cancels it. */
async function watchToEnd({ studio, terminal, signal }: Session, id: JobId): Promise<Job> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<Job>();
  const ticking = showElapsed(terminal);
  const see = (job: Job) => {
    ticking.show(job);
    if (job.state !== 'queued' && job.state !== 'running') resolve(job);
  };
  const unsubscribe = studio.subscribe((event) => {
    if (event.name === 'job-changed' && event.job.id === id) see(event.job);
  });
  const cancel = () => {
    terminal.note('Cancelling.');
    studio.call('jobs.cancel', { id }).catch(reject);
    const giveUp = () => studio.call('jobs.get', { id }).then((job) => resolve(asCancelled(job)), reject);
    setTimeout(giveUp, CANCEL_PATIENCE_MS).unref();
  };
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  try {
    // It may have ended before anybody listened.
    see(await studio.call('jobs.get', { id }));
    return await ended;
  } finally {
    unsubscribe();
    ticking.stop();
    signal.removeEventListener('abort', cancel);
  }
}

function asCancelled(job: Job): Job {
  const error = { code: 'cancelled' as const, message: 'Cancelled.', retryAtMs: null, field: null };
  return { ...job, state: 'cancelled', error: job.error ?? error };
}

function showElapsed(terminal: Terminal): { show: (job: Job) => void; stop: () => void } {
  const startedMs = performance.now();
  let latest: Job | null = null;
  const draw = () => {
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    if (latest)
      terminal.progress(`${latest.modelLabel}: ${latest.candidates.length} of ${latest.request.count}, ${seconds} s`);
  };
  const timer = setInterval(draw, TICK_MS);
  return {
    show: (job) => {
      latest = job;
      draw();
    },
    stop: () => clearInterval(timer),
  };
}
