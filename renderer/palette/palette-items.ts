import type { BoardSummary } from '../../shared/board.ts';
import type { Action } from '../actions/use-actions.ts';
import { shortcutOf } from '../actions/use-actions.ts';
import type { IconType } from '../ui/button.tsx';
import { fuzzyFilter } from './fuzzy-score.ts';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly icon: IconType | undefined;
  /** 'mod+k'; empty when it has none. */
  readonly shortcut: string;
  readonly perform: () => void;
}

/** A type, not an interface: the list control asks for an index signature, which only aliases have implicitly. */
export type PaletteGroup = {
  readonly value: string;
  readonly items: PaletteItem[];
};

/** What can be done now, in the order of the registry. */
export function actionItems(actions: readonly Action[]): PaletteGroup[] {
  const groups = new Map<string, PaletteItem[]>();
  for (const action of actions) {
    if (action.isHidden || !action.isEnabled()) continue;
    const { name, label, icon, perform } = action;
    const shortcut = shortcutOf(name).split(',')[0]?.trim() ?? '';
    const item: PaletteItem = { id: name, label, icon, shortcut, perform };
    groups.set(action.group, [...(groups.get(action.group) ?? []), item]);
  }
  return [...groups].map(([value, items]) => ({ value, items }));
}

interface BoardChoice {
  readonly boards: readonly BoardSummary[];
  readonly icon: IconType;
  readonly openBoard: (id: BoardSummary['id']) => void;
}

export function boardItems({ boards, icon, openBoard }: BoardChoice): PaletteGroup {
  const items = boards.map((board) => ({
    id: board.id,
    label: board.name,
    icon,
    shortcut: '',
    perform: () => openBoard(board.id),
  }));
  return { value: 'Boards', items };
}

/** Groups as they are without a query; with one, every fitting item in one list, best first. */
export function matchingGroups(groups: readonly PaletteGroup[], query: string): PaletteGroup[] {
  const filled = groups.filter((group) => group.items.length > 0);
  if (query.trim() === '') return filled;
  const labelled = filled.flatMap((group) =>
    group.items.map((item) => ({ item, text: `${item.label} ${group.value}` })),
  );
  const items = fuzzyFilter(labelled, query, ({ text }) => text).map(({ item }) => item);
  return items.length === 0 ? [] : [{ value: 'Best matches', items }];
}
