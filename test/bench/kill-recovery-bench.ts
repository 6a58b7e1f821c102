/** Owns how fast the studio is back after `kill -9` with a full queue, and that nothing of the queue is missing. */
import { join } from 'node:path';
import type { JobId } from '../../shared/ids.ts';
import { type BenchEmulators, startBenchEmulators } from './bench-emulators.ts';
import type { Bench } from './bench-figure.ts';
import { wallMs } from './bench-machine.ts';
import { benchOrder, benchRequest, GOOGLE_DRAFT } from './bench-request.ts';
import { type BenchStudio, startBenchStudio, withFolder } from './bench-studio.ts';

const JOBS = 1_000;
const KILLS = 5;
/** Longer than the bench: what was sent before the kill is still unanswered, what runs after it still runs. */
const LATENCY_MS = 120_000;

export const killRecoveryBench: Bench = {
  name: 'kill-recovery',
  measure: () =>
    withFolder(async (folder) => {
      const emulators = await startBenchEmulators();
      const libraryPath = join(folder, 'library');
      const start = () => startBenchStudio({ libraryPath, environment: emulators.environment });
      try {
        const ids = await fillQueue(await start(), emulators);
        const serving: number[] = [];
        const running: number[] = [];
        for (let taken = 0; taken < KILLS; taken += 1) {
          const studio = await start();
          serving.push(wallMs() - studio.askedAtMs);
          running.push(await firstNewJob(studio));
          await requireAll(studio, ids);
          await studio.kill();
        }
        const note = `${JOBS} queued jobs, studio killed with calls under way; every row found again.`;
        return [
          { name: 'kill-recovery-serving', unit: 'ms', samples: serving, note },
          { name: 'kill-recovery-first-job', unit: 'ms', samples: running, note },
        ];
      } finally {
        await emulators.stop();
      }
    }),
};

async function fillQueue(studio: BenchStudio, emulators: BenchEmulators): Promise<JobId[]> {
  await emulators.setLatency(LATENCY_MS);
  const board = await studio.call('boards.create', { name: 'Recovery' });
  const ids: JobId[] = [];
  for (let index = 0; index < JOBS; index += 1) {
    const request = benchRequest({ modelId: GOOGLE_DRAFT, prompt: `Queued study ${index}` });
    const order = benchOrder(board.id, request, { column: index % 40, row: Math.floor(index / 40) });
    ids.push((await studio.call('jobs.enqueue', order)).id);
  }
  await studio.kill();
  return ids;
}

/** Milliseconds from asking for the process until a job that only waited before is under way. */
async function firstNewJob(studio: BenchStudio): Promise<number> {
  for (;;) {
    const running = await studio.call('jobs.list', { states: ['running'], limit: 50 });
    const startedMs = running.flatMap((job) => job.startedAtMs ?? []).filter((ms) => ms >= studio.askedAtMs);
    if (startedMs.length > 0) return Math.min(...startedMs) - studio.askedAtMs;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function requireAll(studio: BenchStudio, ids: readonly JobId[]): Promise<void> {
  for (const id of ids) await studio.call('jobs.get', { id });
}
