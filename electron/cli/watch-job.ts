/** Owns jobs from the price to their end: asked, enqueued, watched, cancelled by Ctrl+C. */
import { fromWireError, StudioError } from '../../shared/errors.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { type BoardId, type JobId, newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import type { JobPreview } from '../../shared/views.ts';
import { placeInRow } from './board-placement.ts';
import type { Session } from './command-session.ts';
import { type ConsentOptions, hasBackupBeyond, requireConsent } from './paid-consent.ts';
import type { Terminal } from './terminal.ts';

/** A cancelled call that does not let go is left behind after this; its row says what happened. */
const CANCEL_PATIENCE_MS = 8_000;
const TICK_MS = 250;

export interface JobAsk {
  readonly request: GenerationRequest;
  readonly consent: ConsentOptions;
  /** Draw it, even when the very same was drawn before. */
  readonly again: boolean;
  /** Asked for only when something will really be made, so that a refused request leaves no empty board behind. */
  readonly chooseBoard: () => Promise<BoardId>;
}

export interface EndedJob {
  readonly job: Job;
  /** An earlier result that was taken again for free. */
  readonly isEarlier: boolean;
}

/** The job, done. Throws what the plan, the person or the vendor said; `cancelled` and `possibly-billed` among them. */
export async function runJobToEnd(session: Session, ask: JobAsk): Promise<EndedJob> {
  const preview = await session.studio.call('jobs.preview', { request: ask.request });
  const isEarlier = !ask.again && hasEarlier(preview);
  if (isEarlier) noteEarlier(session.terminal, preview);
  else await requireConsent(session, [preview], ask.consent);
  if (session.signal.aborted) throw new StudioError('cancelled', 'Cancelled. Nothing was sent.');
  const request = withinLimit(session.terminal, { ask, preview });
  const boardId = await ask.chooseBoard();
  const started = await startJob(session, { request, preview, boardId, groupId: null, again: ask.again });
  const [job] = await watchToEnd(session, [started.id]);
  if (job?.state === 'done') return { job, isEarlier };
  throw job?.error ? fromWireError(job.error) : new StudioError('internal', 'The job ended without saying why.');
}

/** Done before with the very same request; nothing needs to be sent or paid. */
export function hasEarlier({ earlier }: JobPreview): boolean {
  return earlier !== null && !earlier.isUnderWay;
}

export function noteEarlier(terminal: Terminal, { earlier, modelLabel }: JobPreview): void {
  const day = new Date(earlier?.createdAtMs ?? 0).toISOString().slice(0, 16).replace('T', ' ');
  terminal.note(
    `${modelLabel} did the very same on ${day} UTC: that result is taken again, free. --again draws it anew.`,
  );
}

/** A backup that may cost more than --max-cost is left out by naming the model: then nobody else may be paid. */
function withinLimit(terminal: Terminal, { ask, preview }: { ask: JobAsk; preview: JobPreview }): GenerationRequest {
  if (preview.modelId === null || !hasBackupBeyond(preview, ask.consent)) return ask.request;
  terminal.note('No backup model: it may cost more than --max-cost.');
  return { ...ask.request, modelId: preview.modelId };
}

export interface NewJob {
  readonly request: GenerationRequest;
  readonly preview: JobPreview;
  readonly boardId: BoardId;
  readonly groupId: string | null;
  readonly again: boolean;
}

/** The studio may answer the job of the very same request that is under way already. */
export async function startJob({ studio }: Session, ask: NewJob): Promise<Job> {
  const { request, preview, groupId } = ask;
  const size = { widthPx: preview.widthPx ?? 1, heightPx: preview.heightPx ?? 1 };
  const sizes = Array.from({ length: request.count }, () => size);
  const placement = await placeInRow(studio, ask.boardId, sizes);
  const unlessAgain = hasEarlier(preview) ? 'earlier' : 'share';
  const repeat = ask.again ? 'run' : unlessAgain;
  return studio.call('jobs.enqueue', { jobId: newId('job'), request, placement, groupId, repeat });
}

/** Follows jobs that exist, in the order given; Ctrl+C cancels those that have not ended. */
export async function watchToEnd({ studio, terminal, signal }: Session, ids: readonly JobId[]): Promise<Job[]> {
  const { promise: allEnded, resolve, reject } = Promise.withResolvers<void>();
  const latest = new Map<string, Job>();
  const ticking = showElapsed(terminal, latest);
  const open = () => ids.filter((id) => !isOver(latest.get(id)));
  const see = (job: Job) => {
    if (isOver(latest.get(job.id))) return;
    latest.set(job.id, job);
    ticking.draw();
    if (open().length === 0) resolve();
  };
  const unsubscribe = studio.subscribe((event) => {
    if (event.name === 'job-changed' && ids.includes(event.job.id)) see(event.job);
  });
  const look = async () => {
    for (const id of open()) see(await studio.call('jobs.get', { id }));
  };
  const cancel = () => {
    terminal.note('Cancelling.');
    for (const id of open()) studio.call('jobs.cancel', { id }).catch(reject);
    setTimeout(() => look().then(resolve, reject), CANCEL_PATIENCE_MS).unref();
  };
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  try {
    // They may have ended before anybody listened.
    await look();
    await allEnded;
  } finally {
    unsubscribe();
    ticking.stop();
    signal.removeEventListener('abort', cancel);
  }
  return ids.flatMap((id) => latest.get(id) ?? []).map((job) => (isOver(job) ? job : asCancelled(job)));
}

function isOver(job: Job | undefined): boolean {
  return job !== undefined && job.state !== 'queued' && job.state !== 'running';
}

function asCancelled(job: Job): Job {
  const error = { code: 'cancelled' as const, message: 'Cancelled.', retryAtMs: null, field: null };
  return { ...job, state: 'cancelled', error: job.error ?? error };
}

function showElapsed(terminal: Terminal, latest: ReadonlyMap<string, Job>): { draw: () => void; stop: () => void } {
  const startedMs = performance.now();
  const draw = () => {
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    const parts = [...latest.values()].map(progressOf);
    if (parts.length > 0) terminal.progress(`${parts.join(' · ')}, ${seconds} s`);
  };
  const timer = setInterval(draw, TICK_MS);
  return { draw, stop: () => clearInterval(timer) };
}

function progressOf({ modelLabel, request, candidates, widthPx, note }: Job): string {
  const count = widthPx === 0 ? 'writing' : `${candidates.length} of ${request.count}`;
  return `${modelLabel}: ${note ?? count}`;
}
