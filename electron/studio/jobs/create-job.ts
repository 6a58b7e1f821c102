/** Owns the moment a request becomes rows: the job and its places on the board, in one transaction. */
import { createHash, randomUUID } from 'node:crypto';
import type { BoardItem } from '../../../shared/board.ts';
import type { ProcedureParsed } from '../../../shared/contract.ts';
import { StudioError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import { getAsset } from '../assets/asset-store.ts';
import { getBoardSummary, highestZ, touchBoard, upsertItem } from '../boards/board-store.ts';
import { requestKind } from '../routing/learned-preference.ts';
import { readPrompt } from '../routing/prompt-traits.ts';
import { findAttemptOfCandidate, insertCandidate } from './candidate-store.ts';
import { chainOf } from './fallback-chain.ts';
import { announceJob, type JobParts } from './job-parts.ts';
import { insertJob, setJobState } from './job-store.ts';
import type { PlannedJob } from './plan-job.ts';

export interface NewJobParts {
  readonly input: ProcedureParsed<'jobs.enqueue'>;
  readonly planned: PlannedJob;
  readonly windowId: string | null;
  /** A finished job whose pictures are taken over for free; null to draw. */
  readonly reuse: Job | null;
}

const EARLIER = 'Earlier result, free';

/** State queued, or done at once when an earlier result is taken over. */
export function createJob(parts: JobParts, { input, planned, windowId, reuse }: NewJobParts): void {
  const { db, clock, events } = parts.context;
  const { boardId } = input.placement;
  getBoardSummary(db, boardId);
  const isText = planned.plan.model?.output === 'text';
  const items: BoardItem[] = isText
    ? waitingNote(input, highestZ(db, boardId) + 1)
    : placeholders(input, { firstZ: highestZ(db, boardId) + 1, reuse });
  const revision = db.transaction(() => {
    writeJob(parts, { input, planned, itemIds: items.map((item) => item.id), reuse });
    for (const item of items) upsertItem(db, boardId, item);
    return touchBoard(db, boardId, clock.now());
  })();
  const assets = reuse ? reuse.candidates.map((candidate) => getAsset(db, candidate.assetId)) : [];
  events.publish({
    name: 'board-changed',
    boardId,
    revision,
    upsert: items,
    remove: [],
    assets,
    lineage: [],
    windowId,
  });
  announceJob(parts, input.jobId);
}

/** A note that fills itself when the text is there. */
function waitingNote(input: NewJobParts['input'], z: number): BoardItem[] {
  return input.placement.places.slice(0, 1).map(({ itemId, ...place }) => ({
    ...place,
    id: itemId,
    kind: 'note',
    text: 'Writing…',
    tone: 'plain',
    z,
    isLocked: false,
  }));
}

function placeholders(input: NewJobParts['input'], given: { firstZ: number; reuse: Job | null }) {
  return input.placement.places.slice(0, input.request.count).map((place, slot) => ({
    id: place.itemId,
    kind: 'image' as const,
    xUnits: place.xUnits,
    yUnits: place.yUnits,
    widthUnits: place.widthUnits,
    heightUnits: place.heightUnits,
    z: given.firstZ + slot,
    isLocked: false,
    assetId: given.reuse?.candidates.find((candidate) => candidate.slot === slot)?.assetId ?? null,
    jobId: input.jobId,
    slot,
  }));
}

function writeJob(
  parts: JobParts,
  { input, planned, itemIds, reuse }: Omit<NewJobParts, 'windowId'> & { itemIds: `item_${string}`[] },
): void {
  const { db, clock } = parts.context;
  const { plan } = planned;
  const sizePx = plan.model?.output === 'text' ? { widthPx: 0, heightPx: 0 } : plan.sizePx;
  if (!plan.model || !sizePx) throw new StudioError('unknown-model', 'No model fits this request.');
  const createdAtMs = clock.now();
  insertJob(db, {
    id: input.jobId,
    boardId: input.placement.boardId,
    request: input.request,
    modelId: plan.model.id,
    modelLabel: plan.model.label,
    providerId: plan.model.providerId,
    quality: plan.quality,
    reasons: plan.reasons,
    ...sizePx,
    baseSeed: input.request.seed ?? randomSeed(),
    itemIds,
    estimate: reuse ? { kind: 'free' } : plan.estimate,
    chain: reuse ? [] : chainOf(plan),
    requestKey: planned.key ?? createHash('sha256').update(randomUUID()).digest('hex'),
    requestKind: requestKind(input.request, readPrompt(input.request.prompt)),
    groupId: input.groupId,
    warnings: plan.warnings,
    createdAtMs,
  });
  if (!reuse) return;
  for (const candidate of reuse.candidates) {
    insertCandidate(
      db,
      {
        ...candidate,
        id: newId('candidate', createdAtMs),
        jobId: input.jobId,
        verdict: 'new',
        rating: 0,
        costMicros: 0,
        elapsedMs: 0,
        badges: [EARLIER, ...candidate.badges.filter((badge) => badge !== EARLIER)],
        createdAtMs,
      },
      findAttemptOfCandidate(db, candidate.id),
    );
  }
  setJobState(db, input.jobId, { state: 'done', nowMs: createdAtMs });
}

/** Vendors with seeds take 32 bits. */
function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
}
