// Takes the pictures of the README: node test/app/take-screenshots.ts OUTDIR. A script, not a test; it wants the built page.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { type AppWindow, launchChromium, openAppWindow } from '../support/app-window.ts';
import { candidate, cards, choose, draft, inspector, pictures, promptField, see, seePainted } from './loop-steps.ts';

const PROMPTS = ['Misty mountain lake at dawn, teal and amber', 'Desert dunes at dusk, terracotta and violet'] as const;

const [outFolder] = process.argv.slice(2);
if (!outFolder) throw new Error('Say where the pictures go: node test/app/take-screenshots.ts OUTDIR');
const folder = resolve(outFolder);
await mkdir(folder, { recursive: true });

const shoot = async (page: Page, name: string) => {
  for (const picture of await pictures(page).all()) await seePainted(picture);
  await page.mouse.move(2, 400);
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

async function takeDrafts(page: Page, prompt: string): Promise<void> {
  await draft(page, prompt, /^Draft 4 · free$/);
  await see(candidate(page, /^Draft \d, undecided/)).toHaveCount(4);
  await promptField(page).blur();
}

async function walkTheLoop({ page }: AppWindow): Promise<void> {
  await page.getByRole('button', { name: 'Close the welcome' }).click();
  await takeDrafts(page, PROMPTS[0]);
  await shoot(page, '1-draft');
  await page.keyboard.press('p');
  await page.keyboard.press('x');
  await page.keyboard.press('4');
  await see(candidate(page, /^Draft 2, rejected/)).toBeVisible();
  await shoot(page, '2-pick');
  await page.keyboard.press('Shift+Enter');
  await see(candidate(page, /^Final 1/)).toBeVisible();
  await cards(page).and(page.locator('[data-role="final"]')).click();
  await see(inspector(page).getByRole('button', { name: /^Promoted from/ })).toBeVisible();
  await shoot(page, '3-promote');
  await inspector(page).getByRole('button', { name: 'Compare' }).click();
  const comparison = page.getByRole('dialog', { name: 'Compare' });
  await see(comparison.getByRole('slider')).toBeVisible();
  for (const picture of await comparison.getByRole('img').all()) await see(picture).toHaveJSProperty('complete', true);
  await page.screenshot({ path: join(folder, '4-compare.png') });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+e');
  await see(page.getByRole('dialog').getByText(/Prints at/)).toBeVisible();
  await seePainted(page.getByRole('dialog').getByRole('img'));
  await page.screenshot({ path: join(folder, '5-export.png') });
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
}

async function showOverviews({ page }: AppWindow): Promise<void> {
  await page.keyboard.press('Escape');
  await choose(page, /^Aspect/, /^3:2/);
  await takeDrafts(page, PROMPTS[1]);
  await page.getByRole('button', { name: 'Put away' }).click();
  await page.keyboard.press('Shift+1');
  await shoot(page, 'overview-1280');
  await page.setViewportSize({ width: 2560, height: 1440 });
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await see(page.getByRole('complementary', { name: 'History' }).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Shift+1');
  await shoot(page, 'overview-2560');
}

const browser = await launchChromium();
const app = await openAppWindow(browser);
try {
  await walkTheLoop(app);
  await showOverviews(app);
} finally {
  await app.close();
  await browser.close();
}
