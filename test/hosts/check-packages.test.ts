import { describe, expect, it } from 'vitest';
import { checkPackages } from '../../electron/setup/check-packages.mjs';

const check = (packages: Parameters<typeof checkPackages>[0] & object extends { packages: infer P } ? P : never) =>
  checkPackages({ packages });

describe('what the lockfile must promise', () => {
  it('holds for the lockfile we ship', () => {
    expect(checkPackages()).toEqual([]);
  });

  it('notices a platform package that the index did not have', () => {
    const tool = { license: 'MIT', optionalDependencies: { 'tool-linux': '1.0.0', 'tool-mac': '1.0.0' } };
    const packages = { '': {}, 'node_modules/tool': tool, 'node_modules/tool-linux': { license: 'MIT' } };
    expect(check(packages)).toEqual(['tool needs tool-mac on some platform, and the lockfile does not have it.']);
  });

  it.each(['GPL-3.0-only', 'AGPL-3.0', 'MIT AND GPL-2.0', 'LGPL-3.0-or-later'])('refuses %s', (license) => {
    expect(check({ 'node_modules/thing': { license } })).toEqual([
      `thing is under ${license}, which Maquette does not ship.`,
    ]);
  });

  it('lets a choice of licences and the replaceable libvips pass, and asks for a licence where none is named', () => {
    expect(
      check({
        'node_modules/choice': { license: '(MIT OR GPL-3.0-or-later)' },
        'node_modules/@img/sharp-libvips-linux-x64': { license: 'LGPL-3.0-or-later' },
        'node_modules/@img/sharp-win32-x64': { license: 'Apache-2.0 AND LGPL-3.0-or-later' },
      }),
    ).toEqual([]);
    expect(check({ 'node_modules/nameless-package': {} })).toEqual(['nameless-package names no licence.']);
  });
});
