// The registry and the router in a person's hands: every entry can be switched, changed, added and brought back, a bad one
// is refused field by field, and Auto decides in the order that was set.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { promptField, see } from './loop-steps.ts';

const PICK = 'GPT Image 2.6 Flare';
const NEXT = 'GPT Image 2.5 Flare';

let browser: Browser;
let app: AppWindow;
let openAi: Emulator;
beforeAll(async () => {
  [browser, openAi] = await Promise.all([launchChromium(), startOpenAiEmulator()]);
  app = await openAppWindow(browser, {
    environment: { OPENAI_API_KEY: 'sk-emulator-0123456789', MAQUETTE_OPENAI_BASE_URL: openAi.baseUrl },
  });
});
afterAll(async () => {
  await app.close();
  await Promise.all([browser.close(), openAi.close()]);
});
tellInOrder(() => app);

const modelControl = () => app.page.getByRole('combobox', { name: /^Model: / });
const registry = () => app.page.getByRole('dialog', { name: 'All models' });
const models = () => app.studio.call('models.list', {});
const places = async () => (await app.studio.call('routing.rules', {})).slice(0, 3).map(({ name }) => name);

async function openRegistry(): Promise<void> {
  await modelControl().click();
  await app.page.getByRole('button', { name: 'All models' }).click();
  await see(registry().getByRole('searchbox')).toBeFocused();
}

it('lists every entry with its price, the day and the source of the figure, its limits and its state', async () => {
  await promptField(app.page).fill('A brass lamp');
  await see(modelControl()).toContainText(PICK);
  await openRegistry();
  for (const { label } of await models())
    await see(registry().getByRole('rowheader', { name: label }).first()).toBeAttached();
  await registry().getByRole('searchbox').fill('nano banana pro');
  await see(registry().getByRole('row', { name: /Nano Banana Pro/ })).toContainText(/\$0\.\d+ to \$0\.\d+ a picture/);
  await see(registry().getByRole('row', { name: /Nano Banana Pro/ })).toContainText(/published by the vendor, 20\d\d-/);
  await see(registry().getByRole('row', { name: /Nano Banana Pro/ })).toContainText('Needs a key');
  await registry().getByRole('searchbox').fill('');
});

it('asks the vendor for its list, free, and says what is missing', async () => {
  await registry().getByRole('button', { name: 'Ask OpenAI (free)' }).click();
  await see(registry().getByText(/models are listed for this key. The test was free./)).toBeVisible();
  expect(openAi.paidRequests).toBe(0);
});

it('leaves out a model that is switched off, until it is on again', async () => {
  const { page } = app;
  await registry()
    .getByRole('checkbox', { name: `Use ${PICK}` })
    .uncheck();
  await see(registry().getByText('Switched off by you.')).toBeVisible();
  await page.keyboard.press('Escape');
  await see(modelControl()).toContainText(NEXT);
  await openRegistry();
  await registry()
    .getByRole('checkbox', { name: `Use ${PICK}` })
    .check();
  await see(registry().getByText('Switched off by you.')).toBeHidden();
});

it('refuses a bad entry field by field, and saves the good one with its price', async () => {
  const { page } = app;
  await registry()
    .getByRole('button', { name: `Edit ${PICK}`, exact: true })
    .click();
  const editor = page.getByRole('dialog', { name: PICK });
  await editor.getByRole('textbox', { name: 'Read on' }).fill('yesterday');
  await editor.getByRole('textbox', { name: 'Name', exact: true }).fill(' ');
  await editor.getByRole('button', { name: 'Save' }).click();
  await see(editor.getByRole('alert')).toContainText('2 fields are not right');
  await see(editor.getByRole('textbox', { name: 'Read on' })).toHaveAccessibleDescription(
    'Give a day such as 2026-11-20.',
  );
  await editor.getByRole('textbox', { name: 'Read on' }).fill('2026-11-19');
  await editor.getByRole('textbox', { name: 'Name', exact: true }).fill('Flare, our contract');
  await editor.getByRole('button', { name: 'Save' }).click();
  await see(registry().getByRole('rowheader', { name: 'Flare, our contract' })).toBeVisible();
  await see(registry().getByRole('row', { name: /Flare, our contract/ })).toContainText('Changed by you');
  const [changed] = (await models()).filter(({ label }) => label === 'Flare, our contract');
  expect(changed?.price.date).toBe('2026-11-19');
});

it('imports a list, and tells what was refused', async () => {
  const { page } = app;
  const [template] = (await models()).filter(({ label }) => label === NEXT);
  if (!template) throw new Error('It is shipped.');
  const { availability: _availability, availabilityNote: _note, ...entry } = template;
  const own = { ...entry, id: 'openai:own-image', vendorId: 'own-image', label: 'Own image' };
  await registry().getByRole('button', { name: 'Import…' }).click();
  const view = page.getByRole('dialog', { name: 'Import models' });
  await view.getByRole('textbox', { name: 'Entries as JSON' }).fill(JSON.stringify([own, { ...own, id: 'Own image' }]));
  await view.getByRole('button', { name: 'Import', exact: true }).click();
  await see(view.getByRole('status')).toContainText('Saved 1: openai:own-image. 1 refused:');
  await see(view.getByRole('status')).toContainText('Own image, id:');
  await view.getByRole('button', { name: 'All models' }).click();
  await see(registry().getByRole('rowheader', { name: 'Own image' })).toBeAttached();
});

