/** Owns what a reference picture teaches: its colours, found by k-means in OKLab, and its coarse composition. */
import { converter } from 'culori';
import sharp from 'sharp';
import type { InputPicture } from '../provider.ts';
import { type Colour, colour, mix } from './oklch-colour.ts';
import { seededRandom } from './seeded-random.ts';

export interface ReferenceLook {
  /** By share of the picture, largest first; at least one. */
  readonly colours: readonly [Colour, ...Colour[]];
  readonly dominant: Colour;
  readonly loudest: Colour;
  readonly darkest: Colour;
  readonly lightest: Colour;
  /** Mean colour of the upper, middle and lower third. */
  readonly bands: readonly [Colour, Colour, Colour];
  /** Tone just above the horizon. */
  readonly horizonTone: Colour;
  readonly meanLightness: number;
  /** 0-1 from the top; the strongest change between rows. */
  readonly horizon: number;
  /** 0-1; the centre of what stands out from its row. */
  readonly focus: readonly [x: number, y: number];
}

const EDGE_PX = 48;
const CLUSTERS = 6;
const ROUNDS = 10;

type Lab = readonly [l: number, a: number, b: number];
const toOklab = converter('oklab');
const toOklch = converter('oklch');

const toColour = ([l, a, b]: Lab): Colour => {
  const { c, h } = toOklch({ mode: 'oklab', l, a, b });
  return colour(l, c, h ?? 0);
};

/** Null when there is nothing to look at. Several references are averaged by weight, the first one counts most. */
export async function lookAt(pictures: readonly InputPicture[]): Promise<ReferenceLook | null> {
  const looks = await Promise.all(pictures.slice(0, 14).map(lookAtOne));
  const [first, ...others] = looks;
  if (!first) return null;
  const colours = [
    first.colours[0],
    ...first.colours.slice(1, 3),
    ...others.flatMap((look) => look.colours.slice(0, 2)),
    ...first.colours.slice(3),
  ];
  const [lead, ...rest] = colours;
  return { ...first, colours: [lead ?? first.dominant, ...rest] };
}

async function lookAtOne(picture: InputPicture): Promise<ReferenceLook> {
  const { data } = await sharp(picture.bytes)
    .resize(EDGE_PX, EDGE_PX, { fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels: Lab[] = [];
  for (let at = 0; at + 2 < data.length; at += 3) {
    const { l, a, b } = toOklab({
      mode: 'rgb',
      r: (data[at] ?? 0) / 255,
      g: (data[at + 1] ?? 0) / 255,
      b: (data[at + 2] ?? 0) / 255,
    });
    pixels.push([l, a, b]);
  }
  return describe(pixels);
}

function describe(pixels: readonly Lab[]): ReferenceLook {
  const clusters = kMeans(pixels);
  const colours = clusters.map(({ centre }) => toColour(centre));
  const dominant = colours[0] ?? colour(0.5, 0, 0);
  const byLightness = [...colours].sort((a, b) => a.l - b.l);
  const third = Math.floor(EDGE_PX / 3);
  const band = (from: number, to: number) => toColour(meanOf(pixels.slice(from * EDGE_PX, to * EDGE_PX)));
  const horizon = horizonOf(pixels);
  const horizonRow = Math.round(horizon * EDGE_PX);
  return {
    colours: [dominant, ...colours.slice(1)],
    dominant,
    loudest: [...colours].sort((a, b) => b.c - a.c)[0] ?? dominant,
    darkest: byLightness[0] ?? dominant,
    lightest: mix(byLightness.at(-1) ?? dominant, colour(0.99, 0, 90), 0.3),
    bands: [band(0, third), band(third, third * 2), band(third * 2, EDGE_PX)],
    horizonTone: band(Math.max(0, horizonRow - 4), Math.max(1, horizonRow)),
    meanLightness: meanOf(pixels)[0],
    horizon,
    focus: focusOf(pixels),
  };
}

function meanOf(pixels: readonly Lab[]): Lab {
  let [l, a, b] = [0, 0, 0];
  for (const pixel of pixels) {
    l += pixel[0];
    a += pixel[1];
    b += pixel[2];
  }
  const count = Math.max(1, pixels.length);
  return [l / count, a / count, b / count];
}

const distance = (a: Lab, b: Lab) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

/** Seeded from far apart pixels, so that a small loud spot keeps a cluster of its own. */
function kMeans(pixels: readonly Lab[]): { centre: Lab; share: number }[] {
  const random = seededRandom('clusters');
  const centres: Lab[] = [pixels[random.int(0, pixels.length - 1)] ?? [0.5, 0, 0]];
  while (centres.length < CLUSTERS) {
    let farthest: Lab = [0.5, 0, 0];
    let best = -1;
    for (const pixel of pixels) {
      const nearest = Math.min(...centres.map((centre) => distance(pixel, centre)));
      if (nearest > best) [best, farthest] = [nearest, pixel];
    }
    centres.push(farthest);
  }
  let groups: Lab[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    groups = centres.map(() => []);
    for (const pixel of pixels) {
      let nearest = 0;
      centres.forEach((centre, at) => {
        if (distance(pixel, centre) < distance(pixel, centres[nearest] ?? centre)) nearest = at;
      });
      groups[nearest]?.push(pixel);
    }
    groups.forEach((group, at) => {
      if (group.length > 0) centres[at] = meanOf(group);
    });
  }
  return centres
    .map((centre, at) => ({ centre, share: (groups[at]?.length ?? 0) / pixels.length }))
    .filter(({ share }) => share > 0.004)
    .sort((a, b) => b.share - a.share);
}

function rowMean(pixels: readonly Lab[], row: number): Lab {
  return meanOf(pixels.slice(row * EDGE_PX, (row + 1) * EDGE_PX));
}

function horizonOf(pixels: readonly Lab[]): number {
  let best = 0.55;
  let bestStep = 0;
  for (let row = Math.floor(EDGE_PX * 0.2); row < EDGE_PX * 0.85; row += 1) {
    const above = meanOf([rowMean(pixels, row - 2), rowMean(pixels, row - 1)]);
    const below = meanOf([rowMean(pixels, row), rowMean(pixels, row + 1)]);
    const step = distance(above, below);
    if (step > bestStep) [bestStep, best] = [step, row / EDGE_PX];
  }
  return best;
}

function focusOf(pixels: readonly Lab[]): [number, number] {
  let [sumX, sumY, sum] = [0, 0, 1e-6];
  for (let row = 0; row < EDGE_PX; row += 1) {
    const mean = rowMean(pixels, row);
    for (let column = 0; column < EDGE_PX; column += 1) {
      const weight = distance(pixels[row * EDGE_PX + column] ?? mean, mean) ** 1.5;
      sumX += weight * ((column + 0.5) / EDGE_PX);
      sumY += weight * ((row + 0.5) / EDGE_PX);
      sum += weight;
    }
  }
  return sum < 1e-5 ? [0.5, 0.5] : [sumX / sum, sumY / sum];
}
