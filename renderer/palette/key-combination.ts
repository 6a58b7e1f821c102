/** Owns the way from a pressed key to a combination as the action registry reads it: 'mod+shift+k', 'alt+up'. */

interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'Dead', 'Process', '']);

/** Keys whose sign depends on Shift or on the layout are named by their place. */
const PLACES: Readonly<Record<string, string>> = {
  BracketLeft: 'bracketleft',
  BracketRight: 'bracketright',
  Slash: 'slash',
  Minus: 'minus',
  Equal: 'equal',
  Backslash: 'backslash',
};

const SIGNS: Readonly<Record<string, string>> = { ' ': 'space', ',': 'comma', '+': 'plus' };

function keyName({ key, code }: PressedKey): string {
  const place = PLACES[code];
  if (place) return place;
  if (code.startsWith('Digit')) return code.slice('Digit'.length);
  const typed = key.toLowerCase();
  // Where the layout types no Latin letter, or Alt turned it into a sign, the letter of the place stands for it.
  if (code.startsWith('Key') && !/^[a-z]$/.test(typed)) return code.slice('Key'.length).toLowerCase();
  return SIGNS[typed] ?? typed.replace(/^arrow/, '');
}

/** null for a modifier alone: the combination is not finished. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function combinationOf(pressed: PressedKey, isMac: boolean): string | null {
  if (MODIFIERS.has(pressed.key)) return null;
  const parts = [
    (isMac ? pressed.metaKey : pressed.ctrlKey) ? 'mod' : null,
    isMac && pressed.ctrlKey ? 'ctrl' : null,
    !isMac && pressed.metaKey ? 'meta' : null,
    pressed.shiftKey ? 'shift' : null,
    pressed.altKey ? 'alt' : null,
    keyName(pressed),
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

/** The same for combinations that mean the same: order of the modifiers, and Ctrl as `mod` where it is that. */
function normalised(combination: string, isMac: boolean): string {
  const parts = combination.toLowerCase().split('+');
  const key = parts.pop() ?? '';
  const names = parts.map((part) => (part === 'ctrl' && !isMac ? 'mod' : part));
  return [...names.sort(), key].join('+');
}

interface Named {
  readonly name: string;
  readonly shortcut: string;
}

/** The first action other than `name` that already answers to the combination; null when it is free. */
export function clashOf<Item extends Named>(
  all: readonly Item[],
  wanted: { readonly name: string; readonly combination: string },
  isMac: boolean,
): Item | null {
  const combination = normalised(wanted.combination, isMac);
  const clash = all.find(
    (other) =>
      other.name !== wanted.name &&
      combinationsIn(other.shortcut).some((taken) => normalised(taken, isMac) === combination),
  );
  return clash ?? null;
}
