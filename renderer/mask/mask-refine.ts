/** Owns what is done to a whole selection: grow, shrink, feather, fill holes. Pure; heavy, so it runs in the worker. */
import { boundsOfPlane, intersectRects, type MaskPlane, type PixelRect, wholeRect } from './mask-plane.ts';

export type RefineKind = 'grow' | 'shrink' | 'feather' | 'fill-holes';

/** Answers new values of the whole plane; the given plane stays. `amountPx` plays no part for holes. */
export function refinePlane(plane: MaskPlane, kind: RefineKind, amountPx: number): Uint8Array {
  if (kind === 'fill-holes') return fillHoles(plane);
  if (amountPx <= 0) return plane.values.slice();
  if (kind === 'feather') return feather(plane, amountPx);
  if (kind === 'grow') return grow(plane, amountPx);
  const inverse = { ...plane, values: plane.values.map((value) => 255 - value) };
  return grow(inverse, amountPx).map((value) => 255 - value);
}

function reachOf(plane: MaskPlane, marginPx: number): PixelRect | null {
  const bounds = boundsOfPlane(plane);
  if (!bounds) return null;
  const margin = Math.ceil(marginPx);
  const wide = {
    left: bounds.left - margin,
    top: bounds.top - margin,
    widthPx: bounds.widthPx + 2 * margin,
    heightPx: bounds.heightPx + 2 * margin,
  };
  return intersectRects(wide, wholeRect(plane));
}

/** By the true distance to what is at least half selected; soft values that lie there already stay. */
function grow(plane: MaskPlane, amountPx: number): Uint8Array {
  const values = plane.values.slice();
  const rect = reachOf(plane, amountPx + 2);
  if (!rect) return values;
  const columns = columnDistances(plane, rect, Math.ceil(amountPx) + 2);
  const squared = new Float64Array(rect.widthPx);
  const hull = { at: new Int32Array(rect.widthPx), from: new Float64Array(rect.widthPx + 1) };
  for (let row = 0; row < rect.heightPx; row += 1) {
    const line = columns.subarray(row * rect.widthPx, (row + 1) * rect.widthPx);
    if (!rowDistances(line, squared, hull)) continue;
    const start = (rect.top + row) * plane.widthPx + rect.left;
    for (let x = 0; x < rect.widthPx; x += 1) {
      const distance = Math.sqrt(squared[x] ?? Infinity);
      const value = Math.round(255 * Math.min(1, Math.max(0, amountPx + 1 - distance)));
      if (value > (values[start + x] ?? 0)) values[start + x] = value;
    }
  }
  return values;
}

/** Per pixel, rows to the nearest selected pixel of its column; `limit` means none within reach. */
function columnDistances(plane: MaskPlane, rect: PixelRect, limit: number): Uint16Array {
  const distances = new Uint16Array(rect.widthPx * rect.heightPx).fill(limit);
  const sweep = (row: number, neighbour: number) => {
    const start = (rect.top + row) * plane.widthPx + rect.left;
    for (let x = 0; x < rect.widthPx; x += 1) {
      const at = row * rect.widthPx + x;
      if ((plane.values[start + x] ?? 0) >= 128) distances[at] = 0;
      else if (neighbour >= 0 && neighbour < rect.heightPx) {
        const next = (distances[neighbour * rect.widthPx + x] ?? limit) + 1;
        if (next < (distances[at] ?? limit)) distances[at] = next;
      }
    }
  };
  for (let row = 0; row < rect.heightPx; row += 1) sweep(row, row - 1);
  for (let row = rect.heightPx - 1; row >= 0; row -= 1) sweep(row, row + 1);
  for (let at = 0; at < distances.length; at += 1) if (distances[at] === limit) distances[at] = 65_535;
  return distances;
}

/** Lower envelope of parabolas (Felzenszwalb and Huttenlocher 2012). Answers false for a row without any. */
function rowDistances(line: Uint16Array, squared: Float64Array, hull: { at: Int32Array; from: Float64Array }): boolean {
  let top = -1;
  const height = (x: number) => (line[x] ?? 0) ** 2 + x * x;
  for (let x = 0; x < line.length; x += 1) {
    if (line[x] === 65_535) continue;
    let meets = -Infinity;
    while (top >= 0) {
      const other = hull.at[top] ?? 0;
      meets = (height(x) - height(other)) / (2 * (x - other));
      if (meets > (hull.from[top] ?? -Infinity)) break;
      top -= 1;
      meets = -Infinity;
    }
    top += 1;
    hull.at[top] = x;
    hull.from[top] = meets;
  }
  if (top < 0) return false;
  let part = 0;
  for (let x = 0; x < line.length; x += 1) {
    while (part < top && (hull.from[part + 1] ?? Infinity) < x) part += 1;
    const at = hull.at[part] ?? 0;
    squared[x] = (x - at) ** 2 + (line[at] ?? 0) ** 2;
  }
  return true;
}

