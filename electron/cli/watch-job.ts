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
  const ended = watch(session, jobId);
  await studio.call('jobs.enqueue', { jobId, request: ask.request, placement });
  const job = await ended;
  if (job.state === 'done') return job;
  throw job.error ? fromWireError(job.error) : new StudioError('internal', 'The job ended without saying why.');
}

/** Subscribed before the job exists, so that no event is missed. */
function watch({ studio, terminal, signal }: Session, id: JobId): Promise<Job> {
  return new Promise((resolve, reject) => {
    const ticking = showElapsed(terminal);
    const settle = (job: Job) => {
      unsubscribe();
      ticking.stop();
      signal.removeEventListener('abort', cancel);
      resolve(job);
    };
    const unsubscribe = studio.subscribe((event) => {
      if (event.name !== 'job-changed' || event.job.id !== id) return;
      ticking.show(event.job);
      if (event.job.state !== 'queued' && event.job.state !== 'running') settle(event.job);
    });
    const cancel = () => {
      terminal.note('Cancelling.');
      studio.call('jobs.cancel', { id }).catch(reject);
      const giveUp = () => studio.call('jobs.get', { id }).then((job) => settle(asCancelled(job)), reject);
      setTimeout(giveUp, CANCEL_PATIENCE_MS).unref();
    };
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
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
