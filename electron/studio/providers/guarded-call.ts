/** Owns one guarded vendor call: how often it may send, when it counts as stalled, and who ended it. */
import type { ProviderContext } from './provider.ts';

export interface CallLimits {
  /** From the start to the last byte. Vendors need minutes for a 4K picture (OpenAI: up to about 2, worst seen more). */
  readonly overallMs: number;
  /** Without a byte, once the answer has begun. */
  readonly idleMs: number;
  /** 1 for anything that is billed: an SDK that retries or "continues" on its own must fail instead. */
  readonly maxRequests: number;
  /** Whether a broken call may cost something; only the wording depends on it. */
  readonly isPaid: boolean;
}

/** Handed to an adapter when it is made; tests hand in shorter ones. `now` answers epoch milliseconds. */
export interface ProviderTiming {
  readonly paid: CallLimits;
  readonly free: CallLimits;
  readonly now: () => number;
}

export const CALL_LIMITS: ProviderTiming = {
  paid: { overallMs: 600_000, idleMs: 180_000, maxRequests: 1, isPaid: true },
  free: { overallMs: 15_000, idleMs: 10_000, maxRequests: 20, isPaid: false },
  now: () => Date.now(),
};

/** What is known about the call at any moment; the errors are read from it, because SDKs blur who aborted. */
export interface CallState {
  endedBy: 'cancel' | 'overall' | 'idle' | null;
  /** The transport was entered: bytes may have left. */
  isSent: boolean;
  hasHeaders: boolean;
  /** What the transport threw, before an SDK wraps it. */
  transportError: unknown;
  requestId: string | null;
  contentType: string;
  /** The start of the answer as text, to read what an SDK leaves out of a refusal; at most 64 KB, '' before it came. */
  opening: string;
  readonly limits: CallLimits;
}

export interface GuardedCall {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  readonly state: CallState;
  /** Always call it: clears the timers. */
  end(): void;
}

const OPENING_BYTES = 64 * 1024;

/** All that may leave. The SDKs add facts about the machine, and OPENAI_CUSTOM_HEADERS could replace the key. */
const HEADERS_SENT = ['accept', 'content-type', 'user-agent', 'x-goog-api-key'];

/** `authorization` is the whole header, or null when the key travels in a header of the vendor's own. */
export function guardCall(
  context: Pick<ProviderContext, 'fetch' | 'signal'>,
  limits: CallLimits,
  authorization: string | null,
): GuardedCall {
  const controller = new AbortController();
  const state: CallState = {
    endedBy: null,
    isSent: false,
    hasHeaders: false,
    transportError: null,
    requestId: null,
    contentType: '',
    opening: '',
    limits,
  };
  const endBy = (who: 'cancel' | 'overall' | 'idle') => {
    state.endedBy ??= who;
    controller.abort();
  };
  const onCancel = () => endBy(isTimeout(context.signal.reason) ? 'overall' : 'cancel');
  if (context.signal.aborted) onCancel();
  context.signal.addEventListener('abort', onCancel, { once: true });
  const overall = setTimeout(() => endBy('overall'), limits.overallMs).unref();
  const idle = idleTimer(() => endBy('idle'), limits.idleMs);
  let requests = 0;

  const guardedFetch: typeof fetch = async (input, init) => {
    requests += 1;
    if (requests > limits.maxRequests) throw new Error('A second request within one call was refused.');
    state.isSent = true;
    try {
      // A redirect would carry the key to another origin, so it is an answer, not an instruction.
      const sent = { ...init, headers: onlyKnownHeaders(init?.headers, authorization), redirect: 'manual' } as const;
      const response = await context.fetch(input, sent);
      state.hasHeaders = true;
      state.requestId = response.headers.get('x-request-id');
      state.contentType = response.headers.get('content-type') ?? '';
      return watchBody(response, idle, state);
    } catch (error) {
      noteTransportError(state, error);
      throw error;
    }
  };

  return {
    fetch: guardedFetch,
    signal: controller.signal,
    state,
    end() {
      clearTimeout(overall);
      idle.stop();
      context.signal.removeEventListener('abort', onCancel);
    },
  };
}

/** `AbortSignal.timeout` is a deadline of the caller, not a person's wish. */
const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError';

/** An abort is ours or the SDK's own doing (it aborts when it gives up on a stream), never the network's. */
function noteTransportError(state: CallState, error: unknown): void {
  if (error instanceof Error && error.name === 'AbortError') return;
  state.transportError ??= error;
}

function onlyKnownHeaders(given: RequestInit['headers'], authorization: string | null): Headers {
  const all = new Headers(given);
  const kept = new Headers();
  for (const name of HEADERS_SENT) {
    const value = all.get(name);
    if (value !== null) kept.set(name, value);
  }
  if (authorization !== null) kept.set('authorization', authorization);
  return kept;
}

interface IdleTimer {
  touch(): void;
  stop(): void;
}

function idleTimer(onIdle: () => void, idleMs: number): IdleTimer {
  let timer: NodeJS.Timeout | null = null;
  const stop = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const touch = () => {
    stop();
    // Unref'd: a stalled vendor must not keep a closing app alive.
    timer = setTimeout(onIdle, idleMs).unref();
  };
  return { touch, stop };
}

/** The same answer, with every chunk counted as a sign of life, and the transport's own error kept. */
function watchBody(response: Response, idle: IdleTimer, state: CallState): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  idle.touch();
  const body = new ReadableStream<Uint8Array>({
    async pull(sink) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          idle.stop();
          sink.close();
          return;
        }
        idle.touch();
        const room = OPENING_BYTES - state.opening.length;
        if (room > 0) state.opening += decoder.decode(value.subarray(0, room), { stream: true });
        sink.enqueue(value);
      } catch (error) {
        idle.stop();
        noteTransportError(state, error);
        sink.error(error);
      }
    },
    async cancel(reason) {
      idle.stop();
      await reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
}
