import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';
import styles from './side-panel.module.css';

interface SidePanelProps {
  readonly title: string;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly onClose?: (() => void) | undefined;
  readonly side?: 'left' | 'right' | undefined;
  readonly widthPx?: number | undefined;
  /** Stays below the scrolling part. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export function SidePanel(props: SidePanelProps) {
  const { title, actions, onClose, side = 'left', widthPx = side === 'left' ? 300 : 320, footer, children } = props;
  return (
    <aside aria-label={title} className={`${styles.panel} ${styles[side]}`} style={{ width: widthPx }}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        <div className={styles.actions}>
          {actions}
          {onClose ? <IconButton label={`Close ${title.toLowerCase()}`} icon={X} onPress={onClose} /> : null}
        </div>
      </header>
      <div className={styles.body}>{children}</div>
      {footer ? <footer className={styles.footer}>{footer}</footer> : null}
    </aside>
  );
}
