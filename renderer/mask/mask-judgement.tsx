import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { useShortcutOf } from '../actions/use-actions.ts';
import { priceLabel } from '../prompt/use-preview.ts';
import { Button } from '../ui/button.tsx';
import { acceptResult, continueOnResult, judgeResult } from './mask-accept.ts';
import styles from './mask-results.module.css';
import { runEdit } from './mask-run.ts';
import { NudgePanel } from './nudge-panel.tsx';
import { notLaidWords, proofWords } from './proof-words.ts';
import { useVerdict } from './result-tile.tsx';
import { leaveResults, useMaskEdit } from './use-mask-edit.ts';
import { layByHand } from './use-mask-nudge.ts';

/** The result that is looked at: what it proves, what it cost, and what may become of it. */
export function MaskJudgement({ shown, job }: { readonly shown: AssetDetail; readonly job: Job }) {
  const { edit, candidate } = shown;
  const isAligned = edit?.status === 'aligned';
  const Shield = isAligned ? ShieldCheck : ShieldAlert;
  const cost = candidate?.costMicros;
  const isExtending = useMaskEdit((state) => state.margins !== null);
  return (
    <div className={styles.judgement}>
      <p className={styles.proof} data-aligned={isAligned}>
        <Shield size={16} aria-hidden="true" />
        <span data-mask-proof="">{edit ? proofWords(edit, candidate === null) : notLaidWords(job.warnings)}</span>
        {cost ? <span className={styles.cost}>{formatMicros(cost)}</span> : null}
      </p>
      {edit?.status === 'not-aligned' ? <NudgePanel /> : null}
      <div className={styles.choices}>
        <BeforeButton />
        <Button size="small" variant="quiet" onPress={leaveResults}>
          {isExtending ? 'Back to the edges' : 'Back to the selection'}
        </Button>
        <RejectButton shown={shown} />
        {isAligned ? <AcceptChoices job={job} /> : <NotAlignedChoices shown={shown} />}
      </div>
    </div>
  );
}

function RejectButton({ shown }: { readonly shown: AssetDetail }) {
  const isRejected = useVerdict(shown) === 'rejected';
  if (!shown.candidate) return null;
  return (
    <Button
      size="small"
      variant="quiet"
      shortcut={isRejected ? undefined : 'x'}
      onPress={() => judgeResult(shown, isRejected ? 'new' : 'rejected')}
    >
      {isRejected ? 'Take it back' : 'Reject'}
    </Button>
  );
}

function AcceptChoices({ job }: { readonly job: Job }) {
  const shownId = useMaskEdit((state) => state.shownId);
  const others = job.candidates.filter(({ verdict, assetId }) => verdict === 'kept' && assetId !== shownId).length;
  return (
    <>
      <Button size="small" shortcut={useShortcutOf('mask.continue')} onPress={continueOnResult}>
        Continue on this
      </Button>
      <Button variant="primary" shortcut="enter" onPress={acceptResult}>
        {others > 0 ? `Accept ${others + 1}` : 'Accept'}
      </Button>
    </>
  );
}

function NotAlignedChoices({ shown }: { readonly shown: AssetDetail }) {
  const preview = useMaskEdit((state) => state.preview);
  const busy = useMaskEdit((state) => state.busy);
  const again = preview ? `Ask again · ${priceLabel(preview.estimate)}` : 'Ask again';
  return (
    <>
      <Button size="small" disabledReason={preview?.problems[0]?.message} onPress={() => void runEdit()}>
        {again}
      </Button>
      <Button size="small" onPress={acceptResult}>
        Keep as it came
      </Button>
      {shown.edit ? (
        <Button variant="primary" shortcut="enter" isDisabled={busy !== null} onPress={() => void layByHand(shown)}>
          Lay it here
        </Button>
      ) : null}
    </>
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
