/** Owns the one Web handler: which address leads where. */
import { Hono } from 'hono';
import type { Asset } from '../../../shared/asset.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { EventBus } from '../context.ts';
import { eventRoute } from './event-stream.ts';
import { exportRoute, type MediaSource, partialRoute, pictureRoute } from './media.ts';
import { answerError, type ErrorAnswers, type Procedures, rpcRoute } from './rpc.ts';
import { pageRoute } from './static-files.ts';

/** A designer's largest layered TIFF fits; a disk image does not. */
export const UPLOAD_LIMIT_BYTES = 100 * 1024 * 1024;

export interface HandlerParts {
  readonly procedures: Procedures;
  readonly media: MediaSource;
  readonly events: EventBus;
  readonly answers: ErrorAnswers;
  readonly pagePath: string | null;
  /** `working`: a mask or the like, not listed in history. */
  readonly importPicture: (bytes: Uint8Array, name: string, source: 'imported' | 'working') => Promise<Asset>;
}

export function createHandler(parts: HandlerParts): (request: Request) => Promise<Response> {
  const app = new Hono();
  app.post('/rpc/:name', rpcRoute(parts.procedures, parts.answers));
  app.get('/events', eventRoute(parts.events));
  app.get('/media/:hash', pictureRoute(parts.media));
  app.get('/partial/:job/:slot', partialRoute(parts.media));
  app.get('/exports/:id/:name', exportRoute(parts.media));
  app.post('/upload', async (context) => {
    const name = (context.req.query('name') ?? 'picture').slice(0, 300);
    const bytes = await readLimited(context.req.raw, UPLOAD_LIMIT_BYTES);
    const source = context.req.query('purpose') === 'working' ? 'working' : 'imported';
    return context.json({ result: await parts.importPicture(bytes, name, source) });
  });
  if (parts.pagePath !== null) app.get('*', pageRoute(parts.pagePath));
  app.notFound((context) =>
    answerError(context, new StudioError('not-found', 'There is no such page.'), parts.answers),
  );
  app.onError((error, context) => answerError(context, error, parts.answers));
  return async (request) => app.fetch(request);
}

/** Reads a body but no more than the limit, so that nobody can fill the memory. */
async function readLimited(request: Request, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of request.body ?? []) {
    total += chunk.byteLength;
    if (total > limitBytes) {
      throw new StudioError(
        'image-too-large',
        `That file is larger than ${Math.round(limitBytes / 1024 / 1024)} MB. Save it smaller and drop it again.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
