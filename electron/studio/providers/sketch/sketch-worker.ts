/** Owns a drawing thread: takes orders, draws them side by side, and hands the pictures over without a copy. */
import { parentPort } from 'node:worker_threads';
import { StudioError } from '../../../../shared/errors.ts';
import type { ProviderPicture, ProviderRequest } from '../provider.ts';
import type { SketchOrder, SketchReply } from './sketch-orders.ts';
import { drawPictures } from './sketch-pictures.ts';

const port = parentPort;
const running = new Map<number, AbortController>();

port?.on('message', (order: SketchOrder) => {
  if (order.kind === 'cancel') running.get(order.id)?.abort();
  else void draw(order.id, order.request);
});

async function draw(id: number, request: ProviderRequest): Promise<void> {
  const ending = new AbortController();
  running.set(id, ending);
  try {
    const drawn = await drawPictures(request, {
      signal: ending.signal,
      onProgress: (progress) => say({ id, kind: 'progress', progress }),
    });
    const pictures = drawn.map(movable);
    say(
      { id, kind: 'drawn', pictures },
      pictures.map(({ bytes }) => bytes.buffer),
    );
  } catch (error) {
    if (error instanceof StudioError) say({ id, kind: 'refused', code: error.code, message: error.message });
    else say({ id, kind: 'failed', error });
  } finally {
    running.delete(id);
  }
}

/** Memory of libvips cannot move to another thread; copied here, it costs the studio's thread nothing. */
const movable = ({ bytes, seed }: ProviderPicture) => ({ bytes: new Uint8Array(bytes), seed });

const say = (reply: SketchReply, moved: ArrayBuffer[] = []): void => port?.postMessage(reply, moved);
