// Edits that go wrong after money may have been spent: an answer that fits nowhere, a cancel, a killed studio, a cap, a
// refusal. What came is kept, what is missing is said, and the selection and the words are still there.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../emulators/emulator-faults.ts';
import { launchChromium, tellInOrder } from '../support/app-window.ts';
import { type StudioProcess, startStudioProcess } from '../support/studio-process.ts';
import { board, pictures, see } from './loop-steps.ts';
import { dragOnMaskStage, maskStage, seeTintedPixels } from './mask-steps.ts';
import {
  beginMaskStory,
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
  proof,
  results,
  runEdit,
  SIZE,
  said,
  selectMiddle,
} from './mask-story-steps.ts';

let browser: Browser;
let story: MaskStory;
/** The studio after the one of the story was killed. */
let restarted: StudioProcess | null = null;
beforeAll(async () => {
  browser = await launchChromium();
  story = await beginMaskStory(browser);
});
afterAll(async () => {
  await restarted?.kill();
  await story.close();
  await browser.close();
});
tellInOrder(() => story.app);

const button = (name: string | RegExp) => editorButton(story.app.page, name);
const problem = () => editor(story.app.page).getByRole('alert');

describe('an answer that fits nowhere', () => {
  it('is said to be not aligned, is kept, and can be asked for again at a price that is shown', async () => {
    const { app, openai } = story;
    await openEditor(app.page);
    await selectMiddle(app.page);
    openai.setFaults([{ kind: 'other-picture' }]);
    await runEdit(app.page, { intent: 'Fill', words: 'a paper boat', model: OPENAI });
    await see(proof(app.page)).toHaveText(/^Not aligned/);
    await see(results(app.page)).toHaveAccessibleName('Result 1, not aligned');
    await see(button(/^Ask again · ≈ \$\d/)).toBeVisible();
    expect(openai.paidRequests).toBe(1);
    expect((await latestJob(app)).costMicros).toBeGreaterThan(0);
  });

  it('is laid by hand with arrows and by dragging, without being sent again', async () => {
    const { app, openai } = story;
    const { page } = app;
    await maskStage(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowUp');
    await see(said(page)).toHaveText('Moved to 1, -10 pixels.');
    await dragOnMaskStage(page, [0, 0], [40, 0]);
    await see(editor(page).getByText(/^\d\d, -10 px$/)).toBeVisible();
    await maskStage(page).focus();
    await page.keyboard.press('Enter');
    await see(proof(page)).toHaveText(/^0 of [\d,]+ outside samples changed · laid by hand/);
    await see(results(page)).toHaveCount(2);
    expect(openai.paidRequests).toBe(1);
  });

  it('is all there after a reload: both results, the selection, the words', async () => {
    const { app, openai } = story;
    await app.page.reload();
    await openEditor(app.page);
    await button('Show 2 results you have not decided on').click();
    await see(results(app.page)).toHaveCount(2);
    await see(proof(app.page)).toHaveText(/laid by hand/);
    await see(app.page.getByLabel('What should change')).toHaveValue('a paper boat');
    await button('Accept').click();
    await see(pictures(app.page)).toHaveCount(2);
    await see(board(app.page).locator('path[data-kind="edited"]')).toHaveCount(1);
    const madeOnBoard = async () => {
      const [summary] = await app.studio.call('boards.list', {});
      const assets = summary ? (await app.studio.call('boards.get', { id: summary.id })).assets : [];
      return assets.filter(({ source }) => source === 'generated').map(({ id }) => id);
    };
    await see.poll(madeOnBoard).toHaveLength(1);
    const [laidId] = await madeOnBoard();
    if (!laidId) throw new Error('It lies on the board.');
    const result = await keptFile(app, laidId);
    const count = await compareInChromium(app.page, { source: story.scene, result }, { inside: INSIDE });
    expect(count).toMatchObject({ ...SIZE, outside: 0 });
    expect(count.inside).toBeGreaterThan(1_000);
    expect(openai.paidRequests).toBe(1);
    await openEditor(app.page);
    await see(button(/you have not decided on/)).toBeHidden();
  });
});

describe('no picture', () => {
  const cases: readonly [string, 'openai' | 'google', Fault, RegExp][] = [
    ['a refused prompt', 'openai', { kind: 'moderation' }, /^The request was refused\./],
    ['a refused picture', 'google', { kind: 'moderation-output' }, /^The request was refused\./],
    ['a web page instead of an answer', 'openai', { kind: 'html-200' }, /^Possibly billed\. .*\(up to \$/],
    ['words only', 'google', { kind: 'text-only' }, /^No picture came back\./],
    ['bytes that are no picture', 'openai', { kind: 'not-a-picture' }, /./],
  ];
  it.each(cases)(
    '%s from %s: a sentence, and the selection and the words stay',
    async (words, vendor, fault, title) => {
      const { page } = story.app;
      story[vendor].setFaults([fault]);
      if (await button('Back to the selection').isVisible()) await button('Back to the selection').click();
      else await selectMiddle(page);
      await runEdit(page, { intent: 'Fill', words, model: vendor === 'openai' ? OPENAI : GOOGLE, count: 1 });
      await see(problem()).toHaveText(title);
      await see(page.getByLabel('What should change')).toHaveValue(words);
      await seeTintedPixels(page, (count) => count > 1_000);
      expect((await latestJob(story.app)).candidates).toEqual([]);
    },
  );
});

describe('in flight', () => {
  it('can be cancelled, and says what that may have cost', async () => {
    const { app, openai } = story;
    openai.setFaults([{ kind: 'hang' }]);
    await button('Back to the selection').click();
    const paid = openai.paidRequests;
    await runEdit(app.page, { intent: 'Fill', words: 'a slow cloud', model: OPENAI });
    await see.poll(() => openai.paidRequests).toBe(paid + 1);
    await button('Cancel').click();
    await see(problem()).toHaveText(/^Possibly billed\. It was cancelled after sending\. .*\(up to \$/);
  });

  it('a studio that is killed leaves an edit that is possibly billed: found at its picture, sent again only when told to', async () => {
    const { app, openai, environment } = story;
    const { page } = app;
    await button('Back to the selection').click();
    openai.setFaults([{ kind: 'hang' }]);
    const paid = openai.paidRequests;
    await runEdit(page, { intent: 'Fill', words: 'a lost cloud', model: OPENAI });
    await see.poll(() => openai.paidRequests).toBe(paid + 1);
    await app.studio.kill();
    restarted = await startStudioProcess(app.libraryPath, environment);
    await page.goto(restarted.address);
    await openEditor(page);
    await button('An edit was possibly billed: decide').click();
    await see(problem()).toHaveText(/^Possibly billed\./);
    await see(page.getByLabel('What should change')).toHaveValue('a lost cloud');
    await seeTintedPixels(page, (count) => count > 1_000);
    expect(openai.paidRequests).toBe(paid + 1);
    await button('Decide in Jobs').click();
    const newest = page.getByRole('region', { name: 'Needs a decision' }).getByRole('article').first();
    await see(newest).toContainText('a lost cloud');
    await newest.getByRole('button', { name: /^Resend for up to \$/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resend and accept a second charge' }).click();
    await see.poll(() => openai.paidRequests).toBe(paid + 2);
  });

  it('has the result of the resend at its picture, and a cap that is reached is said before anything is sent', async () => {
    const { page } = story.app;
    await openEditor(page);
    await button('Show the result you have not decided on').click();
    await see(proof(page)).toHaveText(/^0 of /);
    const sent = story.openai.received;
    await restarted?.call('spending.setCap', { scope: 'month', boardId: null, micros: 1_000 });
    await button('Back to the selection').click();
    await page.getByLabel('What should change').fill('a dear cloud');
    const run = button(/^Fill · ≈ \$/);
    await see(run).toHaveAttribute('aria-disabled', 'true');
    await run.hover();
    await see(page.getByText(/cap/).first()).toBeVisible();
    await page.keyboard.press('Control+Enter');
    expect(story.openai.received).toBe(sent);
  });
});
