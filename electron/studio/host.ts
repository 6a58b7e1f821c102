/** Owns the port that a host implements: what differs between Electron, the browser host and the command line. */

/** Where keys are kept. Values never leave the studio process. */
export interface SecretStore {
  /** For people: "macOS Keychain", "encrypted file". */
  readonly label: string;
  /** False when the key that protects the secrets lies beside them. The window says so. */
  readonly isSecure: boolean;
  /** False: keys can only come from the environment. */
  readonly canStore: boolean;
  read(name: string): Promise<string | null>;
  /** Throws StudioError `secrets-unavailable`. */
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface Host {
  readonly kind: 'electron' | 'browser' | 'command-line';
  readonly secrets: SecretStore;
  /** Shows a file in the system's file manager; null where there is none. */
  readonly reveal: ((path: string) => Promise<void>) | null;
  /** Only the variables the studio may know; hosts pass `process.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}
