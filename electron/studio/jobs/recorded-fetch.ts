/**
 * Owns the one door through which a paid request leaves. The ledger says `sent` before the first byte goes out, and the
 * raw answer lies in a file, whole, before an adapter sees its end. It sends once and never again.
 */
import { Agent } from 'undici';
import { StudioError } from '../../../shared/errors.ts';
import type { AttemptId } from '../../../shared/ids.ts';
import { type BlobStore, sha256 } from '../assets/blob-store.ts';
import type { Clock } from '../context.ts';
import type { WriteDb } from '../db/database.ts';
import { openAnswerFile } from './answer-file.ts';
import { markAccepted, markSent } from './attempt-store.ts';

/**
 * What became of the request. `unsent`: no byte left. `refused`: a whole answer that says no, nothing is owed.
 * `answered`: a whole answer, stored. `lost`: it left, and no whole answer came back.
 */
export type CallOutcome = 'unsent' | 'refused' | 'answered' | 'lost';

export interface RecordedCall {
  readonly fetch: typeof fetch;
  /** Settles when the network is done with this call, also after the adapter stopped reading. */
  outcome(): Promise<CallOutcome>;
  /** Answers when the network is done; throws when a whole answer came and could not be put on disk for good. */
  requireStored(): Promise<void>;
  responseHash(): string | null;
  requestHash(): string | null;
  /** HTTP status of the answer; null when none came. */
  status(): number | null;
}

export interface RecordedCallParts {
  readonly db: WriteDb;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly attemptId: AttemptId;
  readonly libraryPath: string;
  /** Asked when a whole answer could not be stored: returns to try again, throws to give it up. */
  readonly onUnstored: (error: unknown) => Promise<void>;
}

/** Long pictures take minutes before the first byte; adapters keep their own deadlines, a dead peer is found by them. */
const patientAgent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 20_000 } });
/** Eight 4K pictures as base64 stay below this. */
const ANSWER_LIMIT_BYTES = 400 * 1024 * 1024;
/** How long the rest of an answer may take after the adapter has all it wants. */
const DRAIN_MS = 10_000;
/** A gateway that lost its upstream: the vendor may have drawn and billed all the same. */
const UNCERTAIN_STATUSES = new Set([408, 502, 504, 520, 522, 524]);
/** System and TLS codes that mean the connection was never made, so nothing can have been billed. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*|ERR_INVALID_URL)$/;

export function recordCall(parts: RecordedCallParts): RecordedCall {
  let outcome: CallOutcome = 'unsent';
  let finished: Promise<void> = Promise.resolve();
  let trouble: unknown = null;
  let requestHash: string | null = null;
  let responseHash: string | null = null;
  let isUsed = false;
  let status: number | null = null;

  const store = async (bytes: Uint8Array): Promise<string> => {
    for (;;) {
      try {
        return await parts.blobs.put(bytes);
      } catch (error) {
        await parts.onUnstored(error);
      }
    }
  };

  const receive = async (response: Response, sink: Sink): Promise<void> => {
    const head = headOf(response);
    const file = response.ok ? await openAnswerFile(parts.libraryPath, parts.attemptId, head) : null;
    let isHere = false;
    try {
      const bytes = await drain(response, sink, async (chunk) => file?.append(chunk));
      isHere = true;
      // Every byte is in a file that outlives this process: reading the end need not wait for the disk.
      if (file?.isComplete()) sink.close();
      if (response.ok) {
        responseHash = await store(bytes);
        markAccepted(parts.db, parts.attemptId, { responseHash, responseHead: head });
        outcome = 'answered';
      } else {
        outcome = UNCERTAIN_STATUSES.has(response.status) ? 'lost' : 'refused';
      }
      await file?.drop();
      sink.close();
    } catch (error) {
      outcome = 'lost';
      // A whole answer that could not be stored is left for the next start.
      if (isHere) {
        trouble = error;
        await file?.close();
      } else {
        await file?.drop();
      }
      sink.fail(error);
    }
  };

  const recordedFetch: typeof fetch = async (input, init) => {
    if (isUsed) throw new StudioError('internal', 'A recorded call sends once.');
    isUsed = true;
    const { request, body, contentType } = await readRequest(input, init);
    requestHash = sha256(body);
    request.signal.throwIfAborted();
    markSent(parts.db, parts.attemptId, { requestHash, nowMs: parts.clock.now() });
    outcome = 'lost';
    let response: Response;
    try {
      response = await send(request, body, contentType);
    } catch (error) {
      if (neverConnected(error)) outcome = 'refused';
      throw error;
    }
    status = response.status;
    const sink = openSink();
    finished = receive(response, sink);
    return new Response(sink.stream, { status: response.status, headers: response.headers });
  };

  return {
    fetch: recordedFetch,
    outcome: async () => {
      await finished;
      return outcome;
    },
    requireStored: async () => {
      await finished;
      if (trouble !== null) throw trouble;
    },
    requestHash: () => requestHash,
    responseHash: () => responseHash,
    status: () => status,
  };
}

interface ReadRequest {
  readonly request: Request;
  readonly body: Uint8Array;
  readonly contentType: string | null;
}

/**
 * Forms come with a random boundary; it is replaced by one that follows from the content, of the same length, so that
 * the same request is the same bytes whenever it is built.
 */
