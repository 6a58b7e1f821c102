/** Owns the host for a plain Node process that serves the window on loopback. */
import { join } from 'node:path';
import type { Host } from '../studio/host.ts';
import { type Environment, settingsFolder } from './default-library.ts';
import { createFileSecrets } from './file-secrets.ts';
import { createReveal } from './reveal-file.ts';

export interface NodeHostOptions {
  readonly kind: 'browser' | 'command-line';
  readonly libraryPath: string;
  readonly environment: Environment;
}

/** The same for the browser host and the command line: keys stored by one are there for the other. */
export function createNodeHost({ kind, libraryPath, environment }: NodeHostOptions): Host {
  return {
    kind,
    secrets: createFileSecrets({
      filePath: join(libraryPath, 'secrets.sealed'),
      keyPath: join(settingsFolder(environment), 'secrets.key'),
    }),
    reveal: createReveal(environment),
    environment,
  };
}
