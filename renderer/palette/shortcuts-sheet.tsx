import { useMemo, useState } from 'react';
import { type Action, useActions } from '../actions/use-actions.ts';
import { changeSettings, useSettings } from '../settings/use-settings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextInput } from '../ui/field.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { fuzzyFilter } from './fuzzy-score.ts';
import { ShortcutRow, type ShortcutRowAction } from './shortcut-row.tsx';
import styles from './shortcuts-sheet.module.css';

export function ShortcutsSheet() {
  const isOpen = useWorkspace((state) => state.overlay?.kind === 'shortcuts');
  const showOverlay = useWorkspace((state) => state.showOverlay);
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={() => showOverlay(null)} widthPx={760}>
      <Sheet />
    </Dialog>
  );
}

interface ShortcutGroup {
  readonly title: string;
  readonly rows: ShortcutRowAction[];
}

function groupsOf(
  actions: readonly Action[],
  overrides: Readonly<Record<string, string>>,
  query: string,
): ShortcutGroup[] {
  const groups = new Map<string, ShortcutRowAction[]>();
  const rows = actions.map(({ name, label, group, shortcut }) => ({
    row: { name, label, shortcut: overrides[name] ?? shortcut, isChanged: overrides[name] !== undefined },
    group,
  }));
  // Found rows stay in their groups: people look for a shortcut by where it belongs.
  const found = new Set(fuzzyFilter(rows, query, ({ row, group }) => `${row.label} ${group} ${row.shortcut}`));
  for (const entry of rows) {
    if (found.has(entry)) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry.row]);
  }
  return [...groups].map(([title, inGroup]) => ({ title, rows: inGroup }));
}

/** A window that fills the screen has its keys for itself: only what can be pressed at the same time can clash. */
function rivalsOf(groups: readonly ShortcutGroup[], { title }: ShortcutGroup): ShortcutRowAction[] {
  const isOwnWindow = (other: string) => other === 'Mask editor';
  return groups.filter((group) => isOwnWindow(group.title) === isOwnWindow(title)).flatMap((group) => group.rows);
}

function Sheet() {
  const actions = useActions((state) => state.actions);
  const { shortcuts } = useSettings();
  const [query, setQuery] = useState('');
  const groups = useMemo(() => groupsOf(actions, shortcuts, query), [actions, shortcuts, query]);
  const whole = useMemo(() => groupsOf(actions, shortcuts, ''), [actions, shortcuts]);
  const change = (name: string, combination: string | null) => {
    const { [name]: _old, ...others } = shortcuts;
    changeSettings({ shortcuts: combination === null ? others : { ...others, [name]: combination } });
  };
  return (
    <div className={styles.sheet}>
      <div className={styles.search}>
        <TextInput
          type="search"
          value={query}
          onChange={setQuery}
          placeholder="Search shortcuts"
          aria-label="Search shortcuts"
        />
        {Object.keys(shortcuts).length > 0 ? (
          <Button variant="quiet" onPress={() => changeSettings({ shortcuts: {} })}>
            Reset all
          </Button>
        ) : null}
      </div>
      {groups.length === 0 ? <p className={styles.nothing}>No action has these letters.</p> : null}
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title} className={styles.group} aria-label={group.title}>
            <h3 className={styles.heading}>{group.title}</h3>
            <ul>
              {group.rows.map((row) => (
                <ShortcutRow key={row.name} action={row} all={rivalsOf(whole, group)} onChange={change} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className={styles.hint}>Press a shortcut to change it. Shortcuts rest while you type in a field.</p>
    </div>
  );
}
