/** Owns the judgement of a registration: does what was to stay really lie where it should, block by block. */
import type { Level } from './alignment-pyramid.ts';
import { sampleLinear } from './coarse-alignment.ts';
import { mapPoint, type PixelMap } from './separable-resample.ts';

export interface Agreement {
  /** Blocks with enough structure to be compared, be it one straight edge. */
  readonly textured: number;
  /** The share of them that agree, 0 to 1. */
  readonly share: number;
  /** Median correlation of those that agree. */
  readonly correlation: number;
  /** Median distance by which those that agree would still have to move, over all or beside the mask: the larger. */
  readonly residualPx: number;
}

const BLOCKS_ALONG_EDGE = 20;
const MIN_BLOCK_PX = 12;
const MIN_COVERAGE = 0.6;
/** Smaller eigenvalue of the structure tensor per pixel: about one grey level of slope in every direction. */
const MIN_STRUCTURE = 1.2e-5;
/** Larger eigenvalue alone: a straight edge, which can be placed across itself only. */
const MIN_EDGE = 6e-5;
const MIN_NEAR_BLOCKS = 4;
const AGREE_CORRELATION = 0.6;
const AGREE_DISTANCE_PX = 1.5;
const LOCAL_STEPS = 4;

export function measureAgreement(level: Level, map: PixelMap): Agreement {
  const { widthPx, heightPx } = level.source;
  const edge = Math.max(MIN_BLOCK_PX, Math.round(Math.max(widthPx, heightPx) / BLOCKS_ALONG_EDGE));
  const agreeing: LocalFit[] = [];
  let textured = 0;
  for (let top = 1; top + edge < heightPx; top += edge) {
    for (let left = 1; left + edge < widthPx; left += edge) {
      const fit = fitBlock(level, map, { left, top, edge });
      if (!fit) continue;
      textured += 1;
      if (fit.correlation >= AGREE_CORRELATION && fit.distancePx <= AGREE_DISTANCE_PX) agreeing.push(fit);
    }
  }
  return {
    textured,
    share: textured === 0 ? 0 : agreeing.length / textured,
    correlation: median(agreeing.map((fit) => fit.correlation)),
    residualPx: residualOf(agreeing),
  };
}

/** The border of the mask is where a miss shows; a model may hold still far from it and not beside it. */
function residualOf(agreeing: readonly LocalFit[]): number {
  const everywhere = median(agreeing.map((fit) => fit.distancePx));
  const near = agreeing.filter((fit) => fit.isNear);
  return near.length < MIN_NEAR_BLOCKS ? everywhere : Math.max(everywhere, median(near.map((fit) => fit.distancePx)));
}

interface LocalFit {
  readonly correlation: number;
  readonly distancePx: number;
  /** Part of the block, or of one beside it, is masked. */
  readonly isNear: boolean;
}

interface Block {
  readonly left: number;
  readonly top: number;
  readonly edge: number;
}

/** Null for a block that is mostly masked or too plain to be placed. */
function fitBlock(level: Level, map: PixelMap, block: Block): LocalFit | null {
  const structure = structureOf(level, block);
  if (structure.count < MIN_COVERAGE * block.edge * block.edge) return null;
  const stepFor = solverOf(structure);
  if (!stepFor) return null;
  const isNear = touchesMask(level, block);
  let dx = 0;
  let dy = 0;
  let correlation = 0;
  for (let step = 0; step <= LOCAL_STEPS; step += 1) {
    const seen = compareBlock(level, map, { ...block, dx, dy });
    if (!seen) return { correlation: 0, distancePx: Number.POSITIVE_INFINITY, isNear };
    correlation = seen.correlation;
    if (step === LOCAL_STEPS) break;
    const move = stepFor(seen.pullX, seen.pullY);
    dx += move.x;
    dy += move.y;
    if (Math.hypot(dx, dy) > 2 * AGREE_DISTANCE_PX) break;
  }
  return { correlation, distancePx: Math.hypot(dx, dy), isNear };
}

type Solver = (pullX: number, pullY: number) => { readonly x: number; readonly y: number };

