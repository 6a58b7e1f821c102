/** Owns pixels on the wire: originals, thumbnails, partial previews, exports. Every answer is inert and immutable. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { THUMBNAIL_WIDTHS_PX } from '../../../shared/asset.ts';
import { StudioError } from '../../../shared/errors.ts';

/** What media needs of the rest of the studio; http knows no feature. */
export interface MediaSource {
  /** Throws not-found. A width answers a WebP no wider than that. */
  picture(hash: string, widthPx: number | null): Promise<MediaFile>;
  /** The newest partial preview of a slot; null when there is none. */
  partial(jobId: string, slot: number): Uint8Array | null;
  exported(exportId: string): Promise<MediaFile & { readonly fileName: string }>;
}

export interface MediaFile {
  readonly path: string;
  readonly mime: string;
  readonly sizeBytes: number;
}

/** A picture opened as a page of its own can run nothing and load nothing. */
const INERT = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
};

export function pictureRoute(source: MediaSource): (context: Context) => Promise<Response> {
  return async (context) => {
    const hash = context.req.param('hash') ?? '';
    const asked = context.req.query('w');
    const widthPx = asked === undefined ? null : Number(asked);
    if (widthPx !== null && !THUMBNAIL_WIDTHS_PX.includes(widthPx)) {
      throw new StudioError('bad-request', `Pictures come at widths of ${THUMBNAIL_WIDTHS_PX.join(', ')} pixels.`);
    }
    const etag = `"${hash}-${widthPx ?? 'original'}"`;
    if (context.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers: { etag } });
    const file = await source.picture(hash, widthPx);
    return fileResponse(file, { etag, 'cache-control': 'private, max-age=31536000, immutable' });
  };
}

export function partialRoute(source: MediaSource): (context: Context) => Response {
  return (context) => {
    const bytes = source.partial(context.req.param('job') ?? '', Number(context.req.param('slot')));
    if (!bytes) throw new StudioError('not-found', 'There is no preview yet.');
    const mime = bytes[0] === 0x89 ? 'image/png' : bytes[0] === 0xff ? 'image/jpeg' : 'image/webp';
    return new Response(Buffer.from(bytes), {
      headers: { ...INERT, 'content-type': mime, 'cache-control': 'private, max-age=3600' },
    });
  };
}

export function exportRoute(source: MediaSource): (context: Context) => Promise<Response> {
  return async (context) => {
    const file = await source.exported(context.req.param('id') ?? '');
    const ascii = file.fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
    return fileResponse(file, {
      'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      'cache-control': 'no-store',
    });
  };
}

function fileResponse(file: MediaFile, headers: Record<string, string>): Response {
  const stream = Readable.toWeb(createReadStream(file.path));
  // Node's stream type and the platform's are the same object at run time.
  return new Response(stream as ReadableStream<Uint8Array>, {
    headers: { ...INERT, ...headers, 'content-type': file.mime, 'content-length': String(file.sizeBytes) },
  });
}
