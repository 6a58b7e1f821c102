import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLog } from '../../electron/hosts/file-log.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maquette-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the log', () => {
  it('holds what went wrong, but no key, wherever an SDK put it', async () => {
    const path = join(folder, 'maquette.log');
    const keys = ['sk-proj-abcdefgh12345678', 'AIzaSyA0123456789abcdef'];
    const cause = new Error(`401 for ${keys[0]}`, {
      cause: { headers: { authorization: 'Bearer abcdefghijklmnop' }, url: `https://x/v1?key=${keys[1]}` },
    });
    createFileLog(path).error('request failed', cause);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('request failed');
    expect(text).toContain('401 for [key]');
    for (const key of [...keys, 'abcdefghijklmnop']) expect(text).not.toContain(key);
  });

  it('stays bounded, and its failure is nobody’s failure', async () => {
    const path = join(folder, 'maquette.log');
    const log = createFileLog(path);
    for (let line = 0; line < 40; line += 1) log.info('x'.repeat(100_000));
    expect((await stat(path)).size + (await stat(`${path}.old`)).size).toBeLessThan(2_300_000);
    expect(() => createFileLog('/dev/null/nowhere/maquette.log').info('lost')).not.toThrow();
  });
});
