import { Field as BaseField } from '@base-ui/react/field';
import type { ReactNode } from 'react';
import styles from './field.module.css';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  /** A TextInput or another control of this kit; the label and the sentences are tied to it. */
  readonly children: ReactNode;
}

export function Field({ label, hint, error, children }: FieldProps) {
  return (
    <BaseField.Root className={styles.field} invalid={Boolean(error)}>
      <BaseField.Label className={styles.label}>{label}</BaseField.Label>
      {children}
      {hint && !error ? <BaseField.Description className={styles.hint}>{hint}</BaseField.Description> : null}
      {error ? (
        <BaseField.Error match={true} className={styles.error}>
          {error}
        </BaseField.Error>
      ) : null}
    </BaseField.Root>
  );
}

interface TextInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password' | 'number' | 'search' | 'url' | undefined;
  readonly placeholder?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly isMono?: boolean | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly onEnter?: (() => void) | undefined;
  readonly 'aria-label'?: string | undefined;
}

export function TextInput(props: TextInputProps) {
  return (
    <BaseField.Control
      className={props.isMono ? `${styles.input} ${styles.mono}` : styles.input}
      value={props.value}
      type={props.type ?? 'text'}
      placeholder={props.placeholder}
      disabled={props.isDisabled}
      min={props.min}
      max={props.max}
      maxLength={props.maxLength}
      spellCheck={false}
      autoComplete="off"
      aria-label={props['aria-label']}
      onChange={(event) => props.onChange(event.target.value)}
      onBlur={() => props.onBlur?.()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') props.onEnter?.();
      }}
    />
  );
}
