/** Owns a dual run: two vendors at once must take no longer than the slower of them alone. */
import { join } from 'node:path';
import { startBenchEmulators } from './bench-emulators.ts';
import { type Bench, type Measurement, median } from './bench-figure.ts';
import { benchOrder, benchRequest, GOOGLE_DRAFT, OPENAI_DRAFT } from './bench-request.ts';
import { followJobs, startBenchStudio, withFolder } from './bench-studio.ts';
import { directGoogle, directOpenAi } from './direct-calls.ts';

/** 300 ms is quicker than any vendor; 4 s is a quick draft of today. */
const CASES = [
  { latencyMs: 300, samples: 15 },
  { latencyMs: 4_000, samples: 5 },
];

type Run = (prompt: string) => Promise<number>;

export const dualRunBench: Bench = {
  name: 'dual-run',
  measure: () =>
    withFolder(async (folder) => {
      const emulators = await startBenchEmulators();
      const libraryPath = join(folder, 'library');
      const studio = await startBenchStudio({ libraryPath, environment: emulators.environment });
      try {
        const board = await studio.call('boards.create', { name: 'Dual run' });
        const jobEnd = await followJobs(studio);
        const direct = [directOpenAi(emulators), directGoogle(emulators)];
        const slower: Run = async (prompt) => Math.max(...(await Promise.all(direct.map((one) => one(prompt)))));
        const dual: Run = async (prompt) => {
          const groupId = `group_${prompt.replaceAll(/[^a-z0-9]/g, '')}`.slice(0, 40);
          const orders = [OPENAI_DRAFT, GOOGLE_DRAFT].map((modelId, column) => ({
            ...benchOrder(board.id, benchRequest({ modelId, prompt }), { column, row: 0 }),
            groupId,
          }));
          const startedMs = performance.now();
          await Promise.all(orders.map((order) => studio.call('jobs.enqueue', order)));
          await Promise.all(orders.map((order) => jobEnd(order.jobId)));
          return performance.now() - startedMs;
        };
        for (const prompt of ['warm up one', 'warm up two', 'warm up three']) {
          await slower(prompt);
          await dual(prompt);
        }
        const measured: Measurement[] = [];
        for (const one of CASES) {
          await emulators.setLatency(one.latencyMs);
          measured.push(await compare(one, { slower, dual }));
        }
        return measured;
      } finally {
        await studio.stop();
        await emulators.stop();
      }
    }),
};

async function compare(
  { latencyMs, samples }: (typeof CASES)[number],
  { slower, dual }: { slower: Run; dual: Run },
): Promise<Measurement> {
  const direct: number[] = [];
  const both: number[] = [];
  for (let taken = 0; taken < samples; taken += 1) {
    const prompt = `two kites ${latencyMs} ${taken}`;
    direct.push(await slower(prompt));
    both.push(await dual(prompt));
  }
  return {
    name: `dual-run-${latencyMs}ms`,
    unit: 'ms',
    samples: both,
    target: { ratioAtMost: 1.05 },
    comparedWith: { what: 'the slower of two direct SDK calls', value: median(direct) },
    note: `Vendors that answer after ${latencyMs} ms.`,
  };
}