/** How far a pull moves the block: both ways, or only across its one edge; null where nothing holds it. */
function solverOf({ xx, xy, yy, count }: Structure): Solver | null {
  const larger = (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
  const determinant = xx * yy - xy * xy;
  if (determinant / larger / count >= MIN_STRUCTURE) {
    return (pullX, pullY) => ({
      x: (yy * pullX - xy * pullY) / determinant,
      y: (xx * pullY - xy * pullX) / determinant,
    });
  }
  if (larger / count < MIN_EDGE) return null;
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const across = { x: Math.cos(angle), y: Math.sin(angle) };
  return (pullX, pullY) => {
    const length = (across.x * pullX + across.y * pullY) / larger;
    return { x: length * across.x, y: length * across.y };
  };
}

function touchesMask({ kept }: Level, { left, top, edge }: Block): boolean {
  const right = Math.min(kept.widthPx, left + 2 * edge);
  for (let row = Math.max(0, top - edge); row < Math.min(kept.heightPx, top + 2 * edge); row += 1) {
    for (let column = Math.max(0, left - edge); column < right; column += 1) {
      if (kept.data[row * kept.widthPx + column] === 0) return true;
    }
  }
  return false;
}

interface Structure {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
  readonly count: number;
}

/** Spread of the slopes about their mean: an even slope says nothing about place, since any offset is allowed for. */
function structureOf({ source, kept }: Level, { left, top, edge }: Block): Structure {
  const { widthPx, data } = source;
  const sums = { x: 0, y: 0, xx: 0, xy: 0, yy: 0, count: 0 };
  for (let row = top; row < top + edge; row += 1) {
    for (let at = row * widthPx + left; at < row * widthPx + left + edge; at += 1) {
      if (kept.data[at] === 0) continue;
      const slopeX = ((data[at + 1] ?? 0) - (data[at - 1] ?? 0)) / 2;
      const slopeY = ((data[at + widthPx] ?? 0) - (data[at - widthPx] ?? 0)) / 2;
      sums.x += slopeX;
      sums.y += slopeY;
      sums.xx += slopeX * slopeX;
      sums.xy += slopeX * slopeY;
      sums.yy += slopeY * slopeY;
      sums.count += 1;
    }
  }
  const { x, y, xx, xy, yy, count } = sums;
  return { xx: xx - (x * x) / count, xy: xy - (x * y) / count, yy: yy - (y * y) / count, count };
}

/** Local gain and offset come from the block's own means and deviations, so that shading does not count as a shift. */
function compareBlock({ source, result, kept }: Level, map: PixelMap, block: Block & { dx: number; dy: number }) {
  const room = block.edge * block.edge;
  const [values, seen, places] = [new Float32Array(room), new Float32Array(room), new Int32Array(room)];
  let count = 0;
  for (let row = block.top; row < block.top + block.edge; row += 1) {
    for (let column = block.left; column < block.left + block.edge; column += 1) {
      const at = row * source.widthPx + column;
      const { x, y } = mapPoint(map, column, row);
      const r = sampleLinear(result, x + block.dx, y + block.dy);
      if (kept.data[at] === 0 || Number.isNaN(r)) continue;
      values[count] = source.data[at] ?? 0;
      seen[count] = r;
      places[count] = at;
      count += 1;
    }
  }
  if (count < (MIN_COVERAGE * room) / 2) return null;
  const ofSource = moments(values.subarray(0, count));
  const ofResult = moments(seen.subarray(0, count));
  if (ofResult.deviation < 1e-4) return { correlation: 0, pullX: 0, pullY: 0 };
  const gain = ofSource.deviation / ofResult.deviation;
  let covariance = 0;
  let pullX = 0;
  let pullY = 0;
  for (let index = 0; index < count; index += 1) {
    const at = places[index] ?? 0;
    const s = (values[index] ?? 0) - ofSource.mean;
    const r = (seen[index] ?? 0) - ofResult.mean;
    covariance += s * r;
    const error = s - gain * r;
    pullX += (error * ((source.data[at + 1] ?? 0) - (source.data[at - 1] ?? 0))) / 2;
    pullY += (error * ((source.data[at + source.widthPx] ?? 0) - (source.data[at - source.widthPx] ?? 0))) / 2;
  }
  return { correlation: covariance / (count * ofSource.deviation * ofResult.deviation || 1), pullX, pullY };
}

function moments(values: Float32Array): { mean: number; deviation: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
