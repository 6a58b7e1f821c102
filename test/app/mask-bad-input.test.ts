// What is brought to a mask edit by mistake, and what happens to its files meanwhile: a sentence each, in the window and on
// the command line; what was paid for is kept, and nothing that was painted is lost.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '../../shared/asset.ts';
import { launchChromium, tellInOrder } from '../support/app-window.ts';
import { see } from './loop-steps.ts';
import { maskStage, seeTintedPixels } from './mask-steps.ts';
import {
  beginMaskStory,
  editor,
  editorButton,
  latestJob,
  type MaskStory,
  OPENAI,
  openEditor,
  proof,
  results,
  runEdit,
  SIZE,
  selectMiddle,
} from './mask-story-steps.ts';

let browser: Browser;
let story: MaskStory;
beforeAll(async () => {
  browser = await launchChromium();
  story = await beginMaskStory(browser);
  await openEditor(story.app.page);
});
afterAll(async () => {
  await story.close();
  await browser.close();
});
tellInOrder(() => story.app);

const button = (name: string | RegExp) => editorButton(story.app.page, name);
const problem = () => editor(story.app.page).getByRole('alert');
const toast = (words: RegExp) =>
  story.app.page
    .getByRole('region', { name: /^Notifications/ })
    .getByText(words)
    .first();

/** They lie over the upper part of the picture. */
async function dismissToasts(): Promise<void> {
  // Behind a modal window they are hidden from roles, not from the pointer.
  const crosses = story.app.page.locator('[aria-label="Dismiss"]');
  for (let left = await crosses.count(); left > 0; left = await crosses.count()) {
    await crosses.first().click();
    await see(crosses).toHaveCount(left - 1);
  }
}

const flat = (colour: string, { widthPx, heightPx }: { widthPx: number; heightPx: number } = SIZE) =>
  sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: colour } })
    .png()
    .toBuffer();

function dropMask(bytes: Buffer): Promise<void> {
  return maskStage(story.app.page).evaluate(
    (stage, dropped) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(dropped)], 'mask.png', { type: 'image/png' }));
      stage.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [...bytes],
  );
}

describe('a mask file in the window', () => {
  const cases: readonly [string, () => Promise<Buffer>, RegExp][] = [
    [
      'of another shape',
      () => flat('white', { widthPx: 300, heightPx: 300 }),
      /300 × 300 pixels and the picture 480 × 320/,
    ],
    ['that is broken', async () => (await flat('white')).subarray(0, 60), /cannot be read as a mask/],
    ['that is no picture', async () => Buffer.from('mask'), /cannot be read as a mask/],
    ['that selects nothing', () => flat('black'), /covers nothing of this picture/],
  ];
  it.each(cases)('%s is refused with a sentence, and the selection stays', async (_what, bytes, sentence) => {
    const { page } = story.app;
    if ((await button('Undo').getAttribute('aria-disabled')) === 'true') await selectMiddle(page);
    const selected = await seeTintedPixels(page, (count) => count > 1_000);
    await dropMask(await bytes());
    await see(toast(sentence)).toBeVisible();
    await dismissToasts();
    await seeTintedPixels(page, (count) => count === selected);
  });

  it('that covers everything replaces the picture, and the proof says that nothing was outside', async () => {
    const { page } = story.app;
    await dropMask(await flat('white'));
    await seeTintedPixels(page, (count) => count > 100_000);
    await runEdit(page, { intent: 'Fill', words: 'another place', model: /^Sketch/ });
    await see(proof(page)).toHaveText(/^0 of 0 outside samples changed/);
    await button('Back to the selection').click();
  });

  it('nothing selected sends nothing: the button says what is missing', async () => {
    const { page } = story.app;
    await maskStage(page).focus();
    await page.keyboard.press('Delete');
    const run = button(/^Fill · /);
    await see(run).toHaveAttribute('aria-disabled', 'true');
    await run.focus();
    await see(page.getByText('Select what should change first: nothing else will be touched.')).toBeVisible();
  });
});

async function source(): Promise<Asset> {
  const { app } = story;
  const [summary] = await app.studio.call('boards.list', {});
  if (!summary) throw new Error('There is a board.');
  const found = (await app.studio.call('boards.get', { id: summary.id })).assets.find(
    ({ source: kind }) => kind === 'imported',
  );
  if (!found) throw new Error('The picture was dropped.');
  return found;
}

const blobOf = ({ hash }: Pick<Asset, 'hash'>) => join(story.app.libraryPath, 'blobs', hash.slice(0, 2), hash);

/** Everything the library holds, to find bytes in. */
async function isKept(bytes: Buffer): Promise<boolean> {
  const names = await readdir(story.app.libraryPath, { recursive: true, withFileTypes: true });
  for (const entry of names) {
    if (!entry.isFile() || !entry.parentPath.includes('blobs')) continue;
    const stored = await readFile(join(entry.parentPath, entry.name));
    if (stored.includes(bytes) || stored.includes(bytes.toString('base64').slice(0, 40))) return true;
  }
  return false;
}

describe('files that change under an edit', () => {
  it('the picture is deleted while the editor is open: said before anything is sent, and the selection is kept', async () => {
    const { app, openai } = story;
    const file = blobOf(await source());
    const bytes = await readFile(file);
    await selectMiddle(app.page);
    await rm(file);
    await runEdit(app.page, { intent: 'Fill', words: 'a lost picture', model: OPENAI });
    await see(problem()).toHaveText(/^The library was not found\./);
    expect(openai.paidRequests).toBe(0);
    await seeTintedPixels(app.page, (count) => count > 1_000);
    await writeFile(file, bytes);
  });

  it('the picture is another one when the answer comes: no edit is made of it, and the answer is kept', async () => {
    const { app, openai } = story;
    const asset = await source();
    const bytes = await readFile(blobOf(asset));
    if (await button('Back to the selection').isVisible()) await button('Back to the selection').click();
    openai.setFaults([{ kind: 'delay', delayMs: 2_500 }]);
    await runEdit(app.page, { intent: 'Fill', words: 'a swapped picture', model: OPENAI });
    await see.poll(() => openai.paidRequests).toBe(1);
    await rm(blobOf(asset));
    await writeFile(blobOf(asset), await flat('red'));
    await see(proof(app.page)).toHaveText(/^Not laid in: .* The picture has changed since this edit was begun/);
    await rm(blobOf(asset));
    await writeFile(blobOf(asset), bytes);
    const job = await latestJob(app);
    expect(job.candidates).toHaveLength(1);
    expect(job.costMicros).toBeGreaterThan(0);
    await see(results(app.page)).toHaveAccessibleName('Result 1, not laid in');
    await see(button('Keep as it came')).toBeVisible();
  });

  it('an answer that is no picture is kept as it came, and may have been billed', async () => {
    const { app, openai } = story;
    if (await button('Back to the selection').isVisible()) await button('Back to the selection').click();
    openai.setFaults([{ kind: 'not-a-picture' }]);
    await runEdit(app.page, { intent: 'Fill', words: 'a broken answer', model: OPENAI });
    await see(problem()).toHaveText(/not a picture/);
    expect(await isKept(Buffer.from('This is certainly not a picture. '))).toBe(true);
  });
});
