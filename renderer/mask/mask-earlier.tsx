import { History, SquareDashed } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import type { Asset } from '../../shared/asset.ts';
import type { OpenEdit } from '../../shared/edit-desk.ts';
import { showError } from '../api/error-sentences.ts';
import { useJobs } from '../jobs/use-jobs.ts';
import { Button } from '../ui/button.tsx';
import styles from './mask-results.module.css';
import { findOpenEdit, resumeEdit } from './mask-resume.ts';
import { keepMaskWhilePainting, LAST_NAME, loadMask, openShelf } from './mask-shelf.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskShelf } from './use-mask-shelf.ts';
import { useOpenEdit } from './use-open-edit.ts';

/** What an earlier sitting at this picture left: a selection, or results that nobody decided on. Offered, not forced. */
export function MaskEarlier({ asset }: { readonly asset: Asset }) {
  const jobId = useMaskEdit((state) => state.jobId);
  const isExtending = useMaskEdit((state) => state.margins !== null);
  const isEmpty = useIsEmpty();
  const last = useMaskShelf(({ assetId, masks }) =>
    assetId === asset.id ? (masks.find((mask) => mask.name === LAST_NAME) ?? null) : null,
  );
  const open = useCurrentOpenEdit();
  useEffect(keepMaskWhilePainting, []);
  useEffect(() => {
    openShelf(asset.id).catch(showError);
    findOpenEdit(asset.id).catch(showError);
  }, [asset.id]);
  const hasLast = last !== null && isEmpty && !isExtending;
  if (jobId !== null || !(hasLast || open)) return null;
  return (
    <section className={styles.earlier} aria-label="From earlier">
      <div className={styles.offers}>
        {open ? (
          <Button size="small" icon={History} onPress={() => resumeEdit(open)}>
            {openWords(open)}
          </Button>
        ) : null}
        {hasLast ? (
          <Button size="small" icon={SquareDashed} onPress={() => void loadMask(last).catch(showError)}>
            Take up the last selection
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** What was open when it was asked for may have ended since. */
function useCurrentOpenEdit(): OpenEdit | null {
  const open = useOpenEdit((state) => state.edit);
  const job = useJobs((state) => (open ? (state.jobs.get(open.job.id) ?? open.job) : null));
  if (!open || !job) return null;
  const isOver = job.state === 'failed' || job.state === 'cancelled' || job.state === 'done';
  return isOver && job.candidates.length === 0 ? null : { ...open, job };
}

function openWords({ job, laidIds }: OpenEdit): string {
  if (job.state === 'queued' || job.state === 'running') return 'Show the edit that is under way';
  if (job.state === 'possibly-billed') return 'An edit was possibly billed: decide';
  const count = job.candidates.filter(({ verdict }) => verdict === 'new').length + laidIds.length;
  return count === 1 ? 'Show the result you have not decided on' : `Show ${count} results you have not decided on`;
}

const nowhere = { subscribe: () => () => undefined, status: () => null } as const;

function useIsEmpty(): boolean {
  const document = useMaskEdit((state) => state.document) ?? nowhere;
  const status = useSyncExternalStore<{ readonly isEmpty: boolean } | null>(document.subscribe, document.status);
  return status?.isEmpty !== false;
}
