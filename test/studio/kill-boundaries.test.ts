// Killed at any moment of a paid call: never paid twice, nothing lost that arrived, and the next start tells the truth.
// MAQUETTE_KILL_ROUNDS=20 kills twenty times at each boundary, and once at every mark that a whole call passes.
import { afterAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { type Aftermath, type KillOrder, type KillRun, runAndKill, startAgain } from '../support/kill-runs.ts';
import { draftRequest, temporaryFolder } from '../support/test-studio.ts';

const ROUNDS = Number(process.env.MAQUETTE_KILL_ROUNDS ?? 2);
const LONG_MS = 60_000 + ROUNDS * 20_000;

/** Two kills run at once; each has a vendor of its own, so that what one bills is not counted for the other. */
interface Lane {
  readonly openai: Emulator;
  readonly google: Emulator;
}
const lanes: readonly Lane[] = [
  { openai: await startOpenAiEmulator(), google: await startGoogleEmulator() },
  { openai: await startOpenAiEmulator(), google: await startGoogleEmulator() },
];
afterAll(() => Promise.all(lanes.flatMap((lane) => [lane.openai.close(), lane.google.close()])));

const VENDORS = {
  'OpenAI, one piece': { vendor: 'openai', modelId: 'openai:gpt-image-2', changes: {} },
  'OpenAI, streamed': { vendor: 'openai', modelId: 'openai:gpt-image-2', changes: { role: 'final', quality: 'high' } },
  Google: { vendor: 'google', modelId: 'google:gemini-nano-banana-2.1', changes: {} },
} as const;
type VendorName = keyof typeof VENDORS;

interface Boundary {
  readonly at: string;
  readonly vendor?: VendorName;
  readonly fault?: 'hang' | 'hang-after-headers' | 'stall' | 'delay';
  readonly mode?: 'close';
  /** What the next start must find; absent where both are true, depending on how far the call came. */
  readonly ends: 'nothing' | 'done' | 'possibly-billed';
}

/** Each with what a person must find afterwards. */
const BOUNDARIES: Readonly<Record<string, Boundary>> = {
  'before the job is written': { at: 'INSERT jobs: before#1', ends: 'nothing' },
  'in the middle of writing the job': { at: 'INSERT items: after#1', ends: 'nothing' },
  'after the job row': { at: 'commit of INSERT jobs: after#1', ends: 'done' },
  'while the intent is written': { at: 'INSERT attempts: after#1', ends: 'done' },
  'after the intent row': { at: 'commit of INSERT attempts: after#1', ends: 'done' },
  'before it is written down as sent': { at: 'UPDATE attempts sent: before#1', ends: 'done' },
  'written down as sent, not a byte gone': { at: 'UPDATE attempts sent: after#1', ends: 'possibly-billed' },
  'the vendor has the request': { at: 'the vendor has it', fault: 'hang', ends: 'possibly-billed' },
  'the first headers are here': { at: 'headers: received#1', fault: 'hang-after-headers', ends: 'possibly-billed' },
  'half of the answer is here': { at: 'write answer file: after#2', fault: 'stall', ends: 'possibly-billed' },
  'half of a stream is here': {
    at: 'write answer file: after#2',
    fault: 'stall',
    vendor: 'OpenAI, streamed',
    ends: 'possibly-billed',
  },
  'the whole answer is here, stored nowhere yet': { at: 'body: ended#1', ends: 'done' },
  'the whole stream is here, stored nowhere yet': { at: 'body: ended#1', vendor: 'OpenAI, streamed', ends: 'done' },
  'the raw answer is stored, the ledger still says sent': { at: 'UPDATE attempts accepted: before#1', ends: 'done' },
  'accepted, not decoded': { at: 'UPDATE attempts accepted: after#1', vendor: 'Google', ends: 'done' },
  'the picture is stored, its rows are not': { at: 'INSERT assets: before#1', ends: 'done' },
  'the rows are written, not committed': { at: 'commit of INSERT assets: before#1', ends: 'done' },
  'committed, nobody told': { at: 'commit of INSERT assets: after#1', ends: 'done' },
  'closing, with a call under way': { at: 'close: before#1', fault: 'delay', mode: 'close', ends: 'possibly-billed' },
  'closed, with a call under way': { at: 'close: after#1', fault: 'delay', mode: 'close', ends: 'possibly-billed' },
};

async function killOnce(lane: Lane, boundary: Boundary): Promise<{ run: KillRun; after: Aftermath; vendor: Emulator }> {
  const chosen = VENDORS[boundary.vendor ?? 'OpenAI, one piece'];
  const vendor = lane[chosen.vendor];
  vendor.reset();
  if (boundary.fault) vendor.setFaults([{ kind: boundary.fault, ...(boundary.fault === 'delay' && { delayMs: 400 }) }]);
  const order: KillOrder = {
    folder: await temporaryFolder(),
    environment: {
      OPENAI_API_KEY: 'sk-emulator-0123456789',
      GEMINI_API_KEY: 'emulator-0123456789',
      MAQUETTE_OPENAI_BASE_URL: lane.openai.baseUrl,
      MAQUETTE_GEMINI_BASE_URL: lane.google.baseUrl,
    },
    request: draftRequest({ modelId: chosen.modelId, aspect: '1:1', tier: '1K', seed: null, ...chosen.changes }),
    at: boundary.at,
    ...(boundary.mode && { mode: boundary.mode }),
    ...(boundary.at === 'the vendor has it' && { when: () => vendor.received > 0 }),
  };
  const run = await runAndKill(order);
  return { run, after: await startAgain(order, run.jobId), vendor };
}

/** What must hold wherever it died. */
function requireTruth({ run, after, vendor }: { run: KillRun; after: Aftermath; vendor: Emulator }): void {
  const { job, history, spending } = after;
  expect(vendor.received, 'requests the vendor saw').toBeLessThanOrEqual(1);
  expect(vendor.paidRequests, 'requests the vendor bills').toBeLessThanOrEqual(1);
  expect(job !== null, 'a job that was written is still there').toBe(
    run.marks.includes('commit of INSERT jobs: after#1'),
  );
  expect(after.items, 'its place on the board').toBe(job === null ? 0 : 1);
  expect(after.pictures).toBe(history.length);
  if (run.marks.includes('body: ended#1')) expect(history, 'an answer that arrived whole').toHaveLength(1);
  expect(spending.todayMicros, 'the ledger and the job say the same').toBe(job?.costMicros ?? 0);
  expect(spending.possiblyBilledMicros).toBe(job?.possiblyBilledMicros ?? 0);
  if (job === null) return;
  expect(['done', 'possibly-billed']).toContain(job.state);
  if (job.state === 'done') {
    expect(job).toMatchObject({ error: null, possiblyBilledMicros: 0, candidates: [{ slot: 0 }] });
    expect(job.costMicros).toBeGreaterThan(0);
    expect(history).toHaveLength(1);
    expect(vendor.paidRequests, 'what is done was paid once').toBe(1);
  } else {
    expect(job.error?.code).toBe('possibly-billed');
    expect(job.error?.message).toMatch(
      /^Maquette stopped .+ It may have been billed \(up to \$[\d.]+\) and is not sent/,
    );
    expect(job).toMatchObject({ costMicros: 0, candidates: [] });
    expect(history).toHaveLength(0);
  }
}

describe('kill -9', () => {
  it.each(Object.entries(BOUNDARIES))('%s', { timeout: LONG_MS }, async (_name, boundary) => {
    const round = async (lane: Lane, rounds: number) => {
      for (let done = 0; done < rounds; done += 1) {
        const found = await killOnce(lane, boundary);
        expect(found.run.wasKilled, 'it was killed there').toBe(true);
        requireTruth(found);
        expect(found.after.job?.state ?? 'nothing').toBe(boundary.ends);
      }
    };
    const half = Math.ceil(ROUNDS / lanes.length);
    await Promise.all(lanes.map((lane) => round(lane, half)));
  });

  it.runIf(ROUNDS >= 20).each(Object.keys(VENDORS) as VendorName[])(
    'at every mark of a whole call: %s',
    { timeout: 900_000 },
    async (vendor) => {
      const [first, second] = lanes;
      if (!first || !second) throw new Error('two lanes');
      const whole = await killOnce(first, { at: '', vendor, ends: 'done' });
      requireTruth(whole);
      expect(whole.run.marks.length).toBeGreaterThan(50);
      const left = [...whole.run.marks];
      const work = async (lane: Lane) => {
        for (let at = left.shift(); at !== undefined; at = left.shift()) {
          const found = await killOnce(lane, { at, vendor, ends: 'done' });
          expect(() => requireTruth(found), `killed at ${at}`).not.toThrow();
        }
      };
      await Promise.all([work(first), work(second)]);
    },
  );
});
