/** Owns when two requests are the same: what would be sent is the same, byte for byte. */
import { createHash } from 'node:crypto';
import type { GenerationRequest } from '../../../shared/generation.ts';
import { spokenPrompt } from '../../../shared/prompt-marks.ts';
import { listAssets } from '../assets/asset-store.ts';
import type { ReadDb } from '../db/database.ts';

/** SHA-256 over the model, the parameters and the hashes of every picture sent; ids play no part, bytes do. */
export function requestKey(
  db: ReadDb,
  request: GenerationRequest,
  chosen: { modelId: string; quality: string | null; widthPx: number; heightPx: number; hasSeed: boolean },
): string {
  const ids = [request.sourceAssetId, request.maskAssetId, ...request.references.map((one) => one.assetId)];
  const hashes = new Map<string, string>(
    listAssets(
      db,
      ids.filter((id) => id !== null),
    ).map((asset) => [asset.id, asset.hash]),
  );
  const parts = [
    chosen.modelId,
    chosen.quality,
    chosen.widthPx,
    chosen.heightPx,
    request.operation,
    spokenPrompt(request),
    request.count,
    request.background,
    chosen.hasSeed ? request.seed : null,
    ids.map((id) => (id === null ? null : (hashes.get(id) ?? id))),
    request.references.map((one) => one.role),
    ...(request.laying ? [request.laying.paddingPx, request.laying.isToneMatched] : []),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
