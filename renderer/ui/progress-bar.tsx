import styles from './progress-bar.module.css';

interface ProgressBarProps {
  /** 0 to 1; null when nobody knows. */
  readonly value: number | null;
  readonly label: string;
}

export function ProgressBar({ value, label }: ProgressBarProps) {
  const percent = value === null ? undefined : Math.round(value * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={styles.track}
    >
      <div
        className={value === null ? `${styles.bar} ${styles.unknown}` : styles.bar}
        style={value === null ? undefined : { transform: `scaleX(${value})` }}
      />
    </div>
  );
}
