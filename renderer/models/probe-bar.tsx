import { useMutation } from '@tanstack/react-query';
import { SearchCheck } from 'lucide-react';
import { PROVIDER_IDS, PROVIDER_LABELS, type ProviderId } from '../../shared/model.ts';
import type { ProbeResult } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import styles from './registry-list.module.css';

const VENDORS = PROVIDER_IDS.filter((id) => id !== 'sketch');

/** Asks each vendor for its model list, which is free, and says how the registry differs from it. */
export function ProbeBar() {
  return (
    <section className={styles.probes} aria-label="Ask the vendors">
      {VENDORS.map((id) => (
        <Probe key={id} id={id} />
      ))}
    </section>
  );
}

function Probe({ id }: { readonly id: ProviderId }) {
  const probe = useMutation({ mutationFn: () => call('models.probe', { id }) });
  return (
    <div className={styles.probe}>
      <Button size="small" icon={SearchCheck} isDisabled={probe.isPending} onPress={() => probe.mutate()}>
        {probe.isPending ? `Asking ${PROVIDER_LABELS[id]}…` : `Ask ${PROVIDER_LABELS[id]} (free)`}
      </Button>
      <div className={styles.finding} role="status">
        {probe.error ? <p className={styles.problem}>{describeError(probe.error).message}</p> : null}
        {probe.data ? <Finding result={probe.data} /> : null}
      </div>
    </div>
  );
}

function Finding({ result }: { readonly result: ProbeResult }) {
  const models = useStudio((state) => state.models);
  const labelOf = (id: string) => models.find((model) => model.id === id)?.label ?? id;
  if (!result.ok) return <p className={styles.problem}>{result.message}</p>;
  return (
    <>
      <p>{result.message}</p>
      {result.missing.length > 0 ? <p>Not listed for your key: {result.missing.map(labelOf).join(', ')}.</p> : null}
      {result.ending.length > 0 ? (
        <p>Ending: {result.ending.map((one) => `${labelOf(one.modelId)} on ${one.shutdownDate}`).join(', ')}.</p>
      ) : null}
      {result.unknown.length > 0 ? (
        <details>
          <summary>{result.unknown.length} listed that are not in this registry</summary>
          <p className={styles.unknown}>{result.unknown.join(', ')}</p>
        </details>
      ) : null}
    </>
  );
}
