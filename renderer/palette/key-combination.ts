/** Owns the way from a pressed key to a combination as actions name it: 'mod+shift+k', 'bracketleft', 'alt+up'. */

interface PressedKey {
  /** The key's place on the keyboard, as `KeyboardEvent.code` names it: 'KeyK'. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const MODIFIERS = /^(Control|Shift|Alt|Meta)(Left|Right)$/;

/** null for a modifier alone: the combination is not finished. Ctrl and ⌘ are both 'mod', so one choice fits all systems. */
export function combinationOf(pressed: PressedKey): string | null {
  if (pressed.code === '' || MODIFIERS.test(pressed.code)) return null;
  const key = pressed.code.replace(/^(Key|Digit|Numpad|Arrow)(?=.)/, '').toLowerCase();
  const parts = [
    pressed.ctrlKey || pressed.metaKey ? 'mod' : null,
    pressed.shiftKey ? 'shift' : null,
    pressed.altKey ? 'alt' : null,
    key,
  ];
  return parts.filter((part) => part !== null).join('+');
}

/** The single combinations of 'delete, backspace'. */
export function combinationsIn(shortcut: string): string[] {
  return shortcut
    .split(',')
    .map((combination) => combination.trim())
    .filter((combination) => combination !== '');
}

interface Named {
  readonly name: string;
  readonly shortcut: string;
}

/** The actions other than `name` that already answer to the combination. */
export function clashesOf<Item extends Named>(all: readonly Item[], name: string, combination: string): Item[] {
  return all.filter((other) => other.name !== name && combinationsIn(other.shortcut).includes(combination));
}
