/** Owns the moment a result becomes history: pictures on disk first, then one transaction with every row about them. */
import type { Asset } from '../../../shared/asset.ts';
import type { BoardItem, LineageEdge } from '../../../shared/board.ts';
import type { Candidate, GenerationRequest } from '../../../shared/generation.ts';
import { newId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import { insertAsset, insertLineage } from '../assets/asset-store.ts';
import { findJobItem, setItemAsset, touchBoard, upsertItem } from '../boards/board-store.ts';
import type { ReadDb } from '../db/database.ts';
import { listCanvasParents } from '../edits/edit-desk-store.ts';
import { insertEdit, type StoredEdit } from '../edits/edit-store.ts';
import { comparePictures } from '../imaging/compare-pictures.ts';
import type { ProviderPicture } from '../providers/provider.ts';
import { type Settlement, settleAttempt } from './attempt-store.ts';
import type { Call, CallAnswer } from './call.ts';
import { insertCandidate } from './candidate-store.ts';
import { finishPicture, NOT_ALIGNED, NOT_LAID } from './finish-picture.ts';
import type { JobParts } from './job-parts.ts';
import { addJobWarnings } from './job-store.ts';
import { isLocalTrouble } from './local-trouble.ts';

interface StoredPicture {
  readonly asset: Asset;
  readonly candidate: Candidate;
  readonly edit: StoredEdit | null;
}

/**
 * Measures and stores each picture that is whole; `damage` is what was wrong with the first that was not. Throws when
 * this computer could not keep one: then nothing is settled, and the stored answer is read again.
 */
export async function storePictures(
  parts: JobParts,
  call: Call,
  answer: { pictures: readonly ProviderPicture[]; costMicros: number | null; startedAtMs: number },
): Promise<{ stored: StoredPicture[]; damage: unknown }> {
  const stored: StoredPicture[] = [];
  let damage: unknown = null;
  const shares = splitMicros(answer.costMicros, answer.pictures.length);
  for (const [index, picture] of answer.pictures.entries()) {
    const slot = call.slots[index];
    if (slot === undefined) break;
    const finished = await finishPicture(parts.context, call, picture.bytes).catch((error: unknown) => {
      if (isLocalTrouble(error)) throw error;
      damage ??= error;
      return null;
    });
    if (finished === null) continue;
    const { facts, hash, laid, trouble } = finished;
    damage ??= trouble;
    const createdAtMs = parts.context.clock.now();
    const asset: Asset = {
      id: newId('asset', createdAtMs),
      hash,
      mime: facts.mime,
      widthPx: facts.widthPx,
      heightPx: facts.heightPx,
      sizeBytes: finished.sizeBytes,
      hasAlpha: facts.hasAlpha,
      name: nameOf(call.job.request),
      source: 'generated',
      createdAtMs,
    };
    const candidate: Candidate = {
      id: newId('candidate', createdAtMs),
      jobId: call.job.id,
      assetId: asset.id,
      slot,
      seed: picture.seed,
      verdict: 'new',
      rating: 0,
      costMicros: shares[index] ?? null,
      elapsedMs: Math.max(0, createdAtMs - answer.startedAtMs),
      badges: trouble ? [NOT_LAID] : laid?.edit.status === 'not-aligned' ? [NOT_ALIGNED] : badgesOf(call.job, asset),
      drift: await driftOf(call, picture.bytes),
      createdAtMs,
    };
    stored.push({ asset, candidate, edit: laid && { ...laid.edit, assetId: asset.id } });
  }
  return { stored, damage };
}

/** One transaction: assets, candidates, lineage, text, cost, warnings, and the pictures in their places on the board. */
export function commitResult(
  parts: JobParts,
  call: Call,
  result: { stored: readonly StoredPicture[]; settlement: Settlement; answer: CallAnswer },
): void {
  const { db, clock, events } = parts.context;
  const { job } = call;
  const placed: BoardItem[] = [];
  const edges: LineageEdge[] = [];
  const revision = db.transaction(() => {
    for (const { asset, candidate, edit } of result.stored) {
      insertAsset(db, asset, job.request.prompt);
      insertCandidate(db, candidate, call.attemptId);
      if (edit) insertEdit(db, edit);
      for (const edge of [...lineageOf(job.request, asset), ...extensionLineage(db, job.request, asset)]) {
        insertLineage(db, edge);
        edges.push(edge);
      }
      const item = placeOnBoard(parts, job, { asset, slot: candidate.slot });
      if (item) placed.push(item);
    }
    settleAttempt(db, call.attemptId, result.settlement);
    addJobWarnings(db, job.id, result.answer.warnings);
    return touchBoard(db, job.boardId, clock.now());
  })();
  events.publish({
    name: 'board-changed',
    boardId: job.boardId,
    revision,
    upsert: placed,
    remove: [],
    assets: result.stored.map((one) => one.asset),
    lineage: edges,
    windowId: null,
  });
}

/** Fills the placeholder; its height follows the picture that really came. One in the bin stays in the bin. */
function placeOnBoard(parts: JobParts, job: Job, filled: { asset: Asset; slot: number }): BoardItem | null {
  const { db } = parts.context;
  const found = findJobItem(db, job.id, filled.slot);
  if (found?.item.kind !== 'image') return null;
  setItemAsset(db, found.item.id, filled.asset.id);
  if (found.isRemoved) return null;
  const heightUnits = (found.item.widthUnits * filled.asset.heightPx) / filled.asset.widthPx;
  const item: BoardItem = { ...found.item, assetId: filled.asset.id, heightUnits };
  upsertItem(db, job.boardId, item);
  return item;
}

function lineageOf(request: GenerationRequest, asset: Asset): LineageEdge[] {
  const kindBySource = { generate: 'reference', promote: 'promoted', edit: 'edited', vary: 'varied' } as const;
  const edges: LineageEdge[] = request.references.map((reference) => ({
    parentAssetId: reference.assetId,
    childAssetId: asset.id,
    kind: 'reference',
  }));
  if (request.sourceAssetId !== null) {
    edges.unshift({
      parentAssetId: request.sourceAssetId,
      childAssetId: asset.id,
      kind: kindBySource[request.operation],
    });
  }
  return edges;
}

/** An extension is drawn on a wider canvas that nobody sees; its line leads to the picture it was widened from. */
function extensionLineage(db: ReadDb, { operation, sourceAssetId }: GenerationRequest, asset: Asset): LineageEdge[] {
  if (operation !== 'edit' || sourceAssetId === null) return [];
  const parents = listCanvasParents(db, sourceAssetId);
  return parents.map((parentAssetId) => ({ parentAssetId, childAssetId: asset.id, kind: 'edited' }));
}

/** What came is measured, never assumed: a smaller or larger picture than asked carries a badge. */
function badgesOf(job: Job, asset: Asset): string[] {
  if (asset.widthPx === job.widthPx && asset.heightPx === job.heightPx) return [];
  return [`${asset.widthPx}×${asset.heightPx} delivered, ${job.widthPx}×${job.heightPx} asked`];
}

async function driftOf(call: Call, bytes: Uint8Array): Promise<Candidate['drift']> {
  if (call.job.request.operation !== 'promote' || call.sourceBytes === null) return null;
  return comparePictures(call.sourceBytes, bytes);
}

/** An even split to the micro-dollar: the first pictures carry the remainder. */
function splitMicros(totalMicros: number | null, count: number): (number | null)[] {
  if (totalMicros === null) return Array.from({ length: count }, () => null);
  const share = Math.floor(totalMicros / Math.max(1, count));
  return Array.from({ length: count }, (_, index) => share + (index < totalMicros - share * count ? 1 : 0));
}

/** A file name a person recognises: the first words of the prompt. */
function nameOf(request: GenerationRequest): string {
  const words = request.prompt.trim().split(/\s+/).slice(0, 8).join(' ');
  return [...words].slice(0, 80).join('') || 'Untitled';
}
