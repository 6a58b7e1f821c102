import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './mask-results.module.css';
import { MaskSlider } from './mask-slider.tsx';
import { nudgeBy, useMaskNudge } from './use-mask-nudge.ts';

const MOVES = [
  { label: 'Left', icon: ArrowLeft, dx: -1, dy: 0 },
  { label: 'Right', icon: ArrowRight, dx: 1, dy: 0 },
  { label: 'Up', icon: ArrowUp, dx: 0, dy: -1 },
  { label: 'Down', icon: ArrowDown, dx: 0, dy: 1 },
] as const;

/** Lays a paid answer by hand: nothing is sent again. The same with the pointer and the arrow keys on the stage. */
export function NudgePanel() {
  const { xPx, yPx, scale } = useMaskNudge();
  return (
    <fieldset className={styles.nudge} aria-label="Lay it by hand">
      <span className={styles.figures}>Drag it, or use the arrow keys</span>
      {MOVES.map(({ label, icon, dx, dy }) => (
        <IconButton key={label} label={`${label} by 1 px`} icon={icon} onPress={() => nudgeBy(dx, dy)} />
      ))}
      <span className={styles.figures}>
        {xPx}, {yPx} px
      </span>
      <MaskSlider
        label="Scale"
        unit="%"
        value={Math.round(scale * 1_000) / 10}
        range={[90, 110]}
        onChange={(percent) => useMaskNudge.setState({ scale: percent / 100 })}
      />
    </fieldset>
  );
}
