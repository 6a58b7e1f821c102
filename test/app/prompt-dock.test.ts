// Writing a prompt: pictures pasted into it, references spoken of by name, and words that are to be drawn.
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { png } from '../support/test-pictures.ts';
import { boxOf, draft, pictures, promptField, see } from './loop-steps.ts';

let browser: Browser;
let app: AppWindow;
beforeAll(async () => {
  browser = await launchChromium();
  app = await openAppWindow(browser, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
});
afterAll(async () => {
  await app.close();
  await browser.close();
});

const dock = () => app.page.getByRole('region', { name: 'Prompt' });
const names = () => app.page.getByRole('listbox', { name: 'References' });
const marks = (kind: 'text' | 'reference') => dock().locator(`[data-mark="${kind}"]`);

async function copyPicture(bytes: Uint8Array): Promise<void> {
  await app.page.evaluate(
    (samples) => {
      const file = new Blob([Uint8Array.from(samples)], { type: 'image/png' });
      return navigator.clipboard.write([new ClipboardItem({ 'image/png': file })]);
    },
    [...bytes],
  );
}

describe('the prompt', () => {
  tellInOrder(() => app);

  it('takes a pasted picture along as a reference', async () => {
    const { page } = app;
    await copyPicture(await png({ widthPx: 64, heightPx: 48 }, 1));
    await promptField(page).focus();
    await page.keyboard.press('Control+V');
    await see(dock().getByRole('button', { name: /^References: 1 of at most/ })).toBeVisible();
    await copyPicture(await png({ widthPx: 64, heightPx: 48 }, 2));
    await page.keyboard.press('Control+V');
    await see(dock().getByRole('button', { name: /^References: 2 of at most/ })).toBeVisible();
    await see(promptField(page)).toHaveValue('');
  });

  it('offers the references at an @, and writes the name that is chosen', async () => {
    const { page } = app;
    await page.keyboard.type('In the colours of @');
    await see(names().getByRole('option')).toHaveText(['@image', '@image-2']);
    await page.keyboard.press('ArrowDown');
    await see(names().getByRole('option', { selected: true })).toHaveText('@image-2');
    await page.keyboard.press('Enter');
    await see(names()).toHaveCount(0);
    await see(promptField(page)).toHaveValue('In the colours of @image-2 ');
    await see(marks('reference')).toHaveText(['@image-2']);
  });

  it('closes the list on Escape and keeps on writing; a name that no reference has is pointed out', async () => {
    const { page } = app;
    await page.keyboard.type('and @im');
    await see(names()).toBeVisible();
    await page.keyboard.press('Escape');
    await see(names()).toHaveCount(0);
    await see(promptField(page)).toBeFocused();
    await see(dock().getByText('No reference is called @im; the word is sent as written.')).toBeVisible();
    for (let letter = 0; letter < 'and @im'.length; letter += 1) await page.keyboard.press('Backspace');
    await see(dock().getByText(/No reference is called/)).toHaveCount(0);
  });

  it('marks words that are to be drawn, under their letters also where they wrap', async () => {
    const { page } = app;
    await page.keyboard.type(`a poster that says "OPEN STUDIO" ${'and goes on, '.repeat(12)}“Until dawn”`);
    await see(marks('text')).toHaveText(['"OPEN STUDIO"', '“Until dawn”']);
    await see(promptField(page)).toHaveAccessibleDescription(
      'Text in the picture: OPEN STUDIO, Until dawn. References named: image-2.',
    );
    const [field, last] = [await boxOf(promptField(page)), await boxOf(marks('text').last())];
    expect(last.y).toBeGreaterThan(field.y + 21 * 2);
    expect(last.y + last.height).toBeLessThanOrEqual(field.y + field.height);
  });

  it('tells the model the number of the picture that was meant', async () => {
    const { page, studio } = app;
    await draft(page, 'Hills in the light of @image-2', /^Draft 4/);
    await see(pictures(page)).toHaveCount(4);
    const board = (await studio.call('boards.list', {}))[0];
    if (!board) throw new Error('There is no board.');
    const { assets } = await studio.call('boards.get', { id: board.id });
    const made = assets.find((asset) => asset.source === 'generated');
    if (!made) throw new Error('Nothing was made.');
    const { receipt } = await studio.call('assets.get', { id: made.id });
    expect(receipt?.prompt).toBe('Hills in the light of image 2');
    expect(app.complaints).toEqual([]);
  });
});
