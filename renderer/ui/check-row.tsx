import type { ReactNode } from 'react';
import styles from './check-row.module.css';

interface CheckRowProps {
  readonly label: string;
  /** At the end of the row: a price, a count. */
  readonly note?: ReactNode;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean | undefined;
  readonly onChange: (isChecked: boolean) => void;
}

export function CheckRow({ label, note, isChecked, isDisabled = false, onChange }: CheckRowProps) {
  return (
    <label className={styles.row} data-disabled={isDisabled || undefined}>
      <input
        type="checkbox"
        className={styles.box}
        checked={isChecked}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={styles.label}>{label}</span>
      {note ? <span className={styles.note}>{note}</span> : null}
    </label>
  );
}
