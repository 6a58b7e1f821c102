/** Owns smart select: one click or a rough box becomes the object's mask (GrabCut, Rother et al. 2004, on a small copy). */
import { StudioError } from '../../../../shared/errors.ts';
import { oklabFromBytes } from '../oklab.ts';
import { decoding, openPicture } from '../open-picture.ts';
import { fitMixture } from './colour-mixture.ts';
import { cutGrid, gridOffsets } from './grid-cut.ts';
import { fillHoles } from './mask-shape.ts';
import type { Plane, Rect, Size } from './plane.ts';
import { refineEdge } from './refine-edge.ts';
import { type Hint, hintFromBox, hintFromClick, KEEP_OUT, MAYBE_IN, MAYBE_OUT, SURE_IN } from './selection-hint.ts';

export type SelectionWish =
  /** In the picture's upright pixels. */
  { readonly kind: 'click'; readonly x: number; readonly y: number } | { readonly kind: 'box'; readonly box: Rect };

/** Long edge on which the cut is made; its border is then laid along the full picture's own edges. */
const WORKING_EDGE_PX = 288;
const ROUNDS = 5;
/** How much a border through even colour costs, against how little a colour fits (GrabCut's own figure). */
const SMOOTHNESS = 40;
const CERTAIN = 1e6;

/**
 * The mask at the picture's size, with soft edges one to two pixels wide. Throws `bad-request` when the click or the
 * box lies outside the picture; `not-an-image`, `image-too-large`, `image-damaged` as `openPicture`.
 */
export async function selectObject(file: Uint8Array, wish: SelectionWish): Promise<Plane> {
  const { full, small } = await twoSizes(file);
  requireInside(wish, full);
  const scale = small.widthPx / full.widthPx;
  const colours = oklabOf(small);
  const hint =
    wish.kind === 'box'
      ? unlikeSurround(hintFromBox(scaleRect(wish.box, scale), small), colours)
      : hintFromClick({ x: Math.floor(wish.x * scale), y: Math.floor(wish.y * scale) }, { ...small, colours });
  const inside = cutObject({ ...small, colours }, hint);
  const whole = fillSpecks({ widthPx: small.widthPx, heightPx: small.heightPx, data: mainPart(inside, hint, small) });
  return refineEdge(whole, small, full);
}

/** Up to this share of the object a hole in it is a glint or a speck; a larger one, as in a ring, is a hole. */
const SPECK_SHARE = 0.012;

function fillSpecks(mask: Plane): Plane {
  const filled = fillHoles(mask);
  const added = filled.data.map((value, pixel) => (value !== 0 && mask.data[pixel] === 0 ? 1 : 0));
  const { part, sizes } = connectedParts(added, mask);
  const most = SPECK_SHARE * filled.data.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  return { ...filled, data: filled.data.map((value, pixel) => ((sizes[part[pixel] ?? 0] ?? 0) > most ? 0 : value)) };
}

/**
 * What a box holds deep inside is likely the object, unless it looks just like what lies outside: a thin thing leaves
 * most of its box to the ground. Some of the inside is kept in any case.
 */
function unlikeSurround(hint: Hint, colours: Float32Array): Hint {
  const outside = pixelsWhere(
    hint.labels.map((label) => (label === KEEP_OUT ? 1 : 0)),
    1,
  );
  const inside = pixelsWhere(
    hint.labels.map((label) => (label === MAYBE_IN ? 1 : 0)),
    1,
  );
  const surround = fitMixture(colours, outside);
  if (!surround || inside.length === 0) return hint;
  const usual = quantileOf(
    thinned(outside).map((pixel) => surround.cost(colours, pixel)),
    USUAL_SHARE,
  );
  const costs = Float32Array.from(inside, (pixel) => surround.cost(colours, pixel));
  const limit = Math.min(usual, quantileOf(costs, 1 - LEAST_INSIDE_SHARE));
  const labels = hint.labels.slice();
  for (const [index, pixel] of inside.entries()) if ((costs[index] ?? 0) < limit) labels[pixel] = MAYBE_OUT;
  return { ...hint, labels };
}

