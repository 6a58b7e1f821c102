/** Owns the five colours that stand for a picture. */
import { hexFromOklab, type Oklab, oklabDistance, oklabFromBytes } from './oklab.ts';
import { decoding, openPicture } from './open-picture.ts';

export interface PaletteColour {
  /** "#rrggbb", sRGB. */
  readonly hex: string;
  /** Part of the visible pixels, 0 to 1; all shares add up to 1. */
  readonly share: number;
}

const SAMPLE_EDGE_PX = 64;
const MAX_COLOURS = 5;
const ROUNDS = 12;
/** Pixels more transparent than this have no say. */
const VISIBLE_ALPHA = 64;
/** Colours nearer than this look alike side by side; no further cluster is opened for them. */
const JUST_NOTICEABLE = 0.02;

/**
 * Largest share first; fewer than five when the picture has fewer colours, none when it is fully transparent. The same
 * picture always answers the same palette. Throws `not-an-image`, `image-too-large`, `image-damaged`.
 */
export async function paletteOf(bytes: Uint8Array): Promise<readonly PaletteColour[]> {
  const samples = await visibleSamples(bytes);
  let centres = spreadCentres(samples);
  for (let round = 0; round < ROUNDS; round += 1) centres = meanOfEach(samples, centres).map((cluster) => cluster.mean);
  return meanOfEach(samples, centres)
    .sort((one, other) => other.count - one.count)
    .map((cluster) => ({ hex: hexFromOklab(cluster.mean), share: cluster.count / samples.length }));
}

async function visibleSamples(bytes: Uint8Array): Promise<readonly Oklab[]> {
  const data = await decoding(() =>
    openPicture(bytes)
      .autoOrient()
      .resize({ width: SAMPLE_EDGE_PX, height: SAMPLE_EDGE_PX, fit: 'inside' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer(),
  );
  const samples: Oklab[] = [];
  for (let at = 0; at + 3 < data.length; at += 4) {
    if ((data[at + 3] ?? 0) < VISIBLE_ALPHA) continue;
    samples.push(oklabFromBytes(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0));
  }
  return samples;
}

/** Farthest-point seeding from the mean outwards: deterministic, and small accents get a cluster of their own. */
function spreadCentres(samples: readonly Oklab[]): readonly Oklab[] {
  const first = meanOfEach(samples, [{ l: 0.5, a: 0, b: 0 }])[0]?.mean;
  if (!first) return [];
  const centres = [nearest(first, samples)];
  while (centres.length < MAX_COLOURS) {
    let farthest: Oklab | null = null;
    let farthestDistance = JUST_NOTICEABLE;
    for (const sample of samples) {
      const distance = oklabDistance(sample, nearest(sample, centres));
      if (distance <= farthestDistance) continue;
      farthest = sample;
      farthestDistance = distance;
    }
    if (!farthest) break;
    centres.push(farthest);
  }
  return centres;
}

interface Cluster {
  readonly mean: Oklab;
  readonly count: number;
}

function meanOfEach(samples: readonly Oklab[], centres: readonly Oklab[]): Cluster[] {
  const sums = centres.map(() => ({ l: 0, a: 0, b: 0, count: 0 }));
  for (const sample of samples) {
    const sum = sums[centres.indexOf(nearest(sample, centres))];
    if (!sum) continue;
    sum.l += sample.l;
    sum.a += sample.a;
    sum.b += sample.b;
    sum.count += 1;
  }
  return sums
    .filter((sum) => sum.count > 0)
    .map(({ l, a, b, count }) => ({ mean: { l: l / count, a: a / count, b: b / count }, count }));
}

function nearest(sample: Oklab, centres: readonly Oklab[]): Oklab {
  let best = sample;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const centre of centres) {
    const distance = oklabDistance(sample, centre);
    if (distance >= bestDistance) continue;
    best = centre;
    bestDistance = distance;
  }
  return best;
}
