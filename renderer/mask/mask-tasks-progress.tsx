import { Check, CircleDashed, LoaderCircle, Minus, TriangleAlert } from 'lucide-react';
import type { BatchStep, EditBatch } from '../../shared/edit-batch.ts';
import { sumEstimates } from '../../shared/pricing.ts';
import { priceLabel } from '../prompt/use-preview.ts';
import { useAsset } from '../references/use-assets.ts';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { MaskThumb } from './mask-tasks-chip.tsx';
import styles from './mask-tasks-row.module.css';
import { cancelTasks, goOnWith, putTasksAway, showStep } from './mask-tasks-run.ts';
import { useMaskTasks } from './mask-tasks-state.ts';
import { useMaskEdit } from './use-mask-edit.ts';

/** Several edits under way or at rest: each with where it stands, and how to go on. */
export function MaskTasksProgress() {
  const batch = useMaskTasks((state) => state.batch);
  if (!batch) return null;
  return (
    <section className={styles.places} aria-label={batch.kind === 'places' ? 'Places' : 'Pictures'}>
      <ol className={styles.chips}>
        {batch.steps.map((step, index) => (
          <StepChip key={step.jobId} step={step} index={index} kind={batch.kind} />
        ))}
      </ol>
      <p className={styles.message} data-batch-state={batch.state}>
        {batch.message}
        {batch.kind === 'pictures' ? ' Results lie beside their pictures on the board.' : null}
      </p>
      <div className={styles.ways}>
        {batch.state === 'running' ? (
          <Button size="small" onPress={cancelTasks}>
            Cancel
          </Button>
        ) : (
          <Ways batch={batch} />
        )}
      </div>
    </section>
  );
}

const STATES = {
  waiting: { icon: CircleDashed, words: 'waiting' },
  running: { icon: LoaderCircle, words: 'under way' },
  done: { icon: Check, words: 'done' },
  'not-aligned': { icon: TriangleAlert, words: 'not aligned' },
  failed: { icon: TriangleAlert, words: 'failed' },
  'possibly-billed': { icon: TriangleAlert, words: 'possibly billed' },
  skipped: { icon: Minus, words: 'left out' },
} as const;

function StepChip({ step, index, kind }: { step: BatchStep; index: number; kind: EditBatch['kind'] }) {
  const source = useAsset(step.request.sourceAssetId);
  const shown = useAsset(step.resultAssetId) ?? source;
  const mask = useAsset(step.request.maskAssetId);
  const { icon: Icon, words } = STATES[step.state];
  const name = kind === 'places' ? step.request.prompt : (source?.name ?? 'Picture');
  const isShowable = kind === 'places' && step.state !== 'waiting' && step.state !== 'skipped';
  return (
    <li className={styles.chip} data-state={step.state}>
      <Tooltip content={step.error?.message ?? `${name}: ${words}`}>
        <button
          type="button"
          className={styles.open}
          aria-label={`${index + 1}. ${name}: ${words}${step.error ? `. ${step.error.message}` : ''}`}
          aria-disabled={!isShowable || undefined}
          onClick={() => (isShowable ? showStep(step) : undefined)}
        >
          {shown ? (
            <MaskThumb hash={shown.hash} maskHash={step.state === 'done' ? null : (mask?.hash ?? null)} />
          ) : null}
          <span className={styles.words}>
            <span className={styles.prompt}>{`${index + 1}. ${name}`}</span>
            <span className={styles.note}>
              <Icon size={12} aria-hidden="true" /> {words}
            </span>
          </span>
        </button>
      </Tooltip>
    </li>
  );
}

function Ways({ batch }: { readonly batch: EditBatch }) {
  const nudgedId = useMaskEdit((state) => state.nudgedIds.at(-1) ?? null);
  const open = batch.steps.filter((step) => step.state !== 'done' && step.state !== 'skipped');
  const [first] = open;
  if (batch.state === 'done' || !first) {
    return (
      <Button size="small" onPress={putTasksAway}>
        Put the list away
      </Button>
    );
  }
  const isLost = open.some((step) => step.state === 'possibly-billed');
  const price = priceLabel(sumEstimates(open.map((step) => step.estimate)));
  const again = isLost
    ? 'Send again, may be charged twice'
    : first.state === 'waiting'
      ? 'Go on'
      : 'Try again and go on';
  return (
    <>
      {nudgedId && first.state === 'not-aligned' ? (
        <Button size="small" variant="primary" onPress={() => goOnWith({ how: 'laid', assetId: nudgedId })}>
          Go on with it as laid by hand
        </Button>
      ) : null}
      <Button size="small" onPress={() => goOnWith({ how: 'again', acceptsSecondCharge: isLost })}>
        {`${again} · ${price}`}
      </Button>
      <Button size="small" variant="quiet" onPress={() => goOnWith({ how: 'skip' })}>
        {open.length > 1 && batch.kind === 'places' ? 'Leave it out, go on' : 'Leave it out'}
      </Button>
      <Button size="small" variant="quiet" onPress={putTasksAway}>
        Put the list away
      </Button>
    </>
  );
}
