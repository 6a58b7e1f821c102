/** Owns selections by colour: the magic wand from one place, and a colour wherever it stands. Runs in the worker. */
import type { MaskRegion } from './mask-plane.ts';

/** RGBA, row by row, 8 bits a sample. */
export interface Samples {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8ClampedArray;
}

export interface ColourWish {
  readonly x: number;
  readonly y: number;
  /** 0 to 255: the greatest difference of any channel. */
  readonly tolerance: number;
}

/** How far each pixel is from the picked colour: 0 to 255, the greatest difference of any channel. */
function differenceFrom({ data }: Samples, seed: number): (at: number) => number {
  const [red, green, blue, alpha] = data.subarray(seed * 4, seed * 4 + 4);
  return (at) =>
    Math.max(
      Math.abs((data[at * 4] ?? 0) - (red ?? 0)),
      Math.abs((data[at * 4 + 1] ?? 0) - (green ?? 0)),
      Math.abs((data[at * 4 + 2] ?? 0) - (blue ?? 0)),
      Math.abs((data[at * 4 + 3] ?? 0) - (alpha ?? 0)),
    );
}

function seedOf({ widthPx, heightPx }: Samples, { x, y }: ColourWish): number | null {
  const column = Math.floor(x);
  const row = Math.floor(y);
  return column < 0 || row < 0 || column >= widthPx || row >= heightPx ? null : row * widthPx + column;
}

/** What hangs together with the place and is like it; a place outside selects nothing. */
export function wandRegion(samples: Samples, wish: ColourWish): MaskRegion | null {
  const seed = seedOf(samples, wish);
  if (seed === null) return null;
  const { widthPx, heightPx } = samples;
  const difference = differenceFrom(samples, seed);
  const values = new Uint8Array(widthPx * heightPx);
  const isWanted = (at: number) => values[at] === 0 && difference(at) <= wish.tolerance;
  const stack = [seed];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (!isWanted(at)) continue;
    const rowStart = at - (at % widthPx);
    let left = at;
    while (left > rowStart && isWanted(left - 1)) left -= 1;
    let right = at;
    while (right < rowStart + widthPx - 1 && isWanted(right + 1)) right += 1;
    values.fill(255, left, right + 1);
    for (const neighbour of [-widthPx, widthPx]) {
      if (left + neighbour < 0 || left + neighbour >= values.length) continue;
      pushRuns({ from: left + neighbour, to: right + neighbour }, isWanted, stack);
    }
  }
  return { left: 0, top: 0, widthPx, heightPx, values };
}

/** One seed for each run of wanted pixels. */
function pushRuns(
  { from, to }: { from: number; to: number },
  isWanted: (at: number) => boolean,
  stack: number[],
): void {
  let isInRun = false;
  for (let at = from; at <= to; at += 1) {
    const wanted = isWanted(at);
    if (wanted && !isInRun) stack.push(at);
    isInRun = wanted;
  }
}

/** The colour of the place wherever it is; beyond the tolerance it fades out over half as much again. */
export function colourRegion(samples: Samples, wish: ColourWish): MaskRegion | null {
  const seed = seedOf(samples, wish);
  if (seed === null) return null;
  const { widthPx, heightPx } = samples;
  const difference = differenceFrom(samples, seed);
  const fade = wish.tolerance * 0.5 + 1;
  const values = Uint8Array.from({ length: widthPx * heightPx }, (_, at) => {
    const beyond = difference(at) - wish.tolerance;
    return beyond <= 0 ? 255 : Math.round(255 * Math.max(0, 1 - beyond / fade));
  });
  return { left: 0, top: 0, widthPx, heightPx, values };
}

/** What is transparent, as strongly as it is. */
export function transparentRegion({ widthPx, heightPx, data }: Samples): MaskRegion {
  const values = new Uint8Array(widthPx * heightPx);
  for (let at = 0; at < values.length; at += 1) values[at] = 255 - (data[at * 4 + 3] ?? 255);
  return { left: 0, top: 0, widthPx, heightPx, values };
}

/** A mask picture: white = selected, transparency takes away. */
export function greyRegion({ widthPx, heightPx, data }: Samples): MaskRegion {
  const values = new Uint8Array(widthPx * heightPx);
  for (let at = 0; at < values.length; at += 1) {
    const grey = (data[at * 4] ?? 0) * 0.2126 + (data[at * 4 + 1] ?? 0) * 0.7152 + (data[at * 4 + 2] ?? 0) * 0.0722;
    values[at] = Math.round((grey * (data[at * 4 + 3] ?? 255)) / 255);
  }
  return { left: 0, top: 0, widthPx, heightPx, values };
}

/** To the picture's own pixels, linearly between the samples. */
export function enlargeRegion(region: MaskRegion, widthPx: number, heightPx: number): MaskRegion {
  if (region.widthPx === widthPx && region.heightPx === heightPx) return region;
  const values = new Uint8Array(widthPx * heightPx);
  const across = steps(widthPx, region.widthPx);
  const down = steps(heightPx, region.heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    const upper = (down.at[y] ?? 0) * region.widthPx;
    const lower = Math.min(upper + region.widthPx, (region.heightPx - 1) * region.widthPx);
    const v = down.part[y] ?? 0;
    for (let x = 0; x < widthPx; x += 1) {
      const left = across.at[x] ?? 0;
      const right = Math.min(left + 1, region.widthPx - 1);
      const u = across.part[x] ?? 0;
      const a = (region.values[upper + left] ?? 0) * (1 - u) + (region.values[upper + right] ?? 0) * u;
      const b = (region.values[lower + left] ?? 0) * (1 - u) + (region.values[lower + right] ?? 0) * u;
      values[y * widthPx + x] = Math.round(a * (1 - v) + b * v);
    }
  }
  return { left: 0, top: 0, widthPx, heightPx, values };
}

function steps(count: number, samples: number): { at: Int32Array; part: Float32Array } {
  const at = new Int32Array(count);
  const part = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    const place = Math.min(samples - 1, Math.max(0, ((index + 0.5) * samples) / count - 0.5));
    at[index] = Math.floor(place);
    part[index] = place - Math.floor(place);
  }
  return { at, part };
}
