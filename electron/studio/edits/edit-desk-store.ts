/** Owns the rows of saved masks, and finds the edits of a picture that still wait for a person. */
import { type SavedMask, savedMaskSchema } from '../../../shared/edit-desk.ts';
import { type AssetId, assetIdSchema, type JobId, jobIdSchema } from '../../../shared/ids.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

interface MaskRow {
  readonly name: string;
  readonly hash: string;
  readonly saved_at_ms: number;
}

/** Newest first. */
export function listSavedMasks(db: ReadDb, pictureId: AssetId): SavedMask[] {
  return db
    .prepare<[string], MaskRow>(
      `SELECT saved_masks.name, assets.hash, saved_at_ms FROM saved_masks
       JOIN assets ON assets.id = saved_masks.mask_asset_id
       WHERE picture_asset_id = ? ORDER BY saved_at_ms DESC, saved_masks.name`,
    )
    .all(pictureId)
    .map((row) => savedMaskSchema.parse({ name: row.name, hash: row.hash, savedAtMs: row.saved_at_ms }));
}

/** A name that is taken already is replaced. */
export function putSavedMask(
  db: WriteDb,
  mask: { pictureId: AssetId; name: string; maskId: AssetId; savedAtMs: number },
): void {
  db.prepare(
    `INSERT INTO saved_masks (picture_asset_id, name, mask_asset_id, saved_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET mask_asset_id = excluded.mask_asset_id, saved_at_ms = excluded.saved_at_ms`,
  ).run(mask.pictureId, mask.name, mask.maskId, mask.savedAtMs);
}

export function removeSavedMask(db: WriteDb, pictureId: AssetId, name: string): void {
  db.prepare('DELETE FROM saved_masks WHERE picture_asset_id = ? AND name = ?').run(pictureId, name);
}

/** The picture and every wider canvas that was made of it. */
const GROUNDS = `SELECT ? UNION SELECT child_asset_id FROM lineage JOIN assets ON assets.id = child_asset_id
  WHERE parent_asset_id = ? AND assets.source = 'working'`;

/** What a canvas was widened from; empty for a picture of its own. A line from there shows where the edit came from. */
export function listCanvasParents(db: ReadDb, assetId: AssetId): AssetId[] {
  return db
    .prepare<[string], { id: string }>(
      `SELECT parent_asset_id AS id FROM lineage JOIN assets ON assets.id = child_asset_id
       WHERE child_asset_id = ? AND assets.source = 'working'`,
    )
    .all(assetId)
    .map((row) => assetIdSchema.parse(row.id));
}

/** Mask edits of the picture that run, wait, may have been billed, or have results; newest first. */
export function listEditJobIds(db: ReadDb, pictureId: AssetId): JobId[] {
  return db
    .prepare<string[], { id: string }>(
      `WITH grounds (id) AS (${GROUNDS})
       SELECT id, created_at_ms FROM jobs WHERE state IN ('queued', 'running', 'possibly-billed') AND role = 'edit'
         AND json_extract(request, '$.maskAssetId') IS NOT NULL
         AND json_extract(request, '$.sourceAssetId') IN (SELECT id FROM grounds)
       UNION SELECT jobs.id, jobs.created_at_ms FROM lineage
         JOIN candidates ON candidates.asset_id = lineage.child_asset_id JOIN jobs ON jobs.id = candidates.job_id
         WHERE lineage.kind = 'edited' AND lineage.parent_asset_id IN (SELECT id FROM grounds)
           AND json_extract(request, '$.maskAssetId') IS NOT NULL
       ORDER BY created_at_ms DESC, id DESC LIMIT 20`,
    )
    .all(pictureId, pictureId)
    .map((row) => jobIdSchema.parse(row.id));
}

/** Edits without a job of their own that hold the same answer: it was laid by hand. Oldest first. */
export function listLaidByHand(db: ReadDb, jobId: JobId): AssetId[] {
  return db
    .prepare<[string], { asset_id: string }>(
      `SELECT laid.asset_id FROM candidates JOIN edits ON edits.asset_id = candidates.asset_id
       JOIN edits laid ON laid.answer_hash = edits.answer_hash AND laid.source_asset_id = edits.source_asset_id
       WHERE candidates.job_id = ? AND NOT EXISTS (SELECT 1 FROM candidates c WHERE c.asset_id = laid.asset_id)
       ORDER BY laid.asset_id`,
    )
    .all(jobId)
    .map((row) => assetIdSchema.parse(row.asset_id));
}
