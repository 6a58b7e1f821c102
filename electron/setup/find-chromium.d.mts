/** Owns the types of find-chromium.mjs, which is plain JavaScript so that it runs before TypeScript is there. */
export function findChromium(environment?: Readonly<Record<string, string | undefined>>): string | null;
