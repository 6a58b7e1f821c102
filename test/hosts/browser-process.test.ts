import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const entry = resolve(import.meta.dirname, '../../electron/browser.ts');
let folder = '';
const running: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maquette-browser-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map(stop));
  await rm(folder, { recursive: true, force: true });
});

function start(parameters: string[], environment: Record<string, string> = {}): ChildProcess {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, MAQUETTE_LIBRARY: _library, ...rest } = process.env;
  const child = spawn(process.execPath, [entry, '--no-samples', ...parameters], {
    env: { ...rest, XDG_CONFIG_HOME: join(folder, 'config'), XDG_DATA_HOME: join(folder, 'data'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
  return child.exitCode;
}

async function serving(parameters: string[], environment?: Record<string, string>) {
  const child = start(['--json', ...parameters], environment);
  if (!child.stdout) throw new Error('The process has no output.');
  const [line] = await once(createInterface(child.stdout), 'line');
  const said: { address: string; libraryPath: string } = JSON.parse(line);
  return { child, ...said };
}

async function outcome(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  await once(child, 'close');
  return { code: child.exitCode, said };
}

async function statusOf(address: string): Promise<{ libraryPath: string; hostKind: string }> {
  const entered = await fetch(address, { redirect: 'manual' });
  const headers = { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' };
  const answer = await fetch(new URL('/rpc/studio.status', address), { method: 'POST', body: '{}', headers });
  return (await answer.json()).result;
}

describe('npm start without Electron', () => {
  it('prints its address, serves the studio there, and ends cleanly when told to', async () => {
    const libraryPath = join(folder, 'library');
    const { child, address } = await serving(['--library', libraryPath]);
    expect(await statusOf(address)).toMatchObject({ hostKind: 'browser', libraryPath });
    expect(await stop(child)).toBe(0);
    const again = await serving(['--library', libraryPath]);
    expect(await statusOf(again.address)).toMatchObject({ libraryPath });
  });

  it('is found at the same port on every start, with a new secret, and elsewhere when the port is taken', async () => {
    const libraryPath = join(folder, 'library');
    const first = await serving(['--library', libraryPath]);
    await stop(first.child);
    const second = await serving(['--library', libraryPath]);
    expect(new URL(second.address).port).toBe(new URL(first.address).port);
    expect(second.address).not.toBe(first.address);
    const copied = join(folder, 'copied');
    await mkdir(copied);
    await copyFile(join(libraryPath, 'browser-port'), join(copied, 'browser-port'));
    const third = await serving(['--library', copied]);
    expect(await statusOf(third.address)).toMatchObject({ libraryPath: copied });
    expect(new URL(third.address).port).not.toBe(new URL(second.address).port);
  });

  it('uses the library that the environment names, else the user’s data folder', async () => {
    const named = await serving([], { MAQUETTE_LIBRARY: join(folder, 'named') });
    expect(named.libraryPath).toBe(join(folder, 'named'));
    if (process.platform !== 'linux') return;
    const usual = await serving([]);
    expect(usual.libraryPath).toBe(join(folder, 'data', 'maquette', 'library'));
  });

  it('refuses a second process on the same library, a taken port and a wrong option, each with one sentence', async () => {
    const libraryPath = join(folder, 'library');
    const { address } = await serving(['--library', libraryPath]);
    const port = new URL(address).port;
    const refused: [string[], RegExp][] = [
      [['--library', libraryPath], /is open in another/],
      [['--library', join(folder, 'other'), '--port', port], /Another program uses this port/],
      [['--port', 'many'], /--port takes a number/],
      [['--libary', 'x'], /It knows --library DIR/],
      [['--library', entry], /folder/],
    ];
    for (const [parameters, sentence] of refused) {
      const { code, said } = await outcome(start(parameters));
      expect(said.trim()).toMatch(sentence);
      expect(said.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(1);
    }
  });

  it.skipIf(process.platform === 'win32')(
    'opens an app window with an address that works once, and closes it when it ends',
    async () => {
      const report = join(folder, 'report.json');
      const closed = join(folder, 'closed');
      const browser = await fakeBrowser(
        report,
        `process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(closed)}, 'closed'); process.exit(0); });
         setInterval(() => {}, 1000)`,
      );
      const environment = { DISPLAY: ':0', MAQUETTE_CHROMIUM: browser };
      const { child, address } = await serving(['--library', join(folder, 'library')], environment);
      const seen = await reportOf(report);
      expect(seen).toMatchObject({ firstVisit: 303, secondVisit: 403 });
      expect(seen.parameters).toContain(`--user-data-dir=${join(folder, 'library', 'window')}`);
      expect(seen.parameters.join(' ')).not.toContain('remote-debugging');
      expect(seen.parameters.join(' ')).not.toContain(new URL(address).searchParams.get('token'));
      expect(await stop(child)).toBe(0);
      await expect.poll(() => readFile(closed, 'utf8').catch(() => '')).toBe('closed');
    },
  );

  it.skipIf(process.platform === 'win32')('goes on serving when the window cannot be shown', async () => {
    const report = join(folder, 'report.json');
    const browser = await fakeBrowser(report, 'process.exit(1)');
    const { child, address } = await serving(['--library', join(folder, 'library')], {
      DISPLAY: ':0',
      MAQUETTE_CHROMIUM: browser,
    });
    if (child.stderr)
      expect((await once(createInterface(child.stderr), 'line'))[0]).toContain('Open the address above');
    expect(await statusOf(address)).toMatchObject({ hostKind: 'browser' });
  });
});

/** A program that visits the address it is given twice, reports what it saw, and then does as it is told. */
async function fakeBrowser(report: string, afterwards: string): Promise<string> {
  const path = join(folder, 'browser');
  const code = `#!${process.execPath}
    const { writeFileSync, renameSync } = require('node:fs');
    const parameters = process.argv.slice(2);
    const address = parameters.find((word) => word.startsWith('--app=')).slice(6);
    (async () => {
      const visit = async () => (await fetch(address, { redirect: 'manual' })).status;
      const seen = { firstVisit: await visit(), secondVisit: await visit(), parameters };
      writeFileSync(${JSON.stringify(`${report}.tmp`)}, JSON.stringify(seen));
      renameSync(${JSON.stringify(`${report}.tmp`)}, ${JSON.stringify(report)});
      ${afterwards}
    })();`;
  await writeFile(path, code);
  await chmod(path, 0o755);
  return path;
}

interface Report {
  readonly firstVisit: number;
  readonly secondVisit: number;
  readonly parameters: string[];
}

async function reportOf(path: string): Promise<Report> {
  const read = () => readFile(path, 'utf8').catch(() => '');
  await expect.poll(read, { timeout: 20_000 }).not.toBe('');
  return JSON.parse(await read());
}
