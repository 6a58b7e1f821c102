import { ArrowLeftRight, Blend, Columns2, Maximize, SquareSplitHorizontal, X, Zap } from 'lucide-react';
import type { AssetDetail } from '../../shared/views.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Picture } from '../ui/picture.tsx';
import { Select } from '../ui/select.tsx';
import styles from './compare-bar.module.css';
import { COMPARE_MODES, type CompareMode, type CompareState, type CompareStep } from './use-compare.ts';
import { FITTED, hasSameShape } from './viewport.ts';

const MODES = {
  slider: { label: 'Slider', icon: SquareSplitHorizontal },
  'side-by-side': { label: 'Side by side', icon: Columns2 },
  flicker: { label: 'Flicker', icon: Zap },
  difference: { label: 'Difference', icon: Blend },
} as const satisfies Record<CompareMode, unknown>;

const GAINS = ['1', '4', '16'] as const;

interface CompareBarProps {
  readonly state: CompareState;
  readonly details: readonly AssetDetail[];
  readonly dispatch: (step: CompareStep) => void;
  readonly onClose: () => void;
}

export function CompareBar({ state, details, dispatch, onClose }: CompareBarProps) {
  return (
    <div className={styles.bar}>
      <ModeButtons mode={state.mode} dispatch={dispatch} />
      <ModeHint state={state} details={details} />
      <div className={styles.tools}>
        {details.length > 2 ? <Others state={state} details={details} dispatch={dispatch} /> : null}
        {state.mode === 'difference' ? (
          <Select
            label="Brighten the difference"
            value={String(state.gain)}
            options={GAINS.map((gain) => ({ value: gain, label: `× ${gain}` }))}
            onChange={(gain) => dispatch({ kind: 'gain', gain: Number(gain) })}
            isQuiet
          />
        ) : null}
        <span className={styles.zoom}>{Math.round(state.view.scale * 100)} % of fit</span>
        <IconButton
          label="Fit"
          icon={Maximize}
          shortcut="0"
          onPress={() => dispatch({ kind: 'view', change: () => FITTED })}
        />
        <IconButton label="Swap sides" icon={ArrowLeftRight} shortcut="s" onPress={() => dispatch({ kind: 'swap' })} />
        <IconButton label="Close comparison" icon={X} shortcut="escape" onPress={onClose} />
      </div>
    </div>
  );
}

function ModeButtons({ mode, dispatch }: { mode: CompareMode; dispatch: (step: CompareStep) => void }) {
  return (
    <fieldset className={styles.modes} aria-label="How to compare">
      {COMPARE_MODES.map((other, index) => {
        const { label, icon: Icon } = MODES[other];
        return (
          <button
            key={other}
            type="button"
            className={styles.mode}
            data-mode={other}
            aria-pressed={other === mode}
            aria-keyshortcuts={String(index + 1)}
            onClick={() => dispatch({ kind: 'mode', mode: other })}
          >
            <Icon size={15} strokeWidth={1.75} />
            {label}
            <kbd className={styles.key}>{index + 1}</kbd>
          </button>
        );
      })}
    </fieldset>
  );
}

function ModeHint({ state, details }: { state: CompareState; details: readonly AssetDetail[] }) {
  const left = details[state.left]?.asset;
  const right = details[state.right]?.asset;
  const isLetterboxed = left !== undefined && right !== undefined && !hasSameShape(left, right);
  if (state.mode === 'flicker') {
    return (
      <p className={styles.hint} aria-live="polite">
        Space switches: {state.isRightShown ? 'right' : 'left'} picture
      </p>
    );
  }
  if (isLetterboxed)
    return <p className={styles.hint}>Different shapes: the smaller picture is fitted into the frame</p>;
  return <p className={styles.hint}>{state.mode === 'difference' ? 'Black means no difference' : 'Scroll to zoom'}</p>;
}

/** With three or four pictures: which one stands on the right. */
function Others({ state, details, dispatch }: Omit<CompareBarProps, 'onClose'>) {
  return (
    <fieldset className={styles.others} aria-label="Picture on the right">
      {details.map(({ asset }, place) => (
        <button
          key={asset.id}
          type="button"
          className={styles.other}
          aria-label={`Compare with picture ${place + 1}: ${asset.name}`}
          aria-pressed={place === state.right}
          onClick={() => dispatch({ kind: 'right', place })}
        >
          <Picture hash={asset.hash} widthPx={32} alt="" />
        </button>
      ))}
    </fieldset>
  );
}
