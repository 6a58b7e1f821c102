/** Owns the pictures that go along with a call: source, references and mask, in the order and size they are sent. */
import type { GenerationRequest } from '../../../shared/generation.ts';
import type { AssetId } from '../../../shared/ids.ts';
import type { ModelEntry } from '../../../shared/model.ts';
import { getAsset } from '../assets/asset-store.ts';
import type { StudioContext } from '../context.ts';
import { isMaskEdit, type PlannedEdit, planEdit } from '../edits/plan-edit.ts';
import { runEditing } from '../imaging/editing/run-editing.ts';
import { normaliseForSending } from '../imaging/normalise-input.ts';
import type { InputPicture } from '../providers/provider.ts';

export interface CallInputs {
  readonly source: InputPicture | null;
  readonly references: readonly InputPicture[];
  readonly mask: Uint8Array | null;
  /** SHA-256 of the stored originals, in the order sent. */
  readonly sourceHash: string | null;
  readonly referenceHashes: readonly string[];
  readonly maskHash: string | null;
  /** How a mask edit is cropped and laid back; null for everything else. */
  readonly edit: PlannedEdit | null;
}

/** Under every vendor's limit, also all fourteen together once they are base64 (20 MB a request). */
const SOURCE_LIMITS = { maxEdgePx: 3840, maxBytes: 6_000_000 };
const REQUEST_BYTES = 13_000_000;

/** Reads and prepares the pictures; throws not-found, not-an-image or image-too-large. */
export async function prepareInputs(
  context: StudioContext,
  request: GenerationRequest,
  model: ModelEntry,
): Promise<CallInputs> {
  const hashOf = (id: AssetId) => getAsset(context.db, id).hash;
  const sourceHash = request.sourceAssetId === null ? null : hashOf(request.sourceAssetId);
  const maskHash = request.maskAssetId === null ? null : hashOf(request.maskAssetId);
  const referenceHashes = request.references.map((reference) => hashOf(reference.assetId));
  const share = Math.floor((REQUEST_BYTES - SOURCE_LIMITS.maxBytes) / Math.max(1, referenceHashes.length));
  const limits = { maxEdgePx: 2048, maxBytes: Math.min(4_000_000, share) };
  const references: InputPicture[] = [];
  // One after the other: fourteen 4K decodes at once would need gigabytes.
  for (const hash of referenceHashes) {
    references.push(await normaliseForSending(await context.blobs.read(hash), limits));
  }
  const hashes = { sourceHash, referenceHashes, maskHash, references };
  if (sourceHash !== null && isMaskEdit(request)) {
    const edit = await planEdit(context, request, model);
    const sent = await runEditing('cropForSending', [await context.blobs.read(sourceHash), edit.mask, edit.crop]);
    const source: InputPicture = { bytes: sent.picture, mime: 'image/png', ...edit.crop.sendPx };
    return { ...hashes, source, mask: sent.mask, edit };
  }
  const source =
    sourceHash === null ? null : await normaliseForSending(await context.blobs.read(sourceHash), SOURCE_LIMITS);
  return { ...hashes, source, mask: null, edit: null };
}
