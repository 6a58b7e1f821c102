// Several places of one picture in one go: each drawn on the result before it, with its own receipt and proof.
import { describe, expect, it, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import {
  assetOf,
  batchAtRest,
  batchWhen,
  differingOutside,
  editOf,
  GPT,
  placesPlan,
  runBatch,
  startBatchVendors,
} from '../support/batch-desk.ts';

const { openai, google, openDesk } = await startBatchVendors();

describe('three places', () => {
  it.each(['sketch:sketch-1', 'sketch:local-fill', GPT, 'google:gemini-3-pro-image'])(
    'on %s lie in one picture, each with its receipt and its proof, and nothing else changed',
    async (modelId) => {
      const desk = await openDesk();
      const { studio, source, masks } = desk;
      const batch = await runBatch(desk, placesPlan(desk, { modelId }));
      expect(batch).toMatchObject({ state: 'done', originalAssetId: source.id });
      expect(batch.steps.map((step) => step.state)).toEqual(['done', 'done', 'done']);
      const isOffline = modelId.startsWith('sketch');
      expect(openai.paidRequests + google.paidRequests).toBe(isOffline ? 0 : 3);
      const count = await differingOutside(studio, source, await assetOf(studio, batch.resultAssetId), masks);
      expect(count.outside).toBe(0);
      for (const inside of count.inside) expect(inside).toBeGreaterThan(500);
      let under = source.id;
      for (const [at, step] of batch.steps.entries()) {
        const { edit, receipt } = await studio.call('assets.get', { id: step.resultAssetId ?? source.id });
        expect(edit).toMatchObject({ sourceAssetId: under, originalAssetId: source.id, depth: at + 1 });
        expect(edit?.proof).toMatchObject({ samplesDiffering: 0 });
        expect(receipt).toMatchObject({ jobId: step.jobId, prompt: step.request.prompt });
        expect(await studio.call('receipts.verify', { assetId: step.resultAssetId ?? source.id })).toMatchObject({
          isIdentical: true,
        });
        under = step.resultAssetId ?? under;
      }
      const chain = await studio.call('edits.chain', { assetId: under });
      const rebuilt = await studio.call('edits.rebuild', {
        originalAssetId: source.id,
        editAssetIds: chain.map((edit) => edit.assetId),
      });
      expect(rebuilt.hash).toBe((await assetOf(studio, under)).hash);
    },
  );

  it('may each have a model of their own', async () => {
    const desk = await openDesk();
    const steps = ['sketch:local-fill', GPT, 'google:gemini-3-pro-image'].map((modelId, at) =>
      editOf(desk, at, { modelId }),
    );
    const batch = await runBatch(desk, { kind: 'places', steps });
    expect(batch.state).toBe('done');
    expect([openai.paidRequests, google.paidRequests]).toEqual([1, 1]);
    expect(batch.costMicros).toBe(batch.steps.reduce((sum, step) => sum + (step.costMicros ?? 0), 0));
  });
});

describe('the price', () => {
  it('is told for all together, and what was paid is their sum', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const plan = placesPlan(desk);
    const { total, steps, problem } = await studio.call('edits.previewBatch', { plan, boardId });
    expect(problem).toBeNull();
    const alone = await Promise.all(plan.steps.map((request) => studio.call('jobs.preview', { request, boardId })));
    expect(steps.map((step) => step.estimate)).toEqual(alone.map((preview) => preview.estimate));
    if (total.kind !== 'known') throw new Error('the price is known');
    const batch = await runBatch(desk, plan);
    expect(batch.estimate).toEqual(total);
    expect(batch.costMicros).toBeGreaterThan(0);
    expect(batch.costMicros).toBe((await studio.call('spending.summary', {})).sessionMicros);
    expect(openai.paidRequests).toBe(3);
  });

  it('is held against the caps as a whole, before anything is sent', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const plan = placesPlan(desk);
    const { steps } = await studio.call('edits.previewBatch', { plan, boardId });
    const [first] = steps;
    if (first?.estimate.kind !== 'known') throw new Error('the price is known');
    const micros = first.estimate.highMicros * 2;
    await studio.call('spending.setCap', { scope: 'session', boardId: null, micros });
    const { problem } = await studio.call('edits.previewBatch', { plan, boardId });
    expect(problem).toMatchObject({ code: 'cap-reached', message: expect.stringMatching(/^Together they may cost/) });
    const start = studio.call('edits.startBatch', { batchId: newId('batch'), plan, boardId });
    await expect(start).rejects.toMatchObject({ code: 'cap-reached' });
    expect(openai.received).toBe(0);
    expect(await studio.call('edits.listBatches', { assetId: desk.source.id })).toEqual([]);
  });

  it('stops a step when the cap is lowered meanwhile, and goes on when it is raised', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const batchId = newId('batch');
    openai.setFaults([{ kind: 'delay', delayMs: 300 }]);
    await studio.call('edits.startBatch', { batchId, plan: placesPlan(desk), boardId });
    await vi.waitFor(() => expect(openai.received).toBe(1));
    await studio.call('spending.setCap', { scope: 'session', boardId: null, micros: 1 });
    const stopped = await batchAtRest(studio, batchId);
    expect(stopped).toMatchObject({
      state: 'stopped',
      message: expect.stringMatching(/^Stopped at place 2: .*cap.* 1 of 3 places done\. What was done is kept\.$/),
    });
    expect(openai.paidRequests).toBe(1);
    await studio.call('spending.setCap', { scope: 'session', boardId: null, micros: null });
    await studio.call('edits.goOnBatch', { id: batchId, way: { how: 'again' } });
    expect(await batchAtRest(studio, batchId)).toMatchObject({ state: 'done' });
    expect(openai.paidRequests).toBe(3);
  });

  it('that rose since it was agreed to is not paid', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const batchId = newId('batch');
    openai.setFaults([{ kind: 'delay', delayMs: 300 }]);
    await studio.call('edits.startBatch', { batchId, plan: placesPlan(desk), boardId });
    const entry = (await studio.call('models.list', {})).find((model) => model.id === GPT);
    if (!entry?.price.perMillionTokens) throw new Error('it has a price');
    const { availability: _availability, availabilityNote: _note, ...plain } = entry;
    const dearer = { ...entry.price.perMillionTokens, imageIn: 80_000_000, textIn: 50_000_000 };
    await studio.call('models.save', { entry: { ...plain, price: { ...entry.price, perMillionTokens: dearer } } });
    const stopped = await batchAtRest(studio, batchId);
    expect(stopped.message).toMatch(/^Stopped at place 2: The price of .* was agreed to\./);
    expect(openai.paidRequests).toBe(1);
  });
});

