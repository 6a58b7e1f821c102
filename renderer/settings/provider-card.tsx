import type { ProviderState } from '../../shared/settings.ts';
import { useStudio } from '../workspace/use-studio.ts';
import { AddressField } from './address-field.tsx';
import { KeyForm } from './key-form.tsx';
import styles from './provider-card.module.css';

function sourceWords({ keySource, keyHint }: ProviderState): string {
  const ending = keyHint === null ? '' : `, ends in ${keyHint}`;
  if (keySource === 'environment') return `Key from the environment${ending}`;
  if (keySource === 'stored') return `Key stored${ending}`;
  return 'No key yet';
}

export function ProviderCard({ provider }: { readonly provider: ProviderState }) {
  const canStore = useStudio((state) => state.status?.secretStore.canStore ?? false);
  return (
    <article className={styles.card} aria-label={provider.label}>
      <header className={styles.header}>
        <h4 className={styles.name}>{provider.label}</h4>
        <span className={styles.source} data-has-key={provider.keySource !== 'none' || undefined}>
          {sourceWords(provider)}
        </span>
      </header>
      {provider.keySource === 'environment' ? (
        <p className={styles.note}>Set in the environment. A key saved here takes its place.</p>
      ) : null}
      <KeyForm provider={provider} canStore={canStore} />
      <AddressField provider={provider} />
    </article>
  );
}
