/** Owns the command `maquette` under Node 24: runs the command line, ends with its exit code. */
import { runCommandLine } from './cli/command-line.ts';
import { EXIT } from './cli/exit-codes.ts';

/** `maquette history | head` closes our stdout; that is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});

const exitCode = await runCommandLine(process.argv.slice(2)).catch((error: unknown) => {
  console.error('The command ended unexpectedly. Nothing was lost; run "maquette history" to see what is there.');
  if (process.env.MAQUETTE_DEBUG) console.error(error);
  return EXIT.failed;
});
// A vendor's idle connection would keep the process for a minute; stdout is drained first.
process.stdout.write('', () => process.exit(exitCode));
