/** Owns the figure of registering a 4096 × 4096 answer, and how close it comes to the truth. */
import { performance } from 'node:perf_hooks';
import sharp from 'sharp';
import type { NativePicture } from '../../electron/studio/imaging/editing/native-picture.ts';
import { emptyPlane } from '../../electron/studio/imaging/editing/plane.ts';
import { registerPictures } from '../../electron/studio/imaging/editing/register-pictures.ts';
import { photographicScene, renderScene } from '../support/editing-scenes.ts';
import type { Bench, Measurement } from './bench-figure.ts';

export const registrationBench: Bench = { name: 'registration-4096', measure: measureRegistration };

const EDGE_PX = 4096;
const SMALL_PX = 1024;
const ROUNDS = 5;
const MOVED_PX = { x: 18, y: -11 };

/** Both pictures are enlarged from a rendered scene, the answer moved by whole pixels after that. */
async function measureRegistration(): Promise<readonly Measurement[]> {
  const small = { widthPx: SMALL_PX, heightPx: SMALL_PX };
  const rendered = renderScene(photographicScene(11, small), small);
  const samples = await sharp(rendered, { raw: { width: SMALL_PX, height: SMALL_PX, channels: 3 } })
    .resize(EDGE_PX, EDGE_PX)
    .raw()
    .toBuffer();
  const size = { widthPx: EDGE_PX, heightPx: EDGE_PX };
  const crop = { left: 0, top: 0, ...size };
  const source: NativePicture = {
    ...size,
    samples,
    space: 'rgb',
    bitDepth: 8,
    channels: 3,
    hasAlpha: false,
    icc: null,
    densityPpi: null,
  };
  const result = { ...size, samples: moved(samples), channels: 3, hasAlpha: false };
  const mask = emptyPlane(size);
  for (let row = 1500; row < 2300; row += 1) mask.data.fill(255, row * EDGE_PX + 1400, row * EDGE_PX + 2500);
  const samplesMs: number[] = [];
  let errorPx = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    const { alignment } = registerPictures({ source, mask, crop, result, part: crop });
    samplesMs.push(performance.now() - started);
    errorPx = Math.hypot(alignment.movedXPx - MOVED_PX.x, alignment.movedYPx - MOVED_PX.y);
  }
  const note = `The middle was found ${errorPx.toFixed(3)} px from where it is.`;
  return [{ name: 'registration-4096', unit: 'ms', samples: samplesMs, target: { atMost: 500 }, note }];
}

function moved(samples: Uint8Array): Uint8Array {
  const shifted = new Uint8Array(samples.length);
  for (let row = 0; row < EDGE_PX; row += 1) {
    const from = Math.min(EDGE_PX - 1, Math.max(0, row - MOVED_PX.y));
    const line = samples.subarray(from * EDGE_PX * 3, (from + 1) * EDGE_PX * 3);
    shifted.set(line.subarray(0, (EDGE_PX - MOVED_PX.x) * 3), (row * EDGE_PX + MOVED_PX.x) * 3);
  }
  return shifted;
}
