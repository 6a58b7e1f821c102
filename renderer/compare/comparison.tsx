import { type KeyboardEvent, useMemo, useRef } from 'react';
import type { AssetDetail } from '../../shared/contract.ts';
import { CompareBar } from './compare-bar.tsx';
import { stepForKey } from './compare-keys.ts';
import styles from './compare-view.module.css';
import { DifferencePane, FlickerPane, SideBySidePanes, SliderPane } from './mode-panes.tsx';
import { SideFacts } from './side-facts.tsx';
import { type CompareMode, useCompare } from './use-compare.ts';
import { largestOf } from './viewport.ts';
import { useViewportGestures } from './viewport-gestures.ts';

const PANES = {
  slider: SliderPane,
  'side-by-side': SideBySidePanes,
  flicker: FlickerPane,
  difference: DifferencePane,
} as const satisfies Record<CompareMode, unknown>;

/** Keys that a focused control needs for itself. */
function belongsToControl(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  if (event.key.startsWith('Arrow')) return target.closest('[role="slider"], [role="radiogroup"], input') !== null;
  return (event.key === ' ' || event.key === 'Enter') && target.closest('button, input') !== null;
}

interface ComparisonProps {
  readonly details: readonly AssetDetail[];
  readonly onClose: () => void;
}

export function Comparison({ details, onClose }: ComparisonProps) {
  const [state, dispatch] = useCompare();
  const stage = useRef<HTMLDivElement>(null);
  const assets = useMemo(() => details.map((detail) => detail.asset), [details]);
  const largest = useMemo(() => largestOf(assets), [assets]);
  useViewportGestures(stage, largest, dispatch);
  const left = details[state.left];
  const right = details[state.right];
  if (!left || !right) return null;

  const onKeyDown = (event: KeyboardEvent) => {
    // The board's shortcuts rest while this is open; Escape goes on to the dialog, Tab to the browser.
    if (event.key === 'Escape' || event.key === 'Tab') return;
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey || belongsToControl(event)) return;
    const step = stepForKey(event.key);
    if (!step) return;
    event.preventDefault();
    dispatch(step);
  };

  const Panes = PANES[state.mode];
  const pair = { left: left.asset, right: right.asset, largest, state };
  return (
    <div className={styles.comparison} onKeyDown={onKeyDown} role="application" aria-label="Compared pictures">
      <CompareBar state={state} details={details} dispatch={dispatch} onClose={onClose} />
      <div ref={stage} className={styles.stage} data-zoomed={state.view.scale > 1 || undefined}>
        <Panes {...pair} />
      </div>
      <footer className={styles.facts}>
        <SideFacts detail={left} side="Left" isShown={state.mode !== 'flicker' || !state.isRightShown} />
        <SideFacts detail={right} side="Right" isShown={state.mode !== 'flicker' || state.isRightShown} />
      </footer>
    </div>
  );
}
