/** Owns the rows around a chain of edits: wider canvases, states arranged by a person, thumbnails, steps on the way. */
import { z } from 'zod';
import {
  type ChainFrame,
  type ChainProof,
  type ChainStateStep,
  chainProofSchema,
  chainStateStepSchema,
  chainViewSchema,
} from '../../../shared/edit-chain.ts';
import { type AssetId, assetIdSchema } from '../../../shared/ids.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

/** A wider canvas around a picture, to be filled by an edit. */
export interface EditCanvas {
  readonly assetId: AssetId;
  readonly fromAssetId: AssetId;
  /** Where the picture lies on it. */
  readonly leftPx: number;
  readonly topPx: number;
  /** What is still to be added to its result; null when it is the last step. */
  readonly nextTo: string | null;
  /** It goes on with what an earlier step left. */
  readonly isContinuation: boolean;
}

interface CanvasRow {
  readonly asset_id: string;
  readonly from_asset_id: string;
  readonly left_px: number;
  readonly top_px: number;
  readonly next_to: string | null;
  readonly is_continuation: number;
}

/** The same canvas asked for again keeps its place; what is left to do may be another. */
export function putCanvas(db: WriteDb, canvas: EditCanvas): void {
  db.prepare(
    `INSERT INTO edit_canvases (asset_id, from_asset_id, left_px, top_px, next_to, is_continuation)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET next_to = excluded.next_to, is_continuation = excluded.is_continuation`,
  ).run(canvas.assetId, canvas.fromAssetId, canvas.leftPx, canvas.topPx, canvas.nextTo, canvas.isContinuation ? 1 : 0);
}

export function findCanvas(db: ReadDb, assetId: AssetId): EditCanvas | null {
  const row = db.prepare<[string], CanvasRow>('SELECT * FROM edit_canvases WHERE asset_id = ?').get(assetId);
  if (!row) return null;
  return {
    assetId,
    fromAssetId: assetIdSchema.parse(row.from_asset_id),
    leftPx: row.left_px,
    topPx: row.top_px,
    nextTo: row.next_to,
    isContinuation: row.is_continuation === 1,
  };
}

/** A picture made of the first original and patches in an order of one's own. */
export interface ArrangedState {
  readonly assetId: AssetId;
  readonly fromAssetId: AssetId;
  readonly originalAssetId: AssetId;
  readonly steps: readonly ChainStateStep[];
  readonly frame: ChainFrame;
  readonly proof: ChainProof;
}

interface ArrangedRow {
  readonly asset_id: string;
  readonly from_asset_id: string;
  readonly original_asset_id: string;
  readonly steps: string;
  readonly frame: string;
  readonly proof: string;
}

export function insertArranged(db: WriteDb, state: ArrangedState): void {
  db.prepare(
    `INSERT INTO edit_chains (asset_id, from_asset_id, original_asset_id, steps, frame, proof) VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(
    state.assetId,
    state.fromAssetId,
    state.originalAssetId,
    stepsText(state.steps),
    JSON.stringify(state.frame),
    JSON.stringify(state.proof),
  );
}

export function findArranged(db: ReadDb, assetId: AssetId): ArrangedState | null {
  const row = db.prepare<[string], ArrangedRow>('SELECT * FROM edit_chains WHERE asset_id = ?').get(assetId);
  if (!row) return null;
  return {
    assetId,
    fromAssetId: assetIdSchema.parse(row.from_asset_id),
    originalAssetId: assetIdSchema.parse(row.original_asset_id),
    steps: z.array(chainStateStepSchema).parse(JSON.parse(row.steps)),
    frame: chainViewSchema.shape.frame.parse(JSON.parse(row.frame)),
    proof: chainProofSchema.parse(JSON.parse(row.proof)),
  };
}

/** Pictures that show this very state; `isKept`: those that the history lists. */
export function findSameState(
  db: ReadDb,
  state: Pick<ArrangedState, 'originalAssetId' | 'steps'>,
  isKept: boolean,
): AssetId | null {
  const row = db
    .prepare<[string, string, number], { id: string }>(
      `SELECT edit_chains.asset_id AS id FROM edit_chains JOIN assets ON assets.id = edit_chains.asset_id
       WHERE original_asset_id = ? AND steps = ? AND (assets.source <> 'working') = ? ORDER BY id LIMIT 1`,
    )
    .get(state.originalAssetId, stepsText(state.steps), isKept ? 1 : 0);
  return row ? assetIdSchema.parse(row.id) : null;
}

/** Written in one way only, so that the same state has the same text. */
function stepsText(steps: readonly ChainStateStep[]): string {
  return JSON.stringify(steps.map(({ assetId, isHidden }) => ({ assetId, isHidden })));
}

export function findThumbnailHash(db: ReadDb, patchHash: string): string | null {
  const sql = 'SELECT picture_hash AS hash FROM edit_thumbnails WHERE patch_hash = ?';
  return db.prepare<[string], { hash: string }>(sql).get(patchHash)?.hash ?? null;
}

export function putThumbnail(db: WriteDb, patchHash: string, pictureHash: string): void {
  db.prepare('INSERT OR REPLACE INTO edit_thumbnails (patch_hash, picture_hash) VALUES (?, ?)').run(
    patchHash,
    pictureHash,
  );
}

/**
 * A result that a later step goes on with is no picture of its own any more: it stays in the library and in the chain,
 * and the history does not list it. One that a person kept or rated stays where it is.
 */
export function markOnTheWay(db: WriteDb, assetId: AssetId): void {
  const judged = `SELECT 1 FROM candidates WHERE asset_id = assets.id AND (verdict = 'kept' OR rating > 0)`;
  const { changes } = db
    .prepare(`UPDATE assets SET source = 'working' WHERE id = ? AND source = 'generated' AND NOT EXISTS (${judged})`)
    .run(assetId);
  if (changes === 0) return;
  db.prepare('DELETE FROM asset_text WHERE rowid = (SELECT rowid FROM assets WHERE id = ?)').run(assetId);
}

/** The picture that the edit's answer first came as: its job knows what was asked and what it cost. */
export function findAskedAsset(db: ReadDb, edit: { assetId: AssetId; answerHash: string }): AssetId | null {
  const row = db
    .prepare<[string, string], { id: string }>(
      `SELECT edits.asset_id AS id FROM edits JOIN candidates ON candidates.asset_id = edits.asset_id
       WHERE edits.answer_hash = ? ORDER BY edits.asset_id <> ?, edits.asset_id LIMIT 1`,
    )
    .get(edit.answerHash, edit.assetId);
  return row ? assetIdSchema.parse(row.id) : null;
}
