// The studio as a process of its own, driven through its front door, so that it can be killed like one.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../shared/contract.ts';
import { contract } from '../../shared/contract.ts';

const root = resolve(import.meta.dirname, '../..');

export interface StudioProcess {
  readonly address: string;
  call<Name extends ProcedureName>(name: Name, input: ProcedureInput<Name>): Promise<ProcedureOutput<Name>>;
  /** Ends it without warning, as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts the browser host on a library; resolves when it serves. */
export async function startStudioProcess(
  libraryPath: string,
  environment: Readonly<Record<string, string>>,
  parameters: readonly string[] = ['--no-samples'],
): Promise<StudioProcess> {
  const entry = join(root, 'electron/browser.ts');
  const child = spawn(process.execPath, [entry, '--no-open', '--json', '--library', libraryPath, ...parameters], {
    env: { PATH: process.env.PATH, HOME: join(libraryPath, '..'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const address = await new Promise<string>((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => done(JSON.parse(line).address));
    child.once('exit', () => fail(new Error(`the studio ended: ${complaint}`)));
  });
  const welcome = await fetch(address, { redirect: 'manual' });
  const cookie = welcome.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const origin = new URL(address).origin;
  return {
    address,
    async call(name, input) {
      const response = await fetch(`${origin}/rpc/${name}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      const body = await response.json();
      if (body.error) throw new Error(`${body.error.code}: ${body.error.message}`);
      const output = contract[name].output.parse(body.result);
      // Parsed with the schema of the same name.
      return output as Awaited<ReturnType<StudioProcess['call']>> as never;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
