import type { Ref } from 'react';
import type { IconType } from './button.tsx';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

interface IconButtonProps {
  /** The name for screen readers and the tooltip. */
  readonly label: string;
  readonly icon: IconType;
  readonly isPressed?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly shortcut?: string | undefined;
  readonly tooltipSide?: 'top' | 'bottom' | 'left' | 'right' | undefined;
  /** A small number on the corner; nothing for 0. */
  readonly badge?: number | undefined;
  readonly tone?: 'plain' | 'danger' | undefined;
  readonly onPress?: (() => void) | undefined;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, isPressed, isDisabled, shortcut, badge, tone = 'plain' } = props;
  return (
    <Tooltip content={label} shortcut={shortcut} side={props.tooltipSide}>
      <button
        ref={props.ref}
        type="button"
        className={[styles.button, styles[tone], props.className].filter(Boolean).join(' ')}
        aria-label={badge ? `${label} (${badge})` : label}
        aria-pressed={isPressed}
        aria-disabled={isDisabled || undefined}
        onClick={() => {
          if (!isDisabled) props.onPress?.();
        }}
      >
        <Icon size={16} strokeWidth={1.75} />
        {badge ? <span className={styles.badge}>{badge}</span> : null}
      </button>
    </Tooltip>
  );
}
