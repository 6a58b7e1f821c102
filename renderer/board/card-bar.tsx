import { Star } from 'lucide-react';
import type { Asset } from '../../shared/asset.ts';
import type { ImageItem } from '../../shared/board.ts';
import { formatMicros } from '../../shared/money.ts';
import styles from './card-bar.module.css';
import { candidateOf, useBoard } from './use-board.ts';
import type { CardRole } from './use-card-role.ts';
import { useJobOf } from './use-job-of.ts';

interface CardBarProps {
  readonly item: ImageItem;
  readonly asset: Asset;
  readonly role: CardRole;
}

const ROLE_NAMES = { draft: 'Draft', final: 'Final', imported: 'Imported' } as const;

/** The slim bar under a card: role, model, size, rating and price, at the same size on screen at every zoom. */
export function CardBar({ item, asset, role }: CardBarProps) {
  const job = useJobOf(item.jobId);
  const candidate = useBoard((state) => candidateOf(state, item));
  return (
    <div className={styles.bar}>
      <span className={styles.role}>{ROLE_NAMES[role]}</span>
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
