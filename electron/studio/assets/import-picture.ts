/** Owns how a picture from outside comes in: checked, stored as it came, found again by its name. */
import type { Asset } from '../../../shared/asset.ts';
import { newId } from '../../../shared/ids.ts';
import type { StudioContext } from '../context.ts';
import { probePicture } from '../imaging/probe-picture.ts';
import { findBroughtIn, insertAsset } from './asset-store.ts';
import { sha256 } from './blob-store.ts';

/**
 * Stores a picture of at most 100 MB; the same bytes twice answer the same asset. The file it came from is not touched.
 * Throws not-an-image, image-too-large, image-damaged, disk-full.
 */
export async function importPicture(
  context: StudioContext,
  bytes: Uint8Array,
  name: string,
  source: 'imported' | 'working' = 'imported',
): Promise<Asset> {
  const known = findBroughtIn(context.db, sha256(bytes), source);
  if (known) return known;
  const facts = await probePicture(bytes);
  const createdAtMs = context.clock.now();
  const asset: Asset = {
    id: newId('asset', createdAtMs),
    hash: await context.blobs.put(bytes),
    mime: facts.mime,
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
    sizeBytes: bytes.byteLength,
    hasAlpha: facts.hasAlpha,
    name: plainName(name),
    source,
    createdAtMs,
  };
  context.db.transaction(() => insertAsset(context.db, asset, asset.name))();
  return asset;
}

/** The last part of a path, without control characters; names are shown, never used as paths. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').trim().slice(0, 200) || 'Untitled';
}
