/** Owns `maquette serve`: the browser host, in a process of its own with the same terminal. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { parseWhole } from './request-options.ts';

interface ServeOptions {
  readonly port?: number;
  readonly open: boolean;
  readonly samples: boolean;
  readonly library?: string;
  readonly json?: boolean;
}

export function addServeVerb(program: Command, end: (code: ExitCode) => void): void {
  const command = program
    .command('serve')
    .description('open the studio in a browser window, or only serve it')
    .option('--port <n>', 'any free one when left out', parseWhole)
    .option('--no-open', 'do not open a window')
    .option('--no-samples', 'no welcome board in a new library')
    .action(async () => end(await serve(command.optsWithGlobals<ServeOptions>())));
}

function serve(options: ServeOptions): Promise<ExitCode> {
  const given = [
    ...(options.library === undefined ? [] : ['--library', options.library]),
    ...(options.port === undefined ? [] : ['--port', String(options.port)]),
    ...(options.open ? [] : ['--no-open']),
    ...(options.samples ? [] : ['--no-samples']),
    ...(options.json ? ['--json'] : []),
  ];
  return new Promise((resolve) => {
    const server = spawn(process.execPath, [join(import.meta.dirname, '../browser.ts'), ...given], {
      stdio: 'inherit',
    });
    // The terminal sends Ctrl+C to both; a signal sent to this process alone is passed on.
    process.on('SIGINT', () => undefined);
    for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, () => server.kill(name));
    server.once('error', () => resolve(EXIT.failed));
    server.once('exit', (code) => resolve(code === 0 ? EXIT.done : EXIT.failed));
  });
}
