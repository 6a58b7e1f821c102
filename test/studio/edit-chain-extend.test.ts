// A chain through extensions: the first original stays where it is on every wider canvas, and any state is rebuilt.
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../shared/asset.ts';
import type { ProcedureOutput } from '../../shared/contract.ts';
import { withMoved, withShown } from '../../shared/edit-chain.ts';
import type { AssetId } from '../../shared/ids.ts';
import { CHAIN_SIZE, type ChainDesk, differingPixels, openChainDesk, pixelsOf } from '../support/chain-desk.ts';
import { SOURCES } from '../support/editing-pictures.ts';
import { photographicScene, renderScene } from '../support/editing-scenes.ts';
import { draftRequest, openTestStudio } from '../support/test-studio.ts';

const GROUND = { left: 0, top: 0, ...CHAIN_SIZE };
const INSIDE = { left: 20, top: 20, widthPx: 40, heightPx: 40 };
/** On the wider canvas: half over the first original, half over what was added at its right. */
const ACROSS = { left: 250, top: 60, widthPx: 40, heightPx: 40 };

const all = { text: '', modelId: null, verdict: null, minRating: 0, cursor: null, limit: 50 };
const listed = async ({ studio }: ChainDesk) =>
  (await studio.call('history.search', all)).entries.map((entry) => entry.asset.id);

/** A patch, an extension by 30 to the left and 50 to the right, a patch across the old border, and an extension down. */
async function mixedChain(desk: ChainDesk) {
  const patched = await desk.edit(desk.original, INSIDE);
  const wide = await desk.extend(patched, '+30,0,50,0');
  const across = await desk.edit(wide, ACROSS);
  const tall = await desk.extend(across, '+0,0,0,40');
  return [patched, wide, across, tall] as const;
}

const shown = (assets: readonly Asset[]) => assets.map(({ id }) => ({ assetId: id, isHidden: false }));

describe('an extension in a chain', () => {
  it('is one step more over the first original, whose area stays bit for bit', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await mixedChain(desk);
    const tall = made[3];
    const chain = await desk.studio.call('edits.readChain', { assetId: tall.id });
    expect(chain.original.id).toBe(desk.original.id);
    expect(chain.steps.map((step) => step.kind)).toEqual(['patch', 'extension', 'patch', 'extension']);
    expect(chain.frame).toEqual({ left: -30, top: 0, widthPx: 320, heightPx: 220 });
    const { edit } = await desk.studio.call('assets.get', { id: tall.id });
    expect(edit).toMatchObject({ originalAssetId: desk.original.id, depth: 4 });
    const [first, last] = [await pixelsOf(desk.studio, desk.original), await pixelsOf(desk.studio, tall)];
    const patches = [INSIDE, { ...ACROSS, left: ACROSS.left - 30 }];
    expect(differingPixels(first, last, { outside: patches, offset: { left: 30, top: 0 } })).toBe(0);
    expect(await desk.studio.call('edits.verifyChain', { assetId: tall.id })).toMatchObject({
      isRebuilt: true,
      samplesDiffering: 0,
      depth: 4,
    });
  });

  it.each(Object.keys(SOURCES).filter((name): name is keyof typeof SOURCES => name in SOURCES))(
    'is rebuilt to the byte from a %s',
    async (name) => {
      const size = { widthPx: 160, heightPx: 120 };
      const file = await SOURCES[name](renderScene(photographicScene(5, size), size, { grain: 0.01 }), size);
      const desk = await openChainDesk(await openTestStudio(), Buffer.from(file));
      const patched = await desk.edit(desk.original, INSIDE, { modelId: 'sketch:local-fill' });
      const wide = await desk.extend(patched, '+16,8,20,0');
      const rebuilt = await desk.studio.call('edits.rebuild', {
        originalAssetId: desk.original.id,
        editAssetIds: [patched.id, wide.id],
      });
      expect(rebuilt.hash).toBe(wide.hash);
    },
  );

  it('is hidden together with the extension that goes on from it, and what lay only there is cut off', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await mixedChain(desk);
    const [, wide, across, tall] = made;
    const chain = await desk.studio.call('edits.readChain', { assetId: tall.id });
    const steps = withShown(chain.steps, { assetId: wide.id, isHidden: true }, GROUND);
    expect(steps.map((step) => step.isHidden)).toEqual([false, true, false, true]);
    const asked = steps.map(({ assetId, isHidden }) => ({ assetId, isHidden }));
    const state = await desk.studio.call('edits.arrange', { assetId: tall.id, steps: asked, isKept: true });
    expect(state).toMatchObject(CHAIN_SIZE);
    const now = await desk.studio.call('edits.readChain', { assetId: state.id });
    expect(now.steps[2]).toMatchObject({ assetId: across.id, hiddenBelow: [wide.id], rect: { left: 214 } });
    expect(await desk.studio.call('edits.verifyChain', { assetId: state.id })).toMatchObject({
      isRebuilt: true,
      depth: 2,
    });
    const back = withShown(now.steps, { assetId: tall.id, isHidden: false }, GROUND);
    expect(back.map((step) => step.isHidden)).toEqual([false, false, false, false]);
    const whole = { assetId: state.id, steps: shown(made), isKept: true };
    expect((await desk.studio.call('edits.arrange', whole)).id).toBe(tall.id);
  });

  it('is refused before the extension it goes on from, in a sentence', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const [patched, wide, across, tall] = await mixedChain(desk);
    const turned = { assetId: tall.id, steps: shown([patched, tall, wide, across]), isKept: true };
    await expect(desk.studio.call('edits.arrange', turned)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('Show the extension before it'),
    });
    const chain = await desk.studio.call('edits.readChain', { assetId: tall.id });
    const moved = withMoved(chain.steps, { assetId: tall.id, to: 0 }, GROUND);
    expect(moved.map((step) => step.isHidden)).toEqual([true, false, false, false]);
  });
});

