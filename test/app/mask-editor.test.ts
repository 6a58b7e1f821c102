// The mask editor under the hands: mouse, pen and keyboard alone; what was not selected is not touched.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Asset } from '../../shared/asset.ts';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { png } from '../support/test-pictures.ts';
import { boxOf, choose, dropFiles, pictures, see } from './loop-steps.ts';
import { dragOnMaskStage, maskStage, penStroke, seeTintedPixels, tintedPixels } from './mask-steps.ts';

/** As a new window has it. */
const BRUSH_PX = 80;
const SIZE = { widthPx: 600, heightPx: 400 };

let browser: Browser;
let app: AppWindow;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  app = await openAppWindow(browser);
  folder = await mkdtemp(join(tmpdir(), 'maquette-mask-'));
});
afterAll(async () => {
  await app.close();
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});
tellInOrder(() => app);

const stage = () => maskStage(app.page);
const editor = () => app.page.getByRole('dialog', { name: 'Edit with mask' });
const said = () => app.page.locator('[data-mask-announcements]');
const proof = () => app.page.locator('[data-mask-proof]');
const button = (name: string | RegExp) => editor().getByRole('button', { name });
const isOff = (name: string | RegExp) => see(button(name)).toHaveAttribute('aria-disabled', 'true');

const tinted = () => tintedPixels(app.page);
const seeTinted = (isSo: (count: number) => boolean) => seeTintedPixels(app.page, isSo);
const dragOnStage = (from: readonly [number, number], to: readonly [number, number]) =>
  dragOnMaskStage(app.page, from, to);

async function decoded({ hash }: Pick<Asset, 'hash'>) {
  const bytes = await app.page.evaluate(async (address) => {
    const buffer = await (await fetch(address)).arrayBuffer();
    return [...new Uint8Array(buffer)];
  }, `media/${hash}`);
  return sharp(Buffer.from(bytes)).removeAlpha().raw().toBuffer();
}

async function boardAssets(): Promise<readonly Asset[]> {
  const [summary] = await app.studio.call('boards.list', {});
  if (!summary) throw new Error('There is a board.');
  return (await app.studio.call('boards.get', { id: summary.id })).assets;
}

it('opens over one picture with B, and Esc leads back', async () => {
  const { page } = app;
  const path = join(folder, 'square.png');
  await writeFile(path, await png(SIZE));
  await dropFiles(page, [path], 'New item');
  await see(pictures(page)).toHaveCount(1);
  await page.keyboard.press('b');
  await see(stage()).toBeVisible();
  await page.keyboard.press('Escape');
  await see(stage()).toBeHidden();
  await page.keyboard.press('b');
  await see(stage()).toBeVisible();
});

it('paints with the mouse, and one undo takes one stroke back', async () => {
  const { page } = app;
  await isOff(/^Fill · free$/);
  await dragOnStage([-80, 0], [80, 20]);
  const one = await seeTinted((count) => count > 500);
  await dragOnStage([-80, 120], [80, 120]);
  await seeTinted((count) => count > one * 1.5);
  await page.keyboard.press('Control+z');
  await see.poll(tinted).toBe(one);
  await page.keyboard.press('Control+Shift+z');
  await seeTinted((count) => count > one * 1.5);
  await page.keyboard.press('Control+z');
});

