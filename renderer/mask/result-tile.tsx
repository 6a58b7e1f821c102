import { Check, ShieldAlert, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { AssetDetail } from '../../shared/views.ts';
import { useJobs } from '../jobs/use-jobs.ts';
import { Picture } from '../ui/picture.tsx';
import { judgeResult } from './mask-accept.ts';
import styles from './mask-results.module.css';
import { useMaskEdit } from './use-mask-edit.ts';

interface ResultTileProps {
  readonly detail: AssetDetail;
  readonly index: number;
  readonly isShown: boolean;
}

const VERDICT_WORDS = { new: '', kept: ', kept', rejected: ', rejected' } as const;

/** One result: arrows step through them, P keeps, X rejects, U takes it back. */
export function ResultTile({ detail, index, isShown }: ResultTileProps) {
  const isAligned = detail.edit?.status === 'aligned';
  const verdict = useVerdict(detail);
  return (
    <button
      type="button"
      role="option"
      aria-selected={isShown}
      tabIndex={isShown ? 0 : -1}
      data-mask-result=""
      data-verdict={verdict}
      className={styles.tile}
      aria-label={`Result ${index + 1}${isAligned ? '' : detail.edit ? ', not aligned' : ', not laid in'}${VERDICT_WORDS[verdict]}`}
      onClick={() => useMaskEdit.setState({ shownId: detail.asset.id, isBefore: false })}
      onKeyDown={(event) => pressTile(event, detail)}
    >
      <Picture hash={detail.asset.hash} widthPx={80} alt="" />
      {isAligned ? null : <ShieldAlert className={styles.flag} size={16} />}
      {verdict === 'kept' ? <Check className={styles.kept} size={16} strokeWidth={2.5} /> : null}
      {verdict === 'rejected' ? <X className={styles.rejected} size={16} strokeWidth={2.5} /> : null}
    </button>
  );
}

/** The job's own copy is the current one: details are read once. */
export function useVerdict({ candidate }: AssetDetail): 'new' | 'kept' | 'rejected' {
  const job = useJobs((state) => (candidate ? (state.jobs.get(candidate.jobId) ?? null) : null));
  return job?.candidates.find((known) => known.id === candidate?.id)?.verdict ?? candidate?.verdict ?? 'new';
}

function pressTile(event: KeyboardEvent<HTMLButtonElement>, detail: AssetDetail): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const verdicts = { p: 'kept', x: 'rejected', u: 'new' } as const;
  const key = event.key.toLowerCase();
  if (key === 'p' || key === 'x' || key === 'u') judgeResult(detail, verdicts[key]);
  else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    const { nextElementSibling, previousElementSibling } = event.currentTarget;
    const other = event.key === 'ArrowRight' ? nextElementSibling : previousElementSibling;
    if (other instanceof HTMLElement) {
      other.click();
      other.focus();
    }
  } else return;
  event.preventDefault();
}