it('imports a file from disk, says which entries are the person’s own, and finds them by that', async () => {
  const { page } = app;
  const [own] = (await models()).filter(({ id }) => id === 'openai:own-image');
  const filed = { ...own, id: 'openai:filed-image', vendorId: 'filed-image', label: 'Filed image' };
  await registry().getByRole('button', { name: 'Import…' }).click();
  const view = page.getByRole('dialog', { name: 'Import models' });
  const choose = async (text: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      view.getByRole('button', { name: 'Choose a file…' }).click(),
    ]);
    await chooser.setFiles({ name: 'entries.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  };
  await choose('not json');
  await see(view.getByRole('status')).toContainText('That is not JSON.');
  await choose(JSON.stringify([filed]));
  await see(view.getByRole('status')).toContainText('Saved 1: openai:filed-image.');
  await view.getByRole('button', { name: 'All models' }).click();
  await registry().getByRole('searchbox').fill('your own');
  await see(registry().getByRole('rowheader')).toHaveText([/Filed image.*Your own/, /Own image.*Your own/]);
  await registry().getByRole('searchbox').fill('');
});

it('goes back to the shipped data after a second press', async () => {
  const { page } = app;
  await registry().getByRole('button', { name: 'Reset all' }).click();
  await page.getByRole('dialog', { name: 'Reset all?' }).getByRole('button', { name: 'Reset all entries' }).click();
  await see(registry().getByRole('rowheader', { name: 'Flare, our contract' })).toHaveCount(0);
  await see(registry().getByRole('rowheader', { name: PICK })).toBeAttached();
  expect((await models()).some(({ label }) => label === 'Own image')).toBe(false);
  await page.keyboard.press('Escape');
  await see(registry()).toBeHidden();
});

it('decides in the order that was set, by keyboard, and back', async () => {
  const { page } = app;
  const before = await app.studio.call('routing.rules', {});
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'How Auto chooses' }).click();
  const dialog = page.getByRole('dialog', { name: 'How Auto chooses' });
  const first = dialog.getByRole('checkbox').first();
  await see(first).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await see(dialog.getByRole('checkbox', { name: before[0]?.label ?? '' })).toBeFocused();
  await page.keyboard.press('Space');
  const names = async () => (await app.studio.call('routing.rules', {})).map(({ name }) => name).slice(0, 2);
  await see.poll(names).toEqual([before[1]?.name, before[0]?.name]);
  await see.poll(async () => (await app.studio.call('routing.rules', {}))[1]?.isOn).toBe(false);
  await dialog.getByRole('button', { name: 'Reset the rules' }).click();
  await see.poll(() => app.studio.call('routing.rules', {})).toEqual(before);
  await dialog.getByRole('button', { name: `Move up: ${before[2]?.label}` }).focus();
  await page.keyboard.press('Enter');
  await see.poll(places).toEqual([before[0]?.name, before[2]?.name, before[1]?.name]);
  await dialog.getByRole('checkbox', { name: before[2]?.label ?? '' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await see.poll(places).toEqual([before[2]?.name, before[0]?.name, before[1]?.name]);
  await page.keyboard.press('Alt+ArrowUp');
  await see.poll(places).toEqual([before[2]?.name, before[0]?.name, before[1]?.name]);
  await dialog.getByRole('button', { name: 'Reset the rules' }).click();
  await see.poll(() => app.studio.call('routing.rules', {})).toEqual(before);
});

it('decides in the order that was dragged', async () => {
  const { page } = app;
  const before = await app.studio.call('routing.rules', {});
  const dialog = page.getByRole('dialog', { name: 'How Auto chooses' });
  const row = (label: string | undefined) =>
    dialog.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name: label ?? '' }) });
  await row(before[0]?.label).dragTo(row(before[2]?.label));
  await see.poll(places).toEqual([before[1]?.name, before[2]?.name, before[0]?.name]);
  await see(dialog.getByRole('listitem').first().getByRole('checkbox')).toHaveAccessibleName(before[1]?.label ?? '');
  await row(before[0]?.label).dragTo(row(before[1]?.label));
  await see.poll(places).toEqual([before[0]?.name, before[1]?.name, before[2]?.name]);
  expect(await app.studio.call('routing.rules', {})).toEqual(before);
});

it('learns only when it may', async () => {
  const dialog = app.page.getByRole('dialog', { name: 'How Auto chooses' });
  await dialog.getByRole('checkbox', { name: /^Let kept and rejected pictures/ }).click();
  await see.poll(async () => (await app.studio.call('routing.learned', {})).isOn).toBe(false);
  // The browser itself notes every refusal; the file that was not JSON is one.
  expect(app.complaints.filter((one) => !/400 \(Bad Request\).*models\.import/.test(one))).toEqual([]);
});
