/** Owns `npm run emulators`: both vendors on fixed loopback ports, for trying Maquette without keys and without cost. */
import { parseArgs } from 'node:util';
import { startGoogleEmulator } from './google-emulator.ts';
import { startOpenAiEmulator } from './openai-emulator.ts';

const { values } = parseArgs({
  options: {
    'openai-port': { type: 'string', default: '4100' },
    'google-port': { type: 'string', default: '4200' },
    /** Whole time of an answer in milliseconds; a stream spreads it over its events. */
    latency: { type: 'string', default: '0' },
    /** Paint once per size and answer from memory, for benches. */
    canned: { type: 'boolean', default: false },
  },
});

const shared = { latencyMs: Number(values.latency), cannedPictures: values.canned };
const openAi = await startOpenAiEmulator({ ...shared, port: Number(values['openai-port']) });
const google = await startGoogleEmulator({ ...shared, port: Number(values['google-port']) });

console.log(`OpenAI emulator  ${openAi.baseUrl}
Gemini emulator  ${google.baseUrl}

Point Maquette at them:
  MAQUETTE_OPENAI_BASE_URL=${openAi.baseUrl}
  MAQUETTE_GEMINI_BASE_URL=${google.baseUrl}
and enter any key that begins with "sk-emulator" (OpenAI) or "emulator" (Google).

Make the next request fail (fault kinds are listed when you send an unknown one):
  curl -X POST ${openAi.origin}/__emulator/faults -H 'content-type: application/json' \\
    -d '[{"kind":"rate-limit","times":2,"retryAfterSeconds":3},{"kind":"moderation","path":"/images/edits"}]'
Slow it down:
  curl -X POST ${google.origin}/__emulator/latency -H 'content-type: application/json' -d '{"latencyMs":8000}'
See what arrived and what a vendor would have billed, or start over:
  curl ${openAi.origin}/__emulator/log
  curl -X POST ${openAi.origin}/__emulator/reset

Stop with Ctrl+C.`);

const stop = async (): Promise<void> => {
  await Promise.all([openAi.close(), google.close()]);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
