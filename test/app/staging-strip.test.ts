// The strip above the dock in the smallest window: every draft of a set is seen whole.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppWindow, launchChromium, openAppWindow } from '../support/app-window.ts';
import { boxOf, choose, draft, inspector, pictures, see, strip } from './loop-steps.ts';

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

it('shows all four in the strip, also when they are wide and the inspector is open', async () => {
  const { page } = app;
  await choose(page, /^Aspect/, /^3:2/);
  await draft(page, 'Wide harbour', /^Draft 4 · free$/);
  await see(strip(page).getByRole('option', { name: /undecided/ })).toHaveCount(4);
  await pictures(page).last().click();
  await see(inspector(page).getByRole('heading').first()).toBeVisible();
  const list = await boxOf(strip(page).getByRole('listbox'));
  for (const tile of await strip(page).getByRole('option').all()) {
    const { x, width } = await boxOf(tile);
    expect(x).toBeGreaterThanOrEqual(list.x);
    expect(x + width).toBeLessThanOrEqual(list.x + list.width);
  }
});
