import { Check, Star, X } from 'lucide-react';
import type { Candidate } from '../../shared/generation.ts';
import { showError } from '../api/error-sentences.ts';
import styles from './judge-bar.module.css';
import { useJudge } from './use-asset-detail.ts';

const RATINGS = [1, 2, 3, 4, 5] as const;

/** Pressing what is set already clears it. */
export function JudgeBar({ candidate }: { readonly candidate: Candidate }) {
  const judge = useJudge(candidate);
  const { id, verdict, rating } = candidate;
  const judgeVerdict = (wanted: 'kept' | 'rejected') =>
    judge.mutate({ id, verdict: verdict === wanted ? 'new' : wanted }, { onError: showError });
  const judgeRating = (wanted: number) =>
    judge.mutate({ id, rating: rating === wanted ? 0 : wanted }, { onError: showError });
  return (
    <div className={styles.bar}>
      <fieldset className={styles.stars} aria-label={`Rating: ${rating} of 5`}>
        {RATINGS.map((value) => (
          <button
            key={value}
            type="button"
            className={styles.star}
            aria-label={value === 1 ? '1 star' : `${value} stars`}
            aria-pressed={rating === value}
            data-lit={rating >= value || undefined}
            onClick={() => judgeRating(value)}
          >
            <Star size={16} strokeWidth={1.75} />
          </button>
        ))}
      </fieldset>
      <div className={styles.verdicts}>
        <button
          type="button"
          className={styles.verdict}
          aria-pressed={verdict === 'kept'}
          data-verdict="kept"
          onClick={() => judgeVerdict('kept')}
        >
          <Check size={15} /> Keep
        </button>
        <button
          type="button"
          className={styles.verdict}
          aria-pressed={verdict === 'rejected'}
          data-verdict="rejected"
          onClick={() => judgeVerdict('rejected')}
        >
          <X size={15} /> Reject
        </button>
      </div>
    </div>
  );
}
