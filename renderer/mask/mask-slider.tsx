import { type KeyboardEvent, useState } from 'react';
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

/** A slider for the feel of it, and a field for the number. */
export function MaskSlider({ label, unit, value, range, isCurved, onChange }: MaskSliderProps) {
  const [low, high] = range;
  const part = (value - low) / (high - low);
  const place = Math.round((isCurved ? Math.cbrt(part) : part) * STEPS);
  const change = (at: number) => {
    const share = at / STEPS;
    const next = Math.round(low + (isCurved ? share ** 3 : share) * (high - low));
    // Where the curve is flat, a step of the slider is still a step of the value.
    onChange(next === value && at !== place ? limited(value + Math.sign(at - place), range) : next);
  };
  return (
    <span className={styles.slider}>
      <label className={styles.sliderLabel}>
        {label}
        <input
          type="range"
          min={0}
          max={STEPS}
          value={place}
          aria-valuetext={unit ? `${value} ${unit}` : String(value)}
          onChange={(event) => change(Number(event.target.value))}
        />
      </label>
      <Figure label={label} unit={unit} value={value} onChange={(next) => onChange(limited(next, range))} />
    </span>
  );
}

function limited(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}

interface FigureProps {
  readonly label: string;
  readonly unit: string | undefined;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** Enter takes what is typed, Esc takes it back, up and down step by 1, with Shift by 10. */
function Figure({ label, unit, value, onChange }: FigureProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    const next = Number.parseInt(typed ?? '', 10);
    if (Number.isFinite(next)) onChange(next);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setTyped(null);
      onChange(value + step * (event.shiftKey ? 10 : 1));
    } else if (event.key === 'Enter') take();
    else if (event.key === 'Escape' && typed !== null) {
      event.stopPropagation();
      event.preventDefault();
      setTyped(null);
    }
  };
  return (
    <span className={styles.figure}>
      <input
        type="text"
        inputMode="numeric"
        aria-label={unit ? `${label} in ${unit}` : label}
        value={typed ?? String(value)}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={take}
        onKeyDown={onKeyDown}
      />
      {unit ? <span aria-hidden="true">{unit}</span> : null}
    </span>
  );
}
