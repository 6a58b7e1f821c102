/** Owns the processes that a bench starts: the studio's real host and the emulators; none outlives the bench. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = resolve(import.meta.dirname, '../..');

export interface BenchProcess {
  readonly processId: number;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Lets it close in order, and waits until it is gone. */
  stop(): Promise<void>;
}

/** What `npm start` gives too; nothing else of this process's own environment comes along. */
const passedOn = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
// A bench that is stopped takes its processes along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

export interface ProcessOrder<Ready> {
  /** Path from the project's folder, or address as `import.meta.resolve` answers it. */
  readonly file: string;
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Reads what was printed so far; null while what is waited for is not there. */
  readonly readReady: (printed: string) => Ready | null;
}

/** Resolves when the process says that it is ready. */
export async function startProcess<Ready>(
  order: ProcessOrder<Ready>,
): Promise<{ process: BenchProcess; ready: Ready }> {
  const child = spawn(
    process.execPath,
    // As electron/setup/runtime.mjs starts it for a person.
    [
      '--max-semi-space-size=64',
      '--external-memory-accounted-in-global-limit',
      order.file.startsWith('file:') ? fileURLToPath(order.file) : join(root, order.file),
      ...order.parameters,
    ],
    {
      env: { ...passedOn, ...order.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.add(child);
  const gone = new Promise<void>((done) => child.once('exit', () => done())).then(() => void running.delete(child));
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const ready = await new Promise<Ready>((done, fail) => {
    let printed = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      printed += `${line}\n`;
      const found = order.readReady(printed);
      if (found !== null) done(found);
    });
    child.once('exit', () => fail(new Error(`${order.file} ended before it was ready: ${complaint}`)));
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await gone;
  };
  return {
    process: { processId: child.pid ?? 0, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') },
    ready,
  };
}
