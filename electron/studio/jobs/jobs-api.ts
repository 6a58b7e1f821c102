/** Owns what a window may do with jobs: look at the price, start, watch, cancel, try again. */
import type { JobPreview, ProcedureParsed } from '../../../shared/contract.ts';
import { fromWireError, StudioError } from '../../../shared/errors.ts';
import type { GenerationRequest } from '../../../shared/generation.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import { listAssets } from '../assets/asset-store.ts';
import { getBoardSummary, highestZ, touchBoard, upsertItem } from '../boards/board-store.ts';
import type { Procedures } from '../http/rpc.ts';
import { planRequest, type RequestPlan } from '../routing/plan-request.ts';
import { readSettings } from '../settings/settings-store.ts';
import { acknowledgeLost } from './attempt-store.ts';
import { judgeCandidate } from './candidate-store.ts';
import { announceJob, type JobParts } from './job-parts.ts';
import { findJob, getJob, insertJob, listJobs, setJobState } from './job-store.ts';
import type { JobQueue } from './queue.ts';

type JobProcedures = Pick<
  Procedures,
  'jobs.preview' | 'jobs.enqueue' | 'jobs.get' | 'jobs.list' | 'jobs.cancel' | 'jobs.retry' | 'candidates.judge'
>;

export function jobProcedures(parts: JobParts, queue: JobQueue): JobProcedures {
  const { db } = parts.context;
  return {
    'jobs.preview': async ({ request }) => previewOf(await plan(parts, request)),
    'jobs.enqueue': async (input, { windowId }) => {
      const known = findJob(db, input.jobId);
      if (known) return known;
      const planned = await plan(parts, input.request);
      const problem = planned.problems[0];
      if (problem) throw fromWireError(problem);
      // Planning waits for the keys; the same request may have arrived a second time meanwhile.
      const arrived = findJob(db, input.jobId);
      if (arrived) return arrived;
      createJob(parts, { input, planned, windowId });
      queue.enqueue(input.jobId);
      return getJob(db, input.jobId);
    },
    'jobs.get': ({ id }) => getJob(db, id),
    'jobs.list': ({ states, limit }) => listJobs(db, states, limit),
    'jobs.cancel': ({ id }) => {
      queue.cancel(id);
      return getJob(db, id);
    },
    'jobs.retry': ({ id, acceptsSecondCharge }) => retry(parts, queue, { id, acceptsSecondCharge }),
    'candidates.judge': ({ id, verdict, rating }) => {
      const candidate = judgeCandidate(db, id, { verdict, rating });
      parts.context.events.publish({ name: 'candidate-changed', candidate });
      return candidate;
    },
  };
}

async function plan(parts: JobParts, request: GenerationRequest): Promise<RequestPlan> {
  const { db, clock } = parts.context;
  const sent = [request.sourceAssetId, ...request.references.map((reference) => reference.assetId)];
  const ids = sent.filter((id) => id !== null);
  const assets = listAssets(db, ids);
  if (assets.length < new Set(ids).size) {
    throw new StudioError(
      'not-found',
      'A picture of this request is not in this library any more. Remove it and try again.',
    );
  }
  return planRequest({
    request,
    models: await parts.access.models(),
    bindings: readSettings(db).roleBindings,
    referencePx: ids.flatMap((id) => {
      const asset = assets.find((one) => one.id === id);
      return asset ? [{ widthPx: asset.widthPx, heightPx: asset.heightPx }] : [];
    }),
    nowMs: clock.now(),
  });
}

function previewOf(planned: RequestPlan): JobPreview {
  return {
    modelId: planned.model?.id ?? null,
    modelLabel: planned.model?.label ?? 'No model',
    reasons: [...planned.reasons],
    widthPx: planned.sizePx?.widthPx ?? null,
    heightPx: planned.sizePx?.heightPx ?? null,
    estimate: planned.estimate,
    warnings: [...planned.warnings],
    problems: [...planned.problems],
  };
}

interface NewJobParts {
  readonly input: ProcedureParsed<'jobs.enqueue'>;
  readonly planned: RequestPlan;
  readonly windowId: string | null;
}

/** One transaction: the job, state queued, and its placeholders on the board. */
function createJob(parts: JobParts, { input, planned, windowId }: NewJobParts): void {
  const { db, clock, events } = parts.context;
  const { model, sizePx } = planned;
  if (!model || !sizePx) throw new StudioError('unknown-model', 'No model fits this request.');
  const { boardId, places } = input.placement;
  getBoardSummary(db, boardId);
  const z = highestZ(db, boardId);
  const items = places.slice(0, input.request.count).map((place, slot) => ({
    id: place.itemId,
    kind: 'image' as const,
    xUnits: place.xUnits,
    yUnits: place.yUnits,
    widthUnits: place.widthUnits,
    heightUnits: place.heightUnits,
    z: z + 1 + slot,
    isLocked: false,
    assetId: null,
    jobId: input.jobId,
    slot,
  }));
  const revision = db.transaction(() => {
    insertJob(db, {
      id: input.jobId,
      boardId,
      request: input.request,
      modelId: model.id,
      modelLabel: model.label,
      providerId: model.providerId,
      quality: planned.quality,
      reasons: planned.reasons,
      widthPx: sizePx.widthPx,
      heightPx: sizePx.heightPx,
      baseSeed: input.request.seed ?? randomSeed(),
      itemIds: items.map((item) => item.id),
      estimate: planned.estimate,
      warnings: planned.warnings,
      createdAtMs: clock.now(),
    });
    for (const item of items) upsertItem(db, boardId, item);
    return touchBoard(db, boardId, clock.now());
  })();
  events.publish({
    name: 'board-changed',
    boardId,
    revision,
    upsert: items,
    remove: [],
    assets: [],
    lineage: [],
    windowId,
  });
  announceJob(parts, input.jobId);
}

/** Leaves room for eight slots above it. */
function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
}

function retry(parts: JobParts, queue: JobQueue, ask: { id: JobId; acceptsSecondCharge: boolean }): Job {
  const { db, clock } = parts.context;
  const job = getJob(db, ask.id);
  if (job.state === 'queued' || job.state === 'running' || job.state === 'done') return job;
  if (job.state === 'possibly-billed') {
    if (!ask.acceptsSecondCharge) {
      throw new StudioError(
        'possibly-billed',
        'This may have been billed already. Say that a second charge is fine, and it is sent again.',
      );
    }
    acknowledgeLost(db, ask.id, clock.now());
  }
  setJobState(db, ask.id, { state: 'queued', error: null, nowMs: clock.now() });
  queue.enqueue(ask.id);
  announceJob(parts, ask.id);
  return getJob(db, ask.id);
}
