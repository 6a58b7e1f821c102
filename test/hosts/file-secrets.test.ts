import { mkdtemp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSecrets } from '../../electron/hosts/file-secrets.ts';

const KEY = 'sk-test-0123456789abcdef';
let folder = '';
const filePath = () => join(folder, 'library', 'secrets.sealed');
const keyPath = () => join(folder, 'settings', 'secrets.key');
const openStore = () => createFileSecrets({ filePath: filePath(), keyPath: keyPath() });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maquette-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('keys without a keychain', () => {
  it('gives back after a restart what was stored, and nothing that was removed', async () => {
    const store = openStore();
    await Promise.all([store.write('openai', KEY), store.write('google', 'AIza-other')]);
    expect(await openStore().read('openai')).toBe(KEY);
    expect(await openStore().read('google')).toBe('AIza-other');
    await openStore().remove('openai');
    expect(await openStore().read('openai')).toBeNull();
    expect(await openStore().read('never')).toBeNull();
  });

  it('never writes a key in plain text, and lets no other account read either file', async () => {
    await openStore().write('openai', KEY);
    for (const path of [filePath(), keyPath()]) {
      const bytes = await readFile(path);
      expect(bytes.includes(KEY)).toBe(false);
      expect(bytes.includes(Buffer.from(KEY).toString('base64'))).toBe(false);
      if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0);
    }
  });

  it('says so when it is not a keychain', () => {
    expect(openStore()).toMatchObject({ isSecure: false, canStore: true });
  });

  it('keeps a copied library silent: without the key file nothing can be read', async () => {
    await openStore().write('openai', KEY);
    await rm(keyPath());
    await expect(openStore().read('openai')).rejects.toMatchObject({ code: 'secrets-unavailable' });
  });

  it('answers damage with a coded error, and stores a key that is entered again', async () => {
    await openStore().write('openai', KEY);
    const whole = (await stat(filePath())).size;
    for (const size of [whole - 1, 20, 3, 0]) {
      await truncate(filePath(), size);
      await expect(openStore().read('openai')).rejects.toMatchObject({ code: 'secrets-unavailable' });
    }
    const store = openStore();
    await store.write('openai', 'sk-again-123');
    expect(await openStore().read('openai')).toBe('sk-again-123');
    expect(await readdir(join(folder, 'library'))).toEqual(['secrets.sealed', 'secrets.sealed.damaged']);
  });

  it('answers a folder that cannot be made with a coded error', async () => {
    const blocked = createFileSecrets({ filePath: join('/dev/null', 'x', 'secrets'), keyPath: keyPath() });
    await expect(blocked.write('openai', KEY)).rejects.toMatchObject({ code: 'secrets-unavailable' });
  });
});