describe('a step that brings no edit', () => {
  it('stops the rest, says what was done and kept, and goes on from there', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const batchId = newId('batch');
    openai.setFaults([{ kind: 'delay', delayMs: 200 }, { kind: 'moderation' }]);
    await studio.call('edits.startBatch', { batchId, plan: placesPlan(desk), boardId });
    const stopped = await batchAtRest(studio, batchId);
    expect(stopped.steps.map((step) => step.state)).toEqual(['done', 'failed', 'waiting']);
    expect(stopped.message).toMatch(/^Stopped at place 2: .+ 1 of 3 places done\. What was done is kept\.$/);
    expect(stopped.resultAssetId).toBe(stopped.steps[0]?.resultAssetId);
    const received = openai.received;
    // Nothing moves by itself, whoever looks.
    await studio.call('edits.getBatch', { id: batchId });
    expect(openai.received).toBe(received);
    await studio.call('edits.goOnBatch', { id: batchId, way: { how: 'again' } });
    const done = await batchAtRest(studio, batchId);
    expect(done.state).toBe('done');
    expect(openai.received).toBe(received + 2);
  });

  it('can be left out: the next place lies on the last that was done', async () => {
    const desk = await openDesk();
    const { studio, boardId, source, masks } = desk;
    const batchId = newId('batch');
    openai.setFaults([{ kind: 'delay' }, { kind: 'moderation' }]);
    await studio.call('edits.startBatch', { batchId, plan: placesPlan(desk), boardId });
    await batchAtRest(studio, batchId);
    await studio.call('edits.goOnBatch', { id: batchId, way: { how: 'skip' } });
    const done = await batchAtRest(studio, batchId);
    expect(done).toMatchObject({ state: 'done', message: '2 of 3 places done.' });
    expect(done.steps.map((step) => step.state)).toEqual(['done', 'skipped', 'done']);
    const count = await differingOutside(studio, source, await assetOf(studio, done.resultAssetId), masks);
    expect(count).toMatchObject({ outside: 0 });
    expect(count.inside[1]).toBe(0);
  });

  it('that was not aligned keeps its paid answer, and goes on as it was laid by hand', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const batchId = newId('batch');
    google.setFaults([{ kind: 'delay' }, { kind: 'other-picture' }]);
    const plan = placesPlan(desk, { modelId: 'google:gemini-3-pro-image' });
    await studio.call('edits.startBatch', { batchId, plan, boardId });
    const stopped = await batchAtRest(studio, batchId);
    const [, second] = stopped.steps;
    expect(second).toMatchObject({ state: 'not-aligned', resultAssetId: null });
    expect(stopped.message).toContain('Stopped at place 2: the answer shows another picture around the mask');
    const answer = second?.answerAssetId;
    if (!answer) throw new Error('the paid answer is kept');
    const wrong = { how: 'laid' as const, assetId: stopped.steps[0]?.resultAssetId ?? answer };
    const refused = studio.call('edits.goOnBatch', { id: batchId, way: wrong });
    await expect(refused).rejects.toMatchObject({ code: 'bad-request' });
    const laid = await studio.call('edits.nudge', { assetId: answer, xPx: 0, yPx: 0, scale: 1 });
    await studio.call('edits.goOnBatch', { id: batchId, way: { how: 'laid', assetId: laid.id } });
    const done = await batchAtRest(studio, batchId);
    expect(done.steps.map((step) => step.state)).toEqual(['done', 'done', 'done']);
    const { edit } = await studio.call('assets.get', { id: done.resultAssetId ?? laid.id });
    expect(edit).toMatchObject({ sourceAssetId: laid.id, depth: 3 });
    expect(google.paidRequests).toBe(3);
  });

  it('that was not aligned can be drawn again, and both answers count as spent', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const batchId = newId('batch');
    google.setFaults([{ kind: 'other-picture' }]);
    const plan = placesPlan(desk, { modelId: 'google:gemini-3-pro-image' });
    await studio.call('edits.startBatch', { batchId, plan, boardId });
    const before = await batchAtRest(studio, batchId);
    await studio.call('edits.goOnBatch', { id: batchId, way: { how: 'again' } });
    const done = await batchAtRest(studio, batchId);
    expect(done.state).toBe('done');
    expect(google.paidRequests).toBe(4);
    const { sessionMicros } = await studio.call('spending.summary', {});
    expect(done.costMicros).toBe(sessionMicros);
    expect(done.costMicros).toBeGreaterThan(before.costMicros ?? 0);
  });

  it('that may have been billed is not sent again without a word', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const batchId = newId('batch');
    openai.setFaults([{ kind: 'cut-mid-body' }]);
    await studio.call('edits.startBatch', { batchId, plan: placesPlan(desk), boardId });
    const stopped = await batchAtRest(studio, batchId);
    expect(stopped.steps[0]).toMatchObject({ state: 'possibly-billed' });
    const again = studio.call('edits.goOnBatch', { id: batchId, way: { how: 'again' } });
    await expect(again).rejects.toMatchObject({ code: 'possibly-billed' });
    expect(openai.received).toBe(1);
    const way = { how: 'again' as const, acceptsSecondCharge: true };
    await studio.call('edits.goOnBatch', { id: batchId, way });
    expect(await batchAtRest(studio, batchId)).toMatchObject({ state: 'done' });
    expect(openai.received).toBe(4);
  });
});

