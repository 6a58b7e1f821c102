/** Owns bringing an answer's tone back to the source's: one affine map of the colour channels, read around the mask. */
import { sampleLinear } from './coarse-alignment.ts';
import { squaredDistances } from './distance-field.ts';
import type { Registration } from './register-pictures.ts';
import { mapPoint } from './separable-resample.ts';
import { solveLinear } from './solve-linear.ts';

/** Colours 0 to 1: each row gives one channel from all channels and a constant. */
export type ToneMap = readonly Float64Array[];

const SAMPLE_EDGE_PX = 160;
/** Pulls towards "no change" where the surround has too few colours to say otherwise. */
const RIDGE = 2e-4;
/** Near the mask the tone must fit best; far away it only steadies the fit. */
const NEAR_SHARE = 0.08;
const FAR_WEIGHT = 0.1;
const MIN_SAMPLES = 60;
const PASSES = 3;
const TRIM = 3;
const LEAST_LIMIT = 0.01;

export function identityTone(channels: number): ToneMap {
  return Array.from({ length: channels }, (_, channel) => {
    const row = new Float64Array(channels + 1);
    row[channel] = 1;
    return row;
  });
}

export function matchTone(registration: Registration): ToneMap {
  const samples = collectSamples(registration);
  let tone = identityTone(samples.channels);
  if (samples.count < MIN_SAMPLES) return tone;
  // The first fit takes everything: a shifted tone is no reason to leave a pixel out.
  let errors = new Float32Array(samples.count);
  let limit = 1;
  for (let pass = 0; pass < PASSES; pass += 1) {
    tone = fitTone(samples, errors, limit);
    errors = errorsOf(tone, samples);
    limit = Math.max(LEAST_LIMIT, TRIM * (errors.slice().sort()[errors.length >> 1] ?? 0));
  }
  return tone;
}

/** In place of `into`, from 0 to 1. */
export function applyTone(tone: ToneMap, from: readonly number[] | Float32Array, into: Float32Array): void {
  for (let channel = 0; channel < tone.length; channel += 1) {
    const row = tone[channel];
    let sum = row?.[tone.length] ?? 0;
    for (let other = 0; other < tone.length; other += 1) sum += (row?.[other] ?? 0) * (from[other] ?? 0);
    into[channel] = sum;
  }
}

/** Row by row: weight, the answer's channels, the source's channels. */
interface Samples {
  readonly rows: Float32Array;
  readonly count: number;
  readonly channels: number;
}

function collectSamples({ source, result, kept, gridMap }: Registration): Samples {
  const channels = source.colours.length;
  const stride = Math.max(1, Math.ceil(Math.max(source.widthPx, source.heightPx) / SAMPLE_EDGE_PX));
  const grid = { widthPx: Math.floor(source.widthPx / stride), heightPx: Math.floor(source.heightPx / stride) };
  const indexAt = (cell: number) =>
    Math.floor(cell / grid.widthPx) * stride * source.widthPx + (cell % grid.widthPx) * stride;
  const distances = squaredDistances(grid, (cell) => kept.data[indexAt(cell)] === 0);
  const reach = 2 * (NEAR_SHARE * Math.max(grid.widthPx, grid.heightPx)) ** 2;
  const rows = new Float32Array(grid.widthPx * grid.heightPx * (1 + 2 * channels));
  let count = 0;
  for (let cell = 0; cell < grid.widthPx * grid.heightPx; cell += 1) {
    const index = indexAt(cell);
    if (kept.data[index] === 0) continue;
    const { x, y } = mapPoint(gridMap, index % source.widthPx, Math.floor(index / source.widthPx));
    const at = count * (1 + 2 * channels);
    let isSeen = true;
    for (let channel = 0; channel < channels; channel += 1) {
      const plane = result.colours[channel];
      const seen = plane ? sampleLinear(plane, x, y) : Number.NaN;
      isSeen &&= !Number.isNaN(seen);
      rows[at + 1 + channel] = seen;
      rows[at + 1 + channels + channel] = source.colours[channel]?.data[index] ?? 0;
    }
    rows[at] = FAR_WEIGHT + Math.exp(-(distances[cell] ?? 0) / reach);
    if (isSeen) count += 1;
  }
  return { rows, count, channels };
}

/** Mean distance of the channels after the tone map, per sample. */
function errorsOf(tone: ToneMap, { rows, count, channels }: Samples): Float32Array<ArrayBuffer> {
  const errors = new Float32Array(count);
  const seen = new Float32Array(channels);
  const colour = new Float32Array(channels);
  for (let index = 0; index < count; index += 1) {
    const at = index * (1 + 2 * channels) + 1;
    for (let channel = 0; channel < channels; channel += 1) colour[channel] = rows[at + channel] ?? 0;
    applyTone(tone, colour, seen);
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += Math.abs((seen[channel] ?? 0) - (rows[at + channels + channel] ?? 0));
    }
    errors[index] = sum / channels;
  }
  return errors;
}

/** One matrix serves all channels: only what they should become differs. */
function fitTone(samples: Samples, errors: Float32Array, limit: number): ToneMap {
  const { rows, count, channels } = samples;
  const size = channels + 1;
  const sums = new Float64Array(size * (size + channels));
  const row = new Float64Array(size + channels);
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if ((errors[index] ?? 0) > limit) continue;
    const at = index * (1 + 2 * channels);
    const weight = rows[at] ?? 0;
    total += weight;
    for (let channel = 0; channel < channels; channel += 1) {
      row[channel] = rows[at + 1 + channel] ?? 0;
      row[size + channel] = rows[at + 1 + channels + channel] ?? 0;
    }
    row[channels] = 1;
    for (let one = 0; one < size; one += 1) {
      const scaled = weight * (row[one] ?? 0);
      const start = one * row.length;
      for (let other = 0; other < row.length; other += 1)
        sums[start + other] = (sums[start + other] ?? 0) + scaled * (row[other] ?? 0);
    }
  }
  return identityTone(channels).map(
    (identity, channel) => solveChannel(sums, { size, channel, ridge: RIDGE * total }) ?? identity,
  );
}

function solveChannel(sums: Float64Array, { size, channel, ridge }: { size: number; channel: number; ridge: number }) {
  const width = size + size - 1;
  const matrix = Array.from({ length: size }, (_, one) => {
    const line = Float64Array.from(sums.subarray(one * width, one * width + size));
    if (one < size - 1) line[one] = (line[one] ?? 0) + ridge;
    return line;
  });
  const right = Float64Array.from(
    { length: size },
    (_, one) => (sums[one * width + size + channel] ?? 0) + (one === channel ? ridge : 0),
  );
  return solveLinear(matrix, right);
}
