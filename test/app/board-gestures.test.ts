// The board under the hands: everything moves as far as the pointer, nothing is lost, and one undo takes one gesture back.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { png } from '../support/test-pictures.ts';
import { type Box, board, boardLook, boxOf, centreOf, dropFiles, pictures, see, seePainted } from './loop-steps.ts';

const SIZES = {
  'wide.png': { widthPx: 480, heightPx: 270 },
  'tall.png': { widthPx: 270, heightPx: 480 },
  'square.png': { widthPx: 320, heightPx: 320 },
};
/** Edges lock onto neighbours within this many pixels of the screen. */
const SNAP_PX = 7;

let browser: Browser;
let app: AppWindow;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  app = await openAppWindow(browser);
  folder = await mkdtemp(join(tmpdir(), 'maquette-pictures-'));
});
afterAll(async () => {
  await app.close();
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});
tellInOrder(() => app);

const picture = (name: keyof typeof SIZES) => pictures(app.page).and(app.page.getByAltText(name.split('.')[0] ?? name));
const selectionBar = () => app.page.getByRole('toolbar', { name: 'Selection' });
const wide = () => boxOf(picture('wide.png'));

async function dragMouse(from: { x: number; y: number }, by: { x: number; y: number }, button?: 'middle') {
  const { mouse } = app.page;
  await mouse.move(from.x, from.y);
  await mouse.down(button ? { button } : {});
  await mouse.move(from.x + by.x, from.y + by.y, { steps: 12 });
  await mouse.up(button ? { button } : {});
}

async function seeMoved(before: Box, by: { x: number; y: number }, tolerancePx = 1.5) {
  await see.poll(async () => Math.abs((await wide()).x - before.x - by.x)).toBeLessThanOrEqual(tolerancePx);
  await see.poll(async () => Math.abs((await wide()).y - before.y - by.y)).toBeLessThanOrEqual(tolerancePx);
}

/** The wide picture where the library has it, in board units. */
async function storedPlace() {
  const [summary] = await app.studio.call('boards.list', {});
  if (!summary) throw new Error('There is a board.');
  const { items, assets } = await app.studio.call('boards.get', { id: summary.id });
  const asset = assets.find(({ name }) => name.startsWith('wide'));
  const item = items.find((known) => known.kind === 'image' && known.assetId === asset?.id);
  return { x: item?.xUnits ?? Number.NaN, y: item?.yUnits ?? Number.NaN };
}

it('lays dropped files on the board, side by side', async () => {
  const { page } = app;
  const paths = Object.keys(SIZES).map((name) => join(folder, name));
  for (const [name, size] of Object.entries(SIZES)) await writeFile(join(folder, name), await png(size, name.length));
  await dropFiles(page, paths, 'New item');
  await see(selectionBar()).toContainText('3 selected');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+1');
  await see(pictures(page)).toHaveCount(3);
  for (const one of await pictures(page).all()) await seePainted(one);
});

it('pans with the wheel, the middle button, the space bar and the hand, over pictures too, without moving any', async () => {
  const { page } = app;
  const stored = await storedPlace();
  const before = await wide();
  await page.mouse.move(centreOf(before).x, centreOf(before).y);
  await page.mouse.wheel(40, 60);
  await seeMoved(before, { x: -40, y: -60 });
  await dragMouse(centreOf(before), { x: 40, y: 60 }, 'middle');
  await seeMoved(before, { x: 0, y: 0 });
  await page.keyboard.down('Space');
  await dragMouse(centreOf(before), { x: -30, y: 20 });
  await page.keyboard.up('Space');
  await seeMoved(before, { x: -30, y: 20 });
  await page.keyboard.press('h');
  await dragMouse(centreOf(await wide()), { x: 30, y: -20 });
  await page.keyboard.press('v');
  await seeMoved(before, { x: 0, y: 0 });
  expect(await storedPlace()).toEqual(stored);
  await page.keyboard.press('Escape');
  await see(selectionBar()).toBeHidden();
});

it('selects the focused picture with the space bar when it is let go, unless it was held to pan', async () => {
  const { page } = app;
  const before = await wide();
  await page.mouse.click(centreOf(before).x, centreOf(before).y);
  await page.keyboard.press('Escape');
  await see(selectionBar()).toBeHidden();
  const focused = board(page).locator('.react-flow__node', { has: page.getByAltText('wide') });
  await focused.focus();
  await page.keyboard.down('Space');
  await dragMouse(centreOf(before), { x: -30, y: 20 });
  await page.keyboard.up('Space');
  await seeMoved(before, { x: -30, y: 20 });
  await see(selectionBar()).toBeHidden();
  await focused.focus();
  await page.keyboard.press('Space');
  await see(selectionBar()).toContainText('1 selected');
  await page.keyboard.press('Space');
  await see(selectionBar()).toBeHidden();
});