async function readRequest(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<ReadRequest> {
  const request = new Request(input, init);
  const body = Buffer.from(await request.arrayBuffer());
  const contentType = request.headers.get('content-type');
  const boundary = /^multipart\/form-data;\s*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (!boundary || contentType === null) return { request, body, contentType };
  const fixed = (text: string) => text.padEnd(boundary.length, '0').slice(0, boundary.length);
  const neutral = replaceAll(body, boundary, fixed('maquette'));
  const own = fixed(`maquette${sha256(neutral)}`);
  return { request, body: replaceAll(body, boundary, own), contentType: contentType.replace(boundary, own) };
}

/** Same length in, same length out: only the boundary lines change. */
function replaceAll(body: Buffer, from: string, to: string): Buffer {
  const copy = Buffer.from(body);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + to.length)) copy.write(to, at, 'latin1');
  return copy;
}

/** Takes the request that an adapter builds and sends nothing. */
export function captureRequest(): { readonly fetch: typeof fetch; hash(): string | null } {
  let hash: string | null = null;
  return {
    fetch: async (input, init) => {
      hash = sha256((await readRequest(input, init)).body);
      throw new StudioError('cancelled', 'Captured, not sent.');
    },
    hash: () => hash,
  };
}

/** Whether every byte that its head announced is there; null when it announced none. */
export function isWhole(bytes: Uint8Array, head: string): boolean | null {
  const { headers }: { headers: Record<string, string> } = JSON.parse(head);
  const length = headers['content-length'];
  return length === undefined ? null : Number(length) === bytes.byteLength;
}

/** A stored answer, played to an adapter as if it came from the network. */
export function replayAnswer(bytes: Uint8Array, head: string): typeof fetch {
  const { status, headers }: { status: number; headers: Record<string, string> } = JSON.parse(head);
  return async () => new Response(Buffer.from(bytes), { status, headers });
}

function send(request: Request, body: Uint8Array, contentType: string | null): Promise<Response> {
  const headers = new Headers(request.headers);
  if (contentType !== null) headers.set('content-type', contentType);
  const init: RequestInit = {
    method: request.method,
    headers,
    signal: request.signal,
    // A key is never carried to another address.
    redirect: 'error',
  };
  // Node's fetch takes a dispatcher; its type names another copy of the same class.
  Object.assign(init, { dispatcher: patientAgent });
  if (body.byteLength > 0) init.body = Buffer.from(body);
  return fetch(request.url, init);
}

interface Sink {
  readonly stream: ReadableStream<Uint8Array>;
  readonly onLeave: (listener: () => void) => void;
  write(chunk: Uint8Array): void;
  close(): void;
  fail(error: unknown): void;
}

function openSink(): Sink {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let isGone = false;
  let leave = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start: (opened) => {
      controller = opened;
    },
    cancel: () => {
      isGone = true;
      leave();
    },
  });
  const unlessGone = (act: () => void) => {
    if (!isGone) act();
  };
  return {
    stream,
    onLeave: (listener) => {
      leave = listener;
    },
    write: (chunk) => unlessGone(() => controller?.enqueue(chunk)),
    close: () => {
      unlessGone(() => controller?.close());
      isGone = true;
    },
    fail: (error) => unlessGone(() => controller?.error(error)),
  };
}

/** Reads the whole answer, handing each chunk on; keeps reading for a while after the adapter stopped. */
async function drain(response: Response, sink: Sink, keep: (chunk: Uint8Array) => Promise<void>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const reader = response.body?.getReader();
  let timer: NodeJS.Timeout | null = null;
  sink.onLeave(() => {
    timer = setTimeout(() => void reader?.cancel(new Error('The rest of the answer did not come.')), DRAIN_MS);
  });
  try {
    for (;;) {
      const step = await reader?.read();
      if (!step || step.done) return Buffer.concat(chunks);
      total += step.value.byteLength;
      if (total > ANSWER_LIMIT_BYTES) throw new StudioError('bad-response', 'The answer is larger than any picture.');
      chunks.push(step.value);
      await keep(step.value);
      sink.write(step.value);
    }
  } finally {
    if (timer) clearTimeout(timer);
  }
}

function headOf(response: Response): string {
  // The length counts what travelled, so it says nothing once a coding was taken off.
  const length = response.headers.has('content-encoding') ? [] : ['content-length'];
  const kept = ['content-type', 'x-request-id', 'date', ...length];
  const headers: Record<string, string> = {};
  for (const name of kept) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  return JSON.stringify({ status: response.status, headers });
}

function neverConnected(error: unknown): boolean {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string' && NEVER_CONNECTED.test(current.code)) return true;
    // The platform refuses some ports itself, before it opens a connection, and gives no code.
    if (current.message === 'bad port') return true;
    if (current instanceof AggregateError && current.errors.length > 0) return current.errors.every(neverConnected);
  }
  return false;
}
