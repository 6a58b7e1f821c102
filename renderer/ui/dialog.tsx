import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly description?: string | undefined;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly footer?: ReactNode;
  readonly widthPx?: number | undefined;
  readonly children: ReactNode;
}

/** What a person came for: the first field, or else the first answer. Close is only for those who look for it. */
function firstStop(popup: HTMLElement | null): HTMLElement | null {
  const field =
    'input:not([type="hidden"], [hidden], [tabindex="-1"]), textarea, select, [role="combobox"], [role="radio"]';
  return popup?.querySelector<HTMLElement>(field) ?? popup?.querySelector<HTMLElement>('footer button') ?? null;
}

export function Dialog({ title, description, isOpen, onClose, footer, widthPx = 480, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Viewport className={styles.viewport}>
          <BaseDialog.Popup
            ref={popup}
            className={styles.popup}
            style={{ width: widthPx }}
            initialFocus={() => firstStop(popup.current) ?? true}
          >
            <header className={styles.header}>
              <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
              <BaseDialog.Close className={styles.close} aria-label="Close">
                <X size={16} />
              </BaseDialog.Close>
            </header>
            {description ? (
              <BaseDialog.Description className={styles.description}>{description}</BaseDialog.Description>
            ) : null}
            <div className={styles.body}>{children}</div>
            {footer ? <footer className={styles.footer}>{footer}</footer> : null}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
