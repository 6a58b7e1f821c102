// Several edits in one go under the hands: places listed and paid once, one mask over several pictures, references along.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Asset } from '../../shared/asset.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { texturedPicture } from '../support/batch-desk.ts';
import { board, choose, dropFiles, pictures, see } from './loop-steps.ts';
import { dragOnMaskStage, maskStage } from './mask-steps.ts';

const SIZE = { widthPx: 600, heightPx: 400 };

const google = await startGoogleEmulator();
let browser: Browser;
let app: AppWindow;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  const environment = { GEMINI_API_KEY: 'emulator-0123456789', MAQUETTE_GEMINI_BASE_URL: google.baseUrl };
  app = await openAppWindow(browser, { environment });
  folder = await mkdtemp(join(tmpdir(), 'maquette-tasks-'));
  await writeFile(join(folder, 'harbour.png'), await texturedPicture(SIZE));
  await writeFile(join(folder, 'coast.png'), await texturedPicture(SIZE, 2));
  await writeFile(join(folder, 'small.png'), await texturedPicture({ widthPx: 300, heightPx: 260 }, 3));
});
afterAll(async () => {
  await app.close();
  await browser.close();
  await google.close();
  await rm(folder, { recursive: true, force: true });
});
tellInOrder(() => app);

const editor = () => app.page.getByRole('dialog', { name: 'Edit with mask' });
const button = (name: string | RegExp) => editor().getByRole('button', { name });
const words = () => editor().getByLabel('What should change');
const places = () => editor().getByRole('region', { name: 'Places', exact: true });
const message = () => editor().locator('[data-batch-state]');
const said = () => app.page.locator('[data-mask-announcements]');

async function select(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await maskStage(app.page).focus();
  await app.page.keyboard.press('u');
  await dragOnMaskStage(app.page, from, to);
}

async function openEditor(): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Escape');
  await pictures(page).first().click();
  await page.keyboard.press('b');
  await see(maskStage(page)).toBeVisible();
}

/** Esc leaves the innermost; there may be several. */
async function leaveEditor(): Promise<void> {
  const isOpen = async () => {
    await app.page.keyboard.press('Escape');
    return maskStage(app.page).isVisible();
  };
  await see.poll(isOpen).toBe(false);
}

async function addPlace(prompt: string): Promise<void> {
  await words().fill(prompt);
  await see(button(/^Fill · /)).not.toHaveAttribute('aria-disabled');
  await button(/^Add (another|this) place/).click();
  await see(places().getByRole('button', { name: new RegExp(`: ${prompt}`) })).toBeVisible();
}

async function openedBoard() {
  const [summary] = await app.studio.call('boards.list', {});
  if (!summary) throw new Error('There is a board.');
  return app.studio.call('boards.get', { id: summary.id });
}

async function boardAssets(): Promise<readonly Asset[]> {
  return (await openedBoard()).assets;
}

async function decoded({ hash }: Pick<Asset, 'hash'>): Promise<Buffer> {
  const bytes = await app.page.evaluate(async (address) => {
    const buffer = await (await fetch(address)).arrayBuffer();
    return [...new Uint8Array(buffer)];
  }, `media/${hash}`);
  return sharp(Buffer.from(bytes)).removeAlpha().raw().toBuffer();
}

/** Columns of the picture in which something changed. */
async function changedColumns(before: Asset, after: Asset): Promise<{ left: number; middle: number; right: number }> {
  const [one, two] = [await decoded(before), await decoded(after)];
  const count = { left: 0, middle: 0, right: 0 };
  for (let at = 0; at < one.length; at += 1) {
    if (one[at] === two[at]) continue;
    const x = Math.floor(at / 3) % SIZE.widthPx;
    count[x < SIZE.widthPx * 0.4 ? 'left' : x > SIZE.widthPx * 0.6 ? 'right' : 'middle'] += 1;
  }
  return count;
}

it('lists places, each with its words, and says what all of them cost', async () => {
  const { page } = app;
  const files = ['harbour.png', 'coast.png', 'small.png'].map((name) => join(folder, name));
  await dropFiles(page, files, 'New item');
  await see(pictures(page)).toHaveCount(3);
  await openEditor();
  await select([-260, -80], [-150, 40]);
  await choose(page, /^Model/, /^Sketch/);
  await addPlace('a red boat');
  await select([150, -60], [260, 60]);
  await addPlace('a lamp');
  await see(button('Do 2 places · free')).toBeVisible();
});

it('draws them one on the other at one press, and the last result holds both', async () => {
  const { page } = app;
  await button('Do 2 places · free').click();
  await see(message()).toHaveText('All 2 places done.');
  await see(editor().locator('[data-mask-proof]')).toHaveText(/^0 of [\d,]+ outside samples changed/);
  await button(/^Accept/).click();
  await see(pictures(page)).toHaveCount(4);
  await see.poll(async () => (await boardAssets()).length).toBe(4);
  const assets = await boardAssets();
  const source = assets.find((asset) => asset.name === 'harbour.png');
  const result = assets.find((asset) => asset.source === 'generated');
  if (!source || !result) throw new Error('Both lie on the board.');
  const changed = await changedColumns(source, result);
  expect(changed.middle).toBe(0);
  expect(changed.left).toBeGreaterThan(300);
  expect(changed.right).toBeGreaterThan(300);
  const { edit } = await app.studio.call('assets.get', { id: result.id });
  expect(edit).toMatchObject({ depth: 2, originalAssetId: source.id });
});

