import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright';
import { expect, it } from 'vitest';
import { findElectron } from '../../electron/setup/electron-binary.mjs';

const root = resolve(import.meta.dirname, '../..');
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

it('opens in the real Electron, from its own scheme, without Node in the page', async ({ skip }) => {
  const executablePath = findElectron();
  if (executablePath === null) {
    process.stdout.write('skipped: no Electron binary\n');
    skip('no Electron binary');
    return;
  }
  if (!hasDisplay) {
    process.stdout.write('skipped: no display for Electron\n');
    skip('no display for Electron');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'maquette-electron-'));
  const app = await _electron.launch({ executablePath, args: [root, '--library', join(folder, 'library')] });
  try {
    const page = await app.firstWindow();
    expect(page.url()).toBe('studio://app/');
    expect(await page.title()).toContain('Maquette');
    expect(await page.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false);
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
});
