import type { ReactNode } from 'react';
import type { AssetDetail } from '../../shared/views.ts';
import styles from './facts-list.module.css';
import { assetFacts } from './use-asset-detail.ts';

interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  /** A quieter second line. */
  readonly note?: string | null;
}

function factsFor(detail: AssetDetail): Fact[] {
  const { asset, candidate, job, receipt } = detail;
  const facts = assetFacts(detail);
  const rows: (Fact | null)[] = [
    {
      label: job ? 'Model' : 'Source',
      value: facts.roleLabel ? `${facts.modelLabel} · ${facts.roleLabel}` : facts.modelLabel,
      note: receipt && job?.providerId === 'sketch' ? receipt.engine : null,
    },
    {
      label: 'Size',
      value: `${facts.deliveredPx} px`,
      note: facts.askedPx ? `${facts.askedPx} px asked` : null,
    },
    {
      label: 'Format',
      value: asset.mime.replace('image/', '').toUpperCase(),
      note: asset.hasAlpha ? 'With transparency' : null,
    },
    receipt?.quality ? { label: 'Quality', value: receipt.quality } : null,
    candidate
      ? { label: 'Seed', value: candidate.seed === null ? 'Not told by the model' : String(candidate.seed) }
      : null,
    facts.price ? { label: 'Cost', value: facts.price, note: priceNote(facts.price, receipt?.priceDate) } : null,
    facts.elapsed ? { label: 'Time', value: facts.elapsed } : null,
    facts.drift ? { label: 'Drift', value: facts.drift, note: 'Compared with its draft' } : null,
    { label: candidate ? 'Made' : 'Added', value: new Date(asset.createdAtMs).toLocaleString() },
  ];
  return rows.filter((row) => row !== null);
}

function priceNote(price: string, priceDate: string | undefined): string | null {
  if (price === 'Unknown') return 'The vendor publishes no price for this.';
  return price === 'Free' || !priceDate ? null : `At prices of ${priceDate}`;
}

export function FactsList({ detail }: { readonly detail: AssetDetail }) {
  return (
    <dl className={styles.facts}>
      {factsFor(detail).map((fact) => (
        <div key={fact.label} className={styles.fact}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.note ? <span className={styles.note}>{fact.note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
