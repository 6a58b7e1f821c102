/** Owns running the real command line as a person's shell would: a process of its own, its own home, no keys. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

const entry = join(import.meta.dirname, '../../electron/cli.ts');

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandPlace {
  /** A folder of its own for each test, gone when it is over. */
  readonly folder: string;
  readonly libraryPath: string;
  readonly environment: Record<string, string>;
}

export async function openCommandPlace(environment: Record<string, string> = {}): Promise<CommandPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'maquette-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const libraryPath = join(folder, 'library');
  const own = { HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), MAQUETTE_LIBRARY: libraryPath };
  // Half of a command's start is compiling the same files again.
  const cache = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '' };
  return { folder, libraryPath, environment: { PATH: process.env.PATH ?? '', ...cache, ...own, ...environment } };
}

export function startCommand(place: CommandPlace, given: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [entry, ...given], {
    cwd: place.folder,
    env: place.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

export async function ended(child: ChildProcess): Promise<CommandResult> {
  const { stdout: out, stderr: err } = child;
  if (!out || !err) throw new Error('the command was started without pipes');
  const [stdout, stderr] = await Promise.all([text(out), text(err), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

export function runCommand(place: CommandPlace, ...given: readonly string[]): Promise<CommandResult> {
  return ended(startCommand(place, given));
}

/** The one JSON object on stdout; fails with what stderr says when the command failed. */
export async function runJson(place: CommandPlace, ...given: readonly string[]) {
  const { code, stdout, stderr } = await runCommand(place, ...given, '--json');
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}`);
  return JSON.parse(stdout);
}
