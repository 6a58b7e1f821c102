import type { AssetDetail } from '../../shared/views.ts';
import { assetFacts } from '../inspector/use-asset-detail.ts';
import styles from './compare-view.module.css';

interface SideFactsProps {
  readonly detail: AssetDetail;
  /** 'Left', 'Right', or the place when there are more than two. */
  readonly name: string;
  /** In flicker mode only one picture is on screen; the other side's line steps back. */
  readonly isShown: boolean;
}

/** One line: what made it, how large it is, what it cost, how long it took. */
export function SideFacts({ detail, name, isShown }: SideFactsProps) {
  const facts = assetFacts(detail);
  const words = [
    facts.roleLabel ? `${facts.modelLabel} (${facts.roleLabel.toLowerCase()})` : facts.modelLabel,
    facts.deliveredPx,
    facts.price === 'Unknown' ? 'Price unknown' : facts.price,
    facts.elapsed,
    facts.drift ? `Drift: ${facts.drift}` : null,
  ].filter((word) => word !== null);
  return (
    <p className={styles.side} data-shown={isShown} aria-current={isShown || undefined}>
      <span className={styles.sideName}>{name}</span>
      {words.map((word) => (
        <span key={word}>{word}</span>
      ))}
      {(detail.candidate?.badges ?? []).map((badge) => (
        <span key={badge} className={styles.badge}>
          {badge}
        </span>
      ))}
    </p>
  );
}
