// Every view in every theme and at both sizes: nothing the security policy forbids, no console errors, nothing that axe finds
// serious, nothing clipped, no page that scrolls sideways.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppWindow, launchChromium, openAppWindow } from '../support/app-window.ts';
import { board, candidate, choose, draft, inspector, promptField, see } from './loop-steps.ts';
import { dragOnMaskStage, maskStage, seeTintedPixels } from './mask-steps.ts';

let browser: Browser;
let app: AppWindow;
beforeAll(async () => {
  browser = await launchChromium();
  app = await openAppWindow(browser, { hasSampleBoard: true });
  const { page } = app;
  await choose(page, /^Count/, /^2 pictures/);
  await draft(page, 'Sailing boat at noon, red and white', /^Draft 2 · free$/);
  await see(candidate(page, /^Draft \d, undecided/)).toHaveCount(2);
});
afterAll(async () => {
  await app.close();
  await browser.close();
});

const panelNames = ['Boards', 'References', 'History', 'Spend', 'Settings'] as const;

interface View {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
  readonly close: (page: Page) => Promise<void>;
}

const panelView = (name: (typeof panelNames)[number]): View => ({
  name,
  open: async (page) => {
    await page.getByRole('button', { name, exact: true }).click();
    await see(page.getByRole('complementary', { name })).toBeVisible();
  },
  close: (page) => page.getByRole('button', { name, exact: true }).click(),
});

/** Escape leaves the innermost thing only, and that may be the hint of a button. */
const closeDialog = (page: Page) =>
  see(async () => {
    await page.keyboard.press('Escape');
    await see(page.getByRole('dialog')).toBeHidden({ timeout: 1_000 });
  }).toPass();

