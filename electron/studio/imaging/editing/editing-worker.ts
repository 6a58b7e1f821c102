/** Owns the editing thread: takes one order after the other and gives back what it made or why not. */
import { parentPort } from 'node:worker_threads';
import { StudioError } from '../../../../shared/errors.ts';
import { copyForThread } from './copy-for-thread.ts';
import { EDITING_TASKS, type EditingOrder, type EditingReply } from './editing-tasks.ts';

const port = parentPort;

port?.on('message', async (order: EditingOrder) => {
  const reply = await answer(order);
  try {
    port.postMessage(reply, 'output' in reply ? ownBuffers(reply.output) : []);
  } catch {
    // Memory that belongs to libvips cannot be handed over; it is copied here, where nobody waits.
    const { copy, buffers } = await copyForThread(reply);
    port.postMessage(copy, buffers);
  }
});

async function answer({ id, task, input }: EditingOrder): Promise<EditingReply> {
  try {
    const work: (...input: never[]) => unknown = EDITING_TASKS[task];
    return { id, output: await Reflect.apply(work, undefined, input) };
  } catch (error) {
    if (error instanceof StudioError) return { id, refusal: { code: error.code, message: error.message } };
    throw error;
  }
}

/** Views that are alone on their memory, so that it can move to the other thread without a copy. */
function ownBuffers(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    const { buffer } = value;
    return buffer instanceof ArrayBuffer && value.byteLength === buffer.byteLength ? [buffer] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(ownBuffers))];
}
