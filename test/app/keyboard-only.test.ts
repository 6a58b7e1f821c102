// The whole loop without a mouse: every step by key, the focus always to be seen, every result announced.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { announced, candidate, inspector, pictures, promptField, see } from './loop-steps.ts';

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

/** Goes on with Tab until the focus is there, and checks at every stop that it can be seen. */
async function tabTo(name: RegExp): Promise<void> {
  const { page } = app;
  const stops: string[] = [];
  while (stops.length < 80) {
    const stop = await page.evaluate(focusedStop);
    stops.push(stop.name);
    if (!stop.isVisible) throw new Error(`The focus on "${stop.name}" cannot be seen.`);
    if (name.test(stop.name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}, only to ${stops.join(', ')}.`);
}

/** What has the focus, and whether a ring, a border or a marked child shows it inside the window. */
function focusedStop(): { name: string; isVisible: boolean } {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return { name: '', isVisible: true };
  const name = element.getAttribute('aria-label') ?? element.textContent ?? element.tagName;
  const box = element.getBoundingClientRect();
  // Keys go to the whole window then, as in the comparison: there is nothing to tell apart.
  if (box.width >= innerWidth && box.height >= innerHeight) return { name: name.trim(), isVisible: true };
  const isInWindow = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
  const marked = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
  const shows = (part: Element | null | undefined) => {
    if (!part) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
  };
  const isShown = [element, marked, element.parentElement, element.closest('section'), ...element.children].some(shows);
  return { name: name.trim(), isVisible: isInWindow && isShown };
}

it('shows the focus at every stop of the window, and comes around', async () => {
  const { page } = app;
  await page.keyboard.press('Tab');
  await tabTo(/^Close the welcome$/);
  await page.keyboard.press('Enter');
  await see(page.getByRole('complementary', { name: 'Welcome' })).toBeHidden();
});

it('writes and sends the prompt, and hears what happens', async () => {
  const { page } = app;
  await tabTo(/^Prompt$/);
  await see(promptField(page)).toBeFocused();
  await page.keyboard.type('Pine forest in the rain, deep green');
  await see(page.getByRole('button', { name: /^Draft 4 · free$/ })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await see(announced(page)).toHaveText(/is making 4 pictures/);
  await see(announced(page)).toHaveText(/4 pictures are ready/);
  await see(candidate(page, /^Draft \d, undecided/)).toHaveCount(4);
});

it('walks the strip, keeps, rejects and rates', async () => {
  const { page } = app;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await tabTo(/^Candidates/);
  await page.keyboard.press('ArrowRight');
  await see(candidate(page, /^Draft 2/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('4');
  await see(announced(page)).toHaveText(/Rated 4 of 5/);
  await page.keyboard.press('p');
  await see(announced(page)).toHaveText(/Kept/);
  await see(candidate(page, /^Draft 2, kept, rated 4 of 5/)).toBeVisible();
  await page.keyboard.press('x');
  await see(announced(page)).toHaveText(/Rejected. Undo brings it back./);
  await see(candidate(page, /^Draft 3, rejected/)).toBeVisible();
});

it('promotes and hears that the final is there', async () => {
  const { page } = app;
  await page.keyboard.press('Shift+Enter');
  await see(announced(page)).toHaveText(/Promoting 1 draft to final/);
  await see(candidate(page, /^Final 1/)).toBeVisible();
  await see(announced(page)).toHaveText(/1 picture is ready/);
});

it('takes the final on the board, compares and exports it', async () => {
  const { page } = app;
  await tabTo(/^Candidates/);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await see(inspector(page).getByRole('button', { name: /^Promoted from/ })).toBeVisible();
  await tabTo(/^Compare$/);
  await page.keyboard.press('Enter');
  const comparison = page.getByRole('dialog', { name: 'Compare' });
  await see(comparison.getByRole('slider')).toBeVisible();
  await tabTo(/^Click and drag or focus|slider/);
  await page.keyboard.press('ArrowLeft');
  await see
    .poll(async () => Number(await comparison.getByRole('slider').getAttribute('aria-valuenow')))
    .toBeLessThan(50);
  await page.keyboard.press('Escape');
  await see(comparison).toBeHidden();

  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export picture' });
  await see(dialog.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
  const arriving = page.waitForEvent('download');
  await tabTo(/^Export$/);
  await page.keyboard.press('Enter');
  expect((await arriving).suggestedFilename()).toMatch(/\.png$/);
  await tabTo(/^Done$/);
  await page.keyboard.press('Enter');
  await see(dialog).toBeHidden();
});

it('moves over the board by arrows, selects with Enter, and finds every command in the palette', async () => {
  const { page } = app;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await see(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('select all');
  await page.keyboard.press('Enter');
  await see(page.getByRole('toolbar', { name: 'Selection' })).toContainText('4 selected');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+?');
  await see(page.getByRole('dialog', { name: /shortcuts/i })).toBeVisible();
  await page.keyboard.press('Escape');
  await see(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Tab');
  await tabTo(/^Picture/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await see(page.getByRole('toolbar', { name: 'Selection' })).toContainText('1 selected');
  await see(pictures(page)).toHaveCount(4);
  expect(app.complaints).toEqual([]);
});
