/** Owns the most memory that the studio takes while 4K pictures are made, received, compared and stored. */
import { join } from 'node:path';
import type { AssetId } from '../../shared/ids.ts';
import { startBenchEmulators } from './bench-emulators.ts';
import type { Bench } from './bench-figure.ts';
import { peakMemoryMb } from './bench-machine.ts';
import { benchOrder, benchRequest } from './bench-request.ts';
import { type BenchStudio, followJobs, startBenchStudio, withFolder } from './bench-studio.ts';

const VENDOR_FINALS = ['openai:gpt-image-2', 'google:gemini-3-pro-image'];

export const memoryBench: Bench = {
  name: 'memory',
  measure: () =>
    withFolder(async (folder) => {
      const emulators = await startBenchEmulators();
      const libraryPath = join(folder, 'library');
      const studio = await startBenchStudio({ libraryPath, environment: emulators.environment });
      try {
        const atRest = await peakMemoryMb(studio.processId);
        if (atRest === null) throw new Error('this system does not count the peak memory of a process');
        await makeFinals(studio);
        const peak = (await peakMemoryMb(studio.processId)) ?? Number.NaN;
        return [
          {
            name: 'memory-started',
            unit: 'MB',
            samples: [atRest],
            note: 'Most resident memory until the studio serves.',
          },
          {
            name: 'memory-4k-peak',
            unit: 'MB',
            samples: [peak],
            note: 'Most resident memory of the studio process: four drafts promoted by Sketch to 4096 × 4096 and one by each vendor to 4K, all six queued at once.',
          },
        ];
      } finally {
        await studio.stop();
        await emulators.stop();
      }
    }),
};

async function makeFinals(studio: BenchStudio): Promise<void> {
  const board = await studio.call('boards.create', { name: 'Memory' });
  const jobEnd = await followJobs(studio);
  const draft = benchRequest({ count: 4, seed: 7 });
  const drafts = benchOrder(board.id, draft);
  await studio.call('jobs.enqueue', drafts);
  const { candidates } = await jobEnd(drafts.jobId);
  const [first] = candidates;
  if (!first) throw new Error('no draft to promote');
  const promotion = (modelId: string, sourceAssetId: AssetId, seed: number | null) =>
    benchRequest({ operation: 'promote', role: 'final', modelId, tier: '4K', sourceAssetId, seed });
  const orders = [
    ...candidates.map((one) => promotion(draft.modelId, one.assetId, one.seed)),
    ...VENDOR_FINALS.map((modelId) => promotion(modelId, first.assetId, null)),
  ].map((request, column) => benchOrder(board.id, request, { column, row: 1 }));
  for (const order of orders) await studio.call('jobs.enqueue', order);
  await Promise.all(orders.map((order) => jobEnd(order.jobId)));
}
