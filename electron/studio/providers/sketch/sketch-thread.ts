/** Owns the way to the drawing thread: the studio's own thread never draws, whatever a scene asks for. */
import { Worker } from 'node:worker_threads';
import { StudioError } from '../../../../shared/errors.ts';
import type { ProviderContext, ProviderPicture, ProviderRequest } from '../provider.ts';
import type { SketchOrder, SketchReply } from './sketch-orders.ts';

/** After so long without work the thread and its memory are given back. */
const IDLE_MS = 300_000;

/** One for all orders, side by side: libvips keeps the other cores busy, and a second one costs 200 MB for a tenth. */
interface DrawingThread {
  readonly worker: Worker;
  readonly waiting: Map<number, (answer: SketchReply | Error) => void>;
}

let thread: DrawingThread | null = null;
let idle: NodeJS.Timeout | null = null;
let nextId = 1;

/** Throws what `drawPictures` throws. */
export async function drawOnThread(
  request: ProviderRequest,
  { signal, onProgress }: Pick<ProviderContext, 'signal' | 'onProgress'>,
): Promise<readonly ProviderPicture[]> {
  if (signal.aborted) throw new StudioError('cancelled', 'The sketch was cancelled. Nothing was charged.');
  const id = nextId++;
  const own = wakeThread();
  const tell = (order: SketchOrder) => own.worker.postMessage(order);
  const cancel = () => tell({ kind: 'cancel', id });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      own.waiting.set(id, (answer) => {
        if (answer instanceof Error) reject(answer);
        else if (answer.kind === 'progress') onProgress(answer.progress);
        else if (answer.kind === 'drawn') resolve(answer.pictures);
        else reject(answer.kind === 'refused' ? new StudioError(answer.code, answer.message) : answer.error);
      });
      tell({ kind: 'draw', id, request });
    });
  } finally {
    signal.removeEventListener('abort', cancel);
    own.waiting.delete(id);
    if (own.waiting.size === 0) rest(own);
  }
}

function wakeThread(): DrawingThread {
  if (idle) clearTimeout(idle);
  thread ??= startThread();
  // A thread at rest keeps no process alive.
  thread.worker.ref();
  return thread;
}

function rest(own: DrawingThread): void {
  own.worker.unref();
  if (own !== thread) return;
  idle = setTimeout(() => {
    thread = null;
    void own.worker.terminate();
  }, IDLE_MS).unref();
}

function startThread(): DrawingThread {
  // Built, everything is one script beside another; from source, Node runs the TypeScript itself.
  const name = import.meta.url.endsWith('.ts') ? './sketch-worker.ts' : './sketch-worker.js';
  const worker = new Worker(new URL(name, import.meta.url));
  const started: DrawingThread = { worker, waiting: new Map() };
  const end = (error: Error) => {
    if (thread === started) thread = null;
    for (const answer of [...started.waiting.values()]) answer(error);
  };
  worker.on('message', (reply: SketchReply) => started.waiting.get(reply.id)?.(reply));
  worker.once('error', end);
  worker.once('exit', () => end(new Error('The drawing thread ended in the middle of a picture.')));
  return started;
}
