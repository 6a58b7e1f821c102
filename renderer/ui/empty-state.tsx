import type { ReactNode } from 'react';
import type { IconType } from './button.tsx';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  readonly title: string;
  /** The next step, in one or two sentences. */
  readonly text: ReactNode;
  readonly icon?: IconType | undefined;
  readonly action?: ReactNode;
}

export function EmptyState({ title, text, icon: Icon, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {Icon ? <Icon size={24} strokeWidth={1.5} /> : null}
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{text}</p>
      {action}
    </div>
  );
}