describe('an extension in several steps', () => {
  async function extendInSteps(desk: ChainDesk, judge: (id: AssetId) => Promise<void> = async () => undefined) {
    const made: AssetId[] = [];
    let stage: { assetId: AssetId; to: string } | null = { assetId: desk.original.id, to: '+100,0,180,0' };
    while (stage) {
      const canvas: ProcedureOutput<'edits.prepareExtend'> = await desk.studio.call('edits.prepareExtend', {
        ...stage,
        isStepwise: true,
      });
      const job = await desk.run(
        draftRequest({
          operation: 'edit',
          role: 'edit',
          modelId: 'sketch:local-fill',
          prompt: `Continue the picture ${made.length}`,
          sourceAssetId: canvas.source.id,
          maskAssetId: canvas.mask.id,
        }),
      );
      const assetId: AssetId | undefined = job.candidates[0]?.assetId;
      if (!assetId) throw new Error(job.error?.message ?? 'no picture');
      made.push(assetId);
      await judge(assetId);
      stage = canvas.next && { assetId, to: canvas.next.to };
    }
    return made;
  }

  it('is listed once, as its last step; the steps before are in its chain, with the first original below', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await extendInSteps(desk);
    expect(made.length).toBeGreaterThan(1);
    expect(await listed(desk)).toEqual([made.at(-1), desk.original.id]);
    const found = await desk.studio.call('history.search', { ...all, text: 'Continue the picture' });
    expect(found.entries.map((entry) => entry.asset.id)).toEqual([made.at(-1)]);
    expect(found.total).toBe(1);
    const undecided = await desk.studio.call('history.search', { ...all, verdict: 'new' });
    expect([undecided.entries.length, undecided.total]).toEqual([1, 1]);
    const asked = await desk.studio.call('history.search', { ...all, verdict: 'new', text: 'Continue' });
    expect([asked.entries.length, asked.total]).toEqual([1, 1]);
    const chain = await desk.studio.call('edits.chain', { assetId: made.at(-1) ?? desk.original.id });
    expect(chain.map((edit) => [edit.assetId, edit.originalAssetId])).toEqual(made.map((id) => [id, desk.original.id]));
    const patches = { originalAssetId: desk.original.id, editAssetIds: made };
    const rebuilt = await desk.studio.call('edits.rebuild', patches);
    expect(rebuilt.hash).toBe((await desk.assetOf(made.at(-1) ?? desk.original.id)).hash);
    const step = await desk.studio.call('assets.get', { id: made[0] ?? desk.original.id });
    expect(step.asset.source).toBe('working');
    expect((await desk.studio.readBlob(step.asset.hash)).byteLength).toBe(step.asset.sizeBytes);
  });

  it('leaves a step that a person kept where it is', async () => {
    const desk = await openChainDesk(await openTestStudio());
    const made = await extendInSteps(desk, async (id) => {
      const { candidate } = await desk.studio.call('assets.get', { id });
      if (candidate) await desk.studio.call('candidates.judge', { id: candidate.id, verdict: 'kept' });
    });
    expect(await listed(desk)).toEqual([...made.toReversed(), desk.original.id]);
  });
});
