import { Autocomplete } from '@base-ui/react/autocomplete';
import { LayoutDashboard, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useActions } from '../actions/use-actions.ts';
import { Keycap } from '../ui/keycap.tsx';
import { useBoards } from '../workspace/use-boards.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './command-palette.module.css';
import { actionItems, boardItems, matchingGroups, type PaletteGroup, type PaletteItem } from './palette-items.ts';

/** What can be done now, and every board to go to. */
function useGroups(): PaletteGroup[] {
  const actions = useActions((state) => state.actions);
  const openBoard = useWorkspace((state) => state.openBoard);
  const boards = useBoards((state) => state.boards);
  return useMemo(
    () => [...actionItems(actions), boardItems({ boards, icon: LayoutDashboard, openBoard })],
    [actions, boards, openBoard],
  );
}

export function CommandList({ onPerform }: { readonly onPerform: (item: PaletteItem) => void }) {
  const [query, setQuery] = useState('');
  const groups = useGroups();
  const matching = useMemo(() => matchingGroups(groups, query), [groups, query]);
  return (
    <Autocomplete.Root
      open
      inline
      autoHighlight="always"
      keepHighlight
      items={groups}
      filteredItems={matching}
      itemToStringValue={(item: PaletteItem) => item.label}
      value={query}
      onValueChange={(text, { reason }) => {
        // Choosing an item would write its label into the field just as the palette closes.
        if (reason !== 'item-press') setQuery(text);
      }}
    >
      <div className={styles.field}>
        <Search size={16} />
        <Autocomplete.Input
          className={styles.input}
          placeholder="What do you want to do?"
          aria-label="Search commands"
        />
      </div>
      <Autocomplete.Empty className={styles.nothing}>
        {matching.length === 0 ? 'No command or board has these letters.' : null}
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.value} items={group.items} className={styles.group}>
            <Autocomplete.GroupLabel className={styles.groupLabel}>{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteItem) => <CommandRow key={item.id} item={item} onPerform={onPerform} />}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <footer className={styles.footer}>
        <span>
          <Keycap keys="up" /> <Keycap keys="down" /> choose
        </span>
        <span>
          <Keycap keys="enter" /> do it
        </span>
        <span>
          <Keycap keys="escape" /> leave
        </span>
      </footer>
    </Autocomplete.Root>
  );
}

function CommandRow({ item, onPerform }: { item: PaletteItem; onPerform: (item: PaletteItem) => void }) {
  const Icon = item.icon;
  return (
    <Autocomplete.Item value={item} className={styles.item} onClick={() => onPerform(item)}>
      <span className={styles.icon}>{Icon ? <Icon size={15} strokeWidth={1.75} /> : null}</span>
      <span className={styles.label}>{item.label}</span>
      {item.shortcut ? <Keycap keys={item.shortcut} /> : null}
    </Autocomplete.Item>
  );
}
