/** Owns what crosses to the editing thread: pictures are copied in small steps, then handed over without another copy. */
import { setImmediate } from 'node:timers/promises';

/** Below it, what is copied while the message is posted is not worth a step of its own. */
const SMALL_BYTES = 65_536;
/** About a millisecond of copying; the event loop goes round after each. */
const STEP_BYTES = 2_000_000;

export interface ThreadCopy {
  readonly copy: unknown;
  /** To be transferred with it. */
  readonly buffers: ArrayBuffer[];
}

/** For plain data. The original stays whole: an answer that was paid for may be needed again. */
export async function copyForThread(value: unknown): Promise<ThreadCopy> {
  const buffers: ArrayBuffer[] = [];
  return { copy: await copied(value, buffers), buffers };
}

async function copied(value: unknown, buffers: ArrayBuffer[]): Promise<unknown> {
  if (value instanceof Uint8Array) return value.byteLength > SMALL_BYTES ? copiedBytes(value, buffers) : value;
  if (!isPlain(value)) return value;
  const parts: [string, unknown][] = [];
  for (const [name, part] of Object.entries(value)) parts.push([name, await copied(part, buffers)]);
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

async function copiedBytes(bytes: Uint8Array, buffers: ArrayBuffer[]): Promise<Uint8Array> {
  const copy = new Uint8Array(bytes.byteLength);
  for (let start = 0; start < bytes.byteLength; start += STEP_BYTES) {
    copy.set(bytes.subarray(start, start + STEP_BYTES), start);
    await setImmediate();
  }
  buffers.push(copy.buffer);
  return copy;
}
