// Long chains through the front door: patches over the first original, hidden, ordered and run again, nothing lost.
import { describe, expect, it } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import type { Asset } from '../../shared/asset.ts';
import type { ChainStateStep } from '../../shared/edit-chain.ts';
import type { AssetId } from '../../shared/ids.ts';
import {
  APART,
  CHAIN_SIZE,
  type ChainDesk,
  differingPixels,
  editInTurn,
  openChainDesk,
  type Place,
  pixelsOf,
} from '../support/chain-desk.ts';
import { openTestStudio } from '../support/test-studio.ts';

const GROUND = { left: 0, top: 0, ...CHAIN_SIZE };

const stepsOf = (assets: readonly Asset[], hidden: readonly AssetId[] = []): ChainStateStep[] =>
  assets.map(({ id }) => ({ assetId: id, isHidden: hidden.includes(id) }));

async function keep({ studio }: ChainDesk, assetId: AssetId, steps: readonly ChainStateStep[]): Promise<Asset> {
  return studio.call('edits.arrange', { assetId, steps: [...steps], isKept: true });
}

async function history(studio: Studio): Promise<AssetId[]> {
  const all = { text: '', modelId: null, verdict: null, minRating: 0, cursor: null, limit: 50 };
  return (await studio.call('history.search', all)).entries.map((entry) => entry.asset.id);
}

const last = (assets: readonly Asset[]): Asset => {
  const asset = assets.at(-1);
  if (!asset) throw new Error('nothing was made');
  return asset;
};

describe('the list', () => {
  it('tells each edit from the first original on: what was asked, of whom, what it cost, where it lies', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await editInTurn(desk, APART.slice(0, 3));
    const chain = await desk.studio.call('edits.readChain', { assetId: last(made).id });
    expect(chain.original.id).toBe(desk.original.id);
    expect(chain.frame).toEqual(GROUND);
    expect(chain.steps.map((step) => [step.assetId, step.kind, step.isHidden])).toEqual(
      made.map((asset) => [asset.id, 'patch', false]),
    );
    for (const [at, step] of chain.steps.entries()) {
      expect(step).toMatchObject({ modelLabel: expect.stringContaining('Sketch'), costMicros: 0, problem: null });
      expect(step.prompt).toMatch(/^edit \d+$/);
      const place = APART[at];
      if (!place || !step.rect) throw new Error('it lies nowhere');
      expect(step.rect.left).toBeLessThanOrEqual(place.left);
      expect(step.rect.left + step.rect.widthPx).toBeGreaterThanOrEqual(place.left + place.widthPx);
      const thumbnail = await desk.studio.readBlob(step.thumbnailHash ?? '');
      expect(thumbnail.byteLength).toBeGreaterThan(100);
    }
  });

  it('counts how many edits overlap each place, and names those that share pixels', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const [first, , third] = await editInTurn(desk, [
      { left: 20, top: 20, widthPx: 60, heightPx: 60 },
      { left: 150, top: 100, widthPx: 40, heightPx: 40 },
      { left: 50, top: 50, widthPx: 60, heightPx: 60 },
    ]);
    if (!first || !third) throw new Error('nothing was made');
    const chain = await desk.studio.call('edits.readChain', { assetId: third.id });
    expect(chain.steps.map((step) => step.overlaps)).toEqual([[third.id], [], [first.id]]);
    const map = await pixelsOf(desk.studio, await desk.studio.call('edits.mapDepth', { assetId: third.id }));
    const at = (x: number, y: number) => map.data[(y * map.widthPx + x) * 3];
    expect([at(5, 5), at(30, 30), at(65, 65), at(100, 100), at(170, 120)]).toEqual([0, 1, 2, 1, 1]);
  });
});

