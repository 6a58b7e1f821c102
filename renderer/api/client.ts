import type { Asset } from '../../shared/asset.ts';
import type { ProcedureInput, ProcedureName, ProcedureOutput, StudioEvent } from '../../shared/contract.ts';
import { fromWireError, StudioError, type WireError } from '../../shared/errors.ts';

/** Names this window in its changes, so that the studio's echo of them can be told from the changes of others. */
export const windowId = globalThis.crypto.randomUUID();

/** Widths the studio keeps ready, in pixels. */
const LADDER_PX = [160, 320, 640, 1280, 2560] as const;

/** The address of a picture; with a width, of the smallest kept size that is at least as wide. */
export function mediaUrl(hash: string, widthPx?: number): string {
  const step = widthPx === undefined ? undefined : LADDER_PX.find((ladderPx) => ladderPx >= widthPx);
  return step === undefined ? `media/${hash}` : `media/${hash}?w=${step}`;
}

/** Calls one procedure of the studio. Throws StudioError; code `network` when the studio does not answer. */
export async function call<Name extends ProcedureName>(
  name: Name,
  input: ProcedureInput<Name>,
): Promise<ProcedureOutput<Name>> {
  const response = await send(`rpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-window': windowId },
    body: JSON.stringify(input),
    // Changes that are on their way survive the closing of the window. Browsers allow this for small bodies only.
    keepalive: name === 'boards.change' && JSON.stringify(input).length < 60_000,
  });
  const { result }: { result: ProcedureOutput<Name> } = await response.json();
  return result;
}

/**
 * Stores a picture in the library as it is; a `working` one, such as a mask, is not listed in history. Throws StudioError
 * such as `not-an-image` or `image-too-large`.
 */
export async function uploadPicture(
  file: Blob,
  name: string,
  purpose: 'imported' | 'working' = 'imported',
): Promise<Asset> {
  const response = await send(`upload?name=${encodeURIComponent(name)}&purpose=${purpose}`, {
    method: 'POST',
    headers: { 'content-type': file.type || 'application/octet-stream', 'x-window': windowId },
    body: file,
  });
  const { result }: { result: Asset } = await response.json();
  return result;
}

/** A picture's bytes, as they are kept. */
export async function fetchPicture(hash: string): Promise<Blob> {
  const response = await send(mediaUrl(hash), {});
  return response.blob();
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw new StudioError('network', 'The studio does not answer. Start Maquette again; nothing saved is lost.', {
      cause,
    });
  });
  if (!response.ok) throw await errorOf(response);
  return response;
}

async function errorOf(response: Response): Promise<StudioError> {
  const body: { error?: WireError } | null = await response.json().catch(() => null);
  if (body?.error) return fromWireError(body.error);
  return new StudioError('internal', `The studio answered with an error it did not explain (${response.status}).`);
}

const eventListeners = new Set<(event: StudioEvent) => void>();
const reconnectListeners = new Set<() => void>();
const lossListeners = new Set<() => void>();
let source: EventSource | null = null;

/** Live events of the studio. Answers the function that ends the subscription. */
export function onStudioEvent(listener: (event: StudioEvent) => void): () => void {
  source ??= openEvents();
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}

/** Told when the event stream is back after a gap: what was missed has to be fetched again. */
export function onReconnect(listener: () => void): () => void {
  reconnectListeners.add(listener);
  return () => reconnectListeners.delete(listener);
}

/** Told when the event stream breaks off: nothing that is shown is sure to be current until it is back. */
export function onLoss(listener: () => void): () => void {
  lossListeners.add(listener);
  return () => lossListeners.delete(listener);
}

function openEvents(): EventSource {
  const stream = new EventSource('events');
  let hadGap = false;
  stream.onopen = () => {
    if (hadGap) for (const listener of reconnectListeners) listener();
    hadGap = false;
  };
  stream.onerror = () => {
    hadGap = true;
    for (const listener of lossListeners) listener();
    // CLOSED means the browser has given up; try again at a calm pace.
    if (stream.readyState === EventSource.CLOSED) setTimeout(reopenEvents, 2_000);
  };
  stream.onmessage = (message: MessageEvent<string>) => {
    const event: StudioEvent = JSON.parse(message.data);
    for (const listener of eventListeners) listener(event);
  };
  return stream;
}

function reopenEvents(): void {
  source?.close();
  source = openEvents();
  const reopened = source;
  reopened.addEventListener(
    'open',
    () => {
      for (const listener of reconnectListeners) listener();
    },
    { once: true },
  );
}
