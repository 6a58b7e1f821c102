/** Owns the workers of the mask editor: heavy work on selections and pictures, away from the window's frames. */
import { colourMask, greyMask, transparentMask, wandMask } from './colour-select.ts';
import { encodeGreyPng } from './grey-png.ts';
import { refinePlane } from './mask-refine.ts';
import type { AnswerMessage, MaskTask, MaskTaskAnswer, TaskMessage } from './mask-task.ts';
import { planeOfTiles, type TiledMask, tilesOfRegion } from './mask-tiles.ts';
import { fileSamples, pictureSamples } from './picture-source.ts';
import { polygonRegion } from './shape-raster.ts';
import type { StageMessage } from './stage-message.ts';
import { followStage } from './stage-worker.ts';

async function perform(task: MaskTask): Promise<MaskTaskAnswer> {
  switch (task.kind) {
    case 'wand': {
      const select = task.isContiguous ? wandMask : colourMask;
      return { selection: await select(await pictureSamples(task), task, breathe) };
    }
    case 'transparent':
      return { selection: await transparentMask(await pictureSamples(task), breathe) };
    case 'mask-picture':
      return { selection: await greyMask(await fileSamples(task.file, task), breathe) };
    case 'polygon': {
      const region = polygonRegion(task, task.points);
      return { selection: region && tilesOfRegion(region, task) };
    }
    case 'refine': {
      const plane = planeOfTiles(task.mask);
      const values = refinePlane(plane, task.refine, task.amountPx);
      return { selection: tilesOfRegion({ ...plane, left: 0, top: 0, values }, plane) };
    }
    case 'encode':
      return { file: await encodeGreyPng(planeOfTiles(task.mask)) };
  }
}

const BREATH_MS = 12;
let breathedAtMs = 0;
const channel = new MessageChannel();

/** What is seen goes first: between tiles, messages that came meanwhile are heard. A timer would wait 4 ms each time. */
async function breathe(): Promise<void> {
  if (performance.now() - breathedAtMs < BREATH_MS) return;
  await new Promise<void>((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
  breathedAtMs = performance.now();
}

function buffersOf(selection: TiledMask): ArrayBuffer[] {
  return selection.tiles.flatMap((tile) => (typeof tile === 'number' ? [] : [tile.buffer]));
}

async function answer({ id, task }: TaskMessage): Promise<void> {
  try {
    const result = await perform(task);
    const { selection } = result;
    const message: AnswerMessage = { id, answer: result };
    // The window's own signature of postMessage is the one this project's types know.
    self.postMessage(message, { transfer: selection ? buffersOf(selection) : [] });
  } catch (error) {
    const message: AnswerMessage = { id, problem: error instanceof Error ? error.message : 'The work failed.' };
    self.postMessage(message);
  }
}

/** One after the other: two copies of a large plane at a time are enough. What is seen does not wait. */
let queue: Promise<void> = Promise.resolve();
self.addEventListener('message', ({ data }: MessageEvent<TaskMessage | StageMessage>) => {
  if ('task' in data) queue = queue.then(() => answer(data));
  else followStage(data);
});
