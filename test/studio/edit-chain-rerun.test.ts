// One step of a chain run again: the same mask and words over what lies below it now, and later patches laid over it.
import { expect, it } from 'vitest';
import type { Asset } from '../../shared/asset.ts';
import type { AssetId } from '../../shared/ids.ts';
import { APART, type ChainDesk, differingPixels, editInTurn, openChainDesk, pixelsOf } from '../support/chain-desk.ts';
import { openTestStudio } from '../support/test-studio.ts';

async function runAgain(desk: ChainDesk, assetId: AssetId, stepAssetId: AssetId): Promise<Asset> {
  const request = await desk.studio.call('edits.prepareRerun', { assetId, stepAssetId });
  const preview = await desk.studio.call('jobs.preview', { request, boardId: desk.boardId });
  expect(preview).toMatchObject({ problems: [], estimate: { kind: 'free' } });
  const job = await desk.run({ ...request, seed: 9_001 });
  const [candidate] = job.candidates;
  if (!candidate) throw new Error(job.error?.message ?? 'no picture');
  return desk.assetOf(candidate.assetId);
}

it('gives another result in the same place; what lies elsewhere stays to the byte', async () => {
  const desk = await openChainDesk(await openTestStudio());
  const made = await editInTurn(desk, APART.slice(0, 3));
  const [, second, third] = made;
  if (!second || !third) throw new Error('nothing was made');
  const again = await runAgain(desk, third.id, second.id);
  const { edit, job } = await desk.studio.call('assets.get', { id: again.id });
  const before = await desk.studio.call('assets.get', { id: second.id });
  expect(edit).toMatchObject({
    sourceAssetId: before.edit?.sourceAssetId,
    maskAssetId: before.edit?.maskAssetId,
    originalAssetId: desk.original.id,
    depth: 2,
  });
  expect(job?.request.prompt).toBe(before.job?.request.prompt);
  const steps = made.flatMap(({ id }) =>
    id === second.id
      ? [
          { assetId: second.id, isHidden: true },
          { assetId: again.id, isHidden: false },
        ]
      : [{ assetId: id, isHidden: false }],
  );
  const state = await desk.studio.call('edits.arrange', { assetId: third.id, steps, isKept: true });
  const [tip, now] = [await pixelsOf(desk.studio, third), await pixelsOf(desk.studio, state)];
  expect(differingPixels(tip, now, { outside: APART.slice(1, 2) })).toBe(0);
  expect(differingPixels(tip, now, {})).toBeGreaterThan(100);
  expect(await desk.studio.call('edits.verifyChain', { assetId: state.id })).toMatchObject({
    isRebuilt: true,
    depth: 3,
  });
});

it('sees what lies below it now: a patch that is hidden is not sent along', async () => {
  const desk = await openChainDesk(await openTestStudio());
  const made = await editInTurn(desk, APART.slice(0, 3));
  const [first, second, third] = made;
  if (!first || !second || !third) throw new Error('nothing was made');
  const steps = made.map(({ id }) => ({ assetId: id, isHidden: id === first.id }));
  const state = await desk.studio.call('edits.arrange', { assetId: third.id, steps, isKept: true });
  const request = await desk.studio.call('edits.prepareRerun', { assetId: state.id, stepAssetId: second.id });
  expect(request.sourceAssetId).toBe(desk.original.id);
  const last = await desk.studio.call('edits.prepareRerun', { assetId: state.id, stepAssetId: third.id });
  const source = await desk.assetOf(last.sourceAssetId ?? third.id);
  const [original, below] = [await pixelsOf(desk.studio, desk.original), await pixelsOf(desk.studio, source)];
  expect(differingPixels(original, below, { outside: APART.slice(1, 2) })).toBe(0);
  const again = await runAgain(desk, state.id, third.id);
  const { edit } = await desk.studio.call('assets.get', { id: again.id });
  expect(edit).toMatchObject({ originalAssetId: desk.original.id, depth: 2 });
});

it('runs an extension again on the picture as it is now', async () => {
  const desk = await openChainDesk(await openTestStudio());
  const [first] = await editInTurn(desk, APART.slice(0, 1));
  if (!first) throw new Error('nothing was made');
  const wide = await desk.extend(first, '+20,0,30,10');
  const steps = [
    { assetId: first.id, isHidden: true },
    { assetId: wide.id, isHidden: false },
  ];
  const state = await desk.studio.call('edits.arrange', { assetId: wide.id, steps, isKept: true });
  const again = await runAgain(desk, state.id, wide.id);
  const chain = await desk.studio.call('edits.readChain', { assetId: again.id });
  expect(chain.original.id).toBe(desk.original.id);
  expect(chain.frame).toEqual({ left: -20, top: 0, widthPx: 290, heightPx: 190 });
  expect(await desk.studio.call('edits.verifyChain', { assetId: again.id })).toMatchObject({ isRebuilt: true });
});
