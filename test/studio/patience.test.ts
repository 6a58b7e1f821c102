// After a failure: again only what cost nothing, then the next model in sight, never across a lost call.
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { draftRequest, enqueue, jobIn, openBoard, openTestStudio, runToEnd } from '../support/test-studio.ts';

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
const named = draftRequest({ modelId: 'openai:gpt-image-2', tier: '1K', seed: null });
const routed = draftRequest({ modelId: 'auto', tier: '1K', seed: null });

async function impatientStudio(waits: number[] = []) {
  return openTestStudio({
    environment,
    wait: async (delayMs) => {
      waits.push(delayMs);
    },
  });
}

describe('trying again', () => {
  it('waits as long as the vendor asks, also beyond a minute, then succeeds', async () => {
    const waits: number[] = [];
    const studio = await impatientStudio(waits);
    openai.setFaults([{ kind: 'rate-limit', retryAfterSeconds: 120 }]);
    const job = await runToEnd(studio, await openBoard(studio), named);
    expect(job).toMatchObject({ state: 'done', possiblyBilledMicros: 0 });
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(115_000);
    expect(openai.paidRequests).toBe(1);
  });

  it('gives up after three tries and says so, having paid nothing', async () => {
    const studio = await impatientStudio();
    openai.setFaults([{ kind: 'unavailable', times: 9 }]);
    const job = await runToEnd(studio, await openBoard(studio), named);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'server' }, costMicros: 0, possiblyBilledMicros: 0 });
    expect(openai.received).toBe(3);
  });

  it('tells what it waits for, and a cancel ends the waiting', async () => {
    const studio = await openTestStudio({ environment });
    openai.setFaults([{ kind: 'rate-limit', retryAfterSeconds: 300 }]);
    const queued = await enqueue(studio, await openBoard(studio), named);
    await expect
      .poll(async () => (await studio.call('jobs.get', { id: queued.id })).note)
      .toMatch(/busy. Nothing was billed/);
    await studio.call('jobs.cancel', { id: queued.id });
    expect(await jobIn(studio, queued.id)).toMatchObject({ state: 'cancelled', possiblyBilledMicros: 0, note: null });
  });

  it('leaves a vendor alone after four failures in a row, without sending', async () => {
    const studio = await impatientStudio();
    const boardId = await openBoard(studio);
    openai.setFaults([{ kind: 'server-error', times: 20 }]);
    for (let index = 0; index < 4; index += 1) await runToEnd(studio, boardId, { ...named, prompt: `Try ${index}` });
    const received = openai.received;
    const paused = await runToEnd(studio, boardId, { ...named, prompt: 'One more' });
    expect(paused.error?.message).toMatch(/left alone until .* Nothing was sent/);
    expect(openai.received).toBe(received);
  });

  it('says so before anything is pressed, to who named its model, and also after the next start', async () => {
    const studio = await impatientStudio();
    const boardId = await openBoard(studio);
    openai.setFaults([{ kind: 'server-error', times: 4 }]);
    for (let index = 0; index < 4; index += 1) await runToEnd(studio, boardId, { ...named, prompt: `Try ${index}` });
    const received = openai.received;
    await studio.close();
    const next = await openTestStudio({ libraryPath: studio.libraryPath, environment });
    const { warnings, problems } = await next.call('jobs.preview', { request: named, boardId });
    expect(problems).toEqual([]);
    expect(warnings[0]?.note).toMatch(
      /OpenAI stopped answering; it is asked again in \d+ seconds\. Until then its jobs fail at once/,
    );
    expect(await runToEnd(next, boardId, named)).toMatchObject({ state: 'failed', costMicros: 0 });
    expect(openai.received).toBe(received);
    const auto = await next.call('jobs.preview', { request: routed, boardId });
    expect(auto.modelId).toMatch(/^google:/);
  });

  it('does not blame a vendor for calls that a person cancelled', async () => {
    const studio = await impatientStudio();
    const boardId = await openBoard(studio);
    openai.setFaults([{ kind: 'hang', times: 4 }]);
    const jobs = [];
    for (let index = 0; index < 4; index += 1) {
      jobs.push(await enqueue(studio, boardId, { ...named, prompt: `Try ${index}` }));
    }
    await expect.poll(() => openai.received).toBe(4);
    for (const { id } of jobs) await studio.call('jobs.cancel', { id });
    for (const { id } of jobs) await jobIn(studio, id);
    expect((await studio.call('jobs.preview', { request: named, boardId })).warnings).toEqual([]);
    expect(await runToEnd(studio, boardId, named)).toMatchObject({ state: 'done' });
  });
});

