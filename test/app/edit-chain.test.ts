// The edits of a picture under the hands: hidden, ordered, run again, compared, proven and kept; with the mouse, then by keys.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Asset } from '../../shared/asset.ts';
import { type AssetId, newId } from '../../shared/ids.ts';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { type Place, rectMaskFile, texturedPicture } from '../support/chain-desk.ts';
import { draftRequest } from '../support/test-studio.ts';
import { boxOf, centreOf, inspector, pictures, see } from './loop-steps.ts';
import { maskStage } from './mask-steps.ts';

const SIZE = { widthPx: 480, heightPx: 320 };
/** The second lies partly over the first, the third by itself. */
const PLACES: readonly Place[] = [
  { left: 60, top: 50, widthPx: 120, heightPx: 100 },
  { left: 140, top: 100, widthPx: 120, heightPx: 100 },
  { left: 340, top: 190, widthPx: 90, heightPx: 80 },
];
const PROMPTS = ['a red balloon', 'a paper lantern', 'a small grey boat'] as const;

let browser: Browser;
let app: AppWindow;
beforeAll(async () => {
  browser = await launchChromium();
  app = await openAppWindow(browser);
});
afterAll(async () => {
  await app.close();
  await browser.close();
});
tellInOrder(() => app);

const panel = () => app.page.getByRole('complementary', { name: 'Edits' });
const rows = () => panel().getByRole('listitem');
const button = (name: string | RegExp) => panel().getByRole('button', { name });
const said = () => app.page.locator('[data-mask-announcements]');
const words = () => rows().evaluateAll((all) => all.map((row) => /\d\. ([a-z ]+)/.exec(row.textContent ?? '')?.[1]));
const hidden = () => rows().evaluateAll((all) => all.map((row) => row.hasAttribute('data-hidden')));

async function upload(file: Buffer, purpose: 'imported' | 'working'): Promise<Asset> {
  return app.page.evaluate(
    async ({ bytes, query }) => {
      const response = await fetch(`upload?name=harbour.png&purpose=${query}`, {
        method: 'POST',
        headers: { 'content-type': 'image/png' },
        body: Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)),
      });
      return (await response.json()).result;
    },
    { bytes: file.toString('base64'), query: purpose },
  );
}

async function boardId() {
  const [board] = await app.studio.call('boards.list', {});
  if (!board) throw new Error('There is a board.');
  return board.id;
}

async function editAt(source: Asset, at: number): Promise<Asset> {
  const mask = await upload(await rectMaskFile(SIZE, PLACES[at] ?? { left: 0, top: 0, ...SIZE }), 'working');
  const request = draftRequest({
    ...{ operation: 'edit', role: 'edit', tier: '1K', prompt: PROMPTS[at] ?? '', seed: 40 + at },
    ...{ sourceAssetId: source.id, maskAssetId: mask.id },
  });
  const place = { itemId: newId('item'), xUnits: 100, yUnits: 40, widthUnits: 320, heightUnits: 213 };
  const placement = { boardId: await boardId(), places: at === 2 ? [place] : [] };
  const { id } = await app.studio.call('jobs.enqueue', { jobId: newId('job'), request, placement });
  await see.poll(async () => (await app.studio.call('jobs.get', { id })).state).toBe('done');
  const assetId = (await app.studio.call('jobs.get', { id })).candidates[0]?.assetId ?? source.id;
  return (await app.studio.call('assets.get', { id: assetId })).asset;
}

async function historyIds(): Promise<AssetId[]> {
  const all = { text: '', modelId: null, verdict: null, minRating: 0, cursor: null, limit: 50 };
  return (await app.studio.call('history.search', all)).entries.map((entry) => entry.asset.id);
}

it('opens from the inspector and lists every edit from the first original on', async () => {
  let last = await upload(await texturedPicture(SIZE), 'imported');
  for (const at of PLACES.keys()) last = await editAt(last, at);
  await see(pictures(app.page)).toHaveCount(1);
  await pictures(app.page).first().click();
  await inspector(app.page).getByRole('button', { name: 'Edits of this picture' }).click();
  await see(rows()).toHaveCount(3);
  expect(await words()).toEqual([...PROMPTS]);
  await see(panel().getByText('First original')).toBeVisible();
  await see(rows().nth(0)).toContainText('free · Overlaps 2');
  await see(rows().nth(0).locator('img')).toBeVisible();
});

it('shows how many edits overlap a place', async () => {
  const { page } = app;
  await button('Show how many edits overlap').click();
  await see(page.locator('canvas[data-chain-depth]')).toBeVisible();
  const picture = await boxOf(page.locator('canvas[data-chain-depth]'));
  const hover = (x: number, y: number) =>
    page.mouse.move(picture.x + (x / SIZE.widthPx) * picture.width, picture.y + (y / SIZE.heightPx) * picture.height, {
      steps: 3,
    });
  const number = page.locator('[data-chain-depth-number]');
  await hover(160, 120);
  await see(number).toHaveText('2 edits overlap here');
  await hover(380, 230);
  await see(number).toHaveText('1 edit here');
  await hover(20, 20);
  await see(number).toHaveText('No edit here');
  await button('Show how many edits overlap').click();
});

