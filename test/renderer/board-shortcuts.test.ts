import { describe, expect, it } from 'vitest';
import { type KeyPress, matchesShortcut } from '../../renderer/actions/shortcut.ts';
import { registerActions, shortcutOf, useActions } from '../../renderer/actions/use-actions.ts';
import { boardActions } from '../../renderer/board/board-actions.ts';
import { promptActions } from '../../renderer/prompt/prompt-actions.ts';
import { pickActions } from '../../renderer/staging/pick-actions.ts';
import { appActions } from '../../renderer/workspace/app-actions.ts';

function press(key: string, code: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe('shortcuts', () => {
  it('mean Ctrl on a PC and Command on a Mac', () => {
    const ctrlZ = press('z', 'KeyZ', { ctrlKey: true });
    const commandZ = press('z', 'KeyZ', { metaKey: true });
    expect([matchesShortcut(ctrlZ, 'mod+z', false), matchesShortcut(ctrlZ, 'mod+z', true)]).toEqual([true, false]);
    expect([matchesShortcut(commandZ, 'mod+z', false), matchesShortcut(commandZ, 'mod+z', true)]).toEqual([
      false,
      true,
    ]);
  });

  it('want exactly the held keys they name', () => {
    expect(matchesShortcut(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'mod+z', false)).toBe(false);
    expect(matchesShortcut(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'mod+shift+z, ctrl+y', false)).toBe(
      true,
    );
  });

  it('follow the typed letter, not its place: Ctrl+Z on a French keyboard', () => {
    expect(matchesShortcut(press('z', 'KeyW', { ctrlKey: true }), 'mod+z', false)).toBe(true);
    expect(matchesShortcut(press('w', 'KeyZ', { ctrlKey: true }), 'mod+z', false)).toBe(false);
  });

  it('find the digit of a row where Shift types a sign', () => {
    expect(matchesShortcut(press('!', 'Digit1', { shiftKey: true }), 'shift+1', false)).toBe(true);
    expect(matchesShortcut(press('&', 'Digit1'), '1', false)).toBe(true);
  });

  it('find Latin letters on a Cyrillic layout', () => {
    expect(matchesShortcut(press('з', 'KeyP'), 'p', false)).toBe(true);
  });

  it('are nothing when empty', () => {
    expect(matchesShortcut(press('a', 'KeyA'), '', false)).toBe(false);
  });
});

describe('the list of actions', () => {
  const all = [...promptActions, ...pickActions, ...boardActions, ...appActions];

  it('names every action once', () => {
    expect(new Set(all.map((action) => action.name)).size).toBe(all.length);
  });

  it('gives no key to two actions', () => {
    const keys = all.flatMap((action) => action.shortcut.split(', ')).filter((key) => key !== '');
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('lets the person choose another key', () => {
    const end = registerActions(boardActions);
    useActions.setState({ overrides: { 'board.note': 'n' } });
    expect([shortcutOf('board.note'), shortcutOf('board.frame')]).toEqual(['n', 'c']);
    end();
  });
});
