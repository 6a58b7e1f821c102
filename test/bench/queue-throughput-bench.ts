/** Owns how many jobs a second the queue carries when the vendor takes no time. */
import { join } from 'node:path';
import { startBenchEmulators } from './bench-emulators.ts';
import type { Bench } from './bench-figure.ts';
import { benchOrder, benchRequest, GOOGLE_DRAFT } from './bench-request.ts';
import { followJobs, startBenchStudio, withFolder } from './bench-studio.ts';

const JOBS = 1_000;
/** Requests on their way at once, as a window that sends a contact sheet. */
const SENDERS = 6;

export const queueThroughputBench: Bench = {
  name: 'queue-throughput',
  measure: () =>
    withFolder(async (folder) => {
      const emulators = await startBenchEmulators();
      const libraryPath = join(folder, 'library');
      const studio = await startBenchStudio({ libraryPath, environment: emulators.environment });
      try {
        const board = await studio.call('boards.create', { name: 'Throughput' });
        const jobEnd = await followJobs(studio);
        const orders = Array.from({ length: JOBS }, (_, index) =>
          benchOrder(board.id, benchRequest({ modelId: GOOGLE_DRAFT, prompt: `Small study ${index}` }), {
            column: index % 40,
            row: Math.floor(index / 40),
          }),
        );
        const startedMs = performance.now();
        const left = orders.values();
        const send = async () => {
          for (const order of left) await studio.call('jobs.enqueue', order);
        };
        await Promise.all(Array.from({ length: SENDERS }, send));
        const sentMs = performance.now() - startedMs;
        await Promise.all(orders.map((order) => jobEnd(order.jobId)));
        const seconds = (performance.now() - startedMs) / 1000;
        return [
          {
            name: 'queue-throughput',
            unit: 'jobs/s',
            samples: [JOBS / seconds],
            note: `${JOBS} jobs of one 1K Google picture, 0 ms emulator, from the first enqueue to the last done; all were enqueued after ${(sentMs / 1000).toFixed(1)} s.`,
          },
        ];
      } finally {
        await studio.stop();
        await emulators.stop();
      }
    }),
};
