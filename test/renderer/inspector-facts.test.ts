import { describe, expect, it } from 'vitest';
import { assetFacts } from '../../renderer/inspector/use-asset-detail.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { draftRequest, openBoard, openTestStudio, runToEnd } from '../support/test-studio.ts';

async function detailOfDraft(): Promise<AssetDetail> {
  const studio = await openTestStudio();
  const job = await runToEnd(studio, await openBoard(studio), draftRequest());
  const assetId = job.candidates[0]?.assetId;
  if (!assetId) throw new Error('The draft made nothing.');
  return studio.call('assets.get', { id: assetId });
}

function withCost(detail: AssetDetail, costMicros: number | null): AssetDetail {
  const estimate = { kind: 'unknown', reason: 'No price is published.' } as const;
  return {
    ...detail,
    job: detail.job && { ...detail.job, estimate },
    candidate: detail.candidate && { ...detail.candidate, costMicros },
  };
}

describe('the facts of a picture', () => {
  it('say of a Sketch draft what made it, that it was free, and what came', async () => {
    const facts = assetFacts(await detailOfDraft());
    expect(facts).toMatchObject({ modelLabel: 'Sketch', roleLabel: 'Draft', price: 'Free', askedPx: null });
    expect(facts.deliveredPx).toMatch(/^\d{3} × \d{3}$/);
    expect(facts.elapsed).toMatch(/ s$/);
  });

  it('set delivered against asked when less came than was asked', async () => {
    const detail = await detailOfDraft();
    const { receipt } = detail;
    if (!receipt) throw new Error('The draft has no receipt.');
    const facts = assetFacts({ ...detail, receipt: { ...receipt, askedPx: [4096, 2731] } });
    expect(facts.askedPx).toBe('4,096 × 2,731');
  });

  it('never show an unknown price as zero or as free', async () => {
    const detail = await detailOfDraft();
    expect(assetFacts(withCost(detail, null)).price).toBe('Unknown');
    expect(assetFacts(withCost(detail, 33_600)).price).toBe('$0.0336');
  });

  it('claim neither model nor price for an imported picture', async () => {
    const detail = await detailOfDraft();
    const imported: AssetDetail = {
      ...detail,
      asset: { ...detail.asset, source: 'imported' },
      job: null,
      candidate: null,
      receipt: null,
    };
    expect(assetFacts(imported)).toMatchObject({
      modelLabel: 'Imported',
      roleLabel: null,
      price: null,
      elapsed: null,
      askedPx: null,
    });
  });
});