const VIEWS: readonly View[] = [
  { name: 'the board alone', open: async () => {}, close: async () => {} },
  ...panelNames.map(panelView),
  {
    name: 'Jobs',
    open: async (page) => {
      await page.getByRole('button', { name: /^Jobs/ }).click();
      await see(page.getByRole('complementary', { name: 'Jobs' })).toBeVisible();
    },
    close: (page) => page.getByRole('button', { name: /^Jobs/ }).click(),
  },
  {
    name: 'the inspector',
    open: async (page) => {
      await candidate(page, /^Draft 1/).click();
      await see(inspector(page).getByRole('button', { name: /^Promote to final · free$/ })).toBeVisible();
    },
    close: async (page) => {
      await page.keyboard.press('Escape');
      await see(inspector(page).getByRole('button')).toHaveCount(0);
    },
  },
  {
    name: 'export',
    open: async (page) => {
      await candidate(page, /^Draft 1/).click();
      await page.keyboard.press('Control+e');
      await see(page.getByRole('dialog').getByText(/Prints at/)).toBeVisible();
    },
    close: async (page) => {
      await closeDialog(page);
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'the comparison',
    open: async (page) => {
      await candidate(page, /^Draft 1/).click();
      await board(page)
        .getByAltText(/^Sailing boat/)
        .last()
        .click({ modifiers: ['Shift'] });
      await page.keyboard.press('Shift+C');
      await see(page.getByRole('dialog', { name: 'Compare' }).getByRole('slider')).toBeVisible();
    },
    close: async (page) => {
      await closeDialog(page);
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'the mask editor',
    open: async (page) => {
      await candidate(page, /^Draft 1/).click();
      await page.keyboard.press('b');
      await see(maskStage(page)).toBeVisible();
      await see(page.locator('[data-mask-hint]')).toBeVisible();
    },
    close: async () => {},
  },
  {
    name: 'the mask editor with a selection and its menu',
    open: async (page) => {
      await dragOnMaskStage(page, [-60, 0], [60, 0]);
      await seeTintedPixels(page, (count) => count > 0);
      await page.getByRole('button', { name: /^Selection/ }).click();
      await see(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
    },
    close: async (page) => {
      await page.keyboard.press('Escape');
      await see(page.getByRole('textbox', { name: 'Name' })).toBeHidden();
    },
  },
  {
    name: 'the mask editor with context and edges',
    open: async (page) => {
      await page.getByRole('button', { name: 'Context and edges' }).click();
      await see(page.getByText(/px go along$/)).toBeVisible();
    },
    close: async (page) => {
      await page.keyboard.press('Escape');
      await see(page.getByText(/px go along$/)).toBeHidden();
    },
  },
  {
    name: 'the mask editor while extending',
    open: async (page) => {
      await page.getByRole('button', { name: 'Extend…' }).click();
      await see(page.getByRole('button', { name: /^Extend left/ })).toBeVisible();
    },
    close: async (page) => {
      await page.getByRole('button', { name: 'Close the editor' }).click();
      await see(maskStage(page)).toBeHidden();
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'the command palette',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await see(page.getByRole('dialog', { name: 'Commands' }).getByRole('option').first()).toBeVisible();
    },
    close: closeDialog,
  },
  {
    name: 'the shortcuts',
    open: async (page) => {
      await page.keyboard.press('Shift+?');
      await see(page.getByRole('dialog', { name: /shortcuts/i })).toBeVisible();
    },
    close: closeDialog,
  },
  {
    name: 'the options of the prompt',
    open: async (page) => {
      await page.getByRole('button', { name: 'Options', exact: true }).click();
      await see(page.getByText('Background', { exact: true })).toBeVisible();
    },
    close: closeDialog,
  },
];

async function setTheme(page: Page, theme: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('radio', { name: theme, exact: true }).click();
  await see(page.getByRole('radio', { name: theme, exact: true })).toBeChecked();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
}

/**
 * Two rules are left to people: Chromium gives a scrolling part without controls a tab stop of its own, which axe does not
 * know; and a candidate's name says more than the caption of price and time on its picture.
 */
async function axeFindings(page: Page, theme: string): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  // Names and structure are the same in every theme.
  if (theme === 'Dark') axe.disableRules(['scrollable-region-focusable', 'label-content-name-mismatch']);
  else axe.withRules(['color-contrast']);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`);
}

/** Words that do not fit into their control, and controls that stick out of the dock. */
function clippedInDock(): string[] {
  const dock = document.querySelector('section[aria-label="Prompt"]');
  if (!dock) return ['there is no dock'];
  const outer = dock.getBoundingClientRect();
  return [...dock.querySelectorAll<HTMLElement>('button, [role="combobox"]')].flatMap((control) => {
    const name = control.getAttribute('aria-label') ?? control.textContent ?? '';
    const { left, right, bottom } = control.getBoundingClientRect();
    if (left < outer.left || right > outer.right || bottom > outer.bottom) return [`${name} sticks out`];
    // The model's name may end in an ellipsis; it is whole in the tooltip.
    const isCut = [control, ...control.querySelectorAll('span')].some(
      (part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== 'inline',
    );
    return isCut && !name.startsWith('Model') ? [`${name} is cut off`] : [];
  });
}

const SIZES = [
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
] as const;

describe.each(SIZES)('$width × $height', (size) => {
  it.each(['Dark', 'Light', 'Contrast'])('%s', async (theme) => {
    const { page } = app;
    await page.setViewportSize(size);
    await setTheme(page, theme);
    const findings: string[] = [];
    for (const view of VIEWS) {
      await view.open(page);
      const note = (found: readonly string[]) => findings.push(...found.map((what) => `${view.name}: ${what}`));
      // Colours and names do not depend on the size of the window.
      if (size.width === 1280) note(await axeFindings(page, theme));
      note(await page.evaluate(clippedInDock));
      const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      note(overflowPx > 0 ? [`the page scrolls sideways by ${overflowPx} px`] : []);
      await view.close(page);
    }
    expect(findings).toEqual([]);
    expect(app.complaints.splice(0)).toEqual([]);
  });
});

it('keeps everything in the dock with the longest content and the least room', async () => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 800 });
  await candidate(page, /^Draft 1/).click();
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await see(page.getByRole('button', { name: /^References: 1/ })).toBeVisible();
  await promptField(page).fill('A long prompt that takes several lines. '.repeat(12));
  expect(await page.evaluate(clippedInDock)).toEqual([]);
});
