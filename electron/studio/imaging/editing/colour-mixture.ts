/** Owns a Gaussian mixture of colours: what an object or its surround tends to look like. */

export interface ColourMixture {
  /** Cost of a colour, -log of its likelihood; lower is more typical. */
  cost(colours: Float32Array, pixel: number): number;
}

interface Component {
  readonly mean: Float64Array;
  /** Inverse covariance: xx, xy, xz, yy, yz, zz. */
  readonly inverse: Float64Array;
  /** -log(weight) + half the log determinant. */
  readonly base: number;
}

const COMPONENTS = 5;
const ROUNDS = 6;
/** Five Gaussians need no more, wherever in the picture they come from. */
const MAX_PIXELS = 5_000;
/** Keeps a component of one colour from becoming infinitely sure, in squared units of colours × 100. */
const MIN_VARIANCE = 1.5;

/** `colours` holds three values per pixel; null when there are too few pixels. */
export function fitMixture(colours: Float32Array, all: Int32Array): ColourMixture | null {
  if (all.length < COMPONENTS * 2) return null;
  const stride = Math.ceil(all.length / MAX_PIXELS);
  const pixels = stride === 1 ? all : all.filter((_, index) => index % stride === 0);
  const labels = clusterPixels(colours, pixels);
  const components = Array.from({ length: COMPONENTS }, (_, label) =>
    fitComponent(colours, pixels, { labels, label }),
  ).filter((component) => component !== null);
  return {
    cost: (all, pixel) => {
      let best = Number.POSITIVE_INFINITY;
      for (const component of components) best = Math.min(best, componentCost(component, all, pixel));
      return best;
    },
  };
}

/** K-means; centres start at even steps of lightness, so the same picture always gives the same mixture. */
function clusterPixels(colours: Float32Array, pixels: Int32Array): Uint8Array {
  const sorted = pixels.toSorted((one, other) => (colours[one * 3] ?? 0) - (colours[other * 3] ?? 0));
  const centres = new Float64Array(COMPONENTS * 3);
  for (let label = 0; label < COMPONENTS; label += 1) {
    const pixel = sorted[Math.floor(((label + 0.5) / COMPONENTS) * sorted.length)] ?? 0;
    for (let axis = 0; axis < 3; axis += 1) centres[label * 3 + axis] = colours[pixel * 3 + axis] ?? 0;
  }
  const labels = new Uint8Array(pixels.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let index = 0; index < pixels.length; index += 1)
      labels[index] = nearestCentre(centres, colours, pixels[index] ?? 0);
    moveCentres(centres, labels, { colours, pixels });
  }
  return labels;
}

function nearestCentre(centres: Float64Array, colours: Float32Array, pixel: number): number {
  let best = 0;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let label = 0; label < COMPONENTS; label += 1) {
    let distance = 0;
    for (let axis = 0; axis < 3; axis += 1) {
      distance += ((colours[pixel * 3 + axis] ?? 0) - (centres[label * 3 + axis] ?? 0)) ** 2;
    }
    if (distance < bestDistance) {
      best = label;
      bestDistance = distance;
    }
  }
  return best;
}

interface Coloured {
  readonly colours: Float32Array;
  readonly pixels: Int32Array;
}

function moveCentres(centres: Float64Array, labels: Uint8Array, { colours, pixels }: Coloured): void {
  const sums = new Float64Array(COMPONENTS * 3);
  const counts = new Float64Array(COMPONENTS);
  for (let index = 0; index < pixels.length; index += 1) {
    const label = labels[index] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
    for (let axis = 0; axis < 3; axis += 1) {
      sums[label * 3 + axis] = (sums[label * 3 + axis] ?? 0) + (colours[(pixels[index] ?? 0) * 3 + axis] ?? 0);
    }
  }
  for (let at = 0; at < sums.length; at += 1) {
    const count = counts[Math.floor(at / 3)] ?? 0;
    if (count > 0) centres[at] = (sums[at] ?? 0) / count;
  }
}

function fitComponent(
  colours: Float32Array,
  pixels: Int32Array,
  { labels, label }: { labels: Uint8Array; label: number },
): Component | null {
  const mean = new Float64Array(3);
  const products = new Float64Array(6);
  let count = 0;
  for (let index = 0; index < pixels.length; index += 1) {
    if (labels[index] !== label) continue;
    const at = (pixels[index] ?? 0) * 3;
    count += 1;
    let place = 0;
    for (let one = 0; one < 3; one += 1) {
      const value = colours[at + one] ?? 0;
      mean[one] = (mean[one] ?? 0) + value;
      for (let other = one; other < 3; other += 1, place += 1) {
        products[place] = (products[place] ?? 0) + value * (colours[at + other] ?? 0);
      }
    }
  }
  if (count < 4) return null;
  const [mx = 0, my = 0, mz = 0] = mean.map((sum) => sum / count);
  const [xx = 0, xy = 0, xz = 0, yy = 0, yz = 0, zz = 0] = products.map((sum) => sum / count);
  const covariance = [
    xx - mx * mx + MIN_VARIANCE,
    xy - mx * my,
    xz - mx * mz,
    yy - my * my + MIN_VARIANCE,
    yz - my * mz,
    zz - mz * mz + MIN_VARIANCE,
  ] as const;
  const { inverse, determinant } = invertSymmetric(covariance);
  const base = -Math.log(count / pixels.length) + 0.5 * Math.log(determinant);
  return { mean: Float64Array.of(mx, my, mz), inverse, base };
}

type Symmetric = readonly [number, number, number, number, number, number];

function invertSymmetric([a, b, c, d, e, f]: Symmetric): { inverse: Float64Array; determinant: number } {
  const determinant = Math.max(1e-9, a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d));
  const cofactors = [d * f - e * e, c * e - b * f, b * e - c * d, a * f - c * c, b * c - a * e, a * d - b * b];
  return { inverse: Float64Array.from(cofactors, (value) => value / determinant), determinant };
}

function componentCost({ mean, inverse, base }: Component, colours: Float32Array, pixel: number): number {
  const x = (colours[pixel * 3] ?? 0) - (mean[0] ?? 0);
  const y = (colours[pixel * 3 + 1] ?? 0) - (mean[1] ?? 0);
  const z = (colours[pixel * 3 + 2] ?? 0) - (mean[2] ?? 0);
  const squared =
    (inverse[0] ?? 0) * x * x +
    (inverse[3] ?? 0) * y * y +
    (inverse[5] ?? 0) * z * z +
    2 * ((inverse[1] ?? 0) * x * y + (inverse[2] ?? 0) * x * z + (inverse[4] ?? 0) * y * z);
  return base + 0.5 * squared;
}
