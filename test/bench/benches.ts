/**
 * Owns the list of what is measured. To add a figure: a leaf `x-bench.ts` with a `Bench`, one line here; figure names
 * begin with the leaf's name.
 */
import type { Bench } from './bench-figure.ts';
import { boardFramesBench } from './board-frames-bench.ts';
import { coldStartBench } from './cold-start-bench.ts';
import { compositeBench } from './composite-bench.ts';
import { dualRunBench } from './dual-run-bench.ts';
import { editLagBench } from './edit-lag-bench.ts';
import { firstDraftBench } from './first-draft-bench.ts';
import { historyBench } from './history-bench.ts';
import { killRecoveryBench } from './kill-recovery-bench.ts';
import { maskStrokeBench } from './mask-stroke-bench.ts';
import { memoryBench } from './memory-bench.ts';
import { queueThroughputBench } from './queue-throughput-bench.ts';
import { registrationBench } from './registration-bench.ts';
import { selectionBench } from './selection-bench.ts';
import { sketchSpeedBench } from './sketch-speed-bench.ts';
import { studioOverheadBench } from './studio-overhead-bench.ts';

export const benches: readonly Bench[] = [
  // First: they look at the memory of this very process.
  compositeBench,
  registrationBench,
  selectionBench,
  editLagBench,
  coldStartBench,
  firstDraftBench,
  studioOverheadBench,
  boardFramesBench,
  maskStrokeBench,
  memoryBench,
  sketchSpeedBench,
  queueThroughputBench,
  dualRunBench,
  killRecoveryBench,
  historyBench,
];
