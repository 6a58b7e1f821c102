import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { errorTitle, showError } from '../api/error-sentences.ts';
import { useElapsed } from '../jobs/use-elapsed.ts';
import { useJobProgress } from '../jobs/use-jobs.ts';
import { Button } from '../ui/button.tsx';
import { Picture } from '../ui/picture.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { acceptResult, continueOnResult } from './mask-accept.ts';
import styles from './mask-results.module.css';
import { NudgePanel } from './nudge-panel.tsx';
import { proofWords } from './proof-words.ts';
import { leaveResults, useMaskEdit } from './use-mask-edit.ts';
import type { MaskResultList } from './use-mask-results.ts';

interface MaskResultsProps {
  readonly results: MaskResultList;
  readonly shown: AssetDetail | null;
}

/** The strip below the stage: what is on its way, what came, and how it proves itself. */
export function MaskResults({ results: { job, details }, shown }: MaskResultsProps) {
  if (!job) return null;
  const isRunning = job.state === 'queued' || job.state === 'running';
  return (
    <section className={styles.strip} aria-label="Results">
      <div className={styles.tiles} role="listbox" aria-label="Results" aria-orientation="horizontal">
        {details.map((detail, index) => (
          <ResultTile key={detail.asset.id} detail={detail} index={index} isShown={detail === shown} />
        ))}
      </div>
      {isRunning ? <Running job={job} /> : null}
      {job.error ? (
        <p className={styles.problem} role="alert">
          <strong>{errorTitle(job.error.code)}.</strong> {job.error.message}
        </p>
      ) : null}
      {shown ? <Judgement shown={shown} /> : null}
      {!isRunning && !shown && details.length === 0 ? (
        <Button size="small" onPress={leaveResults}>
          Back to the selection
        </Button>
      ) : null}
    </section>
  );
}

function ResultTile({ detail, index, isShown }: { detail: AssetDetail; index: number; isShown: boolean }) {
  const isAligned = detail.edit?.status !== 'not-aligned';
  return (
    <button
      type="button"
      role="option"
      aria-selected={isShown}
      data-mask-result=""
      className={styles.tile}
      aria-label={`Result ${index + 1}${isAligned ? '' : ', not aligned'}`}
      onClick={() => useMaskEdit.setState({ shownId: detail.asset.id, isBefore: false })}
    >
      <Picture hash={detail.asset.hash} widthPx={80} alt="" />
      {isAligned ? null : <ShieldAlert className={styles.flag} size={16} />}
    </button>
  );
}

function Running({ job }: { readonly job: Job }) {
  const elapsed = useElapsed(job.startedAtMs, job.endedAtMs);
  const progress = useJobProgress(job.id, 0);
  return (
    <div className={styles.running}>
      <span>
        {job.modelLabel} · {job.state === 'queued' ? 'waiting' : elapsed || 'starting'}
      </span>
      <ProgressBar value={progress?.fraction ?? null} label="Progress of the edit" />
      <Button size="small" onPress={() => void call('jobs.cancel', { id: job.id }).catch(showError)}>
        Cancel
      </Button>
    </div>
  );
}

function Judgement({ shown: { asset, edit, candidate } }: { readonly shown: AssetDetail }) {
  const isAligned = edit?.status !== 'not-aligned';
  const Shield = isAligned ? ShieldCheck : ShieldAlert;
  const cost = candidate?.costMicros;
  const isExtending = useMaskEdit((state) => state.margins !== null);
  return (
    <div className={styles.judgement}>
      <p className={styles.proof} data-aligned={isAligned}>
        <Shield size={16} aria-hidden="true" />
        <span data-mask-proof="">{edit ? proofWords(edit) : 'Nothing was proven for this picture.'}</span>
        {cost ? <span className={styles.cost}>{formatMicros(cost)}</span> : null}
      </p>
      {isAligned ? null : <NudgePanel assetId={asset.id} />}
      <div className={styles.choices}>
        <BeforeButton />
        <Button size="small" variant="quiet" onPress={leaveResults}>
          {isExtending ? 'Back to the edges' : 'Back to the selection'}
        </Button>
        {isAligned ? (
          <Button size="small" shortcut="n" onPress={continueOnResult}>
            Continue on this
          </Button>
        ) : null}
        <Button variant="primary" shortcut="enter" onPress={acceptResult}>
          {isAligned ? 'Accept' : 'Keep as it came'}
        </Button>
      </div>
    </div>
  );
}

function BeforeButton() {
  const isBefore = useMaskEdit((state) => state.isBefore);
  const show = (next: boolean) => useMaskEdit.setState({ isBefore: next });
  return (
    <button
      type="button"
      className={styles.before}
      aria-pressed={isBefore}
      onPointerDown={() => show(true)}
      onPointerUp={() => show(false)}
      onPointerLeave={() => show(false)}
      onKeyDown={(event) => {
        if (event.key === ' ' || event.key === 'Enter') show(true);
      }}
      onKeyUp={() => show(false)}
    >
      Hold for before
      <kbd>\</kbd>
    </button>
  );
}
