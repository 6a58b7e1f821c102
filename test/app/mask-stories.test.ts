// Edits with a mask as a designer makes them on a vendor's model: the price before, the proof after, one kept and one
// rejected, and the exported file compared by another program. Whatever the model sends, nothing else changes.
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatMicros } from '../../shared/money.ts';
import type { Fault } from '../emulators/emulator-faults.ts';
import { launchChromium, tellInOrder } from '../support/app-window.ts';
import { board, boxOf, centreOf, choose, inspector, pictures, see } from './loop-steps.ts';
import { maskStage, seeTintedPixels } from './mask-steps.ts';
import {
  beginMaskStory,
  closeEditor,
  compareInChromium,
  editor,
  editorButton,
  GOOGLE,
  INSIDE,
  keptFile,
  latestJob,
  type MaskStory,
  OPENAI,
  openEditor,
  pressRun,
  proof,
  results,
  runEdit,
  SIZE,
  said,
  selectMiddle,
  tabTo,
} from './mask-story-steps.ts';

let browser: Browser;
let story: MaskStory;
beforeAll(async () => {
  browser = await launchChromium();
  story = await beginMaskStory(browser);
});
afterAll(async () => {
  await story.close();
  await browser.close();
});
tellInOrder(() => story.app);

const button = (name: string | RegExp) => editorButton(story.app.page, name);
const maskSaved = () => story.app.page.waitForResponse((response) => response.url().endsWith('/rpc/masks.save'));
const edges = () => board(story.app.page).locator('path[data-kind="edited"]');

describe('fill, replace, remove, vary', () => {
  it('names the action and its price, sends once, and shows two results with their proof and cost', async () => {
    const { app, openai } = story;
    await openEditor(app.page);
    // From here on the price is that of this very selection.
    await Promise.all([maskSaved(), selectMiddle(app.page)]);
    const pressed = await runEdit(app.page, { intent: 'Fill', words: 'a red balloon', model: OPENAI, count: 2 });
    await see(results(app.page)).toHaveCount(2);
    await see(proof(app.page)).toHaveText(/^0 of [\d,]+ outside samples changed · aligned within 0\.\d px/);
    const job = await latestJob(app);
    if (job.estimate.kind !== 'known' || job.costMicros === null) throw new Error('This model has a known price.');
    expect(pressed).toBe(`Fill · 2 · ≈ ${formatMicros(job.estimate.expectedMicros)}`);
    expect(openai.paidRequests).toBe(1);
    await see(editor(app.page).getByText(formatMicros(job.candidates[0]?.costMicros ?? 0))).toBeVisible();
    expect((await app.studio.call('spending.summary', {})).todayMicros).toBe(job.costMicros);
  });

  it('keeps one with P, rejects the other with X, and the kept one goes onto the board with its line', async () => {
    const { app } = story;
    await results(app.page).first().focus();
    await app.page.keyboard.press('p');
    await see(results(app.page).first()).toHaveAccessibleName('Result 1, kept');
    await app.page.keyboard.press('ArrowRight');
    await app.page.keyboard.press('x');
    await see(results(app.page).last()).toHaveAccessibleName('Result 2, rejected');
    await app.page.keyboard.press('ArrowLeft');
    await button('Accept').click();
    await see(pictures(app.page)).toHaveCount(2);
    await see(edges()).toHaveCount(1);
    const [one, other] = (await latestJob(app)).candidates;
    expect([one?.verdict, other?.verdict]).toEqual(['kept', 'rejected']);
    await see(inspector(app.page).getByRole('button', { name: /^Edited from/ })).toBeVisible();
  });

  it('exports the result, and another program finds no sample changed outside the selection', async () => {
    const { page } = story.app;
    await page.keyboard.press('Control+e');
    const dialog = page.getByRole('dialog', { name: 'Export picture' });
    const arriving = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const result = await readFile(await (await arriving).path());
    await dialog.getByRole('button', { name: 'Done' }).click();
    const count = await compareInChromium(page, { source: story.scene, result }, { inside: INSIDE });
    expect(count).toMatchObject({ ...SIZE, outside: 0 });
    expect(count.inside).toBeGreaterThan(1_000);
  });

  it('removes for free on this computer, and varies inside with two to choose from', async () => {
    const { app, openai, google } = story;
    const sentBefore = openai.received + google.received;
    await openEditor(app.page);
    await selectMiddle(app.page);
    expect(await runEdit(app.page, { intent: 'Remove' })).toBe('Remove · free');
    await see(proof(app.page)).toHaveText(/^0 of /);
    const removed = await latestJob(app);
    await runEdit(app.page, { intent: 'Vary inside', model: /^Sketch/, count: 2 });
    await see(results(app.page)).toHaveCount(2);
    const varied = await latestJob(app);
    for (const { assetId } of [...removed.candidates, ...varied.candidates]) {
      const result = await keptFile(app, assetId);
      const count = await compareInChromium(app.page, { source: story.scene, result }, { inside: INSIDE });
      expect(count.outside).toBe(0);
      expect(count.inside).toBeGreaterThan(1_000);
    }
    expect(openai.received + google.received).toBe(sentBefore);
  });
});