it('zooms to the cursor: what lies under it stays there', async () => {
  const { page } = app;
  const before = await wide();
  const cursor = { x: before.x + before.width * 0.25, y: before.y + before.height * 0.75 };
  await page.mouse.move(cursor.x, cursor.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await see.poll(async () => (await wide()).width).toBeGreaterThan(before.width * 1.1);
  const after = await wide();
  expect((cursor.x - after.x) / after.width).toBeCloseTo(0.25, 1);
  expect((cursor.y - after.y) / after.height).toBeCloseTo(0.75, 1);
  await page.keyboard.press('Shift+1');
  await see.poll(async () => (await wide()).width).toBeLessThan(after.width);
});

it('selects with a marquee what it touches', async () => {
  const { page } = app;
  const { x, y, width, height } = await wide();
  await dragMouse({ x: x - 60, y: y + height * 0.3 }, { x: 60 + width / 2, y: height * 0.4 });
  await see(selectionBar()).toContainText('1 selected');
  await page.keyboard.press('Escape');
  await see(selectionBar()).toBeHidden();
  await page.keyboard.press('Control+a');
  await see(selectionBar()).toContainText('3 selected');
  await page.keyboard.press('Escape');
});

it('drags a picture with the pointer, and one undo takes the whole gesture back', async () => {
  const { page } = app;
  const before = await wide();
  await dragMouse(centreOf(before), { x: 60, y: -50 });
  await seeMoved(before, { x: 60, y: -50 }, SNAP_PX);
  const stored = await storedPlace();
  await page.getByRole('button', { name: 'Undo: Move' }).click();
  await see.poll(storedPlace).not.toEqual(stored);
  await page.getByRole('button', { name: 'Redo: Move' }).click();
  await see.poll(storedPlace).toEqual(stored);
});

it('resizes from a corner and keeps the aspect', async () => {
  const { page } = app;
  const before = await wide();
  await dragMouse({ x: before.x + before.width, y: before.y + before.height }, { x: -70, y: -20 });
  await see.poll(async () => (await wide()).width).toBeLessThan(before.width - 30);
  const after = await wide();
  expect(after.width / after.height).toBeCloseTo(16 / 9, 1);
  await page.keyboard.press('Control+z');
  await see.poll(async () => (await wide()).width).toBeCloseTo(before.width, 0);
});

it('nudges by one unit, by ten with Shift', async () => {
  const { page } = app;
  await see(selectionBar()).toContainText('1 selected');
  await see.poll(storedPlace).not.toBeNull();
  const before = await storedPlace();
  await page.keyboard.press('ArrowRight');
  await see.poll(storedPlace).toEqual({ x: before.x + 1, y: before.y });
  await page.keyboard.press('Shift+ArrowDown');
  await see.poll(storedPlace).toEqual({ x: before.x + 1, y: before.y + 10 });
});

it('duplicates, deletes, undoes and redoes', async () => {
  const { page } = app;
  await page.keyboard.press('Control+d');
  await see(pictures(page)).toHaveCount(4);
  await page.keyboard.press('Delete');
  await see(pictures(page)).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await see(pictures(page)).toHaveCount(4);
  await page.keyboard.press('Control+Shift+z');
  await see(pictures(page)).toHaveCount(3);
});

it('adds a note with T and opens it again with a double click', async () => {
  const { page } = app;
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  const editor = page.getByRole('textbox', { name: 'Text of the note' });
  await see(editor).toBeFocused();
  await page.keyboard.type('Warmer light');
  await page.keyboard.press('Escape');
  const note = board(page).getByText('Warmer light');
  await see(note).toBeVisible();
  await note.dblclick();
  await see(editor).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(', less red');
  await page.keyboard.press('Control+Enter');
  await see(board(page).getByText('Warmer light, less red')).toBeVisible();
  await page.keyboard.press('Delete');
  await see(note).toBeHidden();
  await page.keyboard.press('Control+z');
});

it('frames what is selected and moves it along', async () => {
  const { page } = app;
  await picture('wide.png').click();
  await page.keyboard.press('c');
  const title = page.getByRole('textbox', { name: 'Title of the frame' });
  await see(title).toBeFocused();
  await page.keyboard.type('Key visuals');
  await page.keyboard.press('Enter');
  await see(board(page).getByText('Key visuals')).toBeVisible();
  const before = await wide();
  await dragMouse(centreOf(await boxOf(board(page).getByText('Key visuals'))), { x: -36, y: 44 });
  await seeMoved(before, { x: -36, y: 44 }, SNAP_PX);
});

it('looks the same after a reload, at the same zoom and place', async () => {
  const { page } = app;
  await page.keyboard.press('Escape');
  const before = { look: await boardLook(page), wide: await wide(), stored: await storedPlace() };
  await page.reload();
  await see(pictures(page)).toHaveCount(3);
  await see(board(page).getByText('Warmer light, less red')).toBeVisible();
  await seeMoved(before.wide, { x: 0, y: 0 });
  expect(new Set(await boardLook(page))).toEqual(new Set(before.look));
  expect(await storedPlace()).toEqual(before.stored);
  expect(app.complaints).toEqual([]);
});
