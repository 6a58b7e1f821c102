// What people drop by mistake, and a studio that goes away: a sentence each, and the board keeps working.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { startStudioProcess } from '../support/studio-process.ts';
import { cutOff, htmlPage, jpeg, png, pngBomb } from '../support/test-pictures.ts';
import { board, draft, dropFiles, pictures, promptField, see, seePainted } from './loop-steps.ts';

const SIZE = { widthPx: 320, heightPx: 240 };

let browser: Browser;
let app: AppWindow;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  app = await openAppWindow(browser);
  folder = await mkdtemp(join(tmpdir(), 'maquette-bad-'));
});
afterAll(async () => {
  await app.close();
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const toast = (words: RegExp) => app.page.getByRole('region', { name: /^Notifications/ }).getByText(words);

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe('dropped on the board', () => {
  const cases = [
    { name: 'invoice.html', bytes: () => htmlPage, title: /^invoice\.html: not a picture$/ },
    {
      name: 'broken.jpg',
      bytes: async () => cutOff(await jpeg(SIZE), 0.5),
      title: /^broken\.jpg: the picture is damaged$/,
    },
    { name: 'bomb.png', bytes: () => pngBomb(), title: /^bomb\.png: the picture is too large$/ },
  ];

  it.each(cases)('$name is refused by name, and the picture beside it is taken', async ({ name, bytes, title }) => {
    const { page } = app;
    const before = await pictures(page).count();
    const paths = [await fileOf(name, await bytes()), await fileOf(`good ${name}.png`, await png(SIZE, name.length))];
    await dropFiles(page, paths, 'New item');
    await see(toast(title)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+1');
    await see(pictures(page)).toHaveCount(before + 1);
    await seePainted(pictures(page).last());
  });

  it('a prompt longer than any model takes is refused beside the button, and kept', async () => {
    const { page } = app;
    await promptField(page).fill('harbour '.repeat(5_000));
    const prompt = page.getByRole('region', { name: 'Prompt' });
    await see(prompt.getByText(/32,000|32000/).first()).toBeVisible();
    await see(prompt.getByRole('button', { name: /^Draft 4/ })).toBeDisabled();
    await promptField(page).fill('');
  });
});

describe('a studio that is gone', () => {
  tellInOrder(() => app);

  it('is noticed: the page says so and keeps showing what it has', async () => {
    const { page } = app;
    await page.keyboard.press('Escape');
    await app.studio.kill();
    await pictures(page).last().click();
    await page.keyboard.press('ArrowRight');
    await see(page.getByRole('alert').getByText(/The studio does not answer/)).toBeVisible();
    await see(pictures(page).first()).toBeVisible();
  });

  it('says so when it was started again, lets nobody in without the new address, and goes on from there', async () => {
    const { page } = app;
    const count = 3;
    const studio = await startStudioProcess(app.libraryPath, {}, ['--no-samples']);
    try {
      // The same library is found at the same port; a new launch has a new secret.
      expect(new URL(studio.address).port).toBe(new URL(app.studio.address).port);
      await see(page.getByRole('alert').getByText(/Maquette was started again/)).toBeVisible();
      const other = await page.context().newPage();
      await other.goto(new URL('/', studio.address).href);
      await see(other.getByText(/Open the address that was printed when it started/)).toBeVisible();
      await other.goto(studio.address);
      await see(pictures(other)).toHaveCount(count);
      await other.close();
      await see(page.getByRole('alert').getByText(/started again/)).toHaveCount(0);
      await page.keyboard.press('Shift+1');
      await see(pictures(page)).toHaveCount(count);
      await draft(page, 'One more harbour', /^Draft 4 · free$/);
      await see(board(page).getByAltText('One more harbour')).toHaveCount(4);
      expect(app.complaints.filter((complaint) => /violation|uncaught/.test(complaint))).toEqual([]);
    } finally {
      await studio.kill();
    }
  });
});
