/** Owns the mask editor's feel on large pictures, in a Chromium without GPU: strokes, undo, zoom and pan. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio } from '../../electron/studio/studio.ts';
import { newId } from '../../shared/ids.ts';
import { launchChromium } from '../support/app-window.ts';
import { jpeg } from '../support/test-pictures.ts';
import type { Bench, Measurement } from './bench-figure.ts';
import { startBenchStudio, withFolder } from './bench-studio.ts';

const EDGE_PX = 4096;
const LARGEST_PX = 8192;
const MOVES = 240;
const STROKE_MS = 4_000;
const UNDOS = 12;

export const maskStrokeBench: Bench = {
  name: 'mask-stroke',
  measure: async () => [
    ...(await onPicture(EDGE_PX, async (page) => [
      ...strokeFigures(await strokeFrames(page)),
      undoFigure(await undoTimes(page)),
    ])),
    ...(await onPicture(LARGEST_PX, async (page) => [
      moveFigure('mask-stroke-zoom', 'Zooming in and out', await moveFrames(page, 'zoom')),
      moveFigure('mask-stroke-pan', 'Panning', await moveFrames(page, 'pan')),
    ])),
  ],
};

/** Runs in an editor that is open on a picture of that edge, shown whole. */
function onPicture(edgePx: number, measure: (page: Page) => Promise<Measurement[]>): Promise<Measurement[]> {
  return withFolder(async (folder) => {
    const libraryPath = join(folder, 'library');
    await placePicture(libraryPath, edgePx);
    const studio = await startBenchStudio({ libraryPath });
    const browser = await launchChromium();
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.goto(studio.address);
      await openEditor(page);
      return await measure(page);
    } finally {
      await browser.close();
      await studio.stop();
    }
  });
}

const placeOf = (edgePx: number) => `${edgePx} × ${edgePx} picture fitted into 1280 × 800, software rendering`;

function strokeFigures(frames: readonly number[]): Measurement[] {
  const note = placeOf(EDGE_PX);
  return [
    {
      name: 'mask-stroke-frame-p95',
      unit: 'ms',
      samples: [quantile(frames, 0.95)],
      target: { atMost: 33 },
      note: `Of ${frames.length} frames, four pointer events each, brush of 400 pixels; ${note}.`,
    },
    { name: 'mask-stroke-frame', unit: 'ms', samples: frames, note: `All frames of the stroke; ${note}.` },
  ];
}

function undoFigure(samples: readonly number[]): Measurement {
  return {
    name: 'mask-stroke-undo',
    unit: 'ms',
    samples,
    target: { atMost: 50 },
    note: `From the key press until the overlay shows it: a whole-plane inversion taken back and done again; ${placeOf(EDGE_PX)}.`,
  };
}

function moveFigure(name: string, what: string, frames: readonly number[]): Measurement {
  const note = `${what}, one wheel event a frame; p95 of ${frames.length} frames, the longest ${Math.max(...frames).toFixed(0)} ms; ${placeOf(LARGEST_PX)}.`;
  return { name: `${name}-p95`, unit: 'ms', samples: [quantile(frames, 0.95)], target: { atMost: 33 }, note };
}

function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function placePicture(libraryPath: string, edgePx: number): Promise<void> {
  const environment = { HOME: join(libraryPath, '..'), XDG_CONFIG_HOME: join(libraryPath, '..', 'config') };
  const host = createNodeHost({ kind: 'command-line', libraryPath, environment });
  const studio = await createStudio({ host, libraryPath });
  try {
    const asset = await studio.importPicture(await jpeg({ widthPx: edgePx, heightPx: edgePx }), 'large');
    const board = await studio.call('boards.create', { name: 'Large' });
    const place = { xUnits: 0, yUnits: 0, widthUnits: 320, heightUnits: 320, z: 1, isLocked: false };
    const item = { kind: 'image' as const, id: newId('item'), ...place, assetId: asset.id, jobId: null, slot: 0 };
    await studio.call('boards.change', { boardId: board.id, upsert: [item], remove: [] });
  } finally {
    await studio.close();
  }
}