it('hides one edit, says what was made on top of it, and takes it back', async () => {
  const before = await historyIds();
  await button('Hide edit 1').click();
  await see.poll(hidden).toEqual([true, false, false]);
  await see(rows().nth(1)).toContainText('Made on top of 1, which is hidden');
  await see(app.page.getByText(/2nd edit over the first original/)).toBeVisible();
  await button('Undo in the edits').click();
  await see.poll(hidden).toEqual([false, false, false]);
  await button('Redo in the edits').click();
  await see.poll(hidden).toEqual([true, false, false]);
  expect(await historyIds()).toEqual(before);
});

it('is dragged into another order, proven in words, and kept as a picture of its own', async () => {
  const { page } = app;
  const before = await historyIds();
  const grip = centreOf(await boxOf(button('Move edit 3 with the arrow keys')));
  const { x, y } = await boxOf(rows().nth(0));
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y + 8, { steps: 8 });
  await page.mouse.up();
  await see.poll(words).toEqual([PROMPTS[2], PROMPTS[0], PROMPTS[1]]);
  await button('Verify').click();
  await see(panel().locator('[data-chain-proof]')).toHaveText(
    /^Proven: 0 of [\d,]+ samples outside the 2 shown edits differ from the first original\. Original and patches give this file byte for byte\.$/,
  );
  expect((await new AxeBuilder({ page }).include('[data-chain-panel]').analyze()).violations).toEqual([]);
  await button('Keep as a new picture').click();
  await see(pictures(page)).toHaveCount(2);
  const now = await historyIds();
  expect(now.slice(1)).toEqual(before);
  expect(
    await app.studio.call('edits.verifyChain', { assetId: now[0] ?? before[0] ?? 'asset_00000000' }),
  ).toMatchObject({
    samplesDiffering: 0,
    isRebuilt: true,
  });
});

it('runs one edit again for its price, and lays the later ones over it', async () => {
  await app.page.keyboard.press('b');
  await see(maskStage(app.page)).toBeVisible();
  await app.page.keyboard.press('t');
  await see(rows()).toHaveCount(3);
  await button('Run edit 1 again…').click();
  await button(/^Run again · free$/).click();
  await see(rows()).toHaveCount(4);
  expect(await words()).toEqual([PROMPTS[2], PROMPTS[2], PROMPTS[0], PROMPTS[1]]);
  expect(await hidden()).toEqual([true, false, true, false]);
});

it('compares two states, and comes back to the same one', async () => {
  const { page } = app;
  await button('Compare the first original').click();
  await button('Compare the picture after edit 2').click();
  await see(page.getByRole('application', { name: 'Compared pictures' })).toBeVisible();
  await page.keyboard.press('Escape');
  await see(rows()).toHaveCount(4);
  await see.poll(hidden).toEqual([true, false, true, false]);
});

/** Tab by Tab, as without a mouse. */
async function tabTo(name: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await app.page.keyboard.press('Tab');
    const label = await app.page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (label.startsWith(name)) return;
  }
  throw new Error(`${name} cannot be reached by Tab.`);
}

it('does all of it without a mouse, and says what happened', async () => {
  const { page } = app;
  const before = await historyIds();
  await page.keyboard.press('Escape');
  await see(maskStage(page)).toBeHidden();
  await page.keyboard.press('b');
  await see(maskStage(page)).toBeVisible();
  await page.keyboard.press('t');
  await see(rows()).toHaveCount(3);
  await tabTo('Move edit 1');
  await page.keyboard.press('ArrowDown');
  await see(said()).toContainText('Edit 1 is now 2 of 3.');
  await see.poll(words).toEqual([PROMPTS[0], PROMPTS[2], PROMPTS[1]]);
  await tabTo('Show edit 1');
  await page.keyboard.press('Enter');
  await see(said()).toContainText('Edit 1 is shown.');
  await see.poll(hidden).toEqual([false, false, false]);
  await page.keyboard.press('Control+z');
  await see(said()).toContainText('Undone.');
  await see.poll(hidden).toEqual([true, false, false]);
  await page.keyboard.press('Control+Shift+z');
  await see.poll(hidden).toEqual([false, false, false]);
  await tabTo('Verify');
  await page.keyboard.press('Enter');
  await see(said()).toContainText('Proven: 0 of');
  await tabTo('Keep as a new picture');
  await page.keyboard.press('Enter');
  await see(maskStage(page)).toBeHidden();
  await see.poll(historyIds).toHaveLength(before.length + 1);
  expect(app.complaints).toEqual([]);
});
