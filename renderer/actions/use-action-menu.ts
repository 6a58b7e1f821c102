import type { MenuEntry } from '../ui/menu.tsx';
import { findAction, performAction, shortcutOf } from './use-actions.ts';

/** Menu entries of registered actions, by name; '-' draws a line. What cannot be done now is left out. */
export function actionMenu(names: readonly string[]): MenuEntry[] {
  const entries: MenuEntry[] = [];
  for (const name of names) {
    const before = entries.at(-1);
    if (name === '-') {
      if (before?.kind === 'item') entries.push({ kind: 'separator', id: `line-${entries.length}` });
      continue;
    }
    const action = findAction(name);
    if (!action?.isEnabled()) continue;
    entries.push({
      kind: 'item',
      label: action.label,
      icon: action.icon,
      shortcut: shortcutOf(name).split(', ')[0] || undefined,
      tone: name.endsWith('.delete') ? 'danger' : 'plain',
      onSelect: () => performAction(name),
    });
  }
  if (entries.at(-1)?.kind === 'separator') entries.pop();
  return entries;
}
