// Every control of the mask editor does what it says: fields and keys of one's own, colour and transparency, the overlay's
// look, and what is sent along with an edit.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { boxOf, dropFiles, pictures, see } from './loop-steps.ts';
import { dragOnMaskStage, maskStage, overlayPixel, savedMask, seeTintedPixels, tintedPixels } from './mask-steps.ts';
import { closeEditor, editor, editorButton, latestJob, proof } from './mask-story-steps.ts';

/** Two red squares apart from each other on grey, and the left third see-through. */
const SIZE = { widthPx: 600, heightPx: 400 };
const SQUARE_PX = 80;
/** Beyond what was once compared on a smaller copy; a line of one pixel divides it. */
const LARGE_PX = 4_400;
const LINE_AT = 2_001;

let browser: Browser;
let app: AppWindow;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  app = await openAppWindow(browser);
  folder = await mkdtemp(join(tmpdir(), 'maquette-controls-'));
});
afterAll(async () => {
  await app.close();
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});
tellInOrder(() => app);

const fillOf = (width: number, height: number, background: { r: number; g: number; b: number; alpha?: number }) => ({
  create: { width, height, channels: 4 as const, background: { alpha: 1, ...background } },
});

async function bringIn(name: string, file: Promise<Buffer>): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, await file);
  const before = await pictures(app.page).count();
  await dropFiles(app.page, [path], 'New item');
  await see(pictures(app.page)).toHaveCount(before + 1);
}

const sheet = () => app.page.getByRole('dialog', { name: /shortcuts/i });
const keysOf = (label: string) =>
  sheet().getByRole('button', { name: new RegExp(`^Change the shortcut of ${label}, now`) });
const tool = (name: string) => editor(app.page).getByRole('button', { name, exact: true });
const picture = () => maskStage(app.page).getByRole('img').last();

/** In pixels of the picture. */
async function clickPicture(x: number, y: number): Promise<void> {
  const box = await boxOf(picture());
  const scale = box.width / SIZE.widthPx;
  await app.page.mouse.click(box.x + x * scale, box.y + y * scale);
}

