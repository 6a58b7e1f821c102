/** Owns what the studio adds to a vendor's own time: ledger, disk, decoding, history, events. */
import { join } from 'node:path';
import { startBenchEmulators } from './bench-emulators.ts';
import { type Bench, type Measurement, median } from './bench-figure.ts';
import { benchOrder, benchRequest, GOOGLE_DRAFT, OPENAI_DRAFT } from './bench-request.ts';
import { followJobs, startBenchStudio, withFolder } from './bench-studio.ts';
import { type DirectCall, directGoogle, directOpenAi } from './direct-calls.ts';

const WARM_UPS = 4;
const SAMPLES = 40;

export const studioOverheadBench: Bench = {
  name: 'studio-overhead',
  measure: () =>
    withFolder(async (folder) => {
      const emulators = await startBenchEmulators();
      const studio = await startBenchStudio({
        libraryPath: join(folder, 'library'),
        environment: emulators.environment,
      });
      try {
        const board = await studio.call('boards.create', { name: 'Overhead' });
        const jobEnd = await followJobs(studio);
        const throughStudio =
          (modelId: string): DirectCall =>
          async (prompt) => {
            const order = benchOrder(board.id, benchRequest({ modelId, prompt }));
            const startedMs = performance.now();
            await studio.call('jobs.enqueue', order);
            await jobEnd(order.jobId);
            return performance.now() - startedMs;
          };
        return [
          await overhead('openai', { direct: directOpenAi(emulators), studio: throughStudio(OPENAI_DRAFT) }),
          await overhead('google', { direct: directGoogle(emulators), studio: throughStudio(GOOGLE_DRAFT) }),
        ];
      } finally {
        await studio.stop();
        await emulators.stop();
      }
    }),
};

/** One after the other, taking turns, so that both meet the same machine. */
async function overhead(vendor: string, ways: { direct: DirectCall; studio: DirectCall }): Promise<Measurement> {
  const direct: number[] = [];
  const added: number[] = [];
  for (let taken = 0; taken < WARM_UPS + SAMPLES; taken += 1) {
    const prompt = `Paper boat number ${taken} on a still pond`;
    const directMs = await ways.direct(prompt);
    const studioMs = await ways.studio(prompt);
    if (taken < WARM_UPS) continue;
    direct.push(directMs);
    added.push(studioMs - directMs);
  }
  return {
    name: `studio-overhead-${vendor}`,
    unit: 'ms',
    samples: added,
    target: { atMost: 60 },
    note: `jobs.enqueue → done over HTTP and events, minus a direct SDK call (median ${median(direct).toFixed(1)} ms) to the same emulator, 1024 × 1024.`,
  };
}
