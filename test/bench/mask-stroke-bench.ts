/** Owns how smoothly a brush paints on a 4096 × 4096 picture, and how fast a step is undone, in a Chromium without GPU. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio } from '../../electron/studio/studio.ts';
import { newId } from '../../shared/ids.ts';
import { launchChromium } from '../support/app-window.ts';
import { jpeg } from '../support/test-pictures.ts';
import type { Bench } from './bench-figure.ts';
import { startBenchStudio, withFolder } from './bench-studio.ts';

const EDGE_PX = 4096;
const STROKE_MS = 4_000;
const UNDOS = 12;

export const maskStrokeBench: Bench = {
  name: 'mask-stroke',
  measure: () =>
    withFolder(async (folder) => {
      const libraryPath = join(folder, 'library');
      await placePicture(libraryPath);
      const studio = await startBenchStudio({ libraryPath });
      const browser = await launchChromium();
      try {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        const page = await context.newPage();
        await page.goto(studio.address);
        await openEditor(page);
        const frames = await strokeFrames(page);
        const undos = await undoTimes(page);
        const note = `${EDGE_PX} × ${EDGE_PX} picture fitted into 1280 × 800, software rendering`;
        return [
          {
            name: 'mask-stroke-frame-p95',
            unit: 'ms',
            samples: [quantile(frames, 0.95)],
            target: { atMost: 33 },
            note: `Of ${frames.length} frames, four pointer events each, brush of 400 pixels; ${note}.`,
          },
          { name: 'mask-stroke-frame', unit: 'ms', samples: frames, note: `All frames of the stroke; ${note}.` },
          {
            name: 'mask-stroke-undo',
            unit: 'ms',
            samples: undos,
            target: { atMost: 50 },
            note: `From the key press until the next frame: a whole-plane inversion taken back and done again; ${note}.`,
          },
        ];
      } finally {
        await browser.close();
        await studio.stop();
      }
    }),
};

function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function placePicture(libraryPath: string): Promise<void> {
  const environment = { HOME: join(libraryPath, '..'), XDG_CONFIG_HOME: join(libraryPath, '..', 'config') };
  const host = createNodeHost({ kind: 'command-line', libraryPath, environment });
  const studio = await createStudio({ host, libraryPath });
  try {
    const asset = await studio.importPicture(await jpeg({ widthPx: EDGE_PX, heightPx: EDGE_PX }), 'large');
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
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>('[data-mask-stage] img')].every((image) => image.complete),
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
  return page.evaluate(async (undos) => {
    const stage = document.querySelector<HTMLElement>('[data-mask-stage]');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const times: number[] = [];
    for (let index = 0; index < undos; index += 1) {
      await frame();
      const startedMs = performance.now();
      const key = index % 2 === 0 ? { key: 'z' } : { key: 'y' };
      stage?.dispatchEvent(new KeyboardEvent('keydown', { ...key, ctrlKey: true, bubbles: true, cancelable: true }));
      await frame();
      times.push(performance.now() - startedMs);
    }
    return times;
  }, UNDOS);
}
