// From a prompt to pictures and rows: the row comes first, and nothing about a job is lost.
import { describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { png } from '../support/test-pictures.ts';
import {
  assetIdsOf,
  draftRequest,
  enqueue,
  jobIn,
  openBoard,
  openTestStudio,
  placementOn,
  runToEnd,
} from '../support/test-studio.ts';

describe('drafting', () => {
  it('writes the job and its placeholders before it answers, then fills them', async () => {
    const studio = await openTestStudio();
    const boardId = await openBoard(studio);
    const queued = await enqueue(studio, boardId, draftRequest({ count: 4 }));
    const before = await studio.call('boards.get', { id: boardId });
    expect(before.items.map((item) => item.id).sort()).toEqual([...queued.itemIds].sort());
    const job = await jobIn(studio, queued.id);
    expect(job).toMatchObject({ state: 'done', costMicros: 0, error: null });
    expect(job.candidates.map((candidate) => candidate.slot)).toEqual([0, 1, 2, 3]);
    const after = await studio.call('boards.get', { id: boardId });
    expect(after.items.flatMap((item) => (item.kind === 'image' ? [item.assetId] : [])).sort()).toEqual(
      [...assetIdsOf(job)].sort(),
    );
    expect(new Set(after.assets.map((asset) => asset.hash)).size).toBe(4);
  });

  it('draws the same pictures again from the same seed', async () => {
    const studio = await openTestStudio();
    const boardId = await openBoard(studio);
    const hashes = [];
    for (let round = 0; round < 2; round += 1) {
      const job = await runToEnd(studio, boardId, draftRequest({ seed: 99 }));
      const [assetId] = assetIdsOf(job);
      if (assetId) hashes.push((await studio.call('assets.get', { id: assetId })).asset.hash);
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('answers the same job when the same request arrives twice', async () => {
    const studio = await openTestStudio();
    const boardId = await openBoard(studio);
    const jobId = newId('job');
    const input = { jobId, request: draftRequest(), placement: placementOn(boardId, 1) };
    const [one, two] = await Promise.all([studio.call('jobs.enqueue', input), studio.call('jobs.enqueue', input)]);
    expect(one.id).toBe(two.id);
    await jobIn(studio, jobId);
    expect(await studio.call('jobs.list', { states: null, limit: 10 })).toHaveLength(1);
  });

  it('keeps a receipt that names the engine, the seed and the pictures, and that Sketch is no AI', async () => {
    const studio = await openTestStudio();
    const job = await runToEnd(studio, await openBoard(studio), draftRequest({ seed: 41 }));
    const [assetId] = assetIdsOf(job);
    if (!assetId) throw new Error('no picture');
    const detail = await studio.call('assets.get', { id: assetId });
    expect(detail.receipt).toMatchObject({
      engine: 'Sketch: offline, no AI',
      seeds: [41],
      outputHashes: [detail.asset.hash],
      costMicros: 0,
      requestHash: null,
    });
  });
});

describe('promoting', () => {
  it('draws the draft again at full size, beside its lineage and with its drift measured', async () => {
    const studio = await openTestStudio();
    const boardId = await openBoard(studio);
    const draft = await runToEnd(studio, boardId, draftRequest({ seed: 5 }));
    const [draftId] = assetIdsOf(draft);
    if (!draftId) throw new Error('no draft');
    const promotion = draftRequest({
      operation: 'promote',
      role: 'final',
      tier: '2K',
      seed: 5,
      sourceAssetId: draftId,
    });
    const final = await runToEnd(studio, boardId, promotion);
    const [candidate] = final.candidates;
    expect(final).toMatchObject({ state: 'done', widthPx: expect.any(Number) });
    expect(candidate?.drift?.ssim).toBeGreaterThan(0.9);
    const detail = await studio.call('assets.get', { id: draftId });
    expect(detail.children).toEqual([{ parentAssetId: draftId, childAssetId: candidate?.assetId, kind: 'promoted' }]);
  });
});

describe('ending early', () => {
  it('cancels what has not started, for nothing, and runs it on retry', async () => {
    const studio = await openTestStudio();
    const boardId = await openBoard(studio);
    const job = await enqueue(studio, boardId, draftRequest({ count: 8, tier: '4K' }));
    await studio.call('jobs.cancel', { id: job.id });
    const cancelled = await jobIn(studio, job.id);
    expect(cancelled).toMatchObject({ state: 'cancelled', costMicros: 0, possiblyBilledMicros: 0 });
    expect(cancelled.error?.code).toBe('cancelled');
  });

  it('takes up free work where a closed studio left it', async () => {
    const first = await openTestStudio();
    const boardId = await openBoard(first);
    const job = await enqueue(first, boardId, draftRequest({ count: 6, tier: '1K' }));
    await first.close();
    const second = await openTestStudio({ libraryPath: first.libraryPath });
    const done = await jobIn(second, job.id);
    expect(done.state).toBe('done');
    expect(done.candidates.map((candidate) => candidate.slot)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('judging', () => {
  it('keeps verdict and rating apart, and history finds by both', async () => {
    const studio = await openTestStudio();
    const boardId = await openBoard(studio);
    const job = await runToEnd(studio, boardId, draftRequest({ count: 2, prompt: '深夜の東京タワー with fog' }));
    const [first] = job.candidates;
    if (!first) throw new Error('no candidate');
    await studio.call('candidates.judge', { id: first.id, rating: 4 });
    expect(await studio.call('candidates.judge', { id: first.id, verdict: 'kept' })).toMatchObject({
      verdict: 'kept',
      rating: 4,
    });
    const search = (text: string, verdict: 'kept' | null) =>
      studio.call('history.search', { text, modelId: null, verdict, minRating: 0, cursor: null, limit: 10 });
    expect((await search('東京', null)).total).toBe(2);
    expect((await search('東', 'kept')).entries.map((entry) => entry.asset.id)).toEqual([first.assetId]);
    expect((await search('fog', 'kept')).total).toBe(1);
    expect((await search('harbour', null)).total).toBe(0);
    expect((await search('" OR 1=1 --', null)).total).toBe(0);
  });

  it('pages through history without gaps or repeats', async () => {
    const studio = await openTestStudio();
    const names = [];
    for (let index = 0; index < 7; index += 1) {
      names.push((await studio.importPicture(await png({ widthPx: 16, heightPx: 16 }, index), `p${index}.png`)).id);
    }
    const seen = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof search>> = await search(cursor);
      seen.push(...page.entries.map((entry) => entry.asset.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    function search(after: string | null) {
      return studio.call('history.search', {
        text: '',
        modelId: null,
        verdict: null,
        minRating: 0,
        cursor: after,
        limit: 3,
      });
    }
    expect(seen.toSorted()).toEqual(names.toSorted());
    expect(new Set(seen).size).toBe(7);
  });
});