describe('hiding and ordering', () => {
  it('makes a new picture of its own, leaves every earlier one as it was, and sends nothing', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await editInTurn(desk, APART);
    const before = await history(desk.studio);
    const hidden = made[1]?.id ?? desk.original.id;
    const state = await keep(desk, last(made).id, stepsOf(made, [hidden]));
    expect(await history(desk.studio)).toEqual([state.id, ...before]);
    for (const asset of made) expect(await desk.assetOf(asset.id)).toEqual(asset);
    const [first, now, tip] = [
      await pixelsOf(desk.studio, desk.original),
      await pixelsOf(desk.studio, state),
      await pixelsOf(desk.studio, last(made)),
    ];
    const shown = APART.filter((_, at) => at !== 1);
    expect(differingPixels(first, now, { outside: shown })).toBe(0);
    expect(differingPixels(tip, now, { outside: APART.slice(1, 2) })).toBe(0);
    expect(differingPixels(first, now, {})).toBeGreaterThan(1_000);
  });

  it('keeps the proof, counted on the decoded file, and proves it again from disk', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await editInTurn(desk, APART);
    const state = await keep(desk, last(made).id, stepsOf(made, [made[0]?.id ?? desk.original.id]).toReversed());
    const covered = APART.slice(1).reduce((sum, { widthPx, heightPx }) => sum + widthPx * heightPx, 0);
    const samplesCompared = (CHAIN_SIZE.widthPx * CHAIN_SIZE.heightPx - covered) * 3;
    const { proof } = await desk.studio.call('edits.readChain', { assetId: state.id });
    const counted = { samplesCompared, samplesDiffering: 0, originalHash: desk.original.hash, resultHash: state.hash };
    expect(proof).toEqual(counted);
    const check = await desk.studio.call('edits.verifyChain', { assetId: state.id });
    expect(check).toEqual({ ...counted, isRebuilt: true, depth: 4 });
    const tip = await desk.studio.call('edits.verifyChain', { assetId: last(made).id });
    expect(tip).toMatchObject({ samplesDiffering: 0, isRebuilt: true, depth: 5 });
  });

  it('answers the same picture for the same state, and the edit itself when all are shown as they were made', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await editInTurn(desk, APART.slice(0, 3));
    const [one] = made;
    const hidden = stepsOf(made, [one?.id ?? desk.original.id]);
    const state = await keep(desk, last(made).id, hidden);
    expect((await keep(desk, last(made).id, hidden)).id).toBe(state.id);
    expect((await keep(desk, state.id, stepsOf(made))).id).toBe(last(made).id);
    expect((await keep(desk, state.id, stepsOf(made).slice(0, 1))).id).toBe(one?.id);
    expect((await keep(desk, state.id, [])).id).toBe(desk.original.id);
  });

  it('shows a preview without listing it, and keeps the very same file', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await editInTurn(desk, APART.slice(0, 2));
    const before = await history(desk.studio);
    const ask = { assetId: last(made).id, steps: stepsOf(made).toReversed() };
    const preview = await desk.studio.call('edits.arrange', { ...ask, isKept: false });
    expect(await history(desk.studio)).toEqual(before);
    const kept = await desk.studio.call('edits.arrange', { ...ask, assetId: preview.id, isKept: true });
    expect(kept.hash).toBe(preview.hash);
    expect(await history(desk.studio)).toEqual([kept.id, ...before]);
    const { parents } = await desk.studio.call('assets.get', { id: kept.id });
    expect(parents.map((edge) => edge.parentAssetId)).toEqual([last(made).id]);
    const found = { text: 'edit', modelId: null, verdict: null, minRating: 0, cursor: null, limit: 50 };
    const { entries } = await desk.studio.call('history.search', found);
    expect(entries.map((entry) => entry.asset.id)).toContain(kept.id);
  });

  it('lays a later patch over an earlier one, and says when one was made on top of another that is hidden', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const under: Place = { left: 40, top: 40, widthPx: 60, heightPx: 60 };
    const over: Place = { left: 70, top: 70, widthPx: 60, heightPx: 60 };
    const made = await editInTurn(desk, [under, over]);
    const [first, second] = made;
    if (!first || !second) throw new Error('nothing was made');
    const both = { left: 71, top: 71, widthPx: 28, heightPx: 28 };
    const notBoth = [
      { ...GROUND, heightPx: both.top },
      { ...GROUND, top: both.top + both.heightPx },
      { ...GROUND, widthPx: both.left },
      { ...GROUND, left: both.left + both.widthPx },
    ];
    const turned = await keep(desk, second.id, stepsOf(made).toReversed());
    const [one, tip, now] = [
      await pixelsOf(desk.studio, first),
      await pixelsOf(desk.studio, second),
      await pixelsOf(desk.studio, turned),
    ];
    expect(differingPixels(one, now, { outside: notBoth })).toBe(0);
    expect(differingPixels(tip, now, { outside: notBoth })).toBeGreaterThan(100);
    const hidden = await keep(desk, second.id, stepsOf(made, [first.id]));
    const chain = await desk.studio.call('edits.readChain', { assetId: hidden.id });
    expect(chain.steps.map((step) => step.hiddenBelow)).toEqual([[], [first.id]]);
  });

  it('is edited further, and the chain goes on from the first original', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await editInTurn(desk, APART.slice(0, 3));
    const state = await keep(desk, last(made).id, stepsOf(made, [made[1]?.id ?? desk.original.id]));
    const next = await desk.edit(state, APART[3] ?? GROUND);
    const { edit } = await desk.studio.call('assets.get', { id: next.id });
    expect(edit).toMatchObject({ originalAssetId: desk.original.id, depth: 3 });
    const chain = await desk.studio.call('edits.readChain', { assetId: next.id });
    expect(chain.steps.map((step) => step.isHidden)).toEqual([false, true, false, false]);
    expect(await desk.studio.call('edits.verifyChain', { assetId: next.id })).toMatchObject({
      isRebuilt: true,
      depth: 3,
    });
  });

  it('refuses edits of another picture and edits named twice', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const [one] = await editInTurn(desk, APART.slice(0, 1));
    const other = await openOther(desk);
    if (!one) throw new Error('nothing was made');
    await expect(keep(desk, one.id, stepsOf([one, other]))).rejects.toMatchObject({ code: 'bad-request' });
    await expect(keep(desk, one.id, stepsOf([one, one]))).rejects.toMatchObject({ code: 'bad-request' });
  });
});

async function openOther(desk: ChainDesk): Promise<Asset> {
  const { data, widthPx, heightPx } = await pixelsOf(desk.studio, desk.original);
  const { default: sharp } = await import('sharp');
  const turned = sharp(data, { raw: { width: widthPx, height: heightPx, channels: 3 } }).flop();
  const picture = await desk.studio.importPicture(await turned.png().toBuffer(), 'other.png');
  return desk.edit(picture, APART[0] ?? GROUND);
}