it('names what it will do and what it costs, fills, proves that nothing else changed, and goes onto the board', async () => {
  const { page } = app;
  // The one stroke that is left ran from 80 pixels left of the middle to 80 right of it, and 20 down.
  const scale = (await boxOf(stage().getByRole('img').last())).width / SIZE.widthPx;
  const rim = BRUSH_PX / 2 + 2;
  const painted = {
    left: SIZE.widthPx / 2 - 80 / scale - rim,
    right: SIZE.widthPx / 2 + 80 / scale + rim,
    top: SIZE.heightPx / 2 - rim,
    bottom: SIZE.heightPx / 2 + 20 / scale + rim,
  };
  await page.getByLabel('What should change').fill('a red balloon');
  await see(button('Fill · free')).not.toHaveAttribute('aria-disabled');
  await button('Fill · free').click();
  await see(proof()).toHaveText(/^0 of [\d,]+ outside samples changed · aligned within \d\.\d px/);
  await button(/^Accept/).click();
  await see(pictures(page)).toHaveCount(2);
  await see.poll(async () => (await boardAssets()).length).toBe(2);
  const assets = await boardAssets();
  const [source, result] = await Promise.all(assets.map(decoded));
  expect(source?.length).toBe(result?.length);
  const stray: string[] = [];
  let changed = 0;
  for (let at = 0; at < (source ?? []).length; at += 1) {
    if (source?.[at] === result?.[at]) continue;
    changed += 1;
    const x = Math.floor(at / 3) % SIZE.widthPx;
    const y = Math.floor(at / 3 / SIZE.widthPx);
    if (x < painted.left || x > painted.right || y < painted.top || y > painted.bottom) stray.push(`${x}, ${y}`);
  }
  expect(changed).toBeGreaterThan(0);
  expect(stray).toEqual([]);
});

it('goes on editing the result: the chain grows, and before and after can be held against each other', async () => {
  const { page } = app;
  await page.keyboard.press('b');
  await see(editor().getByText(/1st edit over the first original/)).toBeVisible();
  await dragOnStage([-60, -80], [60, -80]);
  await editor().getByRole('button', { name: 'Remove', exact: true }).click();
  await see(button('Remove · free')).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Control+Enter');
  await see(proof()).toHaveText(/^0 of /);
  const shown = stage().getByRole('img').last();
  const after = await shown.getAttribute('data-picture');
  await stage().focus();
  await page.keyboard.down('\\');
  await see(shown).not.toHaveAttribute('data-picture', after ?? '');
  await page.keyboard.up('\\');
  await see(shown).toHaveAttribute('data-picture', after ?? '');
  await page.keyboard.press('n');
  await see(editor().getByText(/2nd edit over the first original/)).toBeVisible();
  await seeTinted((count) => count === 0);
});

it('makes a pen stroke as wide as it is pressed', async () => {
  await penStroke(app.page, 0.2);
  const light = await seeTinted((count) => count > 0);
  await app.page.keyboard.press('Control+z');
  await seeTinted((count) => count === 0);
  await penStroke(app.page, 1);
  await seeTinted((count) => count > light * 3);
  await app.page.keyboard.press('Control+z');
});

it('selects by outline and by colour, adds with Shift, takes away with Alt', async () => {
  const { page } = app;
  await page.keyboard.press('u');
  await dragOnStage([-100, -60], [0, 60]);
  const one = await seeTinted((count) => count > 5_000);
  await page.keyboard.down('Shift');
  await dragOnStage([50, -60], [150, 60]);
  await page.keyboard.up('Shift');
  await seeTinted((count) => Math.abs(count / one - 2) < 0.05);
  await page.keyboard.down('Alt');
  await dragOnStage([-120, -80], [20, 80]);
  await page.keyboard.up('Alt');
  await seeTinted((count) => Math.abs(count / one - 1) < 0.05);
  await page.keyboard.press('l');
  await dragOnStage([-100, -60], [0, 60]);
  await page.keyboard.press('w');
  const { x, y } = await boxOf(stage());
  const picture = await boxOf(stage().getByRole('img').last());
  await page.mouse.click(picture.x + 20, picture.y + 20);
  await seeTinted((count) => {
    const square = (picture.width / 4) * (picture.height / 4);
    return Math.abs(count / square - 1) < 0.05;
  });
  expect(x + y).toBeGreaterThan(0);
});

