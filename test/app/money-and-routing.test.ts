// Money and models as a designer meets them: who will do it and why, what it costs before and after, what happens when
// somebody else takes over, when a line is cut, when a cap is reached, and what several models make of one request.
import type { Browser, Locator } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { board, candidate, choose, draft, inspector, pictures, promptField, see } from './loop-steps.ts';

const PICK = 'GPT Image 2.6 Flare';
const OTHER = 'Nano Banana 2 Lite';

let browser: Browser;
let app: AppWindow;
let openAi: Emulator;
let google: Emulator;
beforeAll(async () => {
  [browser, openAi, google] = await Promise.all([launchChromium(), startOpenAiEmulator(), startGoogleEmulator()]);
  app = await openAppWindow(browser, {
    environment: {
      OPENAI_API_KEY: 'sk-emulator-0123456789',
      MAQUETTE_OPENAI_BASE_URL: openAi.baseUrl,
      GEMINI_API_KEY: 'emulator-0123456789',
      MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
    },
  });
});
afterAll(async () => {
  await app.close();
  await Promise.all([browser.close(), openAi.close(), google.close()]);
});
tellInOrder(() => app);

const paid = () => openAi.paidRequests + google.paidRequests;
const dock = () => app.page.getByRole('region', { name: 'Prompt' });
const modelControl = () => dock().getByRole('combobox', { name: /^Model: / });
const choices = () => app.page.getByRole('dialog', { name: /^(Why this model|Your choice)$/ });
const tray = () => app.page.getByRole('complementary', { name: 'Jobs' });
const chip = () => app.page.getByRole('button', { name: /^Spent: / });
const newest = async (): Promise<Job> => {
  const [job] = await app.studio.call('jobs.list', { states: null, limit: 1 });
  if (!job) throw new Error('A job was sent.');
  return job;
};
const press = async (role: 'Draft' | 'Text') => dock().getByRole('button', { name: role, exact: true }).click();

async function openTray(): Promise<Locator> {
  if (!(await tray().isVisible())) await app.page.getByRole('button', { name: /^Jobs/ }).click();
  return tray();
}

async function closeTray(): Promise<void> {
  await app.page.getByRole('button', { name: 'Close jobs' }).click();
  await see(tray()).toBeHidden();
}

it('says before anything is sent who will do it, why, at what price, and who comes after a failure', async () => {
  await choose(app.page, /^Count/, /^1 picture$/);
  await promptField(app.page).fill('A brass lamp on a dark desk');
  await see(modelControl()).toContainText(PICK);
  await modelControl().click();
  await see(choices().getByRole('searchbox')).toBeFocused();
  const pick = choices().getByRole('region', { name: 'The pick' });
  await see(pick).toContainText(PICK);
  await see(pick.getByRole('list', { name: 'Reasons' })).toContainText('Cheapest of');
  await see(pick).toContainText(/Between \$[\d.]+ and \$[\d.]+:.*Prices of 20\d\d-/);
  await see(pick).toContainText(/If it fails for nothing: .+ ≈ \$[\d.]+, then .+ ≈ \$[\d.]+\./);
  await see(choices().getByRole('region', { name: 'Could also' })).toContainText(OTHER);
  expect(paid()).toBe(0);
});

it('answers "why not this one?" with the rule that stops it', async () => {
  const { page } = app;
  await page.keyboard.press('Escape');
  await choose(page, /^Size/, /^4K/);
  await modelControl().click();
  await choices().getByRole('searchbox').fill(OTHER);
  await see(choices().getByRole('region', { name: 'Why not…' })).toContainText(`${OTHER} makes no 4K`);
  await page.keyboard.press('Escape');
  await choose(page, /^Size/, /^1K/);
  await see(modelControl()).toHaveAccessibleName(`Model: Auto · ${PICK}`);
});