it('stops where a vendor refuses, keeps the first, is there again after a reload, and goes on', async () => {
  const { page } = app;
  await openEditor();
  await choose(page, /^Model/, /^Nano Banana Pro/);
  await select([-260, -80], [-150, 40]);
  await addPlace('a blue boat');
  await select([150, -60], [260, 60]);
  await addPlace('a gull');
  await see(button(/^Do 2 places · ≈ \$/)).toBeVisible();
  google.setFaults([{ kind: 'delay' }, { kind: 'moderation' }]);
  await button(/^Do 2 places · ≈ \$/).click();
  await see(message()).toHaveText(/^Stopped at place 2: .*1 of 2 places done\. What was done is kept\.$/);
  const sent = google.paidRequests;
  await page.reload();
  await openEditor();
  await see(message()).toHaveText(/^Stopped at place 2: /);
  expect(google.paidRequests).toBe(sent);
  await button(/^Try again and go on · ≈ \$/).click();
  await see(message()).toHaveText('All 2 places done.');
  await see(editor().locator('[data-mask-proof]')).toHaveText(/^0 of /);
  await button('Put the list away').click();
  await see(message()).toBeHidden();
});

it('can be listed, changed and started from the keyboard alone', async () => {
  const { page } = app;
  await button('Back to the selection').click();
  await maskStage(page).focus();
  await page.keyboard.press('u');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('Shift+ArrowRight');
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Enter');
  await see(said()).toHaveText(/^Selected \d+ by \d+ pixels\.$/);
  await editor().getByRole('button', { name: 'Remove', exact: true }).focus();
  await page.keyboard.press('Enter');
  await see(button('Remove · free')).not.toHaveAttribute('aria-disabled');
  await button(/^Add another place/).focus();
  await page.keyboard.press('Enter');
  await see(said()).toHaveText('Place 1 is in the list. Select the next one.');
  const place = places().getByRole('button', { name: /^Place 1: .*Change it/ });
  await place.focus();
  await page.keyboard.press('Enter');
  await see(place).toBeHidden();
  await see(button('Remove · free')).not.toHaveAttribute('aria-disabled');
  await button(/^Add another place/).focus();
  await page.keyboard.press('Enter');
  await button('Do 1 place · free').focus();
  await page.keyboard.press('Enter');
  await see(message()).toHaveText(/^All 1 place/);
  await leaveEditor();
});

it('sends references along, picked from the board, dropped and pasted, and the price holds them', async () => {
  const { page } = app;
  await openEditor();
  await select([-260, -80], [-150, 40]);
  await choose(page, /^Model/, /^Nano Banana Pro/);
  await words().fill('a boat like @coast');
  await see(button(/^Fill · ≈ \$/)).not.toHaveAttribute('aria-disabled');
  await button('Add a reference').click();
  await page.getByRole('button', { name: 'Add coast.png as a reference' }).click();
  await page.keyboard.press('Escape');
  const strip = editor().getByRole('region', { name: 'References' });
  await see(strip.getByRole('button', { name: 'Reference 1: coast, object' })).toBeVisible();
  await button(/^Fill · ≈ \$/).hover();
  await see(page.getByText(/prompt and 2 pictures sent/)).toBeVisible();
  const bytes = [...(await texturedPicture({ widthPx: 90, heightPx: 60 }, 5))];
  await strip.evaluate((element, given) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(given)], 'look.png', { type: 'image/png' }));
    element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, bytes);
  await see(strip.getByRole('button', { name: /^Reference 2: look/ })).toBeVisible();
  const pasted = [...(await texturedPicture({ widthPx: 70, heightPx: 80 }, 6))];
  await page.evaluate((given) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(given)], 'paste.png', { type: 'image/png' }));
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, pasted);
  await see(strip.getByRole('button', { name: /^Reference 3: paste/ })).toBeVisible();
  await strip.getByRole('button', { name: /^Reference 2: look/ }).click();
  await choose(page, /^Use of look/, /^Style/);
  await page.keyboard.press('Escape');
  await see(strip.getByRole('button', { name: 'Reference 2: look, style' })).toBeVisible();
  await button(/^Fill · ≈ \$/).click();
  await see(editor().locator('[data-mask-proof]')).toHaveText(/^0 of /);
  const body = JSON.stringify(google.log.findLast((entry) => entry.method === 'POST')?.body);
  expect(body.match(/"width":\d+/g)?.slice(1)).toEqual(['"width":600', '"width":90', '"width":70']);
  expect(body).toContain('a boat like image 2');
  await leaveEditor();
});

it('lays one mask over several pictures, and says which it does not fit', async () => {
  const { page } = app;
  await board(page).click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Shift+b');
  await see(maskStage(page)).toBeVisible();
  const several = editor().getByRole('region', { name: 'Pictures' });
  await see(several.getByText('300 × 260: left out, the mask does not fit')).toBeVisible();
  await select([-100, -60], [60, 60]);
  await choose(page, /^Model/, /^Sketch/);
  await words().fill('a red boat');
  await see(button('Fill on 3 pictures · free')).not.toHaveAttribute('aria-disabled');
  await several.getByText('Stretch the mask over other sizes').click();
  await button('Fill on 4 pictures · free').click();
  await see(message()).toHaveText(/^All 4 pictures done\./);
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await leaveEditor();
  const { items, lineage, assets } = await openedBoard();
  expect(items.length).toBe(8);
  const generated = assets.filter((asset) => lineage.some((edge) => edge.childAssetId === asset.id));
  // The accepted result of two places, and one for each of the four pictures.
  expect(generated.length).toBe(5);
});

it('says nothing in the console', () => {
  expect(app.complaints).toEqual([]);
});
