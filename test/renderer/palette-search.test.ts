import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesShortcut } from '../../renderer/actions/shortcut.ts';
import { fuzzyFilter, fuzzyScore } from '../../renderer/palette/fuzzy-score.ts';
import { clashOf, combinationOf } from '../../renderer/palette/key-combination.ts';

const best = (query: string, labels: string[]) => fuzzyFilter(labels, query, (label) => label)[0];

describe('searching commands', () => {
  it('finds a command by the first letters of its words', () => {
    expect(best('ptf', ['Paste from file', 'Promote to final', 'Fit everything'])).toBe('Promote to final');
    expect(best('hist', ['Show this', 'History', 'Hide all lists'])).toBe('History');
  });

  it('does not mind accents, case or spaces', () => {
    expect(fuzzyScore('Café Müller', 'CAFE  mull')).not.toBeNull();
  });

  it('finds whatever is typed as a piece of the label', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), fc.nat(29), fc.nat(29), (label, from, length) => {
        expect(fuzzyScore(label, label.slice(from, from + length))).not.toBeNull();
      }),
    );
  });

  it('leaves out what has not all letters, in order', () => {
    expect(fuzzyFilter(['Undo', 'Redo'], 'od', (label) => label)).toEqual([]);
  });

  it('keeps everything, as it was, without a query', () => {
    expect(fuzzyFilter(['b', 'a'], '  ', (label) => label)).toEqual(['b', 'a']);
  });
});

const press = (
  key: string,
  code: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', true>>,
) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('changing a shortcut', () => {
  it.each([
    ['a letter', press('K', 'KeyK', { ctrlKey: true, shiftKey: true })],
    ['the letter a German keyboard types', press('y', 'KeyZ', { ctrlKey: true })],
    ['a digit under Shift', press('!', 'Digit1', { shiftKey: true })],
    ['a bracket', press('[', 'BracketLeft', {})],
    ['the comma', press(',', 'Comma', { ctrlKey: true })],
    ['an arrow with Alt', press('ArrowUp', 'ArrowUp', { altKey: true })],
    ['space', press(' ', 'Space', {})],
    ['a letter on a Cyrillic keyboard', press('л', 'KeyK', { ctrlKey: true })],
  ])('records %s so that the same press performs it', (_name, pressed) => {
    for (const isMac of [false, true]) {
      const combination = combinationOf(pressed, isMac);
      expect(combination).not.toBeNull();
      expect(matchesShortcut(pressed, combination ?? '', isMac)).toBe(true);
    }
  });

  it('waits while only a modifier is held', () => {
    expect(combinationOf(press('Shift', 'ShiftLeft', { shiftKey: true }), false)).toBeNull();
  });

  it('names the action that has the combination already, however it is spelled', () => {
    const all = [
      { name: 'undo', shortcut: 'mod+z' },
      { name: 'redo', shortcut: 'mod+shift+z, ctrl+y' },
    ];
    expect(clashOf(all, { name: 'undo', combination: 'mod+y' }, false)?.name).toBe('redo');
    expect(clashOf(all, { name: 'undo', combination: 'shift+mod+z' }, true)?.name).toBe('redo');
    expect(clashOf(all, { name: 'undo', combination: 'mod+y' }, true)).toBeNull();
    expect(clashOf(all, { name: 'redo', combination: 'mod+y' }, false)).toBeNull();
  });
});
