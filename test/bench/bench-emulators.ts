/** Owns both vendors' emulators in a process of their own, so that their work is not counted as the studio's. */
import { startProcess } from './bench-process.ts';

export interface BenchEmulators {
  readonly openAiUrl: string;
  readonly googleUrl: string;
  /** Keys and addresses, as the studio takes them. */
  readonly environment: Readonly<Record<string, string>>;
  setLatency(latencyMs: number): Promise<void>;
  stop(): Promise<void>;
}

export const OPENAI_KEY = 'sk-emulator-0123456789';
export const GOOGLE_KEY = 'emulator-0123456789';

/** They paint each size once and answer from memory, after 0 ms unless told otherwise. */
export async function startBenchEmulators(): Promise<BenchEmulators> {
  const { process: emulators, ready } = await startProcess({
    file: 'test/emulators/run-emulators.ts',
    parameters: ['--canned', '--openai-port', '0', '--google-port', '0'],
    environment: {},
    readReady: (printed) => {
      const openAiUrl = /^OpenAI emulator\s+(\S+)$/m.exec(printed)?.[1];
      const googleUrl = /^Gemini emulator\s+(\S+)$/m.exec(printed)?.[1];
      return openAiUrl && googleUrl ? { openAiUrl, googleUrl } : null;
    },
  });
  return {
    ...ready,
    environment: {
      OPENAI_API_KEY: OPENAI_KEY,
      GEMINI_API_KEY: GOOGLE_KEY,
      MAQUETTE_OPENAI_BASE_URL: ready.openAiUrl,
      MAQUETTE_GEMINI_BASE_URL: ready.googleUrl,
    },
    setLatency: async (latencyMs) => {
      for (const url of [ready.openAiUrl, ready.googleUrl]) {
        const response = await fetch(new URL('/__emulator/latency', url), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ latencyMs }),
        });
        if (!response.ok) throw new Error(`the emulator refused a latency of ${latencyMs} ms`);
      }
    },
    stop: emulators.stop,
  };
}