it('opens with its keys in the sheet of all shortcuts, where they are changed like any other', async () => {
  const { page } = app;
  const grey = { r: 120, g: 120, b: 120 };
  const red = { r: 200, g: 30, b: 30 };
  const base = sharp(fillOf(SIZE.widthPx, SIZE.heightPx, grey)).composite([
    { input: fillOf(200, 400, grey), left: 0, top: 0, blend: 'dest-out' },
    { input: fillOf(SQUARE_PX, SQUARE_PX, red), left: 260, top: 60 },
    { input: fillOf(SQUARE_PX, SQUARE_PX, red), left: 460, top: 240 },
  ]);
  await bringIn('squares.png', base.png().toBuffer());
  await page.keyboard.press('Shift+?');
  await page.getByRole('searchbox', { name: 'Search shortcuts' }).fill('brush');
  await keysOf('Brush').click();
  await page.keyboard.press('e');
  await see(page.getByText('That shortcut is taken')).toBeVisible();
  await keysOf('Brush').click();
  // A key of the board is free here: the editor has the window for itself.
  await page.keyboard.press('v');
  await see(keysOf('Brush')).toHaveText(/V$/);
  await page.keyboard.press('Escape');
  await see(sheet()).toBeHidden();
  await pictures(page).first().click();
  await page.keyboard.press('b');
  await see(maskStage(page)).toBeVisible();
  await page.keyboard.press('e');
  await see(tool('Eraser')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('b');
  await see(tool('Eraser')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('v');
  await see(tool('Brush')).toHaveAttribute('aria-pressed', 'true');
});

it('takes sizes as numbers, and steps them from the keyboard however small they are', async () => {
  const { page } = app;
  await see(page.locator('[data-mask-hint]')).toHaveText(/^Paint what should change/);
  await dragOnMaskStage(page, [0, 0], [100, 0]);
  const narrow = await seeTintedPixels(page, (count) => count > 0);
  await see(page.locator('[data-mask-hint]')).toBeHidden();
  await page.keyboard.press('Control+z');
  const field = page.getByRole('textbox', { name: 'Size in px' });
  await field.fill('200');
  await field.press('Enter');
  await maskStage(page).focus();
  await dragOnMaskStage(page, [0, 0], [100, 0]);
  await seeTintedPixels(page, (count) => count > narrow * 2);
  await page.keyboard.press('Control+z');
  await field.fill('1');
  await field.press('Enter');
  const slider = page.getByRole('slider', { name: 'Size' });
  await slider.focus();
  await slider.press('ArrowRight');
  await see(field).toHaveValue('2');
  await field.focus();
  await field.press('Shift+ArrowUp');
  await see(field).toHaveValue('12');
  await field.fill('5');
  await field.press('Escape');
  await see(field).toHaveValue('12');
  await see(maskStage(page)).toBeVisible();
});

it('selects one colour wherever it stands, one region of it, and what is see-through', async () => {
  const { page } = app;
  const scale = (await boxOf(picture())).width / SIZE.widthPx;
  const square = (SQUARE_PX * scale) ** 2;
  const isAbout = (wanted: number) => (count: number) => Math.abs(count / wanted - 1) < 0.05;
  await maskStage(page).focus();
  await page.keyboard.press('c');
  await clickPicture(300, 100);
  await seeTintedPixels(page, isAbout(2 * square));
  await page.keyboard.press('w');
  await clickPicture(500, 280);
  await seeTintedPixels(page, isAbout(square));
  await page.getByRole('checkbox', { name: 'Contiguous' }).click();
  await clickPicture(500, 280);
  await seeTintedPixels(page, isAbout(2 * square));
  await editorButton(page, /^Selection/).click();
  await page.getByRole('button', { name: 'Transparent areas' }).click();
  await seeTintedPixels(page, isAbout(200 * 400 * scale ** 2));
  await page.keyboard.press('Escape');
});

it('shows the selection in the colour and strength that was chosen, and the rest of the picture when asked', async () => {
  const { page } = app;
  await page.getByLabel('Colour of the overlay').fill('#00c853');
  const strength = page.getByRole('textbox', { name: 'Overlay in %' });
  await strength.fill('100');
  await strength.press('Enter');
  const box = await boxOf(picture());
  const inside = { x: box.x + box.width / 6, y: box.y + box.height / 2 };
  const outside = { x: box.x + box.width * 0.9, y: box.y + 10 };
  await see.poll(() => overlayPixel(page, inside)).toEqual([0, 200, 83, 255]);
  expect(await overlayPixel(page, outside)).toEqual([0, 0, 0, 0]);
  await maskStage(page).focus();
  await page.keyboard.press('q');
  await see.poll(() => overlayPixel(page, outside)).toEqual([0, 200, 83, 255]);
  expect(await overlayPixel(page, inside)).toEqual([0, 0, 0, 0]);
  await page.keyboard.press('q');
});

it('sends the context, the border and the tone that were chosen, and says on its button that they are', async () => {
  const { page } = app;
  await maskStage(page).focus();
  await page.keyboard.press('Delete');
  await page.keyboard.press('u');
  await dragOnMaskStage(page, [0, -40], [80, 40]);
  await seeTintedPixels(page, (count) => count > 0);
  await editorButton(page, 'Context and edges').click();
  await see(page.getByText(/px go along$/)).toBeVisible();
  await page.getByRole('checkbox', { name: 'Automatic context' }).click();
  const type = async (name: string, value: string) => {
    const field = page.getByRole('textbox', { name });
    await field.fill(value);
    await field.press('Enter');
  };
  await type('Around it in px', '40');
  await type('Widen by in px', '12');
  await page.getByRole('checkbox', { name: 'Match the tone of the picture' }).click();
  await page.keyboard.press('Escape');
  await see(editorButton(page, 'Context and edges (changed)')).toBeVisible();
  const side = Math.sqrt(await tintedPixels(page)) / ((await boxOf(picture())).width / SIZE.widthPx);
  await page.getByLabel('What should change').fill('a red balloon');
  await see(editorButton(page, 'Fill · free')).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Control+Enter');
  await see(proof(page)).toHaveText(/^0 of /);
  const { request } = await latestJob(app);
  expect(request.laying).toEqual({ paddingPx: 40, isToneMatched: false });
  const { hash } = (await app.studio.call('assets.get', { id: request.maskAssetId ?? 'asset_' })).asset;
  const sent = await savedMask(page, hash);
  // Twelve pixels more on every side, but for the rounding of what a screen's pixel is.
  const more = Math.sqrt(sent.filter((value) => value > 127).length) - side;
  expect(more).toBeGreaterThan(20);
  expect(more).toBeLessThan(28);
  await maskStage(page).focus();
  await page.keyboard.press('Escape');
  await see(editorButton(page, 'Context and edges (changed)')).toBeVisible();
  await editorButton(page, 'Context and edges (changed)').click();
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.keyboard.press('Escape');
  await see(editorButton(page, 'Context and edges')).toBeVisible();
  await closeEditor(page);
});

it('selects to the pixel on a picture of any size: a line of one pixel holds the wand back', async () => {
  const { page } = app;
  const ground = { create: { width: LARGE_PX, height: LARGE_PX, channels: 3 as const, background: '#808080' } };
  const line = { create: { width: 1, height: LARGE_PX, channels: 3 as const, background: '#ffffff' } };
  const file = sharp(ground).composite([{ input: line, left: LINE_AT, top: 0 }]);
  await bringIn('large.png', file.png({ compressionLevel: 1 }).toBuffer());
  await pictures(page).last().click();
  await page.keyboard.press('b');
  await see(maskStage(page)).toBeVisible();
  await page.keyboard.press('w');
  await see(picture()).toBeVisible();
  const box = await boxOf(picture());
  await page.getByRole('checkbox', { name: 'Contiguous' }).check();
  await page.mouse.click(box.x + 20, box.y + 20);
  await seeTintedPixels(page, (count) => count > 1_000);
  await editorButton(page, /^Selection/).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('left');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await see(page.getByRole('button', { name: 'left', exact: true })).toBeVisible();
  const all = { text: 'large', modelId: null, verdict: null, minRating: 0, cursor: null, limit: 1 };
  const [entry] = (await app.studio.call('history.search', all)).entries;
  if (!entry) throw new Error('The picture is in the history.');
  const saved = await app.studio.call('masks.list', { assetId: entry.asset.id });
  const hash = saved.find(({ name }) => name === 'left')?.hash ?? '';
  const mask = await savedMask(page, hash);
  let wrong = 0;
  for (let at = 0; at < mask.length; at += 1) if (mask[at] !== (at % LARGE_PX < LINE_AT ? 255 : 0)) wrong += 1;
  expect(mask.length).toBe(LARGE_PX ** 2);
  expect(wrong).toBe(0);
});

it('says nothing in the console', () => {
  expect(app.complaints).toEqual([]);
});
