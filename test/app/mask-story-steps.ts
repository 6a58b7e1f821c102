// The steps of a paid edit as a designer takes them, and a comparison by a program that shares no code with the studio.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright';
import type { Job } from '../../shared/job.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { type AppWindow, openAppWindow } from '../support/app-window.ts';
import { pictureOf } from '../support/editing-pictures.ts';
import { photographicScene, renderScene } from '../support/editing-scenes.ts';
import { choose, dropFiles, pictures, see } from './loop-steps.ts';
import { dragOnMaskStage, maskStage } from './mask-steps.ts';

export const SIZE = { widthPx: 480, heightPx: 320 } as const;
/** As the list of models names them; what follows is what each is good for. */
export const OPENAI = /^GPT Image 2 [A-Z]/;
export const GOOGLE = /^Nano Banana Pro [A-Z]/;

export interface MaskStory {
  readonly app: AppWindow;
  readonly openai: Emulator;
  readonly google: Emulator;
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** The picture on the board, as the file that was dropped. */
  readonly scene: string;
  close(): Promise<void>;
}

/** Both vendors as emulators, one window, and one photograph-like picture on its board. */
export async function beginMaskStory(browser: Browser): Promise<MaskStory> {
  const [openai, google] = await Promise.all([startOpenAiEmulator(), startGoogleEmulator()]);
  const environment = {
    OPENAI_API_KEY: 'sk-emulator-0123456789',
    MAQUETTE_OPENAI_BASE_URL: openai.baseUrl,
    GEMINI_API_KEY: 'emulator-0123456789',
    MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
  };
  const app = await openAppWindow(browser, { environment });
  const folder = await mkdtemp(join(tmpdir(), 'maquette-mask-story-'));
  const scene = join(folder, 'scene.png');
  const samples = renderScene(photographicScene(4, SIZE), SIZE, { grain: 0.01, seed: 2 });
  await writeFile(scene, await pictureOf(samples, SIZE).png().toBuffer());
  await dropFiles(app.page, [scene], 'New item');
  await see(pictures(app.page)).toHaveCount(1);
  return {
    app,
    openai,
    google,
    environment,
    folder,
    scene,
    close: async () => {
      await app.close();
      await Promise.all([openai.close(), google.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const editor = (page: Page): Locator => page.getByRole('dialog', { name: 'Edit with mask' });
export const editorButton = (page: Page, name: string | RegExp): Locator => editor(page).getByRole('button', { name });
export const proof = (page: Page): Locator => page.locator('[data-mask-proof]');
export const results = (page: Page): Locator => editor(page).getByRole('option', { name: /^Result \d/ });
export const said = (page: Page): Locator => page.locator('[data-mask-announcements]');

/** The picture that was dropped lies first. */
export async function openEditor(page: Page): Promise<void> {
  await pictures(page).first().click();
  await page.keyboard.press('b');
  await see(maskStage(page)).toBeVisible();
}

export async function closeEditor(page: Page): Promise<void> {
  await editorButton(page, 'Close the editor').click();
  await see(editor(page)).toBeHidden();
}

/** The middle of the picture; everything it may change lies within `INSIDE`. */
export async function selectMiddle(page: Page): Promise<void> {
  await maskStage(page).focus();
  await page.keyboard.press('u');
  const stage = maskStage(page);
  const width = await stage
    .getByRole('img')
    .last()
    .evaluate((image) => image.getBoundingClientRect().width);
  const cssPx = width / SIZE.widthPx;
  await dragOnMaskStage(page, [-60 * cssPx, -40 * cssPx], [60 * cssPx, 40 * cssPx]);
}
/** Half a pixel of the screen may be up to two of the picture. */
export const INSIDE = { left: 178, top: 118, right: 302, bottom: 202 } as const;

export interface EditAsk {
  readonly intent: 'Fill' | 'Replace' | 'Remove' | 'Vary inside';
  readonly words?: string;
  readonly model?: RegExp;
  readonly count?: number;
}

/** Says what should happen and presses the button that names it. Answers the button's words. */
export async function runEdit(page: Page, { intent, words, model, count }: EditAsk): Promise<string> {
  await editor(page).getByRole('button', { name: intent, exact: true }).click();
  if (words !== undefined) await page.getByLabel('What should change').fill(words);
  if (model) await choose(page, /^Model/, model);
  if (count) await choose(page, /^Count/, new RegExp(`^${count} results?$`));
  return pressRun(page, count && count > 1 ? `${intent} · ${count}` : intent);
}

export async function pressRun(page: Page, action: string): Promise<string> {
  const run = editorButton(page, new RegExp(`^${action} · (free|≈ \\$|price unknown)`));
  await see(run).not.toHaveAttribute('aria-disabled');
  const words = (await run.textContent()) ?? '';
  await run.click();
  return words;
}

export async function latestJob({ studio }: AppWindow): Promise<Job> {
  const [job] = await studio.call('jobs.list', { states: null, limit: 1 });
  if (!job) throw new Error('Nothing was sent.');
  return job;
}

/** The file as the studio keeps it. */
export async function keptFile({ page, studio }: AppWindow, assetId: Job['candidates'][number]['assetId']) {
  const { asset } = await studio.call('assets.get', { id: assetId });
  return (await page.request.get(new URL(`media/${asset.hash}`, page.url()).href)).body();
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Decoded by Chromium: samples of the source that differ in the result, and how many of them inside what was selected. */
export async function compareInChromium(
  page: Page,
  files: { readonly source: string | Buffer; readonly result: Buffer },
  where: { readonly inside: Box | null; readonly left?: number; readonly top?: number },
): Promise<{ widthPx: number; heightPx: number; outside: number; inside: number }> {
  const source = typeof files.source === 'string' ? await readFile(files.source) : files.source;
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(countDifferences, {
      source: source.toString('base64'),
      result: files.result.toString('base64'),
      inside: where.inside,
      left: where.left ?? 0,
      top: where.top ?? 0,
    });
  } finally {
    await blank.close();
  }
}

interface Comparing {
  readonly source: string;
  readonly result: string;
  readonly inside: Box | null;
  readonly left: number;
  readonly top: number;
}

/** Runs in the browser. */
async function countDifferences({ source, result, inside, left, top }: Comparing) {
  const decoded = async (base64: string) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const options = { colorSpaceConversion: 'none', premultiplyAlpha: 'none' } as const;
    const bitmap = await createImageBitmap(new Blob([bytes]), options);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  const [before, after] = await Promise.all([decoded(source), decoded(result)]);
  const count = { widthPx: after.width, heightPx: after.height, outside: 0, inside: 0 };
  for (let y = 0; y < before.height; y += 1) {
    for (let x = 0; x < before.width; x += 1) {
      const isInside = inside !== null && x >= inside.left && x < inside.right && y >= inside.top && y < inside.bottom;
      for (let channel = 0; channel < 4; channel += 1) {
        const one = before.data[(y * before.width + x) * 4 + channel];
        const other = after.data[((y + top) * after.width + x + left) * 4 + channel];
        if (one !== other) count[isInside ? 'inside' : 'outside'] += 1;
      }
    }
  }
  return count;
}

/** Presses Tab until it is there, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}
