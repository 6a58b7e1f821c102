/** Owns what changes the shape of a mask: grow, shrink, feather inward, fill holes, invert. Each returns a new plane. */
import { squaredDistances } from './distance-field.ts';
import { boundsOf, cutPlane, emptyPlane, growRect, type Plane, pastePlane } from './plane.ts';

/** Values of at least this count as selected where a decision is needed. */
const HALF = 128;

/** Every pixel within `radiusPx` of a selected one (≥ 128) becomes 255; soft values elsewhere stay. */
export function growMask(mask: Plane, radiusPx: number): Plane {
  return inNeighbourhood(mask, radiusPx, (part) => {
    const distances = squaredDistances(part, (index) => (part.data[index] ?? 0) >= HALF);
    const limit = radiusPx * radiusPx;
    return part.data.map((value, index) => ((distances[index] ?? 0) <= limit && radiusPx > 0 ? 255 : value));
  });
}

/** Every pixel within `radiusPx` of an unselected one (< 128) becomes 0. The picture's edge is no border. */
export function shrinkMask(mask: Plane, radiusPx: number): Plane {
  return inNeighbourhood(mask, 1, (part) => {
    const distances = squaredDistances(part, (index) => (part.data[index] ?? 0) < HALF);
    const limit = radiusPx * radiusPx;
    return part.data.map((value, index) => (radiusPx > 0 && (distances[index] ?? 0) <= limit ? 0 : value));
  });
}

/**
 * Softens only inside: a pixel `d` px from the nearest 0 keeps `smoothstep(d / widthPx)` of its value. What is 0 stays
 * 0, so a feather can never reach a pixel that was promised to stay.
 */
export function featherInward(mask: Plane, featherPx: number): Plane {
  if (featherPx <= 0) return mask;
  return inNeighbourhood(mask, 1, (part) => {
    const distances = squaredDistances(part, (index) => part.data[index] === 0);
    return part.data.map((value, index) => {
      if (value === 0) return 0;
      // The first pixel inside is already half a pixel behind the border.
      const share = Math.min(1, (Math.sqrt(distances[index] ?? 0) - 0.5) / featherPx);
      return Math.max(1, Math.round(value * share * share * (3 - 2 * share)));
    });
  });
}

export function invertMask(mask: Plane): Plane {
  return { ...mask, data: mask.data.map((value) => 255 - value) };
}

/** Unselected islands (< 128) that do not touch the picture's edge become 255. */
export function fillHoles(mask: Plane): Plane {
  const { widthPx, heightPx, data } = mask;
  const isOpen = new Uint8Array(data.length);
  const queue = new Int32Array(data.length);
  let end = 0;
  const visit = (index: number) => {
    if (isOpen[index] !== 0 || (data[index] ?? 0) >= HALF) return;
    isOpen[index] = 1;
    queue[end] = index;
    end += 1;
  };
  for (let column = 0; column < widthPx; column += 1) {
    visit(column);
    visit((heightPx - 1) * widthPx + column);
  }
  for (let row = 0; row < heightPx; row += 1) {
    visit(row * widthPx);
    visit(row * widthPx + widthPx - 1);
  }
  for (let at = 0; at < end; at += 1) {
    const index = queue[at] ?? 0;
    const column = index % widthPx;
    if (column > 0) visit(index - 1);
    if (column < widthPx - 1) visit(index + 1);
    if (index >= widthPx) visit(index - widthPx);
    if (index < data.length - widthPx) visit(index + widthPx);
  }
  return { ...mask, data: data.map((value, index) => (isOpen[index] === 0 && value < HALF ? 255 : value)) };
}

/** Works on the selected part and `reachPx` around it only, so that a small mask in a large picture costs little. */
function inNeighbourhood(mask: Plane, reachPx: number, work: (part: Plane) => Uint8Array): Plane {
  const bounds = boundsOf(mask);
  if (!bounds) return emptyPlane(mask);
  const rect = growRect(bounds, Math.ceil(reachPx) + 1, mask);
  const part = cutPlane(mask, rect);
  return pastePlane(mask, { ...part, data: work(part) }, rect);
}
