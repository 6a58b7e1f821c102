// Whatever is hidden, shown and moved in whatever order: patches that do not overlap give the same bytes, and all of
// them as they were made give the last edit.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Asset } from '../../shared/asset.ts';
import { type ChainStepView, withMoved, withShown } from '../../shared/edit-chain.ts';
import type { AssetId } from '../../shared/ids.ts';
import { APART, CHAIN_SIZE, type ChainDesk, editInTurn, openChainDesk } from '../support/chain-desk.ts';
import { openTestStudio } from '../support/test-studio.ts';

const GROUND = { left: 0, top: 0, ...CHAIN_SIZE };
const COUNT = 5;

type Act = { readonly at: number } & ({ readonly isHidden: boolean } | { readonly to: number });

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ at: fc.nat(COUNT - 1), isHidden: fc.boolean() }),
  fc.record({ at: fc.nat(COUNT - 1), to: fc.nat(COUNT - 1) }),
);

/** `at` is the step's place when it was made, so that an act means the same in any order. */
function after(steps: readonly ChainStepView[], acts: readonly Act[]): ChainStepView[] {
  return acts.reduce<ChainStepView[]>(
    (now, one) => {
      const assetId = steps[one.at]?.assetId;
      if (!assetId) return now;
      return 'to' in one
        ? withMoved(now, { assetId, to: one.to }, GROUND)
        : withShown(now, { assetId, isHidden: one.isHidden }, GROUND);
    },
    [...steps],
  );
}

const namesOf = (steps: readonly ChainStepView[]) => steps.map(({ assetId, isHidden }) => ({ assetId, isHidden }));

async function openWith(make: (desk: ChainDesk) => Promise<readonly Asset[]>) {
  const desk = await openChainDesk(await openTestStudio());
  const last = (await make(desk)).at(-1);
  if (!last) throw new Error('nothing was made');
  const { steps } = await desk.studio.call('edits.readChain', { assetId: last.id });
  const rebuilt = async (ids: readonly AssetId[]) =>
    (await desk.studio.call('edits.rebuild', { originalAssetId: desk.original.id, editAssetIds: [...ids] })).hash;
  return { desk, last, steps, rebuilt };
}

it('is independent of the order, byte for byte, for patches that do not overlap', async () => {
  const { last, steps, rebuilt } = await openWith((desk) => editInTurn(desk, APART));
  const byShown = new Map<string, string>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
      const shown = after(steps, acts).filter((step) => !step.isHidden);
      const key = shown
        .map((step) => step.assetId)
        .sort()
        .join(' ');
      const hash = await rebuilt(shown.map((step) => step.assetId));
      expect(byShown.get(key) ?? hash).toBe(hash);
      byShown.set(key, hash);
      if (shown.length === COUNT) expect(hash).toBe(last.hash);
    }),
    { numRuns: 60 },
  );
  // The runs met the same pictures in other orders; otherwise nothing was compared.
  expect(byShown.size).toBeLessThan(60);
  expect(await rebuilt(steps.map((step) => step.assetId))).toBe(last.hash);
});

it('never touches what no shown patch covers, overlapping or not, through extensions', async () => {
  const { desk, last, steps } = await openWith(async (desk) => {
    const [first] = await editInTurn(desk, [{ left: 20, top: 30, widthPx: 60, heightPx: 60 }]);
    if (!first) return [];
    const over = await desk.edit(first, { left: 60, top: 60, widthPx: 60, heightPx: 60 });
    const wide = await desk.extend(over, '+24,0,40,0');
    const across = await desk.edit(wide, { left: 240, top: 50, widthPx: 50, heightPx: 50 });
    return [await desk.extend(across, '+0,16,0,24')];
  });
  expect(steps).toHaveLength(COUNT);
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
      const asked = namesOf(after(steps, acts));
      const state = await desk.studio.call('edits.arrange', { assetId: last.id, steps: asked, isKept: false });
      if (asked.every((step) => step.isHidden)) return;
      const check = await desk.studio.call('edits.verifyChain', { assetId: state.id });
      expect(check).toMatchObject({ samplesDiffering: 0, isRebuilt: true });
      const back = { assetId: state.id, steps: namesOf(steps), isKept: false };
      expect((await desk.studio.call('edits.arrange', back)).hash).toBe(last.hash);
    }),
    { numRuns: 40 },
  );
});
