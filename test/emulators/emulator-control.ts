/** Owns the control routes of an emulator: faults, log, reset and latency over HTTP, for tests in other processes. */
import type { Body } from './emulator-body.ts';
import type { Answer } from './emulator-delivery.ts';
import { type FaultQueue, readFaults } from './emulator-faults.ts';
import type { LoggedRequest } from './emulator-log.ts';

interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Body;
}

interface ControlTarget {
  readonly state: { readonly faults: FaultQueue; readonly log: readonly LoggedRequest[]; latencyMs: number };
  readonly reset: () => void;
}

const json = (status: number, value: unknown): Answer => ({
  status,
  payload: { kind: 'json', value },
  isBilled: false,
});

export function controlAnswer({ method, path, body }: ControlRequest, { state, reset }: ControlTarget): Answer {
  const route = `${method} ${path.slice('/__emulator/'.length)}`;
  if (route === 'GET log') return json(200, logSummary(state.log));
  if (route === 'POST reset') {
    reset();
    return json(200, { reset: true });
  }
  if (body.kind !== 'json') return json(404, { error: 'POST faults, POST latency, POST reset (JSON), or GET log.' });
  if (route === 'POST faults') return setFaults(state.faults, body.value);
  if (route === 'POST latency') return setLatency(state, body.value);
  return json(404, { error: 'POST faults, POST latency, POST reset (JSON), or GET log.' });
}

const logSummary = (log: readonly LoggedRequest[]) => ({
  received: log.length,
  paidRequests: log.filter((entry) => entry.isBilled).length,
  log,
});

function setFaults(queue: FaultQueue, value: unknown): Answer {
  try {
    const faults = readFaults(value);
    queue.replace(faults);
    return json(200, { faults });
  } catch (cause) {
    return json(400, { error: cause instanceof Error ? cause.message : 'Not a fault.' });
  }
}

function setLatency(state: { latencyMs: number }, value: unknown): Answer {
  const latencyMs = typeof value === 'object' && value !== null && 'latencyMs' in value ? value.latencyMs : null;
  if (typeof latencyMs !== 'number') return json(400, { error: 'Send {"latencyMs": 250}.' });
  state.latencyMs = latencyMs;
  return json(200, { latencyMs });
}