describe('cancelling', () => {
  it('keeps what is done, sends nothing more, and can go on', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const batchId = newId('batch');
    openai.setFaults([{ kind: 'delay' }, { kind: 'hang' }]);
    await studio.call('edits.startBatch', { batchId, plan: placesPlan(desk), boardId });
    await batchWhen(studio, batchId, ({ steps }) => steps[1]?.state === 'running');
    const cancelled = await studio.call('edits.cancelBatch', { id: batchId });
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      message: expect.stringMatching(/^Cancelled: 1 of 3 places done/),
    });
    expect(cancelled.steps[2]?.state).toBe('waiting');
  });
});

it('starts once, however often it is asked for', async () => {
  const desk = await openDesk();
  const { studio, boardId } = desk;
  const batchId = newId('batch');
  const plan = placesPlan(desk);
  await Promise.all([1, 2, 3].map(() => studio.call('edits.startBatch', { batchId, plan, boardId })));
  expect((await batchAtRest(studio, batchId)).state).toBe('done');
  await studio.call('edits.startBatch', { batchId, plan, boardId });
  await studio.call('edits.goOnBatch', { id: batchId, way: { how: 'again' } });
  expect(openai.received).toBe(3);
});

it('takes what was done before with the very same requests, free, when asked to', async () => {
  const desk = await openDesk();
  const first = await runBatch(desk, placesPlan(desk));
  const plan = { ...placesPlan(desk), repeat: 'earlier' as const };
  const { total, steps } = await desk.studio.call('edits.previewBatch', { plan, boardId: desk.boardId });
  expect(total).toEqual({ kind: 'free' });
  expect(steps.every((step) => step.isEarlier)).toBe(true);
  const second = await runBatch(desk, plan);
  expect(second).toMatchObject({ state: 'done', resultAssetId: first.resultAssetId, costMicros: 0 });
  expect(openai.received).toBe(3);
});

it.each([
  ['more than one picture a place', { count: 2 }],
  ['no mask', { maskAssetId: null }],
] as const)('refuses %s before anything is sent', async (_what, changes) => {
  const desk = await openDesk();
  const plan = placesPlan(desk, changes);
  const preview = desk.studio.call('edits.previewBatch', { plan, boardId: desk.boardId });
  await expect(preview).rejects.toMatchObject({ code: 'bad-request', message: expect.stringMatching(/\.$/) });
  expect(openai.received).toBe(0);
});
