// The steps of painting a selection as a hand takes them, and what the stage shows of it.
import type { Page } from 'playwright';
import sharp from 'sharp';
import { boxOf, centreOf, see } from './loop-steps.ts';

export const maskStage = (page: Page) => page.locator('[data-mask-stage]');

/** Pixels of the stage that show a selection, as the worker has painted it. */
export function tintedPixels(page: Page): Promise<number> {
  return page.locator('canvas[data-mask-overlay]').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(canvas, 0, 0);
    const data = context?.getImageData(0, 0, width, height).data ?? [];
    let count = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at]) count += 1;
    return count;
  });
}

/** From the middle of the stage, in CSS pixels. */
export async function dragOnMaskStage(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const { x, y } = centreOf(await boxOf(maskStage(page)));
  await page.mouse.move(x + from[0], y + from[1]);
  await page.mouse.down();
  await page.mouse.move(x + to[0], y + to[1], { steps: 12 });
  await page.mouse.up();
}

export async function seeTintedPixels(page: Page, isSo: (count: number) => boolean): Promise<number> {
  await see.poll(async () => isSo(await tintedPixels(page))).toBe(true);
  return tintedPixels(page);
}

/** A straight pen stroke, pressed so hard all along; 0 to 1. */
export function penStroke(page: Page, pressure: number): Promise<void> {
  return maskStage(page).evaluate((element, force) => {
    const box = element.getBoundingClientRect();
    const y = box.top + box.height / 2;
    const send = (type: string, x: number) =>
      element.dispatchEvent(
        new PointerEvent(type, {
          pointerId: 1,
          pointerType: 'pen',
          pressure: force,
          clientX: box.left + x,
          clientY: y,
          bubbles: true,
          cancelable: true,
        }),
      );
    // Nothing is captured for a pen that is not there.
    element.setPointerCapture = () => undefined;
    send('pointerdown', 300);
    for (let x = 310; x <= 500; x += 10) send('pointermove', x);
    send('pointerup', 500);
  }, pressure);
}

/** Red, green, blue and opacity of the overlay under a place of the window, as the worker has painted it. */
export function overlayPixel(page: Page, at: { readonly x: number; readonly y: number }): Promise<number[]> {
  return page.locator('canvas[data-mask-overlay]').evaluate((canvas: HTMLCanvasElement, { x, y }) => {
    const box = canvas.getBoundingClientRect();
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(canvas, Math.round(box.left - x), Math.round(box.top - y));
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])];
  }, at);
}

/** The values of a mask that the library keeps, row by row. */
export async function savedMask(page: Page, hash: string): Promise<Uint8Array> {
  const response = await page.request.get(new URL(`media/${hash}`, page.url()).href);
  return sharp(await response.body())
    .extractChannel(0)
    .raw()
    .toBuffer();
}
