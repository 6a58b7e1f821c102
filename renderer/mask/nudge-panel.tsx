import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import type { AssetId } from '../../shared/ids.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './mask-results.module.css';
import { runEdit } from './mask-run.ts';
import { MaskSlider } from './mask-slider.tsx';
import { useMaskEdit } from './use-mask-edit.ts';

const MOVES = [
  { label: 'Left', icon: ArrowLeft, dx: -1, dy: 0 },
  { label: 'Right', icon: ArrowRight, dx: 1, dy: 0 },
  { label: 'Up', icon: ArrowUp, dx: 0, dy: -1 },
  { label: 'Down', icon: ArrowDown, dx: 0, dy: 1 },
] as const;
const LIMIT_PX = 512;

const limited = (px: number) => Math.min(LIMIT_PX, Math.max(-LIMIT_PX, px));

/** Lays a paid answer by hand: nothing is sent again. */
export function NudgePanel({ assetId }: { readonly assetId: AssetId }) {
  const [by, setBy] = useState({ xPx: 0, yPx: 0, scale: 1 });
  const [stepPx, setStepPx] = useState(1);
  const lay = async () => {
    useMaskEdit.setState({ busy: 'Laying it by hand' });
    try {
      const asset = await call('edits.nudge', { assetId, ...by });
      useMaskEdit.setState((state) => ({ nudgedIds: [...state.nudgedIds, asset.id] }));
    } catch (error) {
      showError(error);
    } finally {
      useMaskEdit.setState({ busy: null });
    }
  };
  return (
    <fieldset className={styles.nudge} aria-label="Lay it by hand">
      {MOVES.map(({ label, icon, dx, dy }) => (
        <IconButton
          key={label}
          label={`${label} by ${stepPx} px`}
          icon={icon}
          onPress={() => setBy({ ...by, xPx: limited(by.xPx + dx * stepPx), yPx: limited(by.yPx + dy * stepPx) })}
        />
      ))}
      <Button size="small" variant="quiet" onPress={() => setStepPx(stepPx === 1 ? 10 : 1)}>
        Step {stepPx} px
      </Button>
      <span className={styles.figures}>
        {by.xPx}, {by.yPx} px
      </span>
      <MaskSlider
        label="Scale"
        unit="%"
        value={Math.round(by.scale * 1_000) / 10}
        range={[90, 110]}
        onChange={(percent) => setBy({ ...by, scale: percent / 100 })}
      />
      <Button size="small" onPress={() => void lay()}>
        Lay it there
      </Button>
      <Button size="small" variant="quiet" onPress={() => void runEdit()}>
        Ask again
      </Button>
    </fieldset>
  );
}
