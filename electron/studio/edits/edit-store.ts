/** Owns the rows of mask edits: what was laid on what, with which proof, and the patch that rebuilds it. */
import { type EditRecord, editRecordSchema } from '../../../shared/edit.ts';
import type { ChainFrame, ChainStateStep } from '../../../shared/edit-chain.ts';
import { type AssetId, assetIdSchema } from '../../../shared/ids.ts';
import { getAsset } from '../assets/asset-store.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { findArranged, findCanvas, markOnTheWay } from './edit-chain-store.ts';

export interface StoredEdit extends EditRecord {
  /** Blobs of the patch; null when the answer was not aligned. */
  readonly patchPixelsHash: string | null;
  readonly patchMaskHash: string | null;
  /** Blob of the model's answer, as it came. */
  readonly answerHash: string;
  readonly isToneMatched: boolean;
}

interface EditRow {
  readonly asset_id: string;
  readonly source_asset_id: string;
  readonly mask_asset_id: string;
  readonly original_asset_id: string;
  readonly depth: number;
  readonly status: string;
  readonly proof: string | null;
  readonly rect: string | null;
  readonly patch_pixels_hash: string | null;
  readonly patch_mask_hash: string | null;
  readonly answer_hash: string;
  readonly crop: string;
}

/** The first original and the depth are read from what lies below, through canvases and arranged states. */
export function insertEdit(db: WriteDb, edit: StoredEdit): void {
  const below = readStack(db, edit.sourceAssetId);
  const depth = below.steps.filter((step) => !step.isHidden).length + 1;
  db.prepare(
    `INSERT INTO edits (asset_id, source_asset_id, mask_asset_id, original_asset_id, depth, status, proof, rect,
       patch_pixels_hash, patch_mask_hash, answer_hash, crop) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    edit.assetId,
    edit.sourceAssetId,
    edit.maskAssetId,
    below.originalAssetId,
    depth,
    edit.status,
    edit.proof ? JSON.stringify(edit.proof) : null,
    edit.rect ? JSON.stringify(edit.rect) : null,
    edit.patchPixelsHash,
    edit.patchMaskHash,
    edit.answerHash,
    JSON.stringify({ ...edit.crop, isToneMatched: edit.isToneMatched }),
  );
  const canvas = edit.status === 'aligned' ? findCanvas(db, edit.sourceAssetId) : null;
  if (canvas?.isContinuation) markOnTheWay(db, canvas.fromAssetId);
}

export function findEdit(db: ReadDb, assetId: AssetId): StoredEdit | null {
  const row = db.prepare<[string], EditRow>('SELECT * FROM edits WHERE asset_id = ?').get(assetId);
  if (!row) return null;
  // Rows of before tone was a choice do not say it; it was matched.
  const { isToneMatched = true, ...crop } = JSON.parse(row.crop);
  const record = editRecordSchema.parse({
    assetId: row.asset_id,
    sourceAssetId: row.source_asset_id,
    maskAssetId: row.mask_asset_id,
    originalAssetId: row.original_asset_id,
    depth: row.depth,
    status: row.status,
    proof: row.proof === null ? null : JSON.parse(row.proof),
    rect: row.rect === null ? null : JSON.parse(row.rect),
    crop,
  });
  return {
    ...record,
    patchPixelsHash: row.patch_pixels_hash,
    patchMaskHash: row.patch_mask_hash,
    answerHash: row.answer_hash,
    isToneMatched,
  };
}

/** The newest edit that made this very file. */
export function findEditOfFile(db: ReadDb, hash: string): StoredEdit | null {
  const row = db
    .prepare<[string], { asset_id: string }>(
      `SELECT edits.asset_id FROM assets JOIN edits ON edits.asset_id = assets.id
       WHERE assets.hash = ? ORDER BY assets.created_at_ms DESC LIMIT 1`,
    )
    .get(hash);
  return row ? findEdit(db, assetIdSchema.parse(row.asset_id)) : null;
}

/** The record alone, as it crosses the wire. */
export function recordOf(edit: StoredEdit): EditRecord {
  return editRecordSchema.parse(edit);
}

/** What a picture is made of. */
export interface EditStack {
  readonly originalAssetId: AssetId;
  /** Its canvas, counted from the first original's corner. */
  readonly frame: ChainFrame;
  readonly steps: readonly ChainStateStep[];
}

/** A chain cannot loop: an edit names a source that existed before it. The bound only guards a damaged table. */
const CHAIN_LIMIT = 1_000;

/** Through edits, the canvases of extensions and arranged states, down to the first picture that is none of them. */
export function readStack(db: ReadDb, assetId: AssetId): EditStack {
  const above: ChainStateStep[] = [];
  const moved = { left: 0, top: 0 };
  const { widthPx, heightPx } = getAsset(db, assetId);
  let id = assetId;
  for (let passed = 0; passed < CHAIN_LIMIT; passed += 1) {
    const arranged = findArranged(db, id);
    if (arranged) {
      const { left, top } = arranged.frame;
      const frame = { left: left - moved.left, top: top - moved.top, widthPx, heightPx };
      return { originalAssetId: arranged.originalAssetId, frame, steps: [...arranged.steps, ...above] };
    }
    const canvas = findCanvas(db, id);
    const edit = canvas ? null : findEdit(db, id);
    if (!canvas && edit?.status !== 'aligned') break;
    moved.left += canvas?.leftPx ?? 0;
    moved.top += canvas?.topPx ?? 0;
    if (edit) above.unshift({ assetId: id, isHidden: false });
    id = canvas?.fromAssetId ?? edit?.sourceAssetId ?? id;
  }
  const frame = { left: 0 - moved.left, top: 0 - moved.top, widthPx, heightPx };
  return { originalAssetId: id, frame, steps: above };
}

/** The edits shown in this picture, in the order they lie on each other; a last one that was not aligned is told, too. */
export function listChain(db: ReadDb, assetId: AssetId): StoredEdit[] {
  const own = findEdit(db, assetId);
  const top = own?.status === 'not-aligned' ? own : null;
  const shown = readStack(db, top?.sourceAssetId ?? assetId).steps.filter((step) => !step.isHidden);
  return [...shown.flatMap((step) => findEdit(db, step.assetId) ?? []), ...(top ? [top] : [])];
}
