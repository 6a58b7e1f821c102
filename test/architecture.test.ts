// The rules of the house, executed: who may import whom, which package belongs to whom, how long a file may be.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..');

interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** Static imports, re-exports and dynamic imports; relative ones are resolved to project paths. */
function importsOf(path: string, text: string): string[] {
  const found = text.matchAll(
    /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => {
    const name = match[1] ?? match[2] ?? '';
    return name.startsWith('.') ? join(dirname(path), name).replaceAll('\\', '/') : name;
  });
}

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, text, imports: importsOf(path, text) };
}

const product = ['electron', 'renderer', 'shared'].flatMap(filesBelow).map(read);
const everything = [...product, ...filesBelow('test').map(read)];

const isPackage = (name: string) =>
  !name.startsWith('node:') && !/^(electron|renderer|shared|test)\//.test(name) && name !== 'package.json';
const packageOf = (name: string) =>
  name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? '');

/** Which files or folders may import a package. A package that is not listed fails, so that each has an owner. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  zod: ['shared/', 'electron/studio/'],
  'better-sqlite3': ['electron/studio/db/database.ts'],
  hono: ['electron/studio/http/'],
  'p-queue': ['electron/studio/jobs/queue.ts', 'electron/studio/assets/thumbnail-cache.ts'],
  cockatiel: ['electron/studio/jobs/patience.ts'],
  undici: ['electron/studio/jobs/recorded-fetch.ts'],
  openai: ['electron/studio/providers/openai-provider.ts', 'electron/studio/providers/openai/'],
  '@google/genai': ['electron/studio/providers/google-provider.ts', 'electron/studio/providers/google/'],
  sharp: ['electron/studio/imaging/', 'electron/studio/exporting/', 'electron/studio/providers/'],
  culori: ['electron/studio/imaging/', 'electron/studio/providers/sketch/'],
  harfbuzzjs: ['electron/studio/providers/sketch/'],
  exifreader: ['electron/studio/imaging/'],
  commander: ['electron/cli.ts', 'electron/cli/'],
  electron: ['electron/main.ts', 'electron/hosts/'],
  react: ['renderer/'],
  'react-dom': ['renderer/main.tsx', 'renderer/ui/', 'renderer/board/'],
  '@base-ui/react': ['renderer/'],
  '@xyflow/react': ['renderer/board/', 'renderer/app.tsx', 'renderer/main.tsx'],
  '@tanstack/react-query': ['renderer/'],
  '@tanstack/react-virtual': ['renderer/history/', 'renderer/references/'],
  'react-compare-slider': ['renderer/compare/'],
  'lucide-react': ['renderer/'],
  zustand: ['renderer/'],
};

describe('architecture', () => {
  it('reads a tree that is really there', () => {
    expect(product.length).toBeGreaterThan(100);
    expect(product.flatMap((file) => file.imports).length).toBeGreaterThan(300);
  });

  it('gives every package one owner', () => {
    const strays = product.flatMap((file) =>
      file.imports
        .filter(isPackage)
        .filter((name) => !(OWNERS[packageOf(name)] ?? []).some((owner) => file.path.startsWith(owner)))
        .map((name) => `${file.path} imports ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it('owns no package that is not in the manifest', () => {
    const known = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.keys(OWNERS).filter((name) => !(name in known))).toEqual([]);
  });

  it.each([
    ['shared', /^shared\//, (name: string) => name.startsWith('shared/') || name === 'zod'],
    ['the window', /^renderer\//, (name: string) => !/^electron\/|^node:|^test\//.test(name)],
    [
      'the studio',
      /^electron\/studio\//,
      (name: string) => !/^electron\/(?!studio\/)|^renderer\/|^electron$|^test\//.test(name),
    ],
    [
      'hosts',
      /^electron\/hosts\//,
      (name: string) => !/^renderer\/|^test\/|^electron\/studio\/(?!host\.ts|context\.ts)/.test(name),
    ],
    [
      'imaging, routing and providers',
      /^electron\/studio\/(imaging|routing|providers)\//,
      (name: string) =>
        isPackage(name) || /^node:|^shared\/|^electron\/studio\/(imaging|routing|providers)\//.test(name),
    ],
    [
      'http',
      /^electron\/studio\/http\//,
      (name: string) => isPackage(name) || /^node:|^shared\/|^electron\/studio\/(http\/|context\.ts)/.test(name),
    ],
  ])('%s imports only what it may', (_name, files, isAllowed) => {
    const strays = product
      .filter((file) => files.test(file.path))
      .flatMap((file) => file.imports.filter((name) => !isAllowed(name)).map((name) => `${file.path} imports ${name}`));
    expect(strays).toEqual([]);
  });

  it('keeps imaging, routing and providers apart from each other', () => {
    const strays = product.flatMap((file) => {
      const own = /^electron\/studio\/(imaging|routing|providers)\//.exec(file.path)?.[1];
      if (!own) return [];
      return file.imports
        .filter((name) => /^electron\/studio\//.test(name) && !name.startsWith(`electron/studio/${own}/`))
        .map((name) => `${file.path} imports ${name}`);
    });
    expect(strays).toEqual([]);
  });

  it('imports electron only where Electron runs', () => {
    const users = product.filter((file) => file.imports.includes('electron')).map((file) => file.path);
    expect(users.filter((path) => path !== 'electron/main.ts' && !/^electron\/hosts\/electron-/.test(path))).toEqual(
      [],
    );
  });

  it('writes SQL only in stores and db', () => {
    const isSql = /\b(SELECT\s.+\sFROM|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM)\b/s;
    const strays = product
      .filter((file) => !/-store\.ts$|\/db\//.test(file.path) && isSql.test(file.text))
      .map((file) => file.path);
    expect(strays).toEqual([]);
  });

  it('never lets one -api import another, nor anybody but studio.ts collect them', () => {
    const strays = product.flatMap((file) =>
      file.imports
        .filter((name) => /-api\.ts$/.test(name) && file.path !== 'electron/studio/studio.ts')
        .map((name) => `${file.path} imports ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it("lets a window feature see only api, ui, shared, its own folder and others' use-* files", () => {
    const feature = (path: string) => /^renderer\/([^/]+)\//.exec(path)?.[1] ?? null;
    const strays = product.flatMap((file) => {
      const own = feature(file.path);
      if (own === null) return [];
      return file.imports
        .filter((name) => {
          const other = feature(name);
          if (other === null || other === own || other === 'api' || other === 'ui') return false;
          return !/^use-[a-z0-9-]+\.tsx?$/.test(basename(name));
        })
        .map((name) => `${file.path} imports ${name}`);
    });
    expect(strays).toEqual([]);
  });

  it('has no import cycles', () => {
    const byPath = new Map(product.map((file) => [file.path, file]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      const at = trail.indexOf(path);
      if (at >= 0) cycles.push([...trail.slice(at), path].join(' > '));
      if (at >= 0 || done.has(path)) return;
      const file = byPath.get(path);
      // Types leave no trace at run time, so a cycle of types is none.
      const values = file ? importsOf(path, file.text.replace(/^import type [^;]*;/gms, '')) : [];
      for (const name of values) walk(name, [...trail, path]);
      done.add(path);
    };
    for (const file of product) walk(file.path, []);
    expect(cycles).toEqual([]);
  });

  it('keeps files under 300 lines', () => {
    const long = everything.filter((file) => file.text.split('\n').length > 300).map((file) => file.path);
    expect(long).toEqual([]);
  });

  it('names files in kebab-case, once in the whole tree, and never after nothing', () => {
    const names = everything.map((file) => basename(file.path)).filter((name) => name !== 'tsconfig.json');
    expect(
      names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|d|config|electron\.config))?\.(ts|tsx|mjs)$/.test(name)),
    ).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => /^(index|utils?|helpers?|types|common|manager|service)\./.test(name))).toEqual([]);
  });

  it('opens every file of electron and shared with one sentence that says what it owns', () => {
    const silent = product
      .filter((file) => /^(electron|shared)\//.test(file.path))
      .filter((file) => !/^(#!.*\n)?\/\*\*\s+(\*\s+)?Owns /.test(file.text))
      .map((file) => file.path);
    expect(silent).toEqual([]);
  });

  it('has no way around the types or the linter', () => {
    const wayAround = new RegExp(['@ts-' + 'ignore', '@ts-' + 'expect-error', 'biome-' + 'ignore'].join('|'));
    expect(everything.filter((file) => wayAround.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});
