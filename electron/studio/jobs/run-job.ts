/** Owns one job from claimed to ended: what an earlier run left is settled first, then the open slots are drawn. */
import { StudioError, toWireError, type WireError } from '../../../shared/errors.ts';
import type { CostEstimate } from '../../../shared/generation.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { Job, JobState } from '../../../shared/job.ts';
import { formatMicros } from '../../../shared/money.ts';
import { partialImagesFor } from '../../../shared/partial-images.ts';
import { type CostAsk, estimateCost, worstCaseMicros } from '../../../shared/pricing.ts';
import { getAsset } from '../assets/asset-store.ts';
import { type Attempt, listAttempts } from './attempt-store.ts';
import { type Call, newAttemptId, SHUTDOWN, sentSize } from './call.ts';
import { type CallInputs, prepareInputs } from './call-inputs.ts';
import { mayFallBack } from './fallback-chain.ts';
import { announceJob, type JobParts } from './job-parts.ts';
import { addJobWarnings, getJob, getJobPlan, isCancelled, setJobState, takeChainStep } from './job-store.ts';
import { sendPatiently } from './patience.ts';
import { type DraftCall, refusedAttempts, settleEarlier } from './recover-call.ts';
import { openAttempt, runCall } from './run-call.ts';

/** Of calls that were still waiting. */
export const CANCELLED = 'Cancelled. Nothing was sent.';

/** Runs a call when its provider has room for one more. */
export type CallLimiter = (work: () => Promise<void>, signal: AbortSignal) => Promise<void>;

interface Run {
  readonly signal: AbortSignal;
  readonly limit: CallLimiter;
}

export async function runJob(parts: JobParts, id: JobId, run: Run): Promise<void> {
  const { db, clock } = parts.context;
  // Only a process that died leaves a job running; what it was refused then is not asked again without a person.
  let isResumed = getJob(db, id).state === 'running';
  setJobState(db, id, { state: 'running', nowMs: clock.now() });
  announceJob(parts, id);
  let errors: unknown[] = [];
  try {
    do {
      const draft = await openCalls(parts, getJob(db, id));
      const earlier = await settleEarlier(parts, draft, isResumed);
      errors = [...earlier, ...(await drawOpenSlots(parts, draft, { ...run, isResumed }))];
      isResumed = false;
    } while (!run.signal.aborted && !isCancelled(db, id) && fallBack(parts, id, errors));
  } catch (error) {
    errors.push(error);
  }
  if (run.signal.aborted && run.signal.reason === SHUTDOWN) return;
  for (const error of errors) {
    if (!(error instanceof StudioError)) parts.context.log.error(`job ${id} failed`, error);
  }
  finish(parts, id, errors);
}

/** Every open slot, in calls of the size the model takes; answers the errors of those that brought nothing. */
async function drawOpenSlots(parts: JobParts, draft: DraftCall, run: Run & { isResumed: boolean }): Promise<unknown[]> {
  const results = await Promise.allSettled(
    nextCalls(parts, draft, run.isResumed).map((slots) =>
      run.limit(async () => {
        const send = async () => {
          const call = { ...draft, slots, attemptId: newAttemptId(parts) };
          openAttempt(parts, call, reserveFor(call));
          await runCall(parts, call, run.signal);
        };
        const { id: providerId, label: providerLabel } = draft.provider;
        await sendPatiently(parts, { jobId: draft.job.id, providerId, providerLabel, signal: run.signal, send });
        announceJob(parts, draft.job.id);
      }, run.signal),
    ),
  );
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
}

/** Hands the open slots to the next model of the chain. Never past a lost call: that money needs a person's word. */
function fallBack(parts: JobParts, id: JobId, errors: readonly unknown[]): boolean {
  const job = getJob(parts.context.db, id);
  const [step, ...rest] = job.chain;
  const isTrouble =
    errors.length > 0 && errors.every((error) => error instanceof StudioError && mayFallBack(error.code));
  if (!step || !isTrouble || lostAttempts(parts, id).length > 0) return false;
  const note = `${job.modelLabel} failed without a charge, so ${step.modelLabel} took over (${priceOf(step.estimate)}).`;
  parts.context.db.transaction(() => {
    takeChainStep(parts.context.db, id, step, rest);
    addJobWarnings(parts.context.db, id, [{ field: 'modelId', note }]);
  })();
  announceJob(parts, id);
  return true;
}

function priceOf(estimate: CostEstimate): string {
  if (estimate.kind === 'known') return `about ${formatMicros(estimate.expectedMicros)}`;
  return estimate.kind === 'free' ? 'free' : 'price unknown';
}

