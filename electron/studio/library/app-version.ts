/** Owns the version number, read from the package that this code belongs to. */
import manifest from '../../../package.json' with { type: 'json' };

export const appVersion: string = manifest.version;
