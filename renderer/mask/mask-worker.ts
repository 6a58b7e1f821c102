/** Owns the worker of the mask editor: heavy work on planes and pictures, away from the window's frames. */
import {
  colourRegion,
  enlargeRegion,
  greyRegion,
  type Samples,
  transparentRegion,
  wandRegion,
} from './colour-select.ts';
import { encodeGreyPng } from './grey-png.ts';
import type { MaskRegion } from './mask-plane.ts';
import { refinePlane } from './mask-refine.ts';
import type { AnswerMessage, MaskTask, MaskTaskAnswer, TaskMessage } from './mask-task.ts';
import { polygonRegion } from './shape-raster.ts';

/** Up to here colours are compared on the picture's own pixels, beyond on a smaller copy. */
const EXACT_PIXELS = 4096 * 4096;

let decoded: { readonly url: string; readonly samples: Samples } | null = null;

async function perform(task: MaskTask): Promise<MaskTaskAnswer> {
  switch (task.kind) {
    case 'polygon':
      return { region: polygonRegion(task, task.points) };
    case 'wand':
      return { region: await selectColour(task) };
    case 'transparent':
      return { region: fitted(transparentRegion(await samplesOf(task)), task) };
    case 'mask-picture':
      return { region: greyRegion(await decode(task.file, task)) };
    case 'refine':
      return { region: { left: 0, top: 0, ...sizeOf(task), values: refinePlane(task, task.refine, task.amountPx) } };
    case 'encode':
      return { file: await encodeGreyPng(task) };
  }
}

const sizeOf = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }) => ({ widthPx, heightPx });

async function selectColour(task: Extract<MaskTask, { kind: 'wand' }>): Promise<MaskRegion | null> {
  const samples = await samplesOf(task);
  const scale = samples.widthPx / task.widthPx;
  const wish = { x: task.x * scale, y: task.y * scale, tolerance: task.tolerance };
  const region = task.isContiguous ? wandRegion(samples, wish) : colourRegion(samples, wish);
  return region ? fitted(region, task) : null;
}

function fitted(region: MaskRegion, { widthPx, heightPx }: { widthPx: number; heightPx: number }): MaskRegion {
  return enlargeRegion(region, widthPx, heightPx);
}

/** Decoded once for the picture that is edited. */
async function samplesOf({ url, widthPx, heightPx }: { url: string; widthPx: number; heightPx: number }) {
  if (decoded?.url === url) return decoded.samples;
  const response = await fetch(url);
  if (!response.ok) throw new Error('The picture could not be read.');
  const shrink = Math.min(1, Math.sqrt(EXACT_PIXELS / (widthPx * heightPx)));
  const size = { widthPx: Math.round(widthPx * shrink), heightPx: Math.round(heightPx * shrink) };
  decoded = { url, samples: await decode(await response.blob(), size) };
  return decoded.samples;
}

async function decode(file: Blob, { widthPx, heightPx }: { widthPx: number; heightPx: number }): Promise<Samples> {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The picture could not be drawn.');
  context.drawImage(bitmap, 0, 0, widthPx, heightPx);
  bitmap.close();
  return { widthPx, heightPx, data: context.getImageData(0, 0, widthPx, heightPx).data };
}

async function answer({ id, task }: TaskMessage): Promise<void> {
  try {
    const result = await perform(task);
    const transfer = result.region ? [result.region.values.buffer] : [];
    const message: AnswerMessage = { id, answer: result };
    // The window's own signature of postMessage is the one this project's types know.
    self.postMessage(message, { transfer });
  } catch (error) {
    const message: AnswerMessage = { id, problem: error instanceof Error ? error.message : 'The work failed.' };
    self.postMessage(message);
  }
}

/** One after the other: two copies of a large plane at a time are enough. */
let queue: Promise<void> = Promise.resolve();
self.addEventListener('message', (event: MessageEvent<TaskMessage>) => {
  queue = queue.then(() => answer(event.data));
});
