import { ViewportPortal } from '@xyflow/react';
import { Star } from 'lucide-react';
import type { Asset } from '../../shared/asset.ts';
import type { ImageItem } from '../../shared/board.ts';
import { formatMicros } from '../../shared/money.ts';
import styles from './card-bar.module.css';
import { candidateOf, useBoard } from './use-board.ts';
import { useCardRole } from './use-card-role.ts';
import { useJobOf } from './use-job-of.ts';
import { useView } from './use-view.ts';

/** Bars of more selected cards than this would be noise. */
const BARS_SHOWN = 8;

const ROLE_NAMES = { draft: 'Draft', final: 'Final', imported: 'Imported' } as const;

/** The slim bars under the hovered and the selected cards; above all cards, so that no neighbour covers them. */
export function CardBars() {
  const hoveredId = useView((state) => state.hoveredItemId);
  const selection = useBoard((state) => state.selection);
  const items = useBoard((state) => state.items);
  const assets = useBoard((state) => state.assets);
  const ids = new Set(selection.size <= BARS_SHOWN ? selection : []);
  if (hoveredId) ids.add(hoveredId);
  return (
    <ViewportPortal>
      {[...ids].map((id) => {
        const item = items.get(id);
        const asset = item?.kind === 'image' && item.assetId ? assets.get(item.assetId) : undefined;
        return item?.kind === 'image' && asset ? <CardBar key={id} item={item} asset={asset} /> : null;
      })}
    </ViewportPortal>
  );
}

/** Role, model, size, rating and price, at the same size on screen at every zoom. */
function CardBar({ item, asset }: { readonly item: ImageItem; readonly asset: Asset }) {
  const job = useJobOf(item.jobId);
  const role = useCardRole(item);
  const candidate = useBoard((state) => candidateOf(state, item));
  return (
    <div
      className={styles.bar}
      style={{
        left: item.xUnits,
        top: item.yUnits + item.heightUnits,
        width: `calc(${item.widthUnits}px * var(--zoom))`,
      }}
    >
      <span className={styles.role}>{item.jobId || asset.source === 'imported' ? ROLE_NAMES[role] : 'Edit'}</span>
      <span className={styles.model}>{job?.modelLabel ?? asset.name}</span>
      <span>
        {asset.widthPx}×{asset.heightPx}
      </span>
      {candidate && candidate.rating > 0 ? (
        <span className={styles.rating}>
          <Star size={11} fill="currentColor" />
          {candidate.rating}
        </span>
      ) : null}
      {candidate ? <span>{priceOf(candidate.costMicros)}</span> : null}
    </div>
  );
}

function priceOf(costMicros: number | null): string {
  if (costMicros === null) return 'price unknown';
  return costMicros === 0 ? 'free' : formatMicros(costMicros);
}
