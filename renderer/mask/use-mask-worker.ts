/** Owns the way to the mask worker: started with the first task, ended with the editor. */
import { StudioError } from '../../shared/errors.ts';
import type { AnswerMessage, MaskTask, MaskTaskAnswer, TaskMessage } from './mask-task.ts';
import workerUrl from './mask-worker.ts?worker&url';
import type { StageMessage } from './stage-message.ts';

/** The part of Trusted Types that is used; the platform's typings do not have it yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): URL;
  };
}
declare global {
  var trustedTypes: TrustedTypes | undefined;
}

interface Waiting {
  readonly resolve: (answer: MaskTaskAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** Two of the same kind: the picture is still drawn sharp while a selection is worked out. */
type Side = 'picture' | 'selection';
const workers = new Map<Side, Worker>();
let newestId = 0;
const waiting = new Map<number, Waiting>();
let allowed: { createScriptURL(url: string): URL } | undefined;

/** The page's policy forbids scripts by address but for this one; `maquette-worker` is named in it. */
function trustedAddress(): string | URL {
  allowed ??= globalThis.trustedTypes?.createPolicy('maquette-worker', {
    createScriptURL: (url) => {
      if (url === workerUrl) return url;
      throw new TypeError('Only the mask worker may be started.');
    },
  });
  return allowed?.createScriptURL(workerUrl) ?? workerUrl;
}

function start(side: Side): Worker {
  const started = new Worker(trustedAddress(), { type: 'module', name: `mask-${side}` });
  workers.set(side, started);
  started.onmessage = (event: MessageEvent<AnswerMessage>) => {
    const message = event.data;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if ('answer' in message) asked?.resolve(message.answer);
    else asked?.reject(new StudioError('bad-request', message.problem));
  };
  started.onerror = () => failAll(new StudioError('internal', 'The selection could not be worked out. Try it again.'));
  return started;
}

const endListeners = new Set<() => void>();

/** Told when the workers are gone: what was handed to them is gone, too. */
export function onWorkersEnd(listener: () => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

function failAll(error: StudioError): void {
  for (const asked of waiting.values()) asked.reject(error);
  waiting.clear();
  for (const worker of workers.values()) worker.terminate();
  workers.clear();
  for (const listener of endListeners) listener();
}

function sideOf({ kind }: MaskTask): Side {
  return kind === 'wand' || kind === 'transparent' ? 'picture' : 'selection';
}

/** Tasks of a side are done in the order asked. Throws StudioError; `cancelled` when the editor was closed meanwhile. */
export function runMaskTask(task: MaskTask): Promise<MaskTaskAnswer> {
  const side = sideOf(task);
  newestId += 1;
  const message: TaskMessage = { id: newestId, task };
  const promise = new Promise<MaskTaskAnswer>((resolve, reject) => waiting.set(message.id, { resolve, reject }));
  (workers.get(side) ?? start(side)).postMessage(message);
  return promise;
}

/** To the worker that paints the stage. */
export function tellStage(message: StageMessage, transfer: Transferable[] = []): void {
  (workers.get('picture') ?? start('picture')).postMessage(message, { transfer });
}

export function endMaskWorker(): void {
  failAll(new StudioError('cancelled', 'The editor was closed.'));
}
