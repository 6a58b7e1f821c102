/** Owns how much is added on each side to reach a shape or a size; the picture stays in the middle. Pure. */
import { parseAspect } from '../../shared/sizes.ts';
import type { Margins } from './mask-request.ts';

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

function centred(addedWidthPx: number, addedHeightPx: number): Margins {
  const left = Math.floor(addedWidthPx / 2);
  const top = Math.floor(addedHeightPx / 2);
  return { left, top, right: addedWidthPx - left, bottom: addedHeightPx - top };
}

/** As little as gives the ratio, "16:9". */
export function marginsForRatio({ widthPx, heightPx }: Size, aspect: string): Margins {
  const ratio = parseAspect(aspect) ?? widthPx / heightPx;
  return centred(
    Math.max(0, Math.round(heightPx * ratio) - widthPx),
    Math.max(0, Math.round(widthPx / ratio) - heightPx),
  );
}

/** "3000 × 2000" or "3000x2000"; null when it is no size, or smaller than the picture. */
export function marginsForSize({ widthPx, heightPx }: Size, words: string): Margins | null {
  const match = /^\s*(\d{2,5})\s*[x×*]\s*(\d{2,5})\s*(px)?\s*$/i.exec(words);
  if (!match) return null;
  const wider = Number(match[1]) - widthPx;
  const taller = Number(match[2]) - heightPx;
  return wider < 0 || taller < 0 ? null : centred(wider, taller);
}
