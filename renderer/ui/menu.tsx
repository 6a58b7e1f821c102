import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { useState } from 'react';
import type { IconType } from './button.tsx';
import { Keycap } from './keycap.tsx';
import styles from './menu.module.css';

export type MenuEntry =
  | {
      readonly kind: 'item';
      readonly label: string;
      readonly icon?: IconType | undefined;
      readonly shortcut?: string | undefined;
      readonly tone?: 'plain' | 'danger' | undefined;
      readonly isDisabled?: boolean | undefined;
      readonly onSelect: () => void;
    }
  | { readonly kind: 'separator'; readonly id: string };

interface MenuProps {
  /** One button element; it becomes the trigger. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end' | undefined;
}

export function Menu({ trigger, entries, align = 'start' }: MenuProps) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner className={styles.positioner} sideOffset={6} align={align}>
          <BaseMenu.Popup className={styles.popup}>
            <MenuRows entries={entries} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface ContextMenuProps {
  /** Asked when the menu opens, with the element that was pressed; an empty list opens nothing. */
  readonly entriesFor: (target: Element | null) => readonly MenuEntry[];
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Opens on right click, long press, the menu key and Shift+F10. */
export function ContextMenu({ entriesFor, className, children }: ContextMenuProps) {
  const [entries, setEntries] = useState<readonly MenuEntry[]>([]);
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger
        className={className}
        onContextMenuCapture={(event) => {
          const target = event.target instanceof Element ? event.target : null;
          const next = entriesFor(target);
          if (next.length === 0) event.stopPropagation();
          setEntries(next);
        }}
      >
        {children}
      </BaseContextMenu.Trigger>
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner className={styles.positioner}>
          <BaseContextMenu.Popup className={styles.popup}>
            <MenuRows entries={entries} />
          </BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  );
}

function MenuRows({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry) => {
    if (entry.kind === 'separator') return <BaseMenu.Separator key={entry.id} className={styles.separator} />;
    const Icon = entry.icon;
    return (
      <BaseMenu.Item
        key={entry.label}
        className={entry.tone === 'danger' ? `${styles.item} ${styles.danger}` : styles.item}
        disabled={entry.isDisabled}
        onClick={entry.onSelect}
      >
        <span className={styles.icon}>{Icon ? <Icon size={15} strokeWidth={1.75} /> : null}</span>
        <span className={styles.label}>{entry.label}</span>
        {entry.shortcut ? <Keycap keys={entry.shortcut} /> : null}
      </BaseMenu.Item>
    );
  });
}
