import styles from './keycap.module.css';

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

const MAC_NAMES: Readonly<Record<string, string>> = {
  mod: '⌘',
  shift: '⇧',
  alt: '⌥',
  ctrl: '⌃',
  enter: '⏎',
  backspace: '⌫',
};
const NAMES: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  ctrl: 'Ctrl',
  enter: 'Enter',
  escape: 'Esc',
  delete: 'Del',
  space: 'Space',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  comma: ',',
  bracketleft: '[',
  bracketright: ']',
  slash: '?',
  backslash: '\\',
  backspace: 'Backspace',
  equal: '=',
  minus: '−',
  plus: '+',
  tab: 'Tab',
};

/** 'mod+shift+z' as ['Ctrl', 'Shift', 'Z'], or with the Mac's signs there. */
export function keyNames(keys: string): string[] {
  return keys.split('+').map((key) => {
    const name = key.toLowerCase();
    return (isMac ? MAC_NAMES[name] : undefined) ?? NAMES[name] ?? (name.length === 1 ? name.toUpperCase() : key);
  });
}

export function Keycap({ keys }: { readonly keys: string }) {
  const names = keyNames(keys);
  return (
    <span className={styles.group}>
      {names.map((name) => (
        <kbd key={name} className={styles.key}>
          {name}
        </kbd>
      ))}
    </span>
  );
}
