import { SlidersHorizontal } from 'lucide-react';
import { LEAST_PADDING_PX } from '../../shared/edit.ts';
import { Button } from '../ui/button.tsx';
import { CheckRow } from '../ui/check-row.tsx';
import { Popover } from '../ui/popover.tsx';
import styles from './mask-editor.module.css';
import { MaskSlider } from './mask-slider.tsx';
import { changeLaying, isLayingChanged, resetLaying, useMaskLaying } from './use-mask-laying.ts';

const START_PADDING_PX = 128;

/** What is sent around the selection, and how the answer is laid in. Closed, a dot says that it is not as it came. */
export function MaskLaying() {
  const laying = useMaskLaying();
  const isChanged = isLayingChanged(laying);
  return (
    <Popover
      title="Context and edges"
      align="end"
      widthPx={312}
      isOpen={laying.isShown}
      onOpenChange={(isShown) => useMaskLaying.setState({ isShown })}
      trigger={
        <button
          type="button"
          className={styles.layingTrigger}
          aria-label={isChanged ? 'Context and edges (changed)' : 'Context and edges'}
          data-changed={isChanged || undefined}
        >
          <SlidersHorizontal size={16} strokeWidth={1.75} />
        </button>
      }
    >
      <div className={styles.menu}>
        <Padding />
        <Border />
        <CheckRow
          label="Match the tone of the picture"
          isChecked={laying.isToneMatched}
          onChange={(isToneMatched) => changeLaying({ isToneMatched })}
        />
        <p className={styles.note}>As read around the selection. Switch it off when the tone is what should change.</p>
        {isChanged ? (
          <Button size="small" variant="quiet" onPress={resetLaying}>
            Reset
          </Button>
        ) : null}
      </div>
    </Popover>
  );
}

function Padding() {
  const paddingPx = useMaskLaying((state) => state.paddingPx);
  return (
    <div className={styles.setting}>
      <CheckRow
        label="Automatic context"
        isChecked={paddingPx === null}
        onChange={(isAutomatic) => changeLaying({ paddingPx: isAutomatic ? null : START_PADDING_PX })}
      />
      {paddingPx === null ? null : (
        <MaskSlider
          label="Around it"
          unit="px"
          value={paddingPx}
          range={[LEAST_PADDING_PX, 2_048]}
          isCurved
          onChange={(px) => changeLaying({ paddingPx: px })}
        />
      )}
      <p className={styles.note}>
        The frame on the picture goes along. More of it shows the model more; less gives the selection more pixels.
      </p>
    </div>
  );
}

function Border() {
  const growPx = useMaskLaying((state) => state.growPx);
  const featherPx = useMaskLaying((state) => state.featherPx);
  return (
    <div className={styles.setting}>
      <MaskSlider
        label="Widen by"
        unit="px"
        value={growPx}
        range={[0, 256]}
        isCurved
        onChange={(px) => changeLaying({ growPx: px })}
      />
      <MaskSlider
        label="Soften by"
        unit="px"
        value={featherPx}
        range={[0, 256]}
        isCurved
        onChange={(px) => changeLaying({ featherPx: px })}
      />
      <p className={styles.note}>Only of the mask that is sent; the selection stays.</p>
    </div>
  );
}
