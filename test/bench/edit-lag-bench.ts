/** Owns the figures of a mask edit as a person makes it: how long it takes, and how long the studio answers nobody meanwhile. */
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import sharp from 'sharp';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio, type Studio } from '../../electron/studio/studio.ts';
import type { Asset } from '../../shared/asset.ts';
import type { JobId } from '../../shared/ids.ts';
import { photographicScene, renderScene } from '../support/editing-scenes.ts';
import type { Bench, Measurement } from './bench-figure.ts';
import { benchOrder, benchRequest } from './bench-request.ts';
import { withFolder } from './bench-studio.ts';

export const editLagBench: Bench = { name: 'edit-4096', measure: () => withFolder(measureEdits) };

const EDGE_PX = 4096;
const SMALL_PX = 1024;
const ROUNDS = 5;
const NANOSECONDS_PER_MS = 1e6;
/** What the monitor itself waits between two looks; a free loop shows this much. */
const RESOLUTION_MS = 1;

async function measureEdits(folder: string): Promise<readonly Measurement[]> {
  const libraryPath = join(folder, 'library');
  const environment = { HOME: folder, XDG_CONFIG_HOME: join(folder, 'config') };
  const host = createNodeHost({ kind: 'command-line', libraryPath, environment });
  const studio = await createStudio({ host, libraryPath });
  try {
    const source = await studio.importPicture(await photograph(), 'photograph.jpg');
    const mask = await studio.importPicture(await ellipse(), 'mask.png', 'working');
    const took: number[] = [];
    const lags: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
      delays.enable();
      const started = performance.now();
      await editOnce(studio, { source, mask, seed: round + 1 });
      // The first starts the editing thread and compiles the code.
      if (round > 0) took.push(performance.now() - started);
      delays.disable();
      lags.push(delays.max / NANOSECONDS_PER_MS - RESOLUTION_MS);
    }
    return [
      { name: 'edit-4096-applied', unit: 'ms', samples: took, note: APPLIED },
      { name: 'edit-4096-loop-lag', unit: 'ms', samples: lags, valueIs: 'highest', target: { atMost: 50 }, note: LAG },
    ];
  } finally {
    await studio.close();
  }
}

const APPLIED =
  'From the button to the row: crop, drawn by Sketch, placed, blended, written, decoded again, compared, stored. Two thirds of the edge masked.';
const LAG = 'Longest time in which the studio answered nobody, over whole edits, the first of them included.';

async function editOnce(studio: Studio, { source, mask, seed }: { source: Asset; mask: Asset; seed: number }) {
  const board = await studio.call('boards.create', { name: 'Edits' });
  const request = benchRequest({
    operation: 'edit',
    role: 'edit',
    prompt: 'A red sailing boat',
    tier: '1K',
    count: 1,
    seed,
    sourceAssetId: source.id,
    maskAssetId: mask.id,
  });
  const order = benchOrder(board.id, request);
  const done = ended(studio, order.jobId);
  await studio.call('jobs.enqueue', order);
  await done;
}

function ended(studio: Studio, id: JobId): Promise<void> {
  return new Promise((resolve, reject) => {
    const unsubscribe = studio.subscribe((event) => {
      if (event.name !== 'job-changed' || event.job.id !== id) return;
      const { state, error } = event.job;
      if (state === 'queued' || state === 'running') return;
      unsubscribe();
      if (state === 'done') resolve();
      else reject(new Error(`The edit ended as ${state}: ${error?.message ?? 'no reason given'}`));
    });
  });
}

async function photograph(): Promise<Buffer> {
  const small = { widthPx: SMALL_PX, heightPx: SMALL_PX };
  const raw = { width: SMALL_PX, height: SMALL_PX, channels: 3 } as const;
  const rendered = renderScene(photographicScene(11, small), small, { grain: 0.02 });
  return sharp(rendered, { raw }).resize(EDGE_PX, EDGE_PX).jpeg({ quality: 92 }).toBuffer();
}

async function ellipse(): Promise<Buffer> {
  const middle = EDGE_PX / 2;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${EDGE_PX}" height="${EDGE_PX}"><rect width="100%" height="100%" fill="black"/>
    <ellipse cx="${middle}" cy="${middle}" rx="${middle * 0.66}" ry="${middle * 0.5}" fill="white"/></svg>`;
  return sharp(Buffer.from(svg)).toColourspace('b-w').png().toBuffer();
}
