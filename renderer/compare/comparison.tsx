import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { AssetDetail } from '../../shared/views.ts';
import { CompareBar } from './compare-bar.tsx';
import { stepForKey } from './compare-keys.ts';
import styles from './compare-view.module.css';
import { DifferencePane, FlickerPane, SideBySidePanes, SliderPane } from './mode-panes.tsx';
import { SideFacts } from './side-facts.tsx';
import { type CompareMode, type CompareState, useCompare } from './use-compare.ts';
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
  // Space flickers even while the button that chose the mode still has the focus; Enter presses that button.
  if (event.key === ' ' && target.closest('[data-mode]')) return false;
  return (event.key === ' ' || event.key === 'Enter') && target.closest('button, input') !== null;
}

interface ComparisonProps {
  readonly details: readonly AssetDetail[];
  readonly onClose: () => void;
}

export function Comparison({ details, onClose }: ComparisonProps) {
  const [state, dispatch] = useCompare();
  const root = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const assets = useMemo(() => details.map((detail) => detail.asset), [details]);
  const largest = useMemo(() => largestOf(assets), [assets]);
  useViewportGestures(stage, largest, dispatch);
  // The pictures take the keys, not the first button of the bar.
  useEffect(() => root.current?.focus(), []);
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
  return (
    <div
      ref={root}
      tabIndex={-1}
      className={styles.comparison}
      onKeyDown={onKeyDown}
      role="application"
      aria-label="Compared pictures"
    >
      <CompareBar state={state} details={details} dispatch={dispatch} onClose={onClose} />
      <div ref={stage} className={styles.stage} data-zoomed={state.view.scale > 1 || undefined}>
        <Panes left={left.asset} right={right.asset} all={assets} largest={largest} state={state} />
      </div>
      <FactLines details={details} state={state} />
    </div>
  );
}

/** A line under each side; side by side with more than two pictures, a line for each of them. */
function FactLines({ details, state }: { readonly details: readonly AssetDetail[]; readonly state: CompareState }) {
  const showsAll = state.mode === 'side-by-side' && details.length > 2;
  const isShown = (place: number) =>
    state.mode !== 'flicker' || place === (state.isRightShown ? state.right : state.left);
  const places = showsAll ? [...details.keys()] : [state.left, state.right];
  return (
    <div className={styles.facts}>
      {places.map((place, column) => {
        const detail = details[place];
        if (!detail) return null;
        const name = showsAll ? String(place + 1) : column === 0 ? 'Left' : 'Right';
        return <SideFacts key={detail.asset.id} detail={detail} name={name} isShown={isShown(place)} />;
      })}
    </div>
  );
}
