import type { CSSProperties } from 'react';
import { ReactCompareSlider } from 'react-compare-slider';
import type { Asset } from '../../shared/asset.ts';
import { AlignedPicture } from './aligned-picture.tsx';
import styles from './mode-panes.module.css';
import type { CompareState } from './use-compare.ts';
import type { PixelExtent } from './viewport.ts';

interface PaneProps {
  readonly left: Asset;
  readonly right: Asset;
  /** Two to four; side by side shows them all. */
  readonly all: readonly Asset[];
  /** Both sides are fitted into the frame of this picture. */
  readonly largest: PixelExtent;
  readonly state: CompareState;
}

export function SliderPane({ left, right, largest, state }: PaneProps) {
  return (
    <div className={styles.pane} data-pane="">
      <ReactCompareSlider
        className={styles.slider}
        onlyHandleDraggable
        keyboardIncrement="2%"
        handle={<span className={styles.handle} />}
        itemOne={<AlignedPicture asset={left} frame={largest} view={state.view} />}
        itemTwo={<AlignedPicture asset={right} frame={largest} view={state.view} />}
      />
    </div>
  );
}

export function SideBySidePanes({ left, right, all, largest, state }: PaneProps) {
  const shown = all.length > 2 ? all : [left, right];
  return (
    <div className={styles.sides} data-count={shown.length}>
      {shown.map((asset) => (
        <div key={asset.id} className={styles.pane} data-pane="">
          <AlignedPicture asset={asset} frame={largest} view={state.view} />
        </div>
      ))}
    </div>
  );
}

/** Both pictures stay drawn, so that the change between them has no blank frame in it. */
export function FlickerPane({ left, right, largest, state }: PaneProps) {
  return (
    <div className={styles.pane} data-pane="">
      <AlignedPicture asset={left} frame={largest} view={state.view} />
      <div className={state.isRightShown ? styles.layer : styles.hiddenLayer}>
        <AlignedPicture asset={right} frame={largest} view={state.view} />
      </div>
    </div>
  );
}

/** Black where the two are the same. Brightened, because differences of a few levels cannot be seen. */
export function DifferencePane({ left, right, largest, state }: PaneProps) {
  const style: CSSProperties = { filter: `brightness(${state.gain})` };
  return (
    <div className={styles.pane} data-pane="">
      <div className={styles.difference} style={style}>
        <AlignedPicture asset={left} frame={largest} view={state.view} />
        <div className={styles.differenceLayer}>
          <AlignedPicture asset={right} frame={largest} view={state.view} />
        </div>
      </div>
    </div>
  );
}