describe('an answer is laid where it belongs when it comes back', () => {
  const cases: readonly [string, 'openai' | 'google', Fault][] = [
    ['larger', 'openai', { kind: 'resized', detail: '1.7' }],
    ['smaller, without alpha', 'google', { kind: 'resized', detail: '0.72' }],
    ['moved by 24 pixels', 'openai', { kind: 'shifted', detail: '24,-24' }],
    ['scaled by 0.97', 'openai', { kind: 'scaled', detail: '0.97' }],
    ['recoloured', 'google', { kind: 'recoloured' }],
  ];
  it.each(cases)('%s, from %s', async (words, vendor, fault) => {
    const { app } = story;
    story[vendor].setFaults([fault]);
    const model = vendor === 'openai' ? OPENAI : GOOGLE;
    await runEdit(app.page, { intent: 'Replace', words: `a kite, ${words}`, model, count: 1 });
    await see(results(app.page)).toHaveCount(1);
    await see(proof(app.page)).toHaveText(/^0 of [\d,]+ outside samples changed · aligned within [01]\.\d px/);
    const [candidate] = (await latestJob(app)).candidates;
    if (!candidate) throw new Error('A result was shown.');
    const result = await keptFile(app, candidate.assetId);
    const count = await compareInChromium(app.page, { source: story.scene, result }, { inside: INSIDE });
    expect(count).toMatchObject({ ...SIZE, outside: 0 });
    expect(count.inside).toBeGreaterThan(1_000);
    await button('Back to the selection').click();
  });
});

describe('extend', () => {
  it('by dragging an edge: the picture stays bit for bit, and the line leads to it', async () => {
    const { app } = story;
    await button('Extend…').click();
    const handle = button(/^Extend right: 0 pixels/);
    const { x, y } = centreOf(await boxOf(handle));
    await app.page.mouse.move(x, y);
    await app.page.mouse.down();
    await app.page.mouse.move(x + 90, y, { steps: 6 });
    await app.page.mouse.up();
    const name = (await button(/^Extend right: [1-9]\d* pixels/).getAttribute('aria-label')) ?? '';
    const addedPx = Number(/\d+/.exec(name)?.[0]);
    await choose(app.page, /^Model/, GOOGLE);
    const pressed = await pressRun(app.page, 'Extend');
    expect(pressed).toMatch(/≈ \$\d/);
    await see(proof(app.page)).toHaveText(/^0 of /);
    const [candidate] = (await latestJob(app)).candidates;
    if (!candidate) throw new Error('A result was shown.');
    const result = await keptFile(app, candidate.assetId);
    const count = await compareInChromium(app.page, { source: story.scene, result }, { inside: null });
    expect(count).toEqual({ widthPx: SIZE.widthPx + addedPx, heightPx: SIZE.heightPx, outside: 0, inside: 0 });
    await button('Accept').click();
    await see(pictures(app.page)).toHaveCount(3);
    await see(edges()).toHaveCount(2);
  });

  it('to a sheet with bleed, which says at how many pixels an inch it will print', async () => {
    const { app } = story;
    await openEditor(app.page);
    await button('Extend…').click();
    await choose(app.page, /^Extend to a shape or print size/, /^A4/);
    await see(editor(app.page).getByText('480 × 339 px · A4 at 41 ppi')).toBeVisible();
    await choose(app.page, /^Bleed/, /^3 mm bleed$/);
    await see(editor(app.page).getByText('490 × 349 px · A4 at 41 ppi · 3 mm bleed')).toBeVisible();
    await choose(app.page, /^Model/, /^Local fill/);
    expect(await pressRun(app.page, 'Extend')).toBe('Extend · free');
    await see(proof(app.page)).toHaveText(/^0 of /);
    const [candidate] = (await latestJob(app)).candidates;
    if (!candidate) throw new Error('A result was shown.');
    const result = await keptFile(app, candidate.assetId);
    const at = { inside: null, left: 5, top: 14 };
    const count = await compareInChromium(app.page, { source: story.scene, result }, at);
    expect(count).toEqual({ widthPx: 490, heightPx: 349, outside: 0, inside: 0 });
    await button('Back to the edges').click();
    await app.page.getByLabel('Extend to a size in pixels').fill('100 × 100');
    await app.page.keyboard.press('Enter');
    const told = app.page.getByRole('region', { name: /^Notifications/ });
    await see(told.getByText(/not smaller than the picture, which has 480 × 320 pixels/)).toBeVisible();
    await button('Leave extending').click();
  });
});

it('goes from the picture to the accepted edit by keys alone, on a paid model', async () => {
  const { app, google } = story;
  const { page } = app;
  const paid = google.paidRequests;
  await page.keyboard.press('Escape');
  await see(editor(page)).toBeHidden();
  const before = await pictures(page).count();
  await page.keyboard.press('b');
  await see(maskStage(page)).toBeVisible();
  for (const key of ['u', 'ArrowRight', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Enter']) {
    await page.keyboard.press(key);
  }
  await see(said(page)).toHaveText('Selected 20 by 10 pixels.');
  await tabTo(page, page.getByLabel('What should change'));
  await page.keyboard.type('a small bird');
  await tabTo(page, editor(page).getByRole('combobox', { name: /^Model/ }));
  await page.keyboard.press('Enter');
  await page.keyboard.type('Nano Banana Pro');
  await page.keyboard.press('Enter');
  await see(button(/^Fill · ≈ \$\d/)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await see(said(page)).toHaveText(/^A result is here\. 0 of/);
  await tabTo(page, button(/^Accept/));
  await page.keyboard.press('Enter');
  await see(editor(page)).toBeHidden();
  await see(pictures(page)).toHaveCount(before + 1);
  expect(google.paidRequests).toBe(paid + 1);
  await openEditor(page);
});

it('keeps the selection of a picture by itself, and leaves nothing in the console', async () => {
  const { app } = story;
  await selectMiddle(app.page);
  const selected = await seeTintedPixels(app.page, (count) => count > 1_000);
  await Promise.all([maskSaved(), app.page.keyboard.press('Control+i')]);
  await app.page.reload();
  await openEditor(app.page);
  await button('Take up the last selection').click();
  await seeTintedPixels(app.page, (count) => count > selected);
  await see(maskStage(app.page)).toBeVisible();
  await closeEditor(app.page);
  expect(app.complaints).toEqual([]);
});
