import { Eye, EyeOff, GitCompareArrows, GripVertical, Repeat2 } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { ChainStepView, ChainView } from '../../shared/edit-chain.ts';
import { formatMicros } from '../../shared/money.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Picture } from '../ui/picture.tsx';
import { moveStep, setHidden } from './edit-chain-acts.ts';
import { priceRerun } from './edit-chain-again.ts';
import { compareState } from './edit-chain-compare.ts';
import styles from './edit-chain-panel.module.css';
import { EditChainRerun } from './edit-chain-rerun-line.tsx';
import { useChainState } from './edit-chain-state.ts';
import { overlapWords, stepNotes } from './edit-chain-words.ts';

interface EditChainRowProps {
  readonly view: ChainView;
  readonly step: ChainStepView;
  readonly at: number;
  readonly onGrip: (event: PointerEvent<HTMLButtonElement>, at: number) => void;
}

/** One edit of the chain: what it looks like, what was asked, what it cost, and what can be done with it. */
export function EditChainRow({ view, step, at, onGrip }: EditChainRowProps) {
  const number = at + 1;
  const point = (id: ChainStepView['assetId'] | null) => useChainState.setState({ pointedId: id });
  const notes = stepNotes(view, step);
  return (
    <li
      className={styles.row}
      data-chain-row=""
      data-hidden={step.isHidden || undefined}
      onPointerEnter={() => point(step.assetId)}
      onPointerLeave={() => point(null)}
      onFocus={() => point(step.assetId)}
      onBlur={() => point(null)}
    >
      <Grip view={view} step={step} at={at} onGrip={onGrip} />
      <span className={styles.thumb}>
        {step.thumbnailHash ? <Picture hash={step.thumbnailHash} alt="" fit="contain" /> : null}
      </span>
      <div className={styles.words}>
        <span className={styles.prompt} title={step.prompt}>
          {number}. {step.prompt}
        </span>
        <span className={styles.facts}>{factsOf(view, step)}</span>
        {notes.map((note) => (
          <span key={note} className={styles.note} data-problem={step.problem !== null || undefined}>
            {note}
          </span>
        ))}
      </div>
      <div className={styles.tools}>
        <IconButton
          label={`${step.isHidden ? 'Show' : 'Hide'} edit ${number}`}
          icon={step.isHidden ? EyeOff : Eye}
          isPressed={step.isHidden}
          tooltipSide="left"
          onPress={() => void setHidden(view, step.assetId, !step.isHidden)}
        />
        <CompareToggle view={view} id={step.assetId} label={`Compare the picture after edit ${number}`} />
        <IconButton
          label={`Run edit ${number} again…`}
          icon={Repeat2}
          tooltipSide="left"
          onPress={() => void priceRerun(view, step.assetId)}
        />
      </div>
      <EditChainRerun view={view} stepId={step.assetId} />
    </li>
  );
}

function factsOf(view: ChainView, { kind, modelLabel, costMicros, isHidden, ...step }: ChainStepView): string {
  const cost = costMicros === null ? 'cost unknown' : costMicros === 0 ? 'free' : formatMicros(costMicros);
  const parts = [modelLabel, cost];
  if (kind === 'extension') parts.unshift('Extension');
  const overlaps = overlapWords(view, { kind, modelLabel, costMicros, isHidden, ...step });
  return [...parts, ...(overlaps ? [overlaps] : []), ...(isHidden ? ['hidden'] : [])].join(' · ');
}

/** Dragged, or moved by the arrow keys while it has the focus. */
function Grip({ view, step, at, onGrip }: EditChainRowProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    void moveStep(view, step.assetId, at + by).then(() => focusGrip(at + by));
  };
  return (
    <button
      type="button"
      className={styles.grip}
      data-chain-grip=""
      aria-label={`Move edit ${at + 1} with the arrow keys`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => onGrip(event, at)}
    >
      <GripVertical size={16} strokeWidth={1.75} />
    </button>
  );
}

/** The list is read anew after a move; the hand stays on the edit that it moves. */
function focusGrip(at: number): void {
  requestAnimationFrame(() => {
    const grips = document.querySelectorAll<HTMLElement>('[data-chain-grip]');
    (grips[at] ?? grips[grips.length - 1])?.focus();
  });
}

interface CompareToggleProps {
  readonly view: ChainView;
  readonly id: ChainStepView['assetId'];
  readonly label: string;
}

export function CompareToggle({ view, id, label }: CompareToggleProps) {
  const isMarked = useChainState((state) => state.comparedId === id);
  return (
    <IconButton
      label={label}
      icon={GitCompareArrows}
      isPressed={isMarked}
      tooltipSide="left"
      onPress={() => void compareState(view, id)}
    />
  );
}
