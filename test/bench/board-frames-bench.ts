/** Owns how smoothly a board with 2,000 pictures moves, in a headless Chromium without GPU. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio } from '../../electron/studio/studio.ts';
import type { Asset } from '../../shared/asset.ts';
import { newId } from '../../shared/ids.ts';
import { launchChromium } from '../support/app-window.ts';
import { jpeg, png } from '../support/test-pictures.ts';
import type { Bench, Measurement } from './bench-figure.ts';
import { startBenchStudio, withFolder } from './bench-studio.ts';

const PICTURES = 2_000;
const COLUMNS = 50;
const DISTINCT = 36;
const STEP_UNITS = 340;
const PAN_MS = 6_000;

export const boardFramesBench: Bench = {
  name: 'board-frames',
  measure: () =>
    withFolder(async (folder) => {
      const libraryPath = join(folder, 'library');
      await fillBoard(libraryPath);
      const studio = await startBenchStudio({ libraryPath });
      const browser = await launchChromium();
      try {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        const page = await context.newPage();
        await page.goto(studio.address);
        await page.locator('[aria-label="Board"] .react-flow__viewport').waitFor();
        await settle(page);
        await zoomWith(page, 'Shift+Digit1');
        await settle(page);
        const all = await panFrames(page, { xPx: 6, yPx: 4 });
        await zoomWith(page, 'Control+Digit1');
        await settle(page);
        // The first pass makes the thumbnails of this zoom.
        await panFrames(page, { xPx: 24, yPx: 10 });
        const near = await panFrames(page, { xPx: 24, yPx: 10 });
        return [
          ...figures('pan', near, 50, 'at 100 % zoom, panned 24 and 10 px a frame'),
          ...figures('all-in-view', all, 40, 'all in view, panned 6 and 4 px a frame'),
        ];
      } finally {
        await browser.close();
        await studio.stop();
      }
    }),
};

function figures(what: string, frames: readonly number[], atLeast: number, how: string): Measurement[] {
  const note = `${PICTURES} pictures, ${how}; 1440 × 900, software rendering.`;
  const totalMs = frames.reduce((sum, frameMs) => sum + frameMs, 0);
  return [
    {
      name: `board-frames-${what}-fps`,
      unit: 'fps',
      samples: [(frames.length * 1000) / totalMs],
      target: { atLeast },
      note,
    },
    { name: `board-frames-${what}-frame`, unit: 'ms', samples: frames, note },
  ];
}

async function fillBoard(libraryPath: string): Promise<void> {
  const environment = { HOME: join(libraryPath, '..'), XDG_CONFIG_HOME: join(libraryPath, '..', 'config') };
  const studio = await createStudio({
    host: createNodeHost({ kind: 'command-line', libraryPath, environment }),
    libraryPath,
  });
  try {
    const assets: Asset[] = [];
    for (let seed = 0; seed < DISTINCT; seed += 1) {
      const size = { widthPx: 960 + seed * 4, heightPx: 960 };
      const bytes = seed % 2 === 0 ? await png(size, seed) : await jpeg(size);
      assets.push(await studio.importPicture(bytes, `study-${seed}`));
    }
    const board = await studio.call('boards.create', { name: 'Two thousand' });
    const upsert = Array.from({ length: PICTURES }, (_, index) => ({
      kind: 'image' as const,
      id: newId('item'),
      xUnits: (index % COLUMNS) * STEP_UNITS,
      yUnits: Math.floor(index / COLUMNS) * STEP_UNITS,
      widthUnits: 320,
      heightUnits: 320,
      z: index,
      isLocked: false,
      assetId: assets[index % DISTINCT]?.id ?? null,
      jobId: null,
      slot: 0,
    }));
    await studio.call('boards.change', { boardId: board.id, upsert, remove: [] });
  } finally {
    await studio.close();
  }
}

async function zoomWith(page: Page, keys: string): Promise<void> {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press(keys);
}

/** Until every picture asked for is there and nothing new was asked for during a second and a half. */
async function settle(page: Page): Promise<void> {
  let loaded = -1;
  for (;;) {
    await page.waitForTimeout(1_500);
    const now = await page.evaluate(() => {
      const images = [...document.querySelectorAll<HTMLImageElement>('.react-flow__node img')];
      const isWhole = images.every((image) => image.complete);
      return isWhole ? performance.getEntriesByType('resource').length : -2;
    });
    if (now === loaded) return;
    loaded = now;
  }
}

/** One wheel step a frame, turning round now and then; answers the milliseconds between the frames. */
async function panFrames(page: Page, step: { xPx: number; yPx: number }): Promise<number[]> {
  const panned = await page.evaluate(
    ({ xPx, yPx, panMs }) =>
      new Promise<{ frames: number[]; moves: number }>((resolve) => {
        const frames: number[] = [];
        const viewport = document.querySelector<HTMLElement>('.react-flow__viewport');
        let [startedMs, lastMs, moves, lastPlace] = [0, 0, 0, ''];
        const next = (nowMs: number) => {
          if (lastMs > 0) frames.push(nowMs - lastMs);
          startedMs ||= nowMs;
          lastMs = nowMs;
          const place = viewport?.style.transform ?? '';
          if (place !== lastPlace) moves += 1;
          lastPlace = place;
          if (nowMs - startedMs > panMs) return resolve({ frames, moves });
          const way = Math.floor((nowMs - startedMs) / 1_500) % 2 === 0 ? 1 : -1;
          const at = { bubbles: true, cancelable: true, clientX: 700, clientY: 400 };
          const wheel = new WheelEvent('wheel', { ...at, deltaX: way * xPx, deltaY: way * yPx });
          document.elementFromPoint(at.clientX, at.clientY)?.dispatchEvent(wheel);
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    { ...step, panMs: PAN_MS },
  );
  if (panned.moves < panned.frames.length / 2) throw new Error('the board did not follow the wheel');
  return panned.frames;
}