describe('falling back', () => {
  it('shows the chain with its prices before, and takes the next model when the first fails for nothing', async () => {
    const studio = await impatientStudio();
    const boardId = await openBoard(studio);
    const preview = await studio.call('jobs.preview', { request: routed, boardId });
    const [next] = preview.chain;
    expect(next?.estimate.kind).toBe('known');
    expect(next?.providerId).not.toBe(preview.modelId?.split(':')[0]);
    const first = preview.modelId?.startsWith('openai') ? openai : google;
    first.setFaults([{ kind: 'unavailable', times: 9 }]);
    const job = await runToEnd(studio, boardId, routed);
    expect(job).toMatchObject({ state: 'done', modelId: next?.modelId });
    expect(job.warnings.map((warning) => warning.note).join()).toContain('failed without a charge, so');
  });

  it('stops at a call that may have been billed', async () => {
    const studio = await impatientStudio();
    const boardId = await openBoard(studio);
    const preview = await studio.call('jobs.preview', { request: routed, boardId });
    const [first, second] = preview.modelId?.startsWith('openai') ? [openai, google] : [google, openai];
    first.setFaults([{ kind: 'cut-before-headers' }]);
    expect(await runToEnd(studio, boardId, routed)).toMatchObject({ state: 'possibly-billed' });
    expect(second.received).toBe(0);
  });

  it('never pays a model that was not named', async () => {
    const studio = await impatientStudio();
    openai.setFaults([{ kind: 'unavailable', times: 9 }]);
    expect(await runToEnd(studio, await openBoard(studio), named)).toMatchObject({ state: 'failed' });
    expect(google.received).toBe(0);
  });
});

describe('the same request again', () => {
  it('shares the call that is under way', async () => {
    const studio = await impatientStudio();
    const boardId = await openBoard(studio);
    openai.setFaults([{ kind: 'delay', delayMs: 300 }]);
    const [one, two] = [await enqueue(studio, boardId, named), await enqueue(studio, boardId, named)];
    expect(two.id).toBe(one.id);
    await jobIn(studio, one.id);
    expect(openai.paidRequests).toBe(1);
  });

  it('offers the finished result for free, shown as such, and pays again only when told to', async () => {
    const studio = await impatientStudio();
    const boardId = await openBoard(studio);
    const first = await runToEnd(studio, boardId, named);
    const preview = await studio.call('jobs.preview', { request: named, boardId });
    expect(preview.earlier).toMatchObject({ jobId: first.id, isUnderWay: false });
    const again = await enqueue(studio, boardId, named, { repeat: 'earlier' });
    expect(again).toMatchObject({ state: 'done', costMicros: 0 });
    expect(again.candidates[0]).toMatchObject({
      assetId: first.candidates[0]?.assetId,
      badges: ['Earlier result, free'],
    });
    expect(openai.paidRequests).toBe(1);
    await jobIn(studio, (await enqueue(studio, boardId, named, { repeat: 'run' })).id);
    expect(openai.paidRequests).toBe(2);
  });

  it('does not call different bytes, seeds or sizes the same', async () => {
    const studio = await impatientStudio();
    const boardId = await openBoard(studio);
    const sketch = draftRequest({ seed: 1 });
    await runToEnd(studio, boardId, sketch);
    const earlierOf = async (changes: object) =>
      (await studio.call('jobs.preview', { request: { ...sketch, ...changes }, boardId })).earlier;
    expect(await earlierOf({})).not.toBeNull();
    expect(await earlierOf({ seed: 2 })).toBeNull();
    expect(await earlierOf({ seed: null })).toBeNull();
    expect(await earlierOf({ aspect: '1:1' })).toBeNull();
    expect(await earlierOf({ prompt: `${sketch.prompt}.` })).toBeNull();
  });
});
