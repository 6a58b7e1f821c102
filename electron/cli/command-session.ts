/** Owns one run of a verb: the studio opened, Ctrl+C listened to, the answer printed, everything closed. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { StudioError, toWireError } from '../../shared/errors.ts';
import { createNodeHost } from '../hosts/browser-host.ts';
import { chooseLibrary, type Environment } from '../hosts/default-library.ts';
import { createFileLog } from '../hosts/file-log.ts';
import type { Studio } from '../studio/studio.ts';
import { EXIT, type ExitCode, exitCodeFor } from './exit-codes.ts';
import { type Answer, createTerminal, type Terminal } from './terminal.ts';

export interface Session {
  readonly studio: Studio;
  readonly terminal: Terminal;
  /** Aborted by the first Ctrl+C; a second one ends the process at once. */
  readonly signal: AbortSignal;
}

export interface SessionPlace {
  /** Instead of what `--library` and the environment say. */
  readonly libraryPath: string;
  /** Instead of the process's own; an empty one guarantees that nothing can be paid. */
  readonly environment: Environment;
  /** Checked before anything is made on the disk. */
  readonly prepare: () => Promise<void>;
}

/** Never throws: what goes wrong is printed and becomes the exit code. */
export type VerbRunner = (
  command: Command,
  work: (session: Session) => Promise<Answer>,
  place?: SessionPlace,
) => Promise<void>;

/** The exit code is handed to `end`, because commander's actions answer nothing. */
export function createVerbRunner(end: (code: ExitCode) => void): VerbRunner {
  return async (command, work, place) => {
    const asked = command.optsWithGlobals<{ library?: string; json?: boolean }>();
    const terminal = createTerminal(asked.json ?? false);
    const environment = place?.environment ?? process.env;
    const libraryPath = place?.libraryPath ?? chooseLibrary(asked.library, environment);
    const interrupt = listenForInterrupt();
    const log = createFileLog(join(libraryPath, 'maquette.log'));
    let studio: Studio | null = null;
    try {
      await place?.prepare();
      const host = createNodeHost({ kind: 'command-line', libraryPath, environment });
      // Loaded only now, so that help and usage errors answer at once.
      const { createStudio } = await import('../studio/studio.ts');
      studio = await createStudio({ host, libraryPath, log, startsQueue: false });
      const session = { studio, terminal, signal: interrupt.signal };
      const answer = await work(session);
      terminal.answer(answer);
      end(answer.exitCode ?? EXIT.done);
    } catch (error) {
      if (!(error instanceof StudioError)) log.error('command failed', error);
      const wire = toWireError(error);
      terminal.fail(wire);
      end(exitCodeFor(wire.code));
    } finally {
      interrupt.stop();
      await studio?.close();
    }
  };
}

function listenForInterrupt(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
