/** Owns the two vendors as emulators and command places that reach them, for tests that spawn the command line. */
import { afterAll, beforeEach } from 'vitest';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { type CommandPlace, openCommandPlace } from './command-run.ts';

export interface Vendors {
  readonly openai: Emulator;
  readonly google: Emulator;
  /** A library of its own with keys for both. */
  readonly openPlace: () => Promise<CommandPlace>;
}

/** Called once at the top of a test file; each test finds both vendors without faults and without a past. */
export async function startVendors(): Promise<Vendors> {
  const openai = await startOpenAiEmulator();
  const google = await startGoogleEmulator();
  afterAll(() => Promise.all([openai.close(), google.close()]));
  beforeEach(() => {
    openai.reset();
    google.reset();
  });
  const environment = {
    OPENAI_API_KEY: 'sk-emulator-0123456789',
    GEMINI_API_KEY: 'emulator-0123456789',
    MAQUETTE_OPENAI_BASE_URL: openai.baseUrl,
    MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
  };
  return { openai, google, openPlace: () => openCommandPlace(environment) };
}
