import { Sparkles } from 'lucide-react';
import type { AssetId } from '../../shared/ids.ts';
import { promote, usePromotionPrice } from '../staging/use-promotion.ts';
import { Button } from '../ui/button.tsx';
import styles from './inspector-panel.module.css';

/** `assetIds` must stay the same array between renders, or the price is asked for again. */
export function PromoteButton({ assetIds }: { readonly assetIds: readonly AssetId[] }) {
  const price = usePromotionPrice(assetIds);
  const label = assetIds.length === 1 ? 'Promote to final' : `Promote ${assetIds.length} to final`;
  return (
    <Button
      className={styles.wide}
      icon={Sparkles}
      disabledReason={price?.problem}
      onPress={() => void promote(assetIds)}
    >
      {price ? `${label} · ${price.label}` : label}
    </Button>
  );
}