it('refines in the worker: invert, grow, and a saved mask by its name', async () => {
  const { page } = app;
  const before = await tinted();
  await button(/^Selection/).click();
  await page.getByRole('button', { name: 'Grow', exact: true }).click();
  const grown = await seeTinted((count) => count > before);
  await page.getByRole('textbox', { name: 'Name' }).fill('corner');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await see(page.getByRole('button', { name: 'corner', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await seeTinted((count) => count === 0);
  await page.getByRole('button', { name: 'corner', exact: true }).click();
  await see.poll(tinted).toBe(grown);
  await page.keyboard.press('Escape');
  await see(page.getByRole('textbox', { name: 'Name' })).toBeHidden();
  await see(stage()).toBeVisible();
  await stage().focus();
  await page.keyboard.press('Control+i');
  await seeTinted((count) => count > grown * 2);
  await page.keyboard.press('Delete');
});

it('selects from the keyboard alone and says so', async () => {
  const { page } = app;
  await stage().focus();
  await page.keyboard.press('u');
  await page.keyboard.press('ArrowRight');
  await see(said()).toHaveText('300, 200');
  await page.keyboard.press('Enter');
  await see(said()).toHaveText(/^First corner at 300, 200/);
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('Shift+ArrowRight');
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await see(said()).toHaveText('359, 240, 59 by 40');
  await page.keyboard.press('Enter');
  await see(said()).toHaveText('Selected 59 by 40 pixels.');
  await seeTinted((count) => count > 1_000);
});

it('leaves only the innermost with Esc, and keeps the selection of an editor that was closed', async () => {
  const { page } = app;
  const selected = await tinted();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Escape');
  await see(stage()).toBeVisible();
  await page.keyboard.press('Escape');
  await see(stage()).toBeVisible();
  await page.keyboard.press('Escape');
  await see(stage()).toBeHidden();
  await page.keyboard.press('b');
  // It was painted on a result that nobody accepted: the way back leads over that result.
  await button('Show the result you have not decided on').click();
  await see(proof()).toHaveText(/^0 of /);
  await button(/^Continue on this/).click();
  await button('Take up the last selection').click();
  await see.poll(tinted).toBe(selected);
  await page.keyboard.press('Escape');
  expect(selected).toBeGreaterThan(0);
});

it('extends to a shape: the picture itself stays as it is', async () => {
  const { page } = app;
  await pictures(page).first().click();
  await page.keyboard.press('b');
  await see(stage()).toBeVisible();
  await button('Extend…').click();
  await isOff(/^Extend · free$/);
  await choose(page, /Extend to a shape/, /^2:1$/);
  await see(editor().getByText('800 × 400 px')).toBeVisible();
  await button('Extend · free').click();
  await see(proof()).toHaveText(/^0 of 720,000 outside samples changed/);
  await button(/^Accept/).click();
  await see(pictures(page)).toHaveCount(3);
});

it('finds the object under one click, and takes a dropped mask picture', async () => {
  const { page } = app;
  await page.keyboard.press('Escape');
  await pictures(page).first().click();
  await page.keyboard.press('b');
  await see(stage()).toBeVisible();
  await page.keyboard.press('s');
  const picture = await boxOf(stage().getByRole('img').last());
  await page.mouse.click(picture.x + picture.width / 8, picture.y + picture.height / 8);
  await seeTinted((count) => Math.abs(count / ((picture.width / 4) * (picture.height / 4)) - 1) < 0.3);
  const half = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'black' } })
    .composite([{ input: { create: { width: 30, height: 40, channels: 3, background: 'white' } }, left: 0, top: 0 }])
    .png()
    .toBuffer();
  await stage().evaluate(
    (element, bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], 'half.png', { type: 'image/png' }));
      element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [...half],
  );
  await seeTinted((count) => Math.abs(count / ((picture.width * picture.height) / 2) - 1) < 0.05);
});

it('has nothing that axe finds serious', async () => {
  const { violations } = await new AxeBuilder({ page: app.page }).include('[role="dialog"]').analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

it('says nothing in the console', async () => {
  expect(app.complaints).toEqual([]);
  expect((await readFile(join(folder, 'square.png'))).length).toBeGreaterThan(0);
});
