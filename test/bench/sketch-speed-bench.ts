/** Owns how fast Sketch draws, and how long it keeps the studio's thread from answering while it does. */
import type { Bench, Measurement } from './bench-figure.ts';
import { startProcess } from './bench-process.ts';

/** What one process measured; milliseconds. */
export interface SketchRun {
  readonly coldMs: number;
  readonly warmMs: readonly number[];
  /** The longest the event loop was kept waiting during each picture, the cold one not counted. */
  readonly heldMs: readonly number[];
  readonly heldColdMs: number;
}

const SIZES = [
  { edgePx: 1024, targetMs: 500, note: '1024 × 1024' },
  { edgePx: 4096, targetMs: 6_000, note: '4096 × 4096' },
];

export const sketchSpeedBench: Bench = {
  name: 'sketch',
  async measure() {
    const measured: Measurement[] = [];
    for (const size of SIZES) measured.push(...figures(size, await runOnce(size.edgePx)));
    return measured;
  },
};

function figures({ edgePx, targetMs, note }: (typeof SIZES)[number], run: SketchRun): Measurement[] {
  const name = `sketch-${edgePx}`;
  return [
    { name: `${name}-cold`, unit: 'ms', samples: [run.coldMs], note: `${note}, the first picture of a process.` },
    {
      name,
      unit: 'ms',
      samples: run.warmMs,
      valueIs: 'p95',
      target: { atMost: targetMs },
      note: `${note}, twelve subjects after a warm-up; the value is the 95th percentile.`,
    },
    {
      name: `${name}-event-loop`,
      unit: 'ms',
      samples: run.heldMs,
      valueIs: 'highest',
      target: { atMost: 50 },
      note: `Longest event-loop delay while drawing, ${note}; ${run.heldColdMs.toFixed(0)} ms during the cold one.`,
    },
  ];
}

/** A process of its own, so that cold means cold. */
async function runOnce(edgePx: number): Promise<SketchRun> {
  const { process: worker, ready } = await startProcess({
    file: import.meta.resolve('./sketch-drawer.ts'),
    parameters: [String(edgePx)],
    environment: {},
    readReady: (printed): SketchRun | null => JSON.parse(printed),
  });
  await worker.stop();
  return ready;
}