async function openEditor(page: Page): Promise<void> {
  await page.locator('[aria-label="Board"] .react-flow__node').first().click();
  await page.keyboard.press('b');
  await page.locator('[data-mask-stage]').waitFor();
  await page.getByRole('slider', { name: /^Size/ }).fill('117');
  await page.locator('[data-mask-stage]').focus();
  // Painted at all, and then at rest: decoding is not what is measured.
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-mask-stage] canvas');
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    if (canvas) context?.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
    return context?.getImageData(0, 0, 1, 1).data[3] === 255;
  });
  await page.waitForTimeout(3_000);
}

/** A wheel event a frame: to the cursor and back, or over the picture in a zigzag; answers milliseconds between frames. */
function moveFrames(page: Page, kind: 'zoom' | 'pan'): Promise<number[]> {
  return page.evaluate(
    ({ moves, isZoom }) =>
      new Promise<number[]>((resolve) => {
        const stage = document.querySelector<HTMLElement>('[data-mask-stage]');
        if (!stage) return resolve([]);
        const { left, top, width, height } = stage.getBoundingClientRect();
        const at = { clientX: left + width / 2 + 60, clientY: top + height / 2 + 40 };
        const frames: number[] = [];
        let [lastMs, count] = [0, 0];
        const next = (nowMs: number) => {
          if (lastMs > 0) frames.push(nowMs - lastMs);
          lastMs = nowMs;
          count += 1;
          const turn = count % 120 < 60 ? -1 : 1;
          const wheel = isZoom ? { ctrlKey: true, deltaY: turn * 8 } : { deltaX: turn * 23, deltaY: turn * 11 };
          stage.dispatchEvent(new WheelEvent('wheel', { ...at, ...wheel, bubbles: true, cancelable: true }));
          if (count < moves) requestAnimationFrame(next);
          else resolve(frames);
        };
        requestAnimationFrame(next);
      }),
    { moves: MOVES, isZoom: kind === 'zoom' },
  );
}

/** A spiral over the picture, four events a frame as a fast mouse sends them; answers milliseconds between frames. */
function strokeFrames(page: Page): Promise<number[]> {
  return page.evaluate(
    (strokeMs) =>
      new Promise<number[]>((resolve) => {
        const stage = document.querySelector<HTMLElement>('[data-mask-stage]');
        if (!stage) return resolve([]);
        stage.setPointerCapture = () => undefined;
        const box = stage.getBoundingClientRect();
        const send = (type: string, turn: number) => {
          const radius = 40 + ((turn * 18) % 280);
          const at = {
            clientX: box.left + box.width / 2 + Math.cos(turn) * radius,
            clientY: box.top + box.height / 2 + Math.sin(turn) * radius,
          };
          stage.dispatchEvent(new PointerEvent(type, { ...at, pointerId: 1, bubbles: true, cancelable: true }));
        };
        const frames: number[] = [];
        let [startedMs, lastMs, turn] = [0, 0, 0];
        send('pointerdown', turn);
        const next = (nowMs: number) => {
          if (lastMs > 0) frames.push(nowMs - lastMs);
          startedMs ||= nowMs;
          lastMs = nowMs;
          for (let event = 0; event < 4; event += 1) {
            turn += 0.04;
            send('pointermove', turn);
          }
          if (nowMs - startedMs < strokeMs) {
            requestAnimationFrame(next);
            return;
          }
          send('pointerup', turn);
          resolve(frames);
        };
        requestAnimationFrame(next);
      }),
    STROKE_MS,
  );
}

async function undoTimes(page: Page): Promise<number[]> {
  await page.locator('[data-mask-stage]').focus();
  await page.keyboard.press('Control+i');
  await page.waitForTimeout(500);
  return page.evaluate(async (undos) => {
    const stage = document.querySelector<HTMLElement>('[data-mask-stage]');
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-mask-overlay]');
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const middle = () => {
      context?.clearRect(0, 0, 1, 1);
      if (canvas) context?.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
      return context?.getImageData(0, 0, 1, 1).data[3] ?? 0;
    };
    const times: number[] = [];
    for (let index = 0; index < undos; index += 1) {
      await frame();
      await frame();
      const before = middle();
      const startedMs = performance.now();
      const key = index % 2 === 0 ? { key: 'z' } : { key: 'y' };
      stage?.dispatchEvent(new KeyboardEvent('keydown', { ...key, ctrlKey: true, bubbles: true, cancelable: true }));
      while (middle() === before && performance.now() - startedMs < 2_000) await frame();
      times.push(performance.now() - startedMs);
    }
    return times;
  }, UNDOS);
}
