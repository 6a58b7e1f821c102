import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './select.module.css';
import { Tooltip } from './tooltip.tsx';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A second line in the list. */
  readonly note?: string | null | undefined;
  readonly icon?: ReactNode;
  readonly isDisabled?: boolean | undefined;
}

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  /** Without a border until hovered, for bars. */
  readonly isQuiet?: boolean | undefined;
  /** What the trigger shows instead of the option's label. */
  readonly display?: ReactNode;
  /** Shown on hover and focus; a quiet select, which stands in a bar without words beside it, shows its label. */
  readonly tooltip?: ReactNode;
  readonly className?: string | undefined;
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, options, onChange, isQuiet, display, tooltip, className } = props;
  const current = options.find((option) => option.value === value);
  const classes = [styles.trigger, isQuiet ? styles.quiet : styles.bordered, className].filter(Boolean).join(' ');
  return (
    <BaseSelect.Root<Value> value={value} onValueChange={(next) => (next === null ? undefined : onChange(next))}>
      <Explained by={tooltip ?? (isQuiet ? label : null)}>
        <BaseSelect.Trigger
          className={classes}
          aria-label={`${label}: ${typeof display === 'string' ? display : (current?.label ?? value)}`}
        >
          <span className={styles.value}>{display ?? current?.label ?? value}</span>
          <ChevronDown className={styles.chevron} size={14} />
        </BaseSelect.Trigger>
      </Explained>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className={styles.positioner} sideOffset={6} alignItemWithTrigger={false}>
          <BaseSelect.Popup className={styles.popup}>
            <BaseSelect.List className={styles.list}>
              {options.map((option) => (
                <SelectRow key={option.value} option={option} />
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}

function Explained({
  by,
  children,
}: {
  readonly by: ReactNode;
  readonly children: ReactElement<Record<string, unknown>>;
}) {
  return by === null ? children : <Tooltip content={by}>{children}</Tooltip>;
}

function SelectRow<Value extends string>({ option }: { readonly option: SelectOption<Value> }) {
  return (
    <BaseSelect.Item value={option.value} disabled={option.isDisabled} className={styles.item} label={option.label}>
      <BaseSelect.ItemIndicator className={styles.check}>
        <Check size={14} />
      </BaseSelect.ItemIndicator>
      {option.icon ? <span className={styles.icon}>{option.icon}</span> : null}
      <span className={styles.text}>
        <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
        {option.note ? <span className={styles.note}>{option.note}</span> : null}
      </span>
    </BaseSelect.Item>
  );
}
