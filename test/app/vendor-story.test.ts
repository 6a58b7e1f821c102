// The same loop with the roles bound to a vendor, against its emulator: prices before and after, references in order, and
// what happens when the line is cut after a paid request was sent.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import type { JobPreview } from '../../shared/views.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { type AppWindow, launchChromium, openAppWindow, tellInOrder } from '../support/app-window.ts';
import { png } from '../support/test-pictures.ts';
import {
  board,
  candidate,
  choose,
  draft,
  dropFiles,
  inspector,
  lineEnds,
  pictures,
  see,
  seePainted,
} from './loop-steps.ts';

const PROMPT = 'A paper lantern over still water, indigo';

const vendors = [
  {
    name: 'OpenAI',
    start: startOpenAiEmulator,
    environment: (address: string) => ({
      OPENAI_API_KEY: 'sk-emulator-0123456789',
      MAQUETTE_OPENAI_BASE_URL: address,
    }),
    draftModel: 'GPT Image 2.6 Flare',
    finalModel: 'GPT Image 2',
  },
  {
    name: 'Google',
    start: startGoogleEmulator,
    environment: (address: string) => ({ GEMINI_API_KEY: 'emulator-0123456789', MAQUETTE_GEMINI_BASE_URL: address }),
    draftModel: 'Nano Banana 2.1',
    finalModel: 'Nano Banana Pro',
  },
] as const;

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), 'maquette-reference-'));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const REFERENCE_PX = { widthPx: 240, heightPx: 160 };

/** The pictures of a logged request in the order they stood in it: pixels and the start of the hash. */
function sentPictures(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('sha256' in value && 'width' in value && 'height' in value) {
    return [`${value.width}×${value.height} ${String(value.sha256).slice(0, 8)}`];
  }
  return Object.values(value).flatMap(sentPictures);
}

/** What the studio last said the request of the dock would cost. */
function followPreviews(page: Page): { latest: JobPreview | null } {
  const previews: { latest: JobPreview | null } = { latest: null };
  page.on('response', async (response) => {
    if (!response.url().endsWith('/rpc/jobs.preview')) return;
    // The buttons that promote ask as well.
    const { request } = response.request().postDataJSON();
    if (request.operation !== 'generate') return;
    // The window may be gone before the last answer is read.
    const answer = await response.json().catch(() => null);
    if (answer) previews.latest = answer.result;
  });
  return previews;
}

function expectedPrice({ estimate }: JobPreview): string {
  if (estimate.kind !== 'known') throw new Error('This model has a known price.');
  return `≈ ${formatMicros(estimate.expectedMicros)}`;
}

