import { useEffect } from 'react';
import { type KeyPress, matchesShortcut } from './shortcut.ts';
import { type ActionGroup, useActions } from './use-actions.ts';

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** Drives every registered action from the keyboard. Mounted once. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, []);
}

const MODAL = ['dialog', 'alertdialog', 'menu'].map((role) => `[role="${role}"]:not([aria-modal="false"])`).join(', ');

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const isTyping = isInField(event.target);
  // An open dialog or menu has the keyboard for itself; a message that passes has not.
  const isModal = document.querySelector(MODAL) !== null;
  const { actions, overrides } = useActions.getState();
  for (const action of actions) {
    if ((isTyping || isModal) && !action.worksInFields) continue;
    const shortcut = overrides[action.name] ?? action.shortcut;
    if (!matchesShortcut(event, shortcut, isMac) || !action.isEnabled()) continue;
    event.preventDefault();
    action.perform();
    return;
  }
}

/** The action of a group that a press stands for, with the person's overrides: for windows that drive their own keys. */
export function pressedAction(press: KeyPress, group: ActionGroup): string | null {
  const { actions, overrides } = useActions.getState();
  const found = actions.find(
    (action) => action.group === group && matchesShortcut(press, overrides[action.name] ?? action.shortcut, isMac),
  );
  return found?.name ?? null;
}

/** Where typing means text: fields, and lists that search by typing. */
export function isInField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="listbox"][data-typing]') !== null;
}
