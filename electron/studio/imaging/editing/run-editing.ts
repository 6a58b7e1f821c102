/** Owns the way to the editing thread: one at a time, so that memory stays bounded, and never on the event loop. */
import { Worker } from 'node:worker_threads';
import { StudioError } from '../../../../shared/errors.ts';
import { copyForThread } from './copy-for-thread.ts';
import type { EditingInput, EditingOutput, EditingReply, EditingTask } from './editing-tasks.ts';

type Refusal = Extract<EditingReply, { refusal: unknown }>;

/** After so long without work the thread and its memory are given back. */
const IDLE_MS = 20_000;

let thread: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
let last: Promise<unknown> = Promise.resolve();
let nextId = 1;

/**
 * Runs one task of `EDITING_TASKS` on the editing thread, after those asked for before. Throws what the task throws,
 * and `cancelled` when the signal aborts, also in the middle of the work.
 */
export function runEditing<Task extends EditingTask>(
  task: Task,
  input: EditingInput<Task>,
  signal?: AbortSignal,
): Promise<EditingOutput<Task>> {
  const turn = last.then(() => runOnce(task, input, signal));
  last = turn.catch(() => undefined);
  return turn;
}

/** Ends the thread; the next task starts another. */
export async function stopEditing(): Promise<void> {
  const ending = thread;
  thread = null;
  if (idle) clearTimeout(idle);
  await ending?.terminate();
}

async function runOnce<Task extends EditingTask>(
  task: Task,
  input: EditingInput<Task>,
  signal?: AbortSignal,
): Promise<EditingOutput<Task>> {
  if (signal?.aborted) throw cancelled();
  if (idle) clearTimeout(idle);
  const { copy, buffers } = await copyForThread(input);
  if (signal?.aborted) throw cancelled();
  const order = { id: nextId++, task, input: copy };
  const worker = thread ?? startThread();
  worker.ref();
  try {
    return await exchange<EditingOutput<Task>>(worker, { order, buffers }, signal);
  } finally {
    worker.unref();
    idle = setTimeout(() => void stopEditing(), IDLE_MS).unref();
  }
}

function startThread(): Worker {
  // Built, everything is one script beside another; from source, Node runs the TypeScript itself.
  const name = import.meta.url.endsWith('.ts') ? './editing-worker.ts' : './editing-worker.js';
  const worker = new Worker(new URL(name, import.meta.url));
  thread = worker;
  worker.once('exit', () => {
    if (thread === worker) thread = null;
  });
  return worker;
}

interface Sending {
  readonly order: { readonly id: number; readonly task: EditingTask; readonly input: unknown };
  readonly buffers: ArrayBuffer[];
}

function exchange<Output>(worker: Worker, { order, buffers }: Sending, signal?: AbortSignal) {
  return new Promise<Output>((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage).off('error', onError);
      signal?.removeEventListener('abort', onAbort);
      act();
    };
    const onMessage = (reply: Refusal | { id: number; output: Output }) => {
      if (reply.id !== order.id) return;
      settle(() => {
        if ('refusal' in reply) reject(new StudioError(reply.refusal.code, reply.refusal.message));
        else resolve(reply.output);
      });
    };
    const onError = (error: Error) => settle(() => reject(error));
    const onAbort = () => settle(() => void stopEditing().then(() => reject(cancelled())));
    worker.on('message', onMessage).on('error', onError);
    signal?.addEventListener('abort', onAbort);
    worker.postMessage(order, buffers);
  });
}

function cancelled(): StudioError {
  return new StudioError('cancelled', 'The edit was cancelled; nothing was changed.');
}
