import type { ComponentType, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { Tooltip } from './tooltip.tsx';

export type IconType = ComponentType<{ size?: number | string; strokeWidth?: number | string }>;

interface ButtonProps {
  readonly children: ReactNode;
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger' | undefined;
  readonly size?: 'regular' | 'small' | undefined;
  readonly icon?: IconType | undefined;
  /** Why it cannot be pressed, as a sentence. The button stays focusable and shows it. */
  readonly disabledReason?: string | null | undefined;
  /** For a button that is off without needing an explanation. */
  readonly isDisabled?: boolean | undefined;
  readonly shortcut?: string | undefined;
  readonly type?: 'button' | 'submit' | undefined;
  readonly onPress?: (() => void) | undefined;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly 'aria-expanded'?: boolean | undefined;
}

export function Button(props: ButtonProps) {
  const { children, variant = 'plain', size = 'regular', icon: Icon, disabledReason, shortcut, onPress } = props;
  const isOff = Boolean(disabledReason) || props.isDisabled === true;
  const button = (
    <button
      ref={props.ref}
      type={props.type ?? 'button'}
      className={[styles.button, styles[variant], styles[size], props.className].filter(Boolean).join(' ')}
      aria-disabled={isOff || undefined}
      aria-label={props['aria-label']}
      aria-expanded={props['aria-expanded']}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else onPress?.();
      }}
    >
      {Icon ? <Icon size={16} strokeWidth={1.75} /> : null}
      {children}
    </button>
  );
  if (!disabledReason && !shortcut) return button;
  return (
    <Tooltip content={disabledReason || children} shortcut={disabledReason ? undefined : shortcut}>
      {button}
    </Tooltip>
  );
}
