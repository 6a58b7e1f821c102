// The steps of the loop as a person takes them, and what they look at afterwards.
import type { Locator, Page } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import sharp from 'sharp';

/** Looks again until it is so; the limit is for a loaded machine. */
export const see = expectPage.configure({ timeout: 30_000 });

export const board = (page: Page): Locator => page.getByRole('region', { name: 'Board' });
export const pictures = (page: Page): Locator => board(page).getByRole('img');
export const cards = (page: Page): Locator => board(page).locator('[data-role]');
export const strip = (page: Page): Locator => page.getByRole('region', { name: 'Candidates' });
export const candidate = (page: Page, name: RegExp): Locator => strip(page).getByRole('option', { name });
export const promptField = (page: Page): Locator => page.getByRole('textbox', { name: 'Prompt' });
export const announced = (page: Page): Locator => page.locator('[role="status"][aria-live="polite"].visually-hidden');
export const inspector = (page: Page): Locator => page.locator('[data-inspector]');

/** Writes a prompt and presses the button, which says what it does and costs by then. Answers its words. */
export async function draft(page: Page, prompt: string, button = /^Draft \d · (free|≈ \$)/): Promise<string> {
  await promptField(page).fill(prompt);
  const press = page.getByRole('region', { name: 'Prompt' }).getByRole('button', { name: button });
  await see(press).toBeEnabled();
  const words = (await press.textContent()) ?? '';
  await press.click();
  return words;
}

/** A decoded picture with something in it, as it stands on the screen: neither a broken image nor a flat card. */
export async function seePainted(picture: Locator): Promise<void> {
  await see(picture).toBeVisible();
  await see(picture).toHaveJSProperty('complete', true);
  const naturalWidthPx = await picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
  see(naturalWidthPx).toBeGreaterThan(0);
  await see
    .poll(async () => {
      const { channels } = await sharp(await picture.screenshot()).stats();
      return Math.max(...channels.map((channel) => channel.stdev));
    })
    .toBeGreaterThan(4);
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return box;
}

export const centreOf = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });

/** Chooses in one of the studio's own selects, whose name ends with what is chosen now. */
export async function choose(page: Page, select: RegExp, option: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: select }).click();
  await page.getByRole('option', { name: option }).click();
  await see(page.getByRole('listbox', { name: select })).toBeHidden();
}

/** Where the ends of the promotion's line lie, in pixels of the screen. */
export function lineEnds(page: Page, kind: string): Promise<{ from: Point; to: Point }> {
  return board(page)
    .locator(`path[data-kind="${kind}"]`)
    .evaluate((line: SVGPathElement) => {
      const matrix = line.getScreenCTM();
      if (!matrix) throw new Error('The line is not drawn.');
      const at = (length: number) => line.getPointAtLength(length).matrixTransform(matrix);
      const [from, to] = [at(0), at(line.getTotalLength())];
      return { from: { x: from.x, y: from.y }, to: { x: to.x, y: to.y } };
    });
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels between a point and a box; 0 on its edge or inside. */
export function distance(point: Point, box: Box): number {
  const dx = Math.max(box.x - point.x, 0, point.x - (box.x + box.width));
  const dy = Math.max(box.y - point.y, 0, point.y - (box.y + box.height));
  return Math.hypot(dx, dy);
}

/** What the person would recognise the board by, in the board's own order. */
export function boardLook(page: Page): Promise<string[]> {
  return board(page)
    .locator('.react-flow__node')
    .evaluateAll((nodes: HTMLElement[]) =>
      nodes.map((node) => {
        const place = `${node.style.transform} ${node.style.width}×${node.style.height}`;
        const words = node.querySelector('img')?.alt ?? node.textContent ?? '';
        return `${node.dataset.id} ${place} ${words}`;
      }),
    );
}

/** Drags files from outside over the window and lets them go on one of the places that appear then. */
export async function dropFiles(page: Page, paths: readonly string[], target: 'New item' | 'Reference'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const move = (type: 'dragEnter' | 'dragOver' | 'drop', at: Point) =>
    session.send('Input.dispatchDragEvent', { type, ...at, data });
  await move('dragEnter', centreOf(await boxOf(board(page))));
  const places = page.getByRole('region', { name: 'Drop targets' });
  const place = centreOf(await boxOf(places.getByText(target, { exact: true })));
  await move('dragOver', place);
  await move('drop', place);
  await see(places).toBeHidden();
  await session.detach();
}
