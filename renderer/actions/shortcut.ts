/** The parts of a keyboard event that decide. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Names for keys that cannot stand in a combination as they are. */
const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'space',
  arrowup: 'up',
  arrowdown: 'down',
  arrowleft: 'left',
  arrowright: 'right',
  esc: 'escape',
  del: 'delete',
  ',': 'comma',
  '+': 'plus',
};

/** Keys whose sign depends on Shift or on the layout: they are told by their place. */
const CODES: Readonly<Record<string, string>> = {
  BracketLeft: 'bracketleft',
  BracketRight: 'bracketright',
  Slash: 'slash',
  Minus: 'minus',
  Equal: 'equal',
  Backslash: 'backslash',
};

/** True when the press is one of the combinations in 'mod+shift+z, ctrl+y'. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function matchesShortcut(press: KeyPress, shortcut: string, isMac: boolean): boolean {
  return shortcut.split(', ').some((combination) => matchesCombination(press, combination.trim(), isMac));
}

function matchesCombination(press: KeyPress, combination: string, isMac: boolean): boolean {
  if (combination === '') return false;
  const parts = combination.toLowerCase().split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  const wantsCtrl = wants('ctrl') || (!isMac && wants('mod'));
  const wantsMeta = wants('meta') || (isMac && wants('mod'));
  return (
    press.ctrlKey === wantsCtrl &&
    press.metaKey === wantsMeta &&
    press.altKey === wants('alt') &&
    press.shiftKey === wants('shift') &&
    keyOf(press).includes(key)
  );
}

/** Every name a press answers to: what it types, and the digit or sign of its place. */
function keyOf(press: KeyPress): string[] {
  const typed = press.key.toLowerCase();
  const names = [KEY_NAMES[typed] ?? typed];
  const code = CODES[press.code];
  if (code) names.push(code);
  if (press.code.startsWith('Digit')) names.push(press.code.slice('Digit'.length));
  // With Alt or a non-Latin layout the typed sign is another one; the place of the letter still counts.
  if (press.code.startsWith('Key') && !/^[a-z]$/.test(typed)) names.push(press.code.slice('Key'.length).toLowerCase());
  return names;
}
