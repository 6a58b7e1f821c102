/** Owns the rows of mask edits: what was laid on what, with which proof, and the patch that rebuilds it. */
import { type EditRecord, editRecordSchema } from '../../../shared/edit.ts';
import { type AssetId, assetIdSchema } from '../../../shared/ids.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

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

export function insertEdit(db: WriteDb, edit: StoredEdit): void {
  db.prepare(
    `INSERT INTO edits (asset_id, source_asset_id, mask_asset_id, original_asset_id, depth, status, proof, rect,
       patch_pixels_hash, patch_mask_hash, answer_hash, crop) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    edit.assetId,
    edit.sourceAssetId,
    edit.maskAssetId,
    edit.originalAssetId,
    edit.depth,
    edit.status,
    edit.proof ? JSON.stringify(edit.proof) : null,
    edit.rect ? JSON.stringify(edit.rect) : null,
    edit.patchPixelsHash,
    edit.patchMaskHash,
    edit.answerHash,
    JSON.stringify({ ...edit.crop, isToneMatched: edit.isToneMatched }),
  );
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

/** The edits between the first original and this picture, oldest first; empty when it is no edit. */
export function listChain(db: ReadDb, assetId: AssetId): StoredEdit[] {
  const chain: StoredEdit[] = [];
  // A chain cannot loop: an edit names a source that existed before it. The bound only guards a damaged table.
  for (let edit = findEdit(db, assetId); edit && chain.length < 1_000; edit = findEdit(db, edit.sourceAssetId)) {
    chain.unshift(edit);
  }
  return chain;
}