/** What every call of the job has in common. Throws unknown-model, not-found, or what its pictures are refused for. */
export async function openCalls(parts: JobParts, job: Job, modelId: string = job.modelId): Promise<DraftCall> {
  const model = parts.access.model(modelId);
  if (!model) {
    throw new StudioError('unknown-model', `${job.modelLabel} is no longer in the registry. Choose another model.`);
  }
  const plan = getJobPlan(parts.context.db, job.id);
  const { sourceAssetId } = job.request;
  const sourceHash = sourceAssetId === null ? null : getAsset(parts.context.db, sourceAssetId).hash;
  const inputs: CallInputs = await prepareInputs(parts.context, job.request, model);
  return {
    job,
    model,
    provider: parts.access.provider(model.providerId),
    quality: plan.quality,
    baseSeed: plan.baseSeed,
    sourceBytes: sourceHash === null ? null : await parts.context.blobs.read(sourceHash),
    inputs,
  };
}

/**
 * The open slots, in calls of the size the model takes. Slots of lost calls, and of refusals from before a crash, wait
 * for a person's word; those of an answer that could not be saved yet are paid for.
 */
function nextCalls(parts: JobParts, draft: DraftCall, isResumed: boolean): number[][] {
  const job = getJob(parts.context.db, draft.job.id);
  // The row and not the signal: the process that was told may be gone.
  if (isComplete(job) || isCancelled(parts.context.db, job.id)) return [];
  const taken = new Set(job.candidates.map((candidate) => candidate.slot));
  const closed = [...lostAttempts(parts, job.id), ...unsavedAttempts(parts, job.id)];
  if (isResumed) closed.push(...refusedAttempts(parts, job.id));
  for (const attempt of closed) for (const slot of attempt.slots) taken.add(slot);
  const open = Array.from({ length: job.request.count }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  const size = draft.provider.needsKey ? draft.model.maxPerCall : 1;
  const calls: number[][] = [];
  for (let start = 0; start < open.length; start += size) calls.push(open.slice(start, start + size));
  return calls;
}

function lostAttempts(parts: JobParts, id: JobId): Attempt[] {
  const attempts = listAttempts(parts.context.db, id);
  return attempts.filter((attempt) => attempt.state === 'possibly-billed' && !attempt.isAcknowledged);
}

function unsavedAttempts(parts: JobParts, id: JobId): Attempt[] {
  const attempts = listAttempts(parts.context.db, id);
  return attempts.filter((attempt) => !attempt.isFree && (attempt.state === 'accepted' || attempt.state === 'sent'));
}

function reserveFor(call: Call): number | null {
  return worstCaseMicros(estimateCost(call.model, askOf(call)));
}

function askOf(call: Call): CostAsk {
  const pictures = [call.inputs.source, ...call.inputs.references].filter((picture) => picture !== null);
  return {
    count: call.slots.length,
    sizePx: call.model.output === 'text' ? null : sentSize(call),
    tier: call.inputs.edit?.tier ?? call.job.request.tier,
    quality: call.quality,
    promptCharacters: call.job.request.prompt.length,
    referencePx: pictures.map(({ widthPx, heightPx }) => ({ widthPx, heightPx })),
    partialImages: partialImagesFor(call.model, { count: call.slots.length, quality: call.quality }),
  };
}

function finish(parts: JobParts, id: JobId, errors: readonly unknown[]): void {
  const { db, clock } = parts.context;
  const job = getJob(db, id);
  const error = isComplete(job) ? null : describe(job, errors, lostAttempts(parts, id));
  setJobState(db, id, { state: stateOf(parts, job), error, nowMs: clock.now() });
  parts.partials.forget(id);
  announceJob(parts, id);
}

/** Text is one slot; pictures are as many as were asked for. */
function isComplete(job: Job): boolean {
  return job.text !== null || job.candidates.length === job.request.count;
}

function stateOf(parts: JobParts, job: Job): JobState {
  if (isComplete(job)) return 'done';
  if (lostAttempts(parts, job.id).length > 0) return 'possibly-billed';
  return isCancelled(parts.context.db, job.id) ? 'cancelled' : 'failed';
}

/** What happened, what it may have cost, what to do. */
function describe(job: Job, errors: readonly unknown[], lost: readonly Attempt[]): WireError {
  const first = errors.find((error) => error instanceof StudioError && error.code === 'possibly-billed') ?? errors[0];
  const wire = toWireError(first ?? new StudioError('cancelled', CANCELLED));
  if (wire.message === CANCELLED && job.candidates.length > 0) wire.message = 'Cancelled. The rest was not sent.';
  const arrived =
    job.candidates.length > 0 ? ` ${job.candidates.length} of ${job.request.count} pictures arrived.` : '';
  if (lost.length === 0) return { ...wire, message: wire.message + arrived };
  const micros = lost.map((attempt) => attempt.reservedMicros);
  const known = micros.filter((one) => one !== null);
  const sum = known.reduce((total, one) => total + one, 0);
  const amount = known.length < micros.length ? 'an unknown amount' : `up to ${formatMicros(sum)}`;
  return {
    ...wire,
    code: 'possibly-billed',
    message: `${wire.message}${arrived} It may have been billed (${amount}) and is not sent again unless you say so.`,
  };
}