describe.each(vendors)('$name', ({ start, environment, draftModel, finalModel }) => {
  let emulator: Emulator;
  let app: AppWindow;
  let sentReference: string;
  let previews: ReturnType<typeof followPreviews>;
  beforeAll(async () => {
    emulator = await start();
    app = await openAppWindow(browser, { environment: environment(emulator.baseUrl) });
    previews = followPreviews(app.page);
  });
  afterAll(async () => {
    await app.close();
    await emulator.close();
  });
  tellInOrder(() => app);

  const jobs = (): Promise<Job[]> => app.studio.call('jobs.list', { states: null, limit: 50 });
  const spentToday = () => app.page.getByRole('button', { name: /^Spent: / });

  it('binds draft and final in the settings', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await choose(page, /^Model for Draft/, new RegExp(`^${draftModel} (From|\\$)`));
    await choose(page, /^Model for Final/, new RegExp(`^${finalModel} (From|\\$)`));
    await page.getByRole('button', { name: 'Close settings' }).click();
    await see(page.getByRole('combobox', { name: /^Model: Auto/ })).toContainText(draftModel);
  });

  it('takes a dropped picture as reference and drafts at the price that was shown', async () => {
    const { page } = app;
    const reference = await png(REFERENCE_PX, 5);
    sentReference = `240×160 ${sha256(reference).slice(0, 8)}`;
    const path = join(folder, 'mood.png');
    await writeFile(path, reference);
    await dropFiles(page, [path], 'Reference');
    await see(page.getByRole('button', { name: /^References: 1 of at most \d+/ })).toBeVisible();
    await choose(page, /^Count/, /^2 pictures/);
    const pressed = await draft(page, PROMPT, /^Draft 2 · ≈ \$/);

    await see(candidate(page, /^Draft \d, undecided/)).toHaveCount(2);
    for (const picture of await pictures(page).all()) await seePainted(picture);
    const [job] = await jobs();
    if (!job || !previews.latest) throw new Error('A job was sent, so there is a job and a preview.');
    expect(pressed).toBe(`Draft 2 · ${expectedPrice(previews.latest)}`);
    expect(job.estimate).toEqual(previews.latest.estimate);
    const paid = emulator.log.filter(({ isBilled }) => isBilled);
    expect(paid.map(({ body }) => sentPictures(body))).toEqual(paid.map(() => [sentReference]));
    expect(paid.length).toBeGreaterThan(0);
  });

  it('shows what it did cost, on the candidates and in the top bar', async () => {
    const { page } = app;
    const [job] = await jobs();
    if (!job || job.costMicros === null) throw new Error('The emulator reports usage, so the cost is known.');
    const shares = job.candidates.map(({ costMicros }) => formatMicros(costMicros ?? 0));
    for (const [index, share] of shares.entries()) {
      await see(candidate(page, new RegExp(`^Draft ${index + 1}, .*\\${share}$`))).toBeVisible();
    }
    expect(job.costMicros).toBeGreaterThan(0);
    await see(spentToday()).toHaveAccessibleName(new RegExp(`\\${formatMicros(job.costMicros)}`));
  });

  it('promotes after a look at the price, with the draft and then the reference', async () => {
    const { page } = app;
    await page.keyboard.press('p');
    await see(candidate(page, /^Draft 1, kept/)).toBeVisible();
    const paidBefore = emulator.paidRequests;
    await page.keyboard.press('Shift+Enter');
    const dialog = page.getByRole('dialog', { name: 'Promote to final' });
    await see(dialog).toContainText(finalModel);
    expect(emulator.paidRequests).toBe(paidBefore);
    await dialog.getByRole('button', { name: /^Promote 1 · ≈ \$/ }).click();

    await see(candidate(page, /^Final 1/)).toBeVisible();
    await lineEnds(page, 'promoted');
    const [promotion] = await jobs();
    const draftId = promotion?.request.sourceAssetId;
    if (!draftId) throw new Error('A promotion has a source.');
    const { asset } = await app.studio.call('assets.get', { id: draftId });
    expect(sentPictures(emulator.log.at(-1)?.body)).toEqual([
      expect.stringContaining(`${asset.widthPx}×${asset.heightPx} `),
      sentReference,
    ]);
    await page.locator('[data-role="final"]').click();
    await see(inspector(page).getByText(finalModel, { exact: false }).first()).toBeVisible();
    const { todayMicros } = await app.studio.call('spending.summary', {});
    await see(spentToday()).toHaveAccessibleName(new RegExp(`\\${formatMicros(todayMicros)}`));
  });

  it('says possibly billed when the line is cut after sending, and asks before it sends again', async () => {
    const { page } = app;
    await page.keyboard.press('Escape');
    await choose(page, /^Count/, /^1 picture$/);
    emulator.setFaults([{ kind: 'cut-before-headers' }]);
    const paidBefore = emulator.paidRequests;
    await draft(page, `${PROMPT}, seen from above`, /^Draft 1 · ≈ \$/);
    await see(board(page).getByText(/may have been billed/)).toBeVisible();
    await board(page).getByRole('button', { name: 'Review' }).click();
    const decision = page.getByRole('region', { name: 'Needs a decision' });
    await see(decision).toContainText('Possibly billed: the connection was lost after sending.');

    const resend = decision.getByRole('button', { name: /^Resend for up to \$/ });
    await resend.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Do not resend' }).click();
    await see(page.getByRole('dialog')).toBeHidden();
    expect(emulator.paidRequests).toBe(paidBefore + 1);

    await resend.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resend and accept a second charge' }).click();
    await see(decision).toBeHidden();
    await see(candidate(page, /^Draft 1, undecided/).first()).toBeVisible();
    expect(emulator.paidRequests).toBe(paidBefore + 2);
  });

  it('has the final, its line and its cost after a reload', async () => {
    const { page } = app;
    await page.reload();
    await see(pictures(page).first()).toBeVisible();
    await page.keyboard.press('Shift+1');
    await see(pictures(page)).toHaveCount(4);
    await lineEnds(page, 'promoted');
    const { todayMicros } = await app.studio.call('spending.summary', {});
    await see(spentToday()).toHaveAccessibleName(new RegExp(`\\${formatMicros(todayMicros)}`));
    expect(app.complaints).toEqual([]);
  });
});
