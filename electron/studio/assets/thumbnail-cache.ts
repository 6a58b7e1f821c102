/** Owns thumbnails on disk: made when first asked for, two at a time, never twice. */
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { StudioError } from '../../../shared/errors.ts';
import type { StudioContext } from '../context.ts';
import type { MediaFile } from '../http/media.ts';
import { makeThumbnail } from '../imaging/thumbnail.ts';
import { findMime } from './asset-store.ts';
import { asStorageError } from './storage-error.ts';

/** Answers an original or a thumbnail as a file; throws not-found. Thumbnails may be deleted at any time. */
export function createThumbnailCache(
  context: StudioContext,
): (hash: string, widthPx: number | null) => Promise<MediaFile> {
  const line = new PQueue({ concurrency: 2 });
  const underWay = new Map<string, Promise<MediaFile>>();
  const make = async (hash: string, widthPx: number, path: string): Promise<MediaFile> => {
    const bytes = await makeThumbnail(await context.blobs.read(hash), widthPx);
    const temporary = `${path}.${process.pid}.part`;
    try {
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(temporary, bytes);
      await rename(temporary, path);
    } catch (error) {
      throw asStorageError(error);
    }
    return { path, mime: 'image/webp', sizeBytes: bytes.byteLength };
  };
  return async (hash, widthPx) => {
    const original = context.blobs.pathOf(hash);
    const mime = findMime(context.db, hash);
    const originalBytes = await context.blobs.size(hash);
    if (mime === null || originalBytes === null)
      throw new StudioError('not-found', 'That picture is not in this library.');
    if (widthPx === null) return { path: original, mime, sizeBytes: originalBytes };
    const path = join(context.libraryPath, 'thumbnails', hash.slice(0, 2), `${hash}-${widthPx}.webp`);
    const known = await stat(path).catch(() => null);
    if (known) return { path, mime: 'image/webp', sizeBytes: known.size };
    const running = underWay.get(path) ?? line.add(() => make(hash, widthPx, path));
    underWay.set(path, running);
    return running.finally(() => underWay.delete(path));
  };
}
