// How Electron is started; what the app does then is in desktop.test.ts, whose stand-in is started the same way.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { electronArguments } from '../../electron/setup/electron-binary.mjs';

it('gives its V8 the memory settings of the other hosts, before the app and what was asked of it', () => {
  const [flags = '', app, ...asked] = electronArguments(['--library', 'a b']);
  expect(asked).toEqual(['--library', 'a b']);
  expect(app).toMatch(/^[^-]/);
  const value = /^--js-flags=(.+)$/.exec(flags)?.[1] ?? '';
  expect(value).toContain('--max-semi-space-size=');
  // A misspelt flag is silent in Electron; Node, with a V8 of the same line, refuses it.
  const { status, stderr } = spawnSync(process.execPath, [...value.split(' '), '--eval', '']);
  expect({ status, said: String(stderr) }).toEqual({ status: 0, said: '' });
});
