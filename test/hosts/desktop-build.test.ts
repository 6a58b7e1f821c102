import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

it('the built desktop app finds its packages and serves, and leaves the library closed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maquette-built-'));
  try {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    await run(process.execPath, [vite, 'build', '--config', 'electron/vite.electron.config.ts'], { cwd: root });
    await mkdir(join(folder, 'dist/renderer'), { recursive: true });
    await writeFile(join(folder, 'dist/renderer/index.html'), '<title>Maquette</title>');
    const starter = join(root, 'test/support/electron-stand-in/run-built-app.ts');
    const main = join(root, 'dist/electron/main.js');
    const { stdout } = await run(
      process.execPath,
      [starter, main, folder, '--no-samples', '--library', join(folder, 'library')],
      { env: { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, APPDATA: folder } },
    );
    const said = JSON.parse(stdout);
    expect(said.status.result).toMatchObject({ hostKind: 'electron', libraryPath: join(folder, 'library') });
    expect(said.page).toContain('<title>Maquette</title>');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
