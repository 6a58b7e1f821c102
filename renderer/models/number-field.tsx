import { useState } from 'react';
import { Field, TextInput } from '../ui/field.tsx';

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** null and NaN show as empty. */
  readonly value: number | null;
  /** What is typed is this many times smaller: dollars for micros. */
  readonly unit?: number;
  /** null when the field is empty; NaN when it holds no number, which is refused with a sentence. */
  readonly onChange: (value: number | null) => void;
}

/** Keeps the text while it is typed: "0." is on its way to 0.05 and must not become 0. */
export function NumberField({ label, hint, error, value, unit = 1, onChange }: NumberFieldProps) {
  const [text, setText] = useState(value === null || Number.isNaN(value) ? '' : String(value / unit));
  const change = (next: string) => {
    setText(next);
    const trimmed = next.trim();
    // Whole micros: a price is never a fraction of one.
    onChange(trimmed === '' ? null : Math.round(Number(trimmed) * unit * 1_000) / 1_000);
  };
  return (
    <Field label={label} hint={hint} error={error}>
      <TextInput value={text} maxLength={16} onChange={change} />
    </Field>
  );
}