it('takes another model with the arrow keys and Enter, and goes back to Auto', async () => {
  const { page } = app;
  await modelControl().click();
  await choices().getByRole('searchbox').fill(OTHER);
  await see(choices().getByRole('button', { name: OTHER })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await see(modelControl()).toHaveAccessibleName(`Model: ${OTHER}`);
  await see(dock().getByRole('button', { name: 'Draft 1 · ≈ $0.0336' })).toBeVisible();
  await modelControl().click();
  await choices().getByRole('button', { name: 'Let Auto choose' }).click();
  await see(modelControl()).toHaveAccessibleName(`Model: Auto · ${PICK}`);
});

it('shows the price before, the actual price after, and the running total', async () => {
  await draft(app.page, 'A brass lamp on a dark desk', /^Draft 1 · ≈ \$/);
  await see(candidate(app.page, /^Draft 1, undecided, \$/)).toBeVisible();
  const { costMicros } = await newest();
  if (costMicros === null) throw new Error('The emulator reports usage, so the cost is known.');
  await see(candidate(app.page, new RegExp(`^Draft 1, .*\\${formatMicros(costMicros)}$`))).toBeVisible();
  await see(chip()).toHaveAccessibleName(`Spent: ${formatMicros(costMicros)} today`);
});

it('places the earlier result for free, and runs again only when told to', async () => {
  const { page } = app;
  const before = paid();
  await see(dock().getByRole('group', { name: 'The same request' })).toContainText('place it for free');
  await dock().getByRole('button', { name: 'Place it · free' }).click();
  await see(pictures(page)).toHaveCount(2);
  expect(paid()).toBe(before);
  await promptField(page).press('Control+Shift+Enter');
  await see(pictures(page)).toHaveCount(3);
  expect(paid()).toBe(before + 1);
});

it('says on the picture and in the tray that another model took over, and what it cost', async () => {
  const { page } = app;
  openAi.setFaults([{ kind: 'quota', times: 3 }]);
  await draft(page, 'A brass lamp, seen from below', /^Draft 1 · ≈ \$/);
  const sentence = /failed without a charge, so .+ took over \(about \$[\d.]+\)/;
  await see((await openTray()).getByText(sentence)).toBeVisible();
  await see(pictures(page)).toHaveCount(4);
  openAi.setFaults([]);
  await closeTray();
  const { itemIds } = await newest();
  await page.keyboard.press('Escape');
  await page.locator(`[data-id="${itemIds[0]}"]`).click();
  await see(inspector(page).getByRole('list', { name: 'Warnings' })).toContainText(sentence);
});

it('asks what became of a lost call, and counts what the person found on the bill', async () => {
  const { page } = app;
  await page.keyboard.press('Escape');
  openAi.setFaults([{ kind: 'cut-before-headers' }]);
  const before = paid();
  await draft(page, 'A brass lamp, seen from above', /^Draft 1 · ≈ \$/);
  await see(board(page).getByText(/may have been billed/)).toBeVisible();
  await board(page).getByRole('button', { name: 'Review' }).click();
  const decision = page.getByRole('region', { name: 'Needs a decision' });
  await see(decision.getByRole('button', { name: /^Resend for up to \$/ })).toBeVisible();
  await see(decision.getByRole('button', { name: 'It was billed' })).toBeVisible();
  const { possiblyBilledMicros } = await app.studio.call('spending.summary', {});
  expect(possiblyBilledMicros).toBeGreaterThan(0);
  await decision.getByRole('button', { name: 'It was not billed' }).click();
  await see(decision).toBeHidden();
  expect((await app.studio.call('spending.summary', {})).possiblyBilledMicros).toBe(0);
  expect(paid()).toBe(before + 1);
  await closeTray();
});

it('sends one request to two models, hides the names until the vote, and tells time and price after it', async () => {
  const { page } = app;
  const before = paid();
  await promptField(page).fill('A brass lamp, engraved');
  await see(modelControl()).toContainText(PICK);
  await modelControl().click();
  await choices().getByRole('button', { name: 'Compare models…' }).click();
  const setup = page.getByRole('dialog', { name: 'Compare models' });
  for (const row of await setup.getByRole('list').getByRole('checkbox').all()) await row.setChecked(false);
  await setup.getByRole('checkbox', { name: PICK }).check();
  await setup.getByRole('checkbox', { name: OTHER }).check();
  await setup.getByRole('button', { name: /^Compare 2 · ≈ \$0\.0[34]/ }).click();

  const view = page.getByRole('dialog', { name: 'Compare models' });
  await see(view.getByRole('button', { name: 'Vote for Model A' })).toBeEnabled();
  await see(view.getByRole('img')).toHaveCount(2);
  await see(view).not.toContainText(PICK);
  await see(view).not.toContainText('$');
  expect(paid()).toBe(before + 2);
  await page.keyboard.press('2');
  const winner = view.getByRole('listitem', { name: /, your choice$/ });
  await see(winner).toBeVisible();
  await see(view).toContainText(PICK);
  await see(view).toContainText(OTHER);
  await see(winner).toContainText(/\d s · \$0\.0\d+/);
  await page.keyboard.press('Escape');

  const { groupId } = await newest();
  if (groupId === null) throw new Error('Both jobs belong to one comparison.');
  const dual = await app.studio.call('duals.get', { groupId });
  const kept = dual.jobs.flatMap((job) => job.candidates).filter(({ verdict }) => verdict === 'kept');
  expect(kept.map(({ id }) => id)).toEqual([dual.winner]);
  await (await openTray()).getByRole('button', { name: 'Comparison' }).first().click();
  await see(winner).toBeVisible();
  await page.keyboard.press('Escape');
  await closeTray();
});

it('writes a text onto a note, says why one failed, and tries again', async () => {
  const { page } = app;
  await press('Text');
  await draft(page, 'Five names for a brass lamp', /^Write · ≈ \$/);
  await see(board(page).getByText(/Five names for a brass lamp/)).toBeVisible();
  openAi.setFaults([{ kind: 'quota', times: 2 }]);
  google.setFaults([{ kind: 'quota', times: 4 }]);
  await draft(page, 'A line about light', /^Write · ≈ \$/);
  const failed = (await openTray()).getByRole('article').filter({ hasText: 'A line about light' });
  await see(failed).toContainText('Failed');
  await see(failed).toContainText('Nothing charged');
  openAi.setFaults([]);
  google.setFaults([]);
  await failed.getByRole('button', { name: 'Retry' }).click();
  await see(failed).toContainText('Done');
  await see(board(page).getByText(/A line about light/)).toBeVisible();
  await closeTray();
  await press('Draft');
  await choose(page, /^Count/, /^1 picture$/);
});

it('stops at a cap, says who stands in, and leads to the cap that is in the way', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Spend', exact: true }).click();
  await page.getByRole('region', { name: 'Caps' }).getByRole('button', { name: 'Set' }).nth(1).click();
  await see(page.getByRole('textbox', { name: /^Cap for this month/ })).toBeFocused();
  await page.keyboard.type('0.02');
  await page.keyboard.press('Enter');
  await see(chip()).toHaveAccessibleName(/of \$0\.02 · cap reached for this month/);
  await page.getByRole('button', { name: 'Close spend' }).click();
  await promptField(page).fill('A brass lamp, unlit');
  await see(dock()).toContainText('The cap leaves too little for a model with a key, so Sketch stands in');
  const before = paid();
  await modelControl().click();
  await choices().getByRole('searchbox').fill(PICK);
  await see(choices().getByRole('region', { name: 'Why not…' })).toContainText('is left under the cap');
  await page.keyboard.press('Escape');
  await dock().getByRole('button', { name: 'Raise the cap' }).click();
  await see(page.getByRole('textbox', { name: /^Cap for this month/ })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('20');
  await page.keyboard.press('Enter');
  await see(chip()).toHaveAccessibleName(/of \$20\.00 for this month$/);
  await see(dock().getByRole('button', { name: /^Draft 1 · ≈ \$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Close spend' }).click();
  expect(paid()).toBe(before);
});

it('says that a vendor stopped answering, and who does it meanwhile, or that nobody does where its model was named', async () => {
  const { page } = app;
  const named = await page.context().newPage();
  await named.goto(page.url());
  await promptField(named).fill('A brass lamp, by nobody else');
  await see(named.getByRole('button', { name: /^Draft \d · ≈ \$/ })).toBeVisible();
  await named.getByRole('combobox', { name: /^Model: / }).click();
  const view = named.getByRole('dialog', { name: 'Why this model' });
  await view.getByRole('searchbox').fill('GPT Image 2.5 Flare');
  await view.getByRole('button', { name: 'GPT Image 2.5 Flare' }).click();
  await see(named.getByRole('combobox', { name: 'Model: GPT Image 2.5 Flare' })).toBeVisible();
  openAi.setFaults([{ kind: 'server-error', times: 20 }]);
  for (const [index, view] of ['left', 'right', 'front', 'back'].entries()) {
    await draft(page, `A brass lamp from the ${view}`, /^Draft 1 · ≈ \$/);
    await see(promptField(page)).toBeEnabled();
    await see.poll(async () => (await newest()).state, { message: `draft ${index}` }).toBe('done');
  }
  await promptField(page).fill('A brass lamp, once more');
  await see(dock()).toContainText(/OpenAI stopped answering; it is asked again in \d+ seconds\./);
  await see(modelControl()).not.toContainText('GPT');
  const warning = named.getByText(/^OpenAI stopped answering; .+ Until then its jobs fail at once, unsent/);
  await see(warning).toBeVisible();
  await named.close();
  expect(app.complaints).toEqual([]);
});
