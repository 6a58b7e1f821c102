// The loop without a key, as a designer goes through it on the first day: draft, pick, promote, compare, export, find again.
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import {
  board,
  boardLook,
  boxOf,
  candidate,
  cards,
  choose,
  distance,
  draft,
  inspector,
  lineEnds,
  pictures,
  promptField,
  see,
  seePainted,
} from './loop-steps.ts';

const PROMPT = 'Quiet harbour at dawn, teal and amber';
/** Pixels on the screen: neighbours on the board stand closer than this. */
const BESIDE_PX = 60;

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

const theFinal = () => cards(app.page).and(app.page.locator('[data-role="final"]'));

it('turns a prompt into four painted drafts on the board', async () => {
  const { page } = app;
  await see(page.getByText('An empty board')).toBeVisible();
  await draft(page, PROMPT, /^Draft 4 · free$/);
  await see(pictures(page)).toHaveCount(4);
  for (const picture of await pictures(page).all()) await seePainted(picture);
  await see(candidate(page, /^Draft \d, undecided, free$/)).toHaveCount(4);
  // What taught the loop makes room for it.
  await see(page.getByRole('complementary', { name: 'Welcome' })).toHaveCount(0);
});

it('keeps one with P, rejects the next with X, and undo brings that back', async () => {
  const { page } = app;
  await page.keyboard.press('p');
  await see(candidate(page, /^Draft 1, kept/)).toBeVisible();
  await page.keyboard.press('x');
  await see(candidate(page, /^Draft 2, rejected/)).toBeVisible();
  await see(pictures(page)).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await see(candidate(page, /^Draft 2, undecided/)).toBeVisible();
  await see(pictures(page)).toHaveCount(4);
  await page.keyboard.press('Control+y');
  await see(candidate(page, /^Draft 2, rejected/)).toBeVisible();
  await see(pictures(page)).toHaveCount(3);
});

it('promotes the keeper to a final beside it, tied by a line', async () => {
  const { page } = app;
  const keptPicture = await boxOf(pictures(page).first());
  await page.keyboard.press('Shift+Enter');
  await see(candidate(page, /^Final 1/)).toBeVisible();
  await see(pictures(page)).toHaveCount(4);
  await seePainted(theFinal().getByRole('img'));
  const ends = await lineEnds(page, 'promoted');
  const finalBox = await boxOf(theFinal());
  expect(distance(ends.from, keptPicture)).toBeLessThan(3);
  expect(distance(ends.to, finalBox)).toBeLessThan(3);
  expect(Math.hypot(ends.to.x - ends.from.x, ends.to.y - ends.from.y)).toBeLessThan(BESIDE_PX);
});

it('compares the final with its draft under a slider that the arrows move', async () => {
  const { page } = app;
  await theFinal().click();
  await inspector(page).getByRole('button', { name: 'Compare' }).click();
  const comparison = page.getByRole('dialog', { name: 'Compare' });
  for (const picture of await comparison.getByRole('img').all()) await see(picture).toHaveJSProperty('complete', true);
  await see(comparison.getByText(/1,024 × 1,024/)).toBeVisible();
  await see(comparison.getByText(/2,048 × 2,048/)).toBeVisible();
  const slider = comparison.getByRole('slider');
  const before = Number(await slider.getAttribute('aria-valuenow'));
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await see.poll(async () => Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  await page.keyboard.press('Escape');
  await see(comparison).toBeHidden();
});

it('exports every pixel of the final as a PNG that says its resolution and its profile', async () => {
  const { page } = app;
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export picture' });
  await see(dialog.getByRole('combobox', { name: /Format/ })).toHaveText('PNG');
  const arriving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toBe(`${PROMPT}.png`);
  const file = await readFile(await download.path());
  const { format, width, height, density, icc } = await sharp(file).metadata();
  expect({ format, width, height, density }).toEqual({ format: 'png', width: 2048, height: 2048, density: 300 });
  expect(icc?.subarray(36, 40).toString()).toBe('acsp');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await see(dialog).toBeHidden();
  const shown = await theFinal().getByRole('img').getAttribute('src');
  const kept = await page.request.get(new URL((shown ?? '').replace(/\?.*/, ''), page.url()).href);
  const pixels = (bytes: Buffer) => sharp(bytes).removeAlpha().raw().toBuffer();
  expect((await pixels(file)).equals(await pixels(await kept.body()))).toBe(true);
});

it('has everything still there after a reload: places, verdicts, lineage, history', async () => {
  const { page } = app;
  await page.keyboard.press('Escape');
  const before = await boardLook(page);
  await page.reload();
  await see(pictures(page)).toHaveCount(4);
  for (const picture of await pictures(page).all()) await seePainted(picture);
  expect(await boardLook(page)).toEqual(before);
  await see(promptField(page)).toHaveValue(PROMPT);
  await see(candidate(page, /^Draft 1, kept/)).toBeVisible();
  await see(candidate(page, /^Draft 2, rejected/)).toBeVisible();
  await see(board(page).locator('path[data-kind="promoted"]')).toHaveCount(1);

  await theFinal().click();
  await see(inspector(page).getByRole('button', { name: /^Promoted from/ })).toBeVisible();
  await inspector(page)
    .getByRole('button', { name: /^Promoted from/ })
    .click();
  await see(inspector(page).getByRole('button', { name: 'Keep', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

it('finds all of it again in the history, by word and by verdict', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'History', exact: true }).click();
  const history = page.getByRole('complementary', { name: 'History' });
  const found = history.getByRole('option');
  await see(found).toHaveCount(5);
  await history.getByRole('searchbox').fill('harbour amber');
  await see(found).toHaveCount(5);
  await choose(page, /^Verdict/, /^Rejected$/);
  await see(found).toHaveCount(1);
  await history.getByRole('searchbox').fill('zeppelin');
  await see(history.getByText('Nothing fits')).toBeVisible();
  expect(app.complaints).toEqual([]);
});
