/** Owns the types of check-packages.mjs. */
interface LockEntry {
  readonly license?: string;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
export function checkPackages(lock?: { readonly packages: Readonly<Record<string, LockEntry>> }): string[];
