import { useEffect } from 'react';
import { create } from 'zustand';
import type { IconType } from '../ui/button.tsx';

export type ActionGroup = 'Create' | 'Pick' | 'Edit' | 'Arrange' | 'View' | 'Go to' | 'Application' | 'Mask editor';

/** One thing a person can do: palette, menus, shortcuts and the shortcut sheet are all drawn from it. */
export interface Action {
  /** Unique and stable, 'board.duplicate': overrides in the settings name it. */
  readonly name: string;
  readonly label: string;
  readonly group: ActionGroup;
  readonly icon?: IconType | undefined;
  /** 'mod+enter'; several with a comma: 'delete, backspace'. Empty when it has none. */
  readonly shortcut: string;
  /** True: works while typing in a field too. */
  readonly worksInFields?: boolean | undefined;
  /** True: kept out of the palette, for keys such as the arrows. */
  readonly isHidden?: boolean | undefined;
  readonly isEnabled: () => boolean;
  readonly perform: () => void;
}

interface ActionsState {
  readonly actions: readonly Action[];
  /** From `settings.shortcuts`: action name to key combination. */
  readonly overrides: Readonly<Record<string, string>>;
}

export const useActions = create<ActionsState>(() => ({ actions: [], overrides: {} }));

/** Adds actions; those of the same name are replaced. Answers the function that removes them. */
export function registerActions(added: readonly Action[]): () => void {
  const names = new Set(added.map((action) => action.name));
  useActions.setState((state) => ({
    actions: [...state.actions.filter((action) => !names.has(action.name)), ...added],
  }));
  return () => {
    const own = new Set(added);
    useActions.setState((state) => ({ actions: state.actions.filter((action) => !own.has(action)) }));
  };
}

/** Registers actions while the component is mounted. Give a list that is stable between renders. */
export function useRegisteredActions(actions: readonly Action[]): void {
  useEffect(() => registerActions(actions), [actions]);
}

export function findAction(name: string): Action | undefined {
  return useActions.getState().actions.find((action) => action.name === name);
}

export function performAction(name: string): void {
  const action = findAction(name);
  if (action?.isEnabled()) action.perform();
}

/** The combination in force, with the person's overrides. */
export function shortcutOf(name: string): string {
  const { actions, overrides } = useActions.getState();
  return overrides[name] ?? actions.find((action) => action.name === name)?.shortcut ?? '';
}

/** The first of its combinations, to show beside a control; undefined when it has none. */
export function useShortcutOf(name: string): string | undefined {
  useActions();
  return shortcutOf(name).split(', ')[0] || undefined;
}
