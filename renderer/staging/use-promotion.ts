import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { promoteAll, promotionOf, promotionPrice } from '../prompt/use-generation.ts';
import { useStudio } from '../workspace/use-studio.ts';
import { pickTargets, stagedCandidates } from './use-staging.ts';

export interface PromotionPrice {
  readonly label: string;
  readonly isFree: boolean;
  readonly problem: string | null;
  readonly modelLabel: string;
}

interface PendingPromotion {
  readonly requests: readonly GenerationRequest[];
  readonly price: PromotionPrice;
}

/** The promotion that waits for a yes, because it costs money. */
export const usePendingPromotion = create<{ readonly pending: PendingPromotion | null }>(() => ({ pending: null }));

/** What is promoted: the selected pictures, else all kept candidates of the strip, else its active one. */
export function promotionTargets(): readonly AssetId[] {
  const selected = useBoard.getState().selectedAssetIds();
  if (selected.length > 0) return selected;
  const kept = stagedCandidates().filter((candidate) => candidate.verdict === 'kept');
  const targets = kept.length > 0 ? kept : pickTargets();
  return targets.map((candidate) => candidate.assetId);
}

/** The price of promoting these; null while the studio is asked. */
export function usePromotionPrice(assetIds: readonly AssetId[]): PromotionPrice | null {
  const key = assetIds.join(' ');
  const models = useStudio((state) => state.models);
  const [price, setPrice] = useState<{ key: string; models: unknown; price: PromotionPrice } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (assetIds.length === 0) return;
    const timer = setTimeout(async () => {
      const answer = await requestsFor(assetIds)
        .then(promotionPrice)
        .catch(() => null);
      if (isCurrent && answer) setPrice({ key: assetIds.join(' '), models, price: answer });
    }, 200);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [assetIds, models]);
  return price?.key === key && price.models === models ? price.price : null;
}

function requestsFor(assetIds: readonly AssetId[]): Promise<GenerationRequest[]> {
  return Promise.all(assetIds.map(promotionOf));
}

/** Free promotions start at once; those that cost show their price and wait for a yes. */
export async function promote(assetIds: readonly AssetId[]): Promise<void> {
  if (assetIds.length === 0) return;
  try {
    const requests = await requestsFor(assetIds);
    const price = await promotionPrice(requests);
    if (price.isFree && !price.problem) await promoteAll(requests);
    else usePendingPromotion.setState({ pending: { requests, price } });
  } catch (error) {
    showError(error);
  }
}
