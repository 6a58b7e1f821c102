/** Owns the verbs of `maquette` and what it says about itself. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { createVerbRunner } from './command-session.ts';
import { addDemoVerb } from './demo-command.ts';
import { addDraftVerb } from './draft-command.ts';
import { addEditVerb } from './edit-command.ts';
import { EXIT, EXIT_HELP, type ExitCode } from './exit-codes.ts';
import { addExportVerb } from './export-command.ts';
import { addExtendVerb } from './extend-command.ts';
import { addImportVerb } from './import-command.ts';
import { addJobsVerb } from './jobs-command.ts';
import { addHistoryVerb, addStatusVerb } from './listing-commands.ts';
import { addLostVerb } from './lost-command.ts';
import { addModelsVerb } from './models-command.ts';
import { CONSENT_HELP } from './paid-consent.ts';
import { addPromoteVerb } from './promote-command.ts';
import { addReceiptVerb } from './receipt-command.ts';
import { addRouteVerb } from './route-command.ts';
import { addServeVerb } from './serve-command.ts';
import { addSpendVerb } from './spend-command.ts';
import { createTerminal } from './terminal.ts';
import { addTextVerb } from './text-command.ts';
import { addVoteVerb } from './vote-command.ts';

const JSON_HELP = `With --json:
  stdout holds one JSON object when it worked; stderr holds {"error":{"code","message"}} when it did not, and
  nothing else. Where there is something to show though not all went well (models side by side, entries added, a
  receipt or an edit verified, an answer not aligned), the answer is printed and the exit code is not 0. Fields are
  added over time, never renamed or removed. Money is in millionths of a US dollar
  ("costMicros"); null means unknown, not zero.`;

/** In the order of the help: the loop, then looking, then money and models. */
const verbs = [
  ...[addRouteVerb, addDraftVerb, addVoteVerb, addPromoteVerb, addEditVerb, addExtendVerb],
  ...[addExportVerb, addTextVerb, addImportVerb],
  ...[
    addHistoryVerb,
    addReceiptVerb,
    addSpendVerb,
    addJobsVerb,
    addLostVerb,
    addModelsVerb,
    addStatusVerb,
    addDemoVerb,
  ],
];

/** Runs one command line to its end. Never throws; help and version count as done. */
export async function runCommandLine(given: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const program = createProgram(given.includes('--json'), (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...given], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    if (given.includes('--json')) {
      createTerminal(true).fail({ code: 'bad-request', message: error.message.replace(/^error: /, '') });
    }
    return EXIT.usage;
  }
  return exitCode;
}

function createProgram(isJson: boolean, end: (code: ExitCode) => void): Command {
  const program = new Command('maquette')
    .description(
      'Draft on a small model, promote the keepers, export true. Without a key it draws with Sketch, offline.',
    )
    .version(readVersion())
    .option('--library <dir>', 'the library to work in; MAQUETTE_LIBRARY, else your data folder, when left out')
    .option('--json', 'answer as one JSON object')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Add --help to see what it takes.')
    .exitOverride()
    .addHelpText('after', `\n${CONSENT_HELP}\n\n${JSON_HELP}\n\n${EXIT_HELP}`);
  // In JSON mode the usage error is written by runCommandLine, as JSON.
  if (isJson) program.configureOutput({ writeErr: () => undefined });
  const run = createVerbRunner(end);
  for (const addVerb of verbs) addVerb(program, run);
  addServeVerb(program, end);
  return program;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : '0';
}