/** Three box blurs come close to a Gaussian whose visible width is the amount; the picture's edge counts as going on. */
function feather(plane: MaskPlane, amountPx: number): Uint8Array {
  const values = plane.values.slice();
  const radius = Math.max(1, Math.round(amountPx / 3));
  const rect = reachOf(plane, radius * 3 + 1);
  if (!rect) return values;
  const at = (x: number, y: number) => (rect.top + y) * plane.widthPx + rect.left + x;
  const line = new Uint8Array(Math.max(rect.widthPx, rect.heightPx));
  for (let round = 0; round < 3; round += 1) {
    for (let y = 0; y < rect.heightPx; y += 1) {
      blurLine(values, { start: at(0, y), step: 1, count: rect.widthPx }, radius, line);
    }
    for (let x = 0; x < rect.widthPx; x += 1) {
      blurLine(values, { start: at(x, 0), step: plane.widthPx, count: rect.heightPx }, radius, line);
    }
  }
  return values;
}

function blurLine(
  values: Uint8Array,
  { start, step, count }: { start: number; step: number; count: number },
  radius: number,
  line: Uint8Array,
): void {
  for (let index = 0; index < count; index += 1) line[index] = values[start + index * step] ?? 0;
  const sample = (index: number) => line[Math.min(count - 1, Math.max(0, index))] ?? 0;
  let sum = 0;
  for (let index = -radius; index <= radius; index += 1) sum += sample(index);
  const width = radius * 2 + 1;
  for (let index = 0; index < count; index += 1) {
    values[start + index * step] = Math.round(sum / width);
    sum += sample(index + radius + 1) - sample(index - radius);
  }
}

/** What is not selected and cannot be reached from the picture's edge becomes selected. */
function fillHoles(plane: MaskPlane): Uint8Array {
  const values = plane.values.slice();
  const bounds = boundsOfPlane(plane);
  if (!bounds) return values;
  const outside = floodFromEdges(plane, bounds);
  for (let row = 0; row < bounds.heightPx; row += 1) {
    const start = (bounds.top + row) * plane.widthPx + bounds.left;
    for (let x = 0; x < bounds.widthPx; x += 1) if (!outside[row * bounds.widthPx + x]) values[start + x] = 255;
  }
  return restoreSoft(plane, values, outside, bounds);
}

/** Soft rims that belong to the outer edge keep their values. */
function restoreSoft(plane: MaskPlane, values: Uint8Array, outside: Uint8Array, rect: PixelRect): Uint8Array {
  const isOutside = (x: number, y: number) =>
    x < 0 || y < 0 || x >= rect.widthPx || y >= rect.heightPx || outside[y * rect.widthPx + x] === 1;
  for (let y = 0; y < rect.heightPx; y += 1) {
    for (let x = 0; x < rect.widthPx; x += 1) {
      const at = (rect.top + y) * plane.widthPx + rect.left + x;
      const before = plane.values[at] ?? 0;
      if (before < 128 || before === 255 || outside[y * rect.widthPx + x]) continue;
      if (isOutside(x - 1, y) || isOutside(x + 1, y) || isOutside(x, y - 1) || isOutside(x, y + 1)) values[at] = before;
    }
  }
  return values;
}

function floodFromEdges(plane: MaskPlane, rect: PixelRect): Uint8Array {
  const { widthPx, heightPx } = rect;
  const outside = new Uint8Array(widthPx * heightPx);
  const stack: number[] = [];
  const visit = (x: number, y: number) => {
    const at = y * widthPx + x;
    if (outside[at] || (plane.values[(rect.top + y) * plane.widthPx + rect.left + x] ?? 0) >= 128) return;
    outside[at] = 1;
    stack.push(at);
  };
  for (let x = 0; x < widthPx; x += 1) {
    visit(x, 0);
    visit(x, heightPx - 1);
  }
  for (let y = 0; y < heightPx; y += 1) {
    visit(0, y);
    visit(widthPx - 1, y);
  }
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % widthPx;
    const y = (at - x) / widthPx;
    if (x > 0) visit(x - 1, y);
    if (x < widthPx - 1) visit(x + 1, y);
    if (y > 0) visit(x, y - 1);
    if (y < heightPx - 1) visit(x, y + 1);
  }
  return outside;
}
