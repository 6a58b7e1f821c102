import type { ChainView } from '../../shared/edit-chain.ts';
import type { AssetId, JobId } from '../../shared/ids.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { useElapsed } from '../jobs/use-elapsed.ts';
import { useJobs } from '../jobs/use-jobs.ts';
import { priceLabel } from '../prompt/use-preview.ts';
import { Button } from '../ui/button.tsx';
import { forgetRerun, runAgain } from './edit-chain-again.ts';
import styles from './edit-chain-panel.module.css';
import { useChainState } from './edit-chain-state.ts';

/** Below its step: the price before, the way it takes, and the way out. */
export function EditChainRerun({ view, stepId }: { readonly view: ChainView; readonly stepId: AssetId }) {
  const rerun = useChainState((state) => state.rerun);
  if (rerun?.stepId !== stepId) return null;
  if (rerun.jobId !== null) return <Running jobId={rerun.jobId} />;
  const problem = rerun.preview.problems[0]?.message ?? null;
  return (
    <div className={styles.rerun}>
      <Button size="small" variant="primary" disabledReason={problem} onPress={() => void runAgain(view)}>
        Run again · {priceLabel(rerun.preview.estimate)}
      </Button>
      <span className={styles.facts}>{rerun.preview.modelLabel}, same mask and words</span>
      <Button size="small" variant="quiet" onPress={forgetRerun}>
        Leave it
      </Button>
    </div>
  );
}

function Running({ jobId }: { readonly jobId: JobId }) {
  const job = useJobs((state) => state.jobs.get(jobId) ?? null);
  const elapsed = useElapsed(job?.startedAtMs ?? null, job?.endedAtMs ?? null);
  return (
    <div className={styles.rerun}>
      <span className={styles.facts}>
        {job?.modelLabel ?? 'Sending'} · {elapsed || 'waiting'}
      </span>
      <Button size="small" onPress={() => void call('jobs.cancel', { id: jobId }).catch(showError)}>
        Cancel
      </Button>
    </div>
  );
}
