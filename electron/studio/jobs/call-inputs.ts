/** Owns the pictures that go along with a call: source, references and mask, in the order and size they are sent. */
import type { GenerationRequest } from '../../../shared/generation.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { getAsset } from '../assets/asset-store.ts';
import type { StudioContext } from '../context.ts';
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
}

/** Under every vendor's limit, also all fourteen together once they are base64 (20 MB a request). */
const SOURCE_LIMITS = { maxEdgePx: 3840, maxBytes: 6_000_000 };
const REQUEST_BYTES = 13_000_000;

/** Reads and prepares the pictures; throws not-found, not-an-image or image-too-large. */
export async function prepareInputs(context: StudioContext, request: GenerationRequest): Promise<CallInputs> {
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
  return {
    source: sourceHash === null ? null : await normaliseForSending(await context.blobs.read(sourceHash), SOURCE_LIMITS),
    references,
    mask: maskHash === null ? null : await context.blobs.read(maskHash),
    sourceHash,
    referenceHashes,
    maskHash,
  };
}
