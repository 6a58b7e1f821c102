/** Owns the script of faults: what can go wrong, for which requests, and how often. */

/** Answered before the request is looked at; a vendor bills none of these. */
const REFUSALS = [
  'unauthorized',
  'forbidden',
  'rate-limit',
  'quota',
  'server-error',
  'unavailable',
  'html-502',
  'html-200',
] as const;

/** The request was accepted, then the connection misbehaves: a vendor bills these. */
const TRANSPORT = ['hang', 'hang-after-headers', 'stall', 'cut-before-headers', 'cut-mid-body', 'delay'] as const;

/** The request was accepted, and the answer is not what was asked for. */
const CONTENT = [
  'moderation',
  'moderation-output',
  'wrong-size',
  'wrong-format',
  'fewer-pictures',
  'no-picture',
  'text-only',
  'empty-data',
  'truncated-picture',
  'missing-usage',
  'incomplete',
  'refusal',
  // a whole picture, but not one that lies where it should; see emulator-bend.ts
  'resized',
  'shifted',
  'scaled',
  'recoloured',
  'other-picture',
  'not-a-picture',
] as const;

/** Only requests that asked for a stream meet these; other requests leave them in the queue. */
const STREAM_ONLY = ['no-completed', 'plain-json', 'error-event'] as const;

const FAULT_KINDS = [...REFUSALS, ...TRANSPORT, ...CONTENT, ...STREAM_ONLY] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** How many requests meet it, 1 when omitted. */
  readonly times?: number;
  /** Part of the request's path. Without it every POST to the vendor's API is meant, and no GET. */
  readonly path?: string;
  /** Waits this long before the fault (or, with kind `delay`, before the good answer). */
  readonly delayMs?: number;
  /** For `rate-limit`; 1 when omitted. */
  readonly retryAfterSeconds?: number;
  /** A vendor word: a quota code, a finishReason, a blockReason. For bent pictures: by how much, "24,-24" or "0.97". */
  readonly detail?: string;
  /** Overrides whether the request counts as billed. */
  readonly isBilled?: boolean;
}

export const isRefusal = (kind: FaultKind): boolean => REFUSALS.some((known) => known === kind);

interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly isStream: boolean;
}

export interface FaultQueue {
  replace(faults: readonly Fault[]): void;
  /** The first fault that fits, used up once. */
  take(target: FaultTarget): Fault | null;
  /** The request turned out to be refused anyway, so the fault is still to come. */
  giveBack(fault: Fault): void;
}

const fits = (fault: Fault, target: FaultTarget): boolean => {
  if (STREAM_ONLY.some((kind) => kind === fault.kind) && !target.isStream) return false;
  return fault.path === undefined ? target.method === 'POST' : target.path.includes(fault.path);
};

export function createFaultQueue(): FaultQueue {
  let pending: { fault: Fault; left: number }[] = [];
  return {
    replace(faults) {
      pending = faults.map((fault) => ({ fault, left: fault.times ?? 1 }));
    },
    take(target) {
      const found = pending.find((entry) => entry.left > 0 && fits(entry.fault, target));
      if (found === undefined) return null;
      found.left -= 1;
      return found.fault;
    },
    giveBack(fault) {
      const found = pending.find((entry) => entry.fault === fault);
      if (found !== undefined) found.left += 1;
    },
  };
}

/** Reads what came over HTTP: one fault, a list, or `{ faults: [] }`. Throws a sentence when it is none of these. */
export function readFaults(value: unknown): readonly Fault[] {
  const inner = typeof value === 'object' && value !== null && 'faults' in value ? value.faults : value;
  return (Array.isArray(inner) ? inner : [inner]).map(readFault);
}

function readFault(value: unknown): Fault {
  const record = Object.fromEntries(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const kind = FAULT_KINDS.find((known) => known === record.kind);
  if (kind === undefined) throw new Error(`Unknown fault. Known: ${FAULT_KINDS.join(', ')}`);
  const number = (name: string): Record<string, number> => {
    const found = record[name];
    return typeof found === 'number' ? { [name]: found } : {};
  };
  const text = (name: string): Record<string, string> => {
    const found = record[name];
    return typeof found === 'string' ? { [name]: found } : {};
  };
  const billed = typeof record.isBilled === 'boolean' ? { isBilled: record.isBilled } : {};
  return {
    kind,
    ...number('times'),
    ...number('delayMs'),
    ...number('retryAfterSeconds'),
    ...text('path'),
    ...text('detail'),
    ...billed,
  };
}