const USUAL_SHARE = 0.9;
const LEAST_INSIDE_SHARE = 0.15;
const MAX_SAMPLES = 4000;

function thinned(pixels: Int32Array): Float32Array {
  const stride = Math.ceil(pixels.length / MAX_SAMPLES);
  return Float32Array.from(pixels.filter((_, index) => index % stride === 0));
}

function quantileOf(values: Float32Array, share: number): number {
  return values.toSorted()[Math.floor(share * (values.length - 1))] ?? 0;
}

export interface RgbPicture extends Size {
  /** 8-bit sRGB, three per pixel. */
  readonly samples: Uint8Array;
}

interface WorkingPicture extends Size {
  /** OKLab × 100, three per pixel. */
  readonly colours: Float32Array;
}

async function twoSizes(file: Uint8Array): Promise<{ full: RgbPicture; small: RgbPicture }> {
  const read = (edgePx: number | null) =>
    decoding(async () => {
      const upright = openPicture(file).autoOrient().flatten({ background: '#808080' }).toColourspace('srgb');
      const sized =
        edgePx === null
          ? upright
          : upright.resize({ width: edgePx, height: edgePx, fit: 'inside', withoutEnlargement: true });
      const { data, info } = await sized.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
      return { widthPx: info.width, heightPx: info.height, samples: info.channels < 3 ? tripled(data) : data };
    });
  const [full, small] = await Promise.all([read(null), read(WORKING_EDGE_PX)]);
  return { full, small };
}

function tripled(grey: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(grey.length * 3);
  for (let index = 0; index < rgb.length; index += 1) rgb[index] = grey[Math.floor(index / 3)] ?? 0;
  return rgb;
}

function oklabOf({ samples }: RgbPicture): Float32Array {
  const colours = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at += 3) {
    const { l, a, b } = oklabFromBytes(samples[at] ?? 0, samples[at + 1] ?? 0, samples[at + 2] ?? 0);
    colours[at] = l * 100;
    // Hue tells an object from its surround more than shade does, which one light throws over both.
    colours[at + 1] = a * 200;
    colours[at + 2] = b * 200;
  }
  return colours;
}

function scaleRect({ left, top, widthPx, heightPx }: Rect, scale: number): Rect {
  const start = { left: Math.floor(left * scale), top: Math.floor(top * scale) };
  return { ...start, widthPx: Math.ceil(widthPx * scale), heightPx: Math.ceil(heightPx * scale) };
}

function requireInside(wish: SelectionWish, { widthPx, heightPx }: Size): void {
  const { x, y } =
    wish.kind === 'click' ? wish : { x: wish.box.left + wish.box.widthPx / 2, y: wish.box.top + wish.box.heightPx / 2 };
  if (x >= 0 && y >= 0 && x < widthPx && y < heightPx) return;
  throw new StudioError('bad-request', 'That lies outside the picture. Click on the object, or draw a box around it.');
}

/** Learn both sides' colours, cut, and again, until the sides stay as they are. */
function cutObject(picture: WorkingPicture, hint: Hint): Uint8Array {
  let inside: Uint8Array = hint.labels.map((label) => (label === MAYBE_IN || label === SURE_IN ? 1 : 0));
  const arcs = arcCapacities(picture);
  for (let round = 0; round < ROUNDS; round += 1) {
    const object = fitMixture(picture.colours, pixelsWhere(inside, 1));
    const surround = fitMixture(picture.colours, pixelsWhere(inside, 0));
    if (!object || !surround) return inside;
    const terminals = new Float32Array(inside.length);
    for (let pixel = 0; pixel < inside.length; pixel += 1) {
      const label = hint.labels[pixel];
      if (label === SURE_IN) terminals[pixel] = CERTAIN;
      else if (label === KEEP_OUT) terminals[pixel] = -CERTAIN;
      else terminals[pixel] = surround.cost(picture.colours, pixel) - object.cost(picture.colours, pixel);
    }
    const next = cutGrid({ widthPx: picture.widthPx, heightPx: picture.heightPx, terminals, arcs: arcs.slice() });
    const changed = next.reduce((sum, side, pixel) => sum + (side === inside[pixel] ? 0 : 1), 0);
    inside = next;
    if (changed < inside.length / 2000) break;
  }
  return inside;
}

