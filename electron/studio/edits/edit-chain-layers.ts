/** Owns how the rows of a chain become layers for the pixel core: each with its canvas, its files, and what is wrong. */
import type { ChainFrame, ChainStateStep } from '../../../shared/edit-chain.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { getAsset } from '../assets/asset-store.ts';
import type { StudioContext } from '../context.ts';
import type { ReadDb } from '../db/database.ts';
import type { ChainLayer, ChainOriginal } from '../imaging/editing/compose-chain.ts';
import { findArranged, findCanvas } from './edit-chain-store.ts';
import { findEdit, type StoredEdit } from './edit-store.ts';

/** An edit that was laid, so that its patch is there. */
export type LaidEditRow = StoredEdit & {
  readonly rect: NonNullable<StoredEdit['rect']>;
  readonly patchPixelsHash: string;
  readonly patchMaskHash: string;
};

export interface PlacedStep extends ChainStateStep {
  readonly edit: LaidEditRow;
  /** The canvas it was made on, counted from the first original's corner. */
  readonly frame: ChainFrame;
  /** What an extension goes on from; null for a patch. */
  readonly base: ChainFrame | null;
  /** How sentences call it. */
  readonly label: string;
}

/** Throws `bad-request` for a step that is no edit, was not aligned, lies over another original, or comes twice. */
export function placeSteps(db: ReadDb, originalId: AssetId, steps: readonly ChainStateStep[]): PlacedStep[] {
  const known = new Map<AssetId, ChainFrame>();
  const seen = new Set<AssetId>();
  return steps.map(({ assetId, isHidden }, at) => {
    const edit = findEdit(db, assetId);
    if (seen.has(assetId)) throw new StudioError('bad-request', 'One of those edits is named twice.');
    seen.add(assetId);
    if (!isLaid(edit) || edit.originalAssetId !== originalId) {
      throw new StudioError('bad-request', 'One of those edits does not lie over this original, or was not aligned.');
    }
    const canvas = findCanvas(db, edit.sourceAssetId);
    const frame = frameOf(db, edit.sourceAssetId, known);
    const base = canvas && frameOf(db, canvas.fromAssetId, known);
    return { assetId, isHidden, edit, frame, base, label: `edit ${at + 1}` };
  });
}

function isLaid(edit: StoredEdit | null): edit is LaidEditRow {
  return edit !== null && edit.rect !== null && edit.patchPixelsHash !== null && edit.patchMaskHash !== null;
}

/** The canvas of a picture, counted from the corner of the first original below it. */
export function frameOf(db: ReadDb, assetId: AssetId, known: Map<AssetId, ChainFrame> = new Map()): ChainFrame {
  const found = known.get(assetId) ?? readFrame(db, assetId, known);
  known.set(assetId, found);
  return found;
}

function readFrame(db: ReadDb, assetId: AssetId, known: Map<AssetId, ChainFrame>): ChainFrame {
  const arranged = findArranged(db, assetId);
  if (arranged) return arranged.frame;
  const canvas = findCanvas(db, assetId);
  const { widthPx, heightPx } = getAsset(db, assetId);
  if (canvas) {
    const from = frameOf(db, canvas.fromAssetId, known);
    return { left: from.left - canvas.leftPx, top: from.top - canvas.topPx, widthPx, heightPx };
  }
  const edit = findEdit(db, assetId);
  return edit?.status === 'aligned' ? frameOf(db, edit.sourceAssetId, known) : { left: 0, top: 0, widthPx, heightPx };
}

/** Those that are shown. Throws `not-found` for a patch whose file is gone. */
export async function readLayers(context: StudioContext, steps: readonly PlacedStep[]): Promise<ChainLayer[]> {
  const layers: ChainLayer[] = [];
  for (const step of steps) if (!step.isHidden) layers.push(await readLayer(context, step));
  return layers;
}

async function readLayer(context: StudioContext, { edit, frame, base, label }: PlacedStep): Promise<ChainLayer> {
  const { rect, patchPixelsHash: pixelsHash, patchMaskHash: maskHash } = edit;
  const missing = await patchProblem(context, edit, label);
  if (missing !== null) throw new StudioError('not-found', missing);
  const [pixels, mask] = [await context.blobs.read(pixelsHash), await context.blobs.read(maskHash)];
  return { rect, frame, isExtension: base !== null, label, pixels, mask, pixelsHash, maskHash };
}

/** A sentence when a file of the patch is gone; null when both are there. */
export async function patchProblem(context: StudioContext, edit: LaidEditRow, label: string): Promise<string | null> {
  const sizes = [await context.blobs.size(edit.patchPixelsHash), await context.blobs.size(edit.patchMaskHash)];
  if (!sizes.includes(null)) return null;
  return `The patch of ${label} is missing from the library. The finished pictures are kept as they are; hide that edit, run it again, or put the library back from a backup.`;
}

/** Throws `not-found` when its file is gone. */
export async function readOriginal(context: StudioContext, originalId: AssetId): Promise<ChainOriginal> {
  const { hash } = getAsset(context.db, originalId);
  if ((await context.blobs.size(hash)) !== null) return { file: await context.blobs.read(hash), hash };
  const message =
    'The first original of this picture is missing from the library, so its edits cannot be laid on it again. The finished pictures are kept as they are; put the library back from a backup.';
  throw new StudioError('not-found', message);
}
