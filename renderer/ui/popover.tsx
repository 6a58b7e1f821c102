import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import styles from './popover.module.css';

interface PopoverProps {
  /** One button element; it becomes the trigger. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly title: string;
  readonly align?: 'start' | 'center' | 'end' | undefined;
  readonly children: ReactNode;
}

export function Popover({ trigger, title, align = 'center', children }: PopoverProps) {
  return (
    <BasePopover.Root>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner className={styles.positioner} sideOffset={8} align={align} collisionPadding={8}>
          <BasePopover.Popup className={styles.popup}>
            <BasePopover.Title className={styles.title}>{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
