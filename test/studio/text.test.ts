// Text is routed, priced and kept like a picture, and goes through the same ledger.
import { afterAll, beforeEach, expect, it } from 'vitest';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { draftRequest, openBoard, openTestStudio, runToEnd } from '../support/test-studio.ts';

const openai = await startOpenAiEmulator();
const google = await startGoogleEmulator();
afterAll(() => Promise.all([openai.close(), google.close()]));
beforeEach(() => {
  openai.reset();
  google.reset();
});
const environment = {
  OPENAI_API_KEY: 'sk-emulator-0123456789',
  GEMINI_API_KEY: 'emulator-0123456789',
  MAQUETTE_OPENAI_BASE_URL: openai.baseUrl,
  MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
};
const request = draftRequest({ role: 'text-draft', seed: null, prompt: 'Three names for a quiet harbour hotel' });

it.each(['openai:gpt-5.4-nano', 'google:gemini-3.1-flash-lite'])('%s writes, at a known price', async (modelId) => {
  const studio = await openTestStudio({ environment });
  const boardId = await openBoard(studio);
  const preview = await studio.call('jobs.preview', { request: { ...request, modelId }, boardId });
  expect(preview.problems).toEqual([]);
  const job = await runToEnd(studio, boardId, { ...request, modelId });
  expect(job).toMatchObject({ state: 'done', error: null, text: expect.stringMatching(/\w/) });
  if (preview.estimate.kind !== 'known') throw new Error('the price is known');
  expect(job.costMicros).toBeGreaterThan(0);
  expect(job.costMicros).toBeLessThanOrEqual(preview.estimate.highMicros);
  const board = await studio.call('boards.get', { id: boardId });
  expect(board.items).toMatchObject([{ kind: 'note', text: job.text }]);
});

it('routes short text to a nano model and says why', async () => {
  const studio = await openTestStudio({ environment });
  const preview = await studio.call('jobs.preview', { request: { ...request, modelId: 'auto' }, boardId: null });
  expect(preview.modelId).toMatch(/nano|lite/);
  expect(preview.reasons.length).toBeGreaterThan(0);
});

it('is possibly billed when the connection is cut, and not written twice', async () => {
  const studio = await openTestStudio({ environment });
  openai.setFaults([{ kind: 'cut-mid-body' }]);
  const job = await runToEnd(studio, await openBoard(studio), { ...request, modelId: 'openai:gpt-5.4-nano' });
  expect(job).toMatchObject({ state: 'possibly-billed', text: null });
  expect(openai.paidRequests).toBe(1);
});

it('needs a key, and says so', async () => {
  const studio = await openTestStudio();
  const preview = await studio.call('jobs.preview', { request: { ...request, modelId: 'auto' }, boardId: null });
  expect(preview.problems[0]?.message).toMatch(/key/i);
});
