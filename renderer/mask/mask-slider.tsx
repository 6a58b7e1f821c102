import styles from './mask-editor.module.css';

interface MaskSliderProps {
  readonly label: string;
  readonly unit?: string;
  readonly value: number;
  readonly range: readonly [number, number];
  /** Small values get most of the way: for sizes. */
  readonly isCurved?: boolean;
  readonly onChange: (value: number) => void;
}

const STEPS = 200;

export function MaskSlider({ label, unit, value, range, isCurved, onChange }: MaskSliderProps) {
  const [low, high] = range;
  const part = (value - low) / (high - low);
  const place = Math.round((isCurved ? Math.cbrt(part) : part) * STEPS);
  const change = (at: number) => {
    const share = at / STEPS;
    onChange(Math.round(low + (isCurved ? share ** 3 : share) * (high - low)));
  };
  return (
    <label className={styles.slider}>
      {label}
      <input
        type="range"
        min={0}
        max={STEPS}
        value={place}
        aria-valuetext={unit ? `${value} ${unit}` : String(value)}
        onChange={(event) => change(Number(event.target.value))}
      />
      <span className={styles.figure}>{unit ? `${value} ${unit}` : value}</span>
    </label>
  );
}
