/** Owns bringing an answer's tone back to the source's: one affine map of the colour channels, read around the mask. */
import { sampleLinear } from './coarse-alignment.ts';
import { squaredDistances } from './distance-field.ts';
import type { Registration } from './register-pictures.ts';
import { solveLinear } from './solve-linear.ts';

/** Colours 0 to 1: each row gives one channel from all channels and a constant. */
export type ToneMap = readonly Float64Array[];

const SAMPLE_EDGE_PX = 256;
/** Pulls towards "no change" where the surround has too few colours to say otherwise. */
const RIDGE = 2e-4;
/** Near the mask the tone must fit best; far away it only steadies the fit. */
const NEAR_SHARE = 0.08;
const FAR_WEIGHT = 0.1;
const MIN_SAMPLES = 60;
const PASSES = 3;
const TRIM = 3;

export function identityTone(channels: number): ToneMap {
  return Array.from({ length: channels }, (_, channel) => {
    const row = new Float64Array(channels + 1);
    row[channel] = 1;
    return row;
  });
}

export function matchTone(registration: Registration): ToneMap {
  const channels = registration.source.colours.length;
  const samples = collectSamples(registration);
  let tone = identityTone(channels);
  if (samples.length < MIN_SAMPLES) return tone;
  let limit = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const errors = samples.map((sample) => errorOf(tone, sample));
    // The first fit takes everything: a shifted tone is no reason to leave a pixel out.
    const used = pass === 0 ? samples : samples.filter((_, index) => (errors[index] ?? 0) <= limit);
    tone = fitTone(used, channels);
    const left = samples.map((sample) => errorOf(tone, sample)).sort((one, other) => one - other);
    limit = Math.max(0.01, TRIM * (left[left.length >> 1] ?? 0));
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

interface Sample {
  readonly weight: number;
  readonly result: readonly number[];
  readonly source: readonly number[];
}

function collectSamples({ source, result, kept, gridMap }: Registration): readonly Sample[] {
  const stride = Math.max(1, Math.ceil(Math.max(source.widthPx, source.heightPx) / SAMPLE_EDGE_PX));
  const grid = { widthPx: Math.floor(source.widthPx / stride), heightPx: Math.floor(source.heightPx / stride) };
  const indexAt = (cell: number) =>
    Math.floor(cell / grid.widthPx) * stride * source.widthPx + (cell % grid.widthPx) * stride;
  const distances = squaredDistances(grid, (cell) => kept.data[indexAt(cell)] === 0);
  const reach = 2 * (NEAR_SHARE * Math.max(grid.widthPx, grid.heightPx)) ** 2;
  const samples: Sample[] = [];
  for (let cell = 0; cell < grid.widthPx * grid.heightPx; cell += 1) {
    const index = indexAt(cell);
    if (kept.data[index] === 0) continue;
    const x = gridMap.x.scale * (index % source.widthPx) + gridMap.x.shift;
    const y = gridMap.y.scale * Math.floor(index / source.widthPx) + gridMap.y.shift;
    const seen = result.colours.map((plane) => sampleLinear(plane, x, y));
    if (seen.some(Number.isNaN)) continue;
    samples.push({
      weight: FAR_WEIGHT + Math.exp(-(distances[cell] ?? 0) / reach),
      result: seen,
      source: source.colours.map((plane) => plane.data[index] ?? 0),
    });
  }
  return samples;
}

function errorOf(tone: ToneMap, { result, source }: Sample): number {
  const seen = new Float32Array(tone.length);
  applyTone(tone, result, seen);
  return seen.reduce((sum, value, channel) => sum + Math.abs(value - (source[channel] ?? 0)), 0) / tone.length;
}

function fitTone(samples: readonly Sample[], channels: number): ToneMap {
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0);
  const size = channels + 1;
  const rows = identityTone(channels);
  return rows.map((identity, channel) => {
    const matrix = Array.from({ length: size }, () => new Float64Array(size));
    const right = new Float64Array(size);
    for (const { weight, result, source } of samples) {
      for (let one = 0; one < size; one += 1) {
        const scaled = weight * (one < channels ? (result[one] ?? 0) : 1);
        const line = matrix[one];
        right[one] = (right[one] ?? 0) + scaled * (source[channel] ?? 0);
        if (!line) continue;
        for (let other = 0; other < size; other += 1) {
          line[other] = (line[other] ?? 0) + scaled * (other < channels ? (result[other] ?? 0) : 1);
        }
      }
    }
    for (let at = 0; at < channels; at += 1) {
      const line = matrix[at];
      if (line) line[at] = (line[at] ?? 0) + RIDGE * total;
      right[at] = (right[at] ?? 0) + RIDGE * total * (identity[at] ?? 0);
    }
    return solveLinear(matrix, right) ?? identity;
  });
}
