/**
 * Owns trying again: only what certainly was not billed (refused for rate, never connected, 503), only a few times, and
 * never against a provider that has stopped answering.
 */
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel';
import { StudioError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { ProviderId } from '../../../shared/model.ts';
import type { ProviderPause } from '../routing/provider-pause.ts';
import { announceJob, type JobParts } from './job-parts.ts';
import { setJobNote } from './job-store.ts';
import { FAILURES_BEFORE_PAUSE, isVendorTrouble, PAUSE_MS } from './vendor-trouble-store.ts';

/** A call that brought nothing, and whether sending it again can cost a second time. */
export class CallFailed extends Error {
  readonly error: unknown;
  readonly isRepeatable: boolean;

  constructor(error: unknown, isRepeatable: boolean) {
    super('call failed', { cause: error });
    this.error = error;
    this.isRepeatable = isRepeatable;
  }
}

const TRIES = 3;
const FIRST_WAIT_MS = 1_000;
/** Longer waits are told instead of sat out; the person can retry then. */
const LONGEST_WAIT_MS = 10 * 60_000;

export interface ProviderHealth {
  /** Runs one call unless the provider is paused. */
  guard(id: ProviderId, work: () => Promise<void>): Promise<void>;
  paused(): ProviderPause[];
}

/**
 * Counts failures of the vendor itself; four in a row pause it for half a minute, then one call tries the water.
 * `earlier`: pauses that an earlier run began.
 */
export function createProviderHealth(now: () => number, earlier: readonly ProviderPause[]): ProviderHealth {
  const pausedUntil = new Map(earlier.map(({ providerId, untilMs }) => [providerId, untilMs]));
  const open = (id: ProviderId) => {
    const breaker = circuitBreaker(
      handleWhen((error) => error instanceof CallFailed && isVendorTrouble(error.error)),
      { halfOpenAfter: PAUSE_MS, breaker: new ConsecutiveBreaker(FAILURES_BEFORE_PAUSE) },
    );
    breaker.onBreak(() => pausedUntil.set(id, now() + PAUSE_MS));
    breaker.onReset(() => pausedUntil.delete(id));
    return breaker;
  };
  const breakers = new Map<ProviderId, ReturnType<typeof open>>();
  const isPaused = (id: ProviderId) => {
    const breaker = breakers.get(id);
    return breaker ? breaker.state === CircuitState.Open : now() < (pausedUntil.get(id) ?? 0);
  };
  const leftAlone = (id: ProviderId) => {
    const until = new Date(pausedUntil.get(id) ?? now()).toLocaleTimeString();
    const times = `${FAILURES_BEFORE_PAUSE} times in a row`;
    const message = `This provider failed ${times} and is left alone until ${until}. Nothing was sent.`;
    return new CallFailed(new StudioError('server', message), false);
  };
  return {
    async guard(id, work) {
      const breaker = breakers.get(id) ?? open(id);
      if (!breakers.has(id) && isPaused(id)) throw leftAlone(id);
      breakers.set(id, breaker);
      try {
        await breaker.execute(work);
      } catch (error) {
        throw isBrokenCircuitError(error) ? leftAlone(id) : error;
      }
    },
    paused: () =>
      [...pausedUntil]
        .filter(([providerId]) => isPaused(providerId))
        .map(([providerId, untilMs]) => ({ providerId, untilMs })),
  };
}

export interface PatientCall {
  readonly jobId: JobId;
  readonly providerId: ProviderId;
  readonly providerLabel: string;
  readonly signal: AbortSignal;
  /** One try; each writes its own attempt. */
  readonly send: () => Promise<void>;
}

/** Throws the error of the last try. */
export async function sendPatiently(parts: JobParts, call: PatientCall): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await parts.health.guard(call.providerId, call.send);
    } catch (failure) {
      if (!(failure instanceof CallFailed)) throw failure;
      const waitMs = failure.isRepeatable && tried < TRIES ? waitBefore(parts, failure.error, tried) : null;
      if (waitMs === null || call.signal.aborted) throw failure.error;
      await waitWithNote(parts, call, { waitMs, tried });
    }
  }
}

/** What the vendor asks for, else 1 s, 2 s and so on, with jitter so that many calls do not come back as one. */
function waitBefore(parts: JobParts, error: unknown, tried: number): number | null {
  const asked = error instanceof StudioError ? error.retryAtMs : null;
  const waitMs = asked === null ? FIRST_WAIT_MS * 2 ** (tried - 1) : Math.max(0, asked - parts.context.clock.now());
  return waitMs > LONGEST_WAIT_MS ? null : Math.round(waitMs + Math.random() * FIRST_WAIT_MS * 0.25);
}

async function waitWithNote(
  parts: JobParts,
  call: PatientCall,
  wait: { waitMs: number; tried: number },
): Promise<void> {
  const at = new Date(parts.context.clock.now() + wait.waitMs).toLocaleTimeString();
  setJobNote(
    parts.context.db,
    call.jobId,
    `${call.providerLabel} is busy. Nothing was billed; asking again at ${at} (try ${wait.tried + 1} of ${TRIES}).`,
  );
  announceJob(parts, call.jobId);
  try {
    await parts.wait(wait.waitMs, call.signal);
  } catch (cause) {
    throw new StudioError('cancelled', 'Cancelled while waiting. Nothing was billed.', { cause });
  } finally {
    setJobNote(parts.context.db, call.jobId, null);
    announceJob(parts, call.jobId);
  }
}
