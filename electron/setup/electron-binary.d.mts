/** Owns the types of what tests ask of electron-binary.mjs. */
export function findElectron(): string | null;
export function electronArguments(parameters: readonly string[]): string[];
