/** Owns how an answer travels: headers, pace, and the ways in which a connection lets go half-way. */
import type { ServerResponse } from 'node:http';
import type { Fault } from './emulator-faults.ts';

export interface SseEvent {
  /** The `event:` line; Google sends none. */
  readonly event?: string;
  readonly data: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload:
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'html'; readonly text: string }
    | { readonly kind: 'events'; readonly events: readonly SseEvent[] };
  /** A vendor would charge for it. */
  readonly isBilled: boolean;
}

const HTML = '<!doctype html><html><head><title>Gateway</title></head><body><h1>Please sign in</h1></body></html>';

export const htmlAnswer = (status: number): Answer => ({
  status,
  payload: { kind: 'html', text: HTML },
  isBilled: false,
});

const eventText = ({ event, data }: SseEvent): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;

function chunksOf(answer: Answer): readonly Buffer[] {
  if (answer.payload.kind === 'events') return answer.payload.events.map((event) => Buffer.from(eventText(event)));
  if (answer.payload.kind === 'html') return [Buffer.from(answer.payload.text)];
  return [Buffer.from(JSON.stringify(answer.payload.value))];
}

const CONTENT_TYPES = {
  json: 'application/json',
  html: 'text/html; charset=utf-8',
  events: 'text/event-stream; charset=utf-8',
} as const;

/** Resolves early when the other side goes away. */
function pause(delayMs: number, response: ServerResponse): Promise<void> {
  if (delayMs <= 0 || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    response.once('close', done);
  });
}

function writeHead(response: ServerResponse, answer: Answer, chunks: readonly Buffer[]): void {
  const sizeBytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const length = answer.payload.kind === 'events' ? {} : { 'content-length': String(sizeBytes) };
  response.writeHead(answer.status, {
    'content-type': CONTENT_TYPES[answer.payload.kind],
    ...length,
    ...answer.headers,
  });
  response.flushHeaders();
}

/** `latencyMs` is the whole time until the last byte; a stream spreads it over its events. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  { fault, latencyMs }: { readonly fault: Fault | null; readonly latencyMs: number },
): Promise<void> {
  await pause(fault?.delayMs ?? 0, response);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'cut-before-headers') return void response.socket?.destroy();
  const chunks = chunksOf(answer);
  const isStream = answer.payload.kind === 'events';
  if (!isStream) await pause(latencyMs, response);
  if (response.destroyed) return;
  writeHead(response, answer, chunks);
  if (fault?.kind === 'hang-after-headers') return;
  if (fault?.kind === 'stall' || fault?.kind === 'cut-mid-body') return breakOff(response, chunks, fault.kind);
  for (const chunk of chunks) {
    if (isStream) await pause(latencyMs / chunks.length, response);
    response.write(chunk);
  }
  response.end();
}

/** Half of the chunk with the final picture still goes out, and everything before it: previews arrive, the end does not. */
function breakOff(response: ServerResponse, chunks: readonly Buffer[], kind: 'stall' | 'cut-mid-body'): void {
  const largest = Math.max(0, ...chunks.map((chunk) => chunk.length));
  const at = chunks.findLastIndex((chunk) => chunk.length > largest / 2);
  const broken = chunks[at] ?? Buffer.alloc(0);
  const sent = Buffer.concat([...chunks.slice(0, at), broken.subarray(0, Math.floor(broken.length / 2))]);
  response.write(sent, () => {
    if (kind === 'cut-mid-body') response.socket?.destroy();
  });
}
