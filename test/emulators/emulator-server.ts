/** Owns the server under both emulators: life cycle, log, counters, faults, control routes. No vendor knowledge. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Body, parseBody, readBytes } from './emulator-body.ts';
import { controlAnswer } from './emulator-control.ts';
import { type Answer, deliver, htmlAnswer } from './emulator-delivery.ts';
import { createFaultQueue, type Fault, type FaultQueue, isRefusal } from './emulator-faults.ts';
import { hasKey, type LoggedRequest, loggedBody, loggedHeaders } from './emulator-log.ts';

export interface EmulatorOptions {
  /** 0 picks a free one. */
  readonly port?: number;
  /** The only accepted key; without it any key with the emulator's prefix is accepted. */
  readonly apiKey?: string;
  readonly faults?: readonly Fault[];
  readonly latencyMs?: number;
  /**
   * Paints each size and format once and answers from memory, for benches. The files weigh about what a vendor's weigh
   * and each carries its own serial number, so that no two are the same file.
   */
  readonly cannedPictures?: boolean;
  /** Ids that answer 404 in addition to the ones known to be retired. */
  readonly retiredModels?: readonly string[];
}

export interface Emulator {
  readonly origin: string;
  /** What an adapter is configured with. */
  readonly baseUrl: string;
  /** Oldest first, control calls not included. */
  readonly log: readonly LoggedRequest[];
  readonly received: number;
  /** Requests that a vendor would charge for, whether or not the answer arrived. */
  readonly paidRequests: number;
  latencyMs: number;
  /** Replaces the faults still to come. */
  setFaults(faults: readonly Fault[]): void;
  /** Forgets faults, log, counters and pictures. */
  reset(): void;
  close(): Promise<void>;
}

export interface VendorRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
  readonly bodySizeBytes: number;
  /** The content fault to act out, null for an honest answer. */
  readonly fault: Fault | null;
}

/** The half of an emulator that knows its vendor. */
export interface Vendor {
  /** Appended to the origin to make `baseUrl`. */
  readonly basePath: string;
  isStream(request: Pick<VendorRequest, 'path' | 'body'>): boolean;
  /** The vendor's own shape for a fault of the refusing sort. */
  refusal(fault: Fault): Answer;
  tooLarge(): Answer;
  /** Throws Refusal for what the vendor would not accept. */
  answer(request: VendorRequest): Promise<Answer>;
  reset(): void;
}

/** The vendor says no; nothing is billed. */
export class Refusal extends Error {
  readonly answer: Answer;
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`refused with ${status}`);
    this.answer = { status, headers, payload: { kind: 'json', value: body }, isBilled: false };
  }
}

interface State {
  readonly vendor: Vendor;
  readonly faults: FaultQueue;
  log: LoggedRequest[];
  latencyMs: number;
}

/** Binds to loopback only. */
export async function startEmulator(vendor: Vendor, options: EmulatorOptions): Promise<Emulator> {
  const state: State = { vendor, faults: createFaultQueue(), log: [], latencyMs: options.latencyMs ?? 0 };
  state.faults.replace(options.faults ?? []);
  const reset = (): void => {
    state.log = [];
    state.faults.replace([]);
    vendor.reset();
  };
  const server = createServer((request, response) => {
    serve(state, { request, response, reset }).catch((cause: unknown) => {
      // A bug of the emulator, not a scripted answer: it must not look like one.
      if (!response.headersSent) response.writeHead(599, { 'content-type': 'text/plain' });
      response.end(`emulator failed: ${cause instanceof Error ? cause.stack : String(cause)}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The emulator has no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    baseUrl: `${origin}${vendor.basePath}`,
    get log() {
      return state.log;
    },
    get received() {
      return state.log.length;
    },
    get paidRequests() {
      return state.log.filter((entry) => entry.isBilled).length;
    },
    get latencyMs() {
      return state.latencyMs;
    },
    set latencyMs(value: number) {
      state.latencyMs = value;
    },
    setFaults: (faults) => state.faults.replace(faults),
    reset,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly reset: () => void;
}

async function serve(state: State, { request, response, reset }: Exchange): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://emulator');
  const bytes = await readBytes(request).catch(() => 'aborted' as const);
  if (bytes === 'aborted') return;
  if (bytes === null) return deliver(response, state.vendor.tooLarge(), { fault: null, latencyMs: 0 });
  const body = await parseBody(bytes, request.headers['content-type'] ?? '');
  const method = request.method ?? 'GET';
  if (url.pathname.startsWith('/__emulator/')) {
    const answer = controlAnswer({ method, path: url.pathname, body }, { state, reset });
    return deliver(response, answer, { fault: null, latencyMs: 0 });
  }
  const { pathname: path, searchParams: query } = url;
  const entry: LoggedRequest = {
    method,
    path,
    query: Object.fromEntries(query),
    headers: loggedHeaders(request.headers),
    hasKey: hasKey(request.headers),
    body: await loggedBody(body),
    fault: null,
    status: null,
    isBilled: false,
  };
  state.log.push(entry);
  const fault = state.faults.take({ method, path, isStream: state.vendor.isStream({ path, body }) });
  const vendorRequest = { method, path, query, headers: request.headers, body, bodySizeBytes: bytes.length, fault };
  const outcome = await decide(state, vendorRequest);
  entry.fault = outcome.fault?.kind ?? null;
  entry.isBilled = outcome.isBilled;
  response.once('finish', () => {
    entry.status = outcome.answer.status;
  });
  await deliver(response, outcome.answer, { fault: outcome.fault, latencyMs: state.latencyMs });
}

interface Outcome {
  readonly answer: Answer;
  /** null when the request was refused on its own merits: the fault then waits for the next one. */
  readonly fault: Fault | null;
  readonly isBilled: boolean;
}

async function decide({ vendor, faults }: State, request: VendorRequest): Promise<Outcome> {
  const { fault } = request;
  if (fault !== null && isRefusal(fault.kind)) {
    const answer = refusalAnswer(vendor, fault);
    return { answer, fault, isBilled: fault.isBilled ?? answer.isBilled };
  }
  try {
    const answer = await vendor.answer(request);
    return { answer, fault, isBilled: fault?.isBilled ?? answer.isBilled };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (fault !== null) faults.giveBack(fault);
    return { answer: refusal.answer, fault: null, isBilled: false };
  }
}

function refusalAnswer(vendor: Vendor, fault: Fault): Answer {
  if (fault.kind === 'html-502') return htmlAnswer(502);
  if (fault.kind === 'html-200') return htmlAnswer(200);
  return vendor.refusal(fault);
}