function pixelsWhere(inside: Uint8Array, side: number): Int32Array {
  const pixels = new Int32Array(inside.length);
  let count = 0;
  for (let pixel = 0; pixel < inside.length; pixel += 1) {
    if (inside[pixel] !== side) continue;
    pixels[count] = pixel;
    count += 1;
  }
  return pixels.subarray(0, count);
}

/** High between like colours, low across an edge. */
function arcCapacities({ widthPx, heightPx, colours }: WorkingPicture): Float32Array {
  const arcs = new Float32Array(widthPx * heightPx * 8);
  const offsets = gridOffsets(widthPx);
  const squared = (one: number, other: number) =>
    ((colours[one * 3] ?? 0) - (colours[other * 3] ?? 0)) ** 2 +
    ((colours[one * 3 + 1] ?? 0) - (colours[other * 3 + 1] ?? 0)) ** 2 +
    ((colours[one * 3 + 2] ?? 0) - (colours[other * 3 + 2] ?? 0)) ** 2;
  let sum = 0;
  for (let pixel = 1; pixel < widthPx * heightPx; pixel += 1) sum += squared(pixel, pixel - 1);
  const beta = (widthPx * heightPx) / Math.max(1e-6, 2 * sum);
  for (let row = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1) {
      const pixel = row * widthPx + column;
      for (const [direction, offset] of offsets.entries()) {
        const dx = [-1, 0, 1, -1, 1, -1, 0, 1][direction] ?? 0;
        const dy = [-1, -1, -1, 0, 0, 1, 1, 1][direction] ?? 0;
        if (column + dx < 0 || column + dx >= widthPx || row + dy < 0 || row + dy >= heightPx) continue;
        arcs[pixel * 8 + direction] =
          (SMOOTHNESS * Math.exp(-beta * squared(pixel, pixel + offset))) / Math.hypot(dx, dy);
      }
    }
  }
  return arcs;
}

/** The connected part under the click, or for a box the largest one. */
function mainPart(inside: Uint8Array, hint: Hint, size: Size): Uint8Array {
  const { part, sizes } = connectedParts(inside, size);
  const largest = sizes.indexOf(Math.max(...sizes));
  const chosen = (hint.seed === null ? 0 : (part[hint.seed] ?? 0)) || largest;
  return Uint8Array.from(part, (label) => (label !== 0 && label === chosen ? 255 : 0));
}

/** A label per pixel, 0 where there is nothing, and how many pixels each label has (none for 0). */
function connectedParts(inside: Uint8Array, { widthPx }: Size): { part: Int32Array; sizes: number[] } {
  const part = new Int32Array(inside.length);
  const sizes = [0];
  for (let start = 0; start < inside.length; start += 1) {
    if (inside[start] === 0 || part[start] !== 0) continue;
    const label = sizes.length;
    const stack = [start];
    part[start] = label;
    let count = 0;
    for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
      count += 1;
      for (const other of [pixel - widthPx, pixel + widthPx, pixel - 1, pixel + 1]) {
        if (Math.abs((other % widthPx) - (pixel % widthPx)) > 1 || inside[other] !== 1 || part[other] !== 0) continue;
        part[other] = label;
        stack.push(other);
      }
    }
    sizes.push(count);
  }
  return { part, sizes };
}
