// Whatever the vendor answers and a person decides: what is said to be spent was spent, and each place lies on the one before.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EditBatch, GoOn } from '../../shared/edit-batch.ts';
import { newId } from '../../shared/ids.ts';
import { batchAtRest, editOf, startBatchVendors } from '../support/batch-desk.ts';

const { google, openDesk } = await startBatchVendors();

/** What each request of the vendor meets, and what a person says each time it stops. */
const story = fc.record({
  answers: fc.array(fc.constantFrom('delay', 'moderation', 'other-picture', 'server-error' as const), {
    minLength: 2,
    maxLength: 6,
  }),
  words: fc.array(fc.constantFrom('again', 'skip' as const), { minLength: 8, maxLength: 8 }),
  places: fc.integer({ min: 1, max: 3 }),
});

it('holds for any story', { timeout: 240_000 }, async () => {
  const desk = await openDesk();
  const { studio, boardId, source } = desk;
  await fc.assert(
    fc.asyncProperty(story, async ({ answers, words, places }) => {
      google.reset();
      google.setFaults(answers.map((kind) => ({ kind })));
      const steps = Array.from({ length: places }, (_, at) =>
        editOf(desk, at, { modelId: 'google:gemini-3-pro-image' }),
      );
      const batchId = newId('batch');
      await studio.call('edits.startBatch', { batchId, plan: { kind: 'places', steps }, boardId });
      const before = await spent();
      let batch = await batchAtRest(studio, batchId);
      for (const how of words) {
        if (batch.state === 'done') break;
        const received = google.received;
        expect(await studio.call('edits.getBatch', { id: batchId })).toEqual(batch);
        expect(google.received).toBe(received);
        await studio.call('edits.goOnBatch', { id: batchId, way: wayOf(how) });
        batch = await batchAtRest(studio, batchId);
      }
      expect(batch.state).toBe('done');
      expect(batch.costMicros).toBe((await spent()) - before);
      await chainHolds(batch);
    }),
    { numRuns: 6, endOnFailure: true },
  );

  async function spent(): Promise<number> {
    return (await studio.call('spending.summary', {})).sessionMicros;
  }

  async function chainHolds(batch: EditBatch): Promise<void> {
    let under = source.id;
    let depth = 0;
    for (const step of batch.steps) {
      if (step.resultAssetId === null) continue;
      const { edit } = await studio.call('assets.get', { id: step.resultAssetId });
      depth += 1;
      expect(edit).toMatchObject({ sourceAssetId: under, depth, status: 'aligned', proof: { samplesDiffering: 0 } });
      under = step.resultAssetId;
    }
    expect(batch.resultAssetId ?? source.id).toBe(under);
  }
});

function wayOf(how: 'again' | 'skip'): GoOn {
  return how === 'skip' ? { how } : { how, acceptsSecondCharge: false };
}
