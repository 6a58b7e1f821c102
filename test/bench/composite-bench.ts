/** Owns the figure of a 4096 × 4096 edit from its aligned answer to the proven file: blend, encode, decode again, compare. */
import { performance } from 'node:perf_hooks';
import sharp from 'sharp';
import type { PatchPixels } from '../../electron/studio/imaging/editing/blend-patch.ts';
import { decodeNative } from '../../electron/studio/imaging/editing/native-picture.ts';
import { cutPlane, emptyPlane, type Plane } from '../../electron/studio/imaging/editing/plane.ts';
import { sealPatch } from '../../electron/studio/imaging/editing/seal-edit.ts';
import { type Bench, type Measurement, median } from './bench-figure.ts';
import { peakMemoryMb } from './bench-machine.ts';
import { withFolder } from './bench-studio.ts';
import { compositeWithVips } from './vips-composite.ts';

const EDGE_PX = 4096;
const ROUNDS = 5;
const SIZE = { widthPx: EDGE_PX, heightPx: EDGE_PX };
const RECT = { left: 1100, top: 900, widthPx: 1500, heightPx: 1400 };

export const compositeBench: Bench = { name: 'composite-4096', measure: measureComposite };

async function measureComposite(): Promise<readonly Measurement[]> {
  const file = await photoFile();
  const mask = emptyPlane(SIZE);
  for (let row = RECT.top; row < RECT.top + RECT.heightPx; row += 1) {
    mask.data.fill(200, row * EDGE_PX + RECT.left, row * EDGE_PX + RECT.left + RECT.widthPx);
  }
  const samples = new Uint8Array(RECT.widthPx * RECT.heightPx * 3).map((_, index) => (index * 7) % 251);
  const patch = { rect: RECT, samples, hasAlpha: false, mask: cutPlane(mask, RECT) };
  const sealed: number[] = [];
  const opened: number[] = [];
  let sizeBytes = 0;
  let firstPeakMb: number | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    const source = await decodeNative(file);
    const decoded = performance.now();
    sizeBytes = (await sealPatch(source, patch, mask)).file.length;
    opened.push(decoded - started);
    sealed.push(performance.now() - decoded);
    if (round === 0) firstPeakMb = await peakMemoryMb(process.pid);
  }
  const peakMb = await peakMemoryMb(process.pid);
  const verified = {
    name: 'composite-4096-verified',
    unit: 'ms',
    samples: sealed,
    target: { atMost: 700 },
    ...(await besideVips({ file, patch, mask, sizeBytes })),
  } as const;
  const memory = { name: 'composite-4096-memory', unit: 'MB', target: { atMost: 600 }, note: MEMORY } as const;
  const several = { name: 'composite-4096-memory-after-five', unit: 'MB', note: SEVERAL } as const;
  return [
    verified,
    {
      name: 'composite-4096-open',
      unit: 'ms',
      samples: opened,
      note: 'Decoding the JPEG source, not part of verified.',
    },
    ...(firstPeakMb === null ? [] : [{ ...memory, samples: [firstPeakMb] }]),
    ...(peakMb === null ? [] : [{ ...several, samples: [peakMb] }]),
  ];
}

const NOTE = 'Blend, write the PNG, decode it again, compare every sample outside the mask, hash.';
const MEMORY = 'Most resident memory of the process over one edit, the making of the picture included.';
const SEVERAL = 'The same over five edits, one right after the other: what earlier ones left waits to be collected.';

interface Measured {
  readonly file: Uint8Array;
  readonly patch: PatchPixels;
  readonly mask: Plane;
  readonly sizeBytes: number;
}

/** The note, and the ratio where there is a vips to compare with. */
async function besideVips({
  file,
  patch,
  mask,
  sizeBytes,
}: Measured): Promise<Pick<Measurement, 'note' | 'comparedWith'>> {
  const { samples: source } = await decodeNative(file);
  if (source instanceof Uint16Array) throw new Error('the photograph has 16 bits');
  const overlay = new Uint8Array(source.length);
  for (let row = 0; row < RECT.heightPx; row += 1) {
    const line = patch.samples.subarray(row * RECT.widthPx * 3, (row + 1) * RECT.widthPx * 3);
    overlay.set(line, ((RECT.top + row) * EDGE_PX + RECT.left) * 3);
  }
  const parts = { edgePx: EDGE_PX, source, overlay, mask: mask.data };
  const vips = await withFolder((folder) => compositeWithVips(parts, { folder, rounds: ROUNDS }));
  if (vips === null) return { note: `${NOTE} vips: not installed.` };
  const sizes = `${(sizeBytes / 1e6).toFixed(1)} MB here, ${(vips.sizeBytes / 1e6).toFixed(1)} MB by vips`;
  return {
    note: `${NOTE} The file has ${sizes}.`,
    comparedWith: { what: `${vips.version} from the command line`, value: median(vips.samplesMs) },
  };
}

/** Smooth light, structure and grain, as a camera gives them. */
async function photoFile(): Promise<Buffer> {
  const samples = new Uint8Array(EDGE_PX * EDGE_PX * 3);
  let grain = 7;
  for (let at = 0; at < samples.length; at += 3) {
    const x = (at / 3) % EDGE_PX;
    const y = Math.floor(at / 3 / EDGE_PX);
    grain = (Math.imul(grain, 1_103_515_245) + 12_345) >>> 0;
    const value = 120 + 50 * Math.sin(x / 90) + 40 * Math.cos(y / 130) + (grain >>> 29);
    samples[at] = value;
    samples[at + 1] = value * 0.8 + (grain >>> 30);
    samples[at + 2] = value * 0.6;
  }
  return sharp(samples, { raw: { width: EDGE_PX, height: EDGE_PX, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}
