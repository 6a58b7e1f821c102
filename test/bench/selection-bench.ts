/** Owns the figure of smart select on a 4096 × 4096 picture, and how well it finds objects with known masks. */
import { performance } from 'node:perf_hooks';
import sharp from 'sharp';
import { selectObject } from '../../electron/studio/imaging/editing/select-object.ts';
import { HARD_KINDS, hardObject } from '../support/editing-hard-objects.ts';
import { type ObjectPicture, objectPicture, overlap } from '../support/editing-objects.ts';
import type { Bench, Measurement } from './bench-figure.ts';

export const selectionBench: Bench = { name: 'selection-4096', measure: measureSelection };

const LARGE = { widthPx: 4096, heightPx: 4096 };
const MIDDLE = { widthPx: 1024, heightPx: 1024 };
const SEEDS = [1, 2, 3, 4, 5, 6];
const ROUNDS = 5;

async function measureSelection(): Promise<readonly Measurement[]> {
  const note = await quality();
  const picture = objectPicture(3, LARGE);
  const file = await fileOf(picture);
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await selectObject(file, { kind: 'box', box: picture.roughBox });
    samples.push(performance.now() - started);
  }
  return [{ name: 'selection-4096', unit: 'ms', samples, target: { atMost: 1000 }, note }];
}

function fileOf({ samples, widthPx, heightPx }: ObjectPicture): Promise<Buffer> {
  return sharp(samples, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

async function quality(): Promise<string> {
  const byClick: number[] = [];
  const byBox: number[] = [];
  for (const seed of SEEDS) {
    for (const kind of ['plain', ...HARD_KINDS] as const) {
      const picture = kind === 'plain' ? objectPicture(seed, MIDDLE) : hardObject(kind, seed, MIDDLE);
      const file = await fileOf(picture);
      byClick.push(overlap(await selectObject(file, { kind: 'click', ...picture.click }), picture.truth));
      byBox.push(overlap(await selectObject(file, { kind: 'box', box: picture.roughBox }), picture.truth));
    }
  }
  return `IoU on ${byClick.length} pictures of 1024²: click ${spread(byClick)}; box ${spread(byBox)}.`;
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `min ${at(0)}, p10 ${at(0.1)}, median ${at(0.5)}, mean ${mean.toFixed(2)}`;
}
