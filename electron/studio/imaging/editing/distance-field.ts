/** Owns exact Euclidean distances on a grid (Felzenszwalb and Huttenlocher 2012), in time linear in the pixels. */
import type { Size } from './plane.ts';

const FAR = 1e20;

/**
 * Squared distance in pixels from every cell to the nearest cell for which `isTarget` holds; 1e20 when there is none.
 * Beyond the edge there is nothing, neither target nor obstacle.
 */
export function squaredDistances({ widthPx, heightPx }: Size, isTarget: (index: number) => boolean): Float32Array {
  const field = new Float32Array(widthPx * heightPx);
  for (let index = 0; index < field.length; index += 1) field[index] = isTarget(index) ? 0 : FAR;
  const pass = linePass(Math.max(widthPx, heightPx));
  for (let column = 0; column < widthPx; column += 1) pass(field, { start: column, step: widthPx, count: heightPx });
  for (let row = 0; row < heightPx; row += 1) pass(field, { start: row * widthPx, step: 1, count: widthPx });
  return field;
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** The lower envelope of parabolas along one line; the scratch arrays are shared by all lines. */
function linePass(longest: number): (field: Float32Array, line: Line) => void {
  const values = new Float64Array(longest);
  const centres = new Int32Array(longest);
  const borders = new Float64Array(longest + 1);
  return (field, { start, step, count }) => {
    for (let index = 0; index < count; index += 1) values[index] = field[start + index * step] ?? FAR;
    let last = 0;
    centres[0] = 0;
    borders[0] = -FAR;
    borders[1] = FAR;
    for (let index = 1; index < count; index += 1) {
      let border = crossing(values, centres[last] ?? 0, index);
      while (last > 0 && border <= (borders[last] ?? 0)) {
        last -= 1;
        border = crossing(values, centres[last] ?? 0, index);
      }
      last += 1;
      centres[last] = index;
      borders[last] = border;
      borders[last + 1] = FAR;
    }
    let at = 0;
    for (let index = 0; index < count; index += 1) {
      while ((borders[at + 1] ?? FAR) < index) at += 1;
      const centre = centres[at] ?? 0;
      field[start + index * step] = Math.min(FAR, (index - centre) ** 2 + (values[centre] ?? FAR));
    }
  };
}

function crossing(values: Float64Array, one: number, other: number): number {
  const rise = (values[other] ?? FAR) + other * other - ((values[one] ?? FAR) + one * one);
  return rise / (2 * (other - one));
}
