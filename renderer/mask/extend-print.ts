/** Owns extending to a sheet of paper and to its bleed: what is added, and at how many pixels an inch it will print. Pure. */
import { marginsForRatio } from './extend-margins.ts';
import type { Margins } from './mask-request.ts';

export interface Paper {
  readonly name: string;
  readonly widthMm: number;
  readonly heightMm: number;
}

export const PAPERS: readonly Paper[] = [
  { name: 'A6', widthMm: 105, heightMm: 148 },
  { name: 'A5', widthMm: 148, heightMm: 210 },
  { name: 'A4', widthMm: 210, heightMm: 297 },
  { name: 'A3', widthMm: 297, heightMm: 420 },
  { name: 'A2', widthMm: 420, heightMm: 594 },
  { name: 'Letter', widthMm: 215.9, heightMm: 279.4 },
  { name: 'Tabloid', widthMm: 279.4, heightMm: 431.8 },
  { name: '5 × 7 in', widthMm: 127, heightMm: 177.8 },
  { name: '8 × 10 in', widthMm: 203.2, heightMm: 254 },
];

/** 3 mm is what printers ask for, an eighth of an inch where inches rule. */
export const BLEEDS_MM = [0, 2, 3, 3.175, 5, 10] as const;

const MM_PER_INCH = 25.4;
/** What a picture without a sheet is taken to be printed at. */
export const PLAIN_PPI = 300;

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** As little as gives the sheet's shape, turned the way the picture lies. */
export function marginsForPaper(picture: Size, paper: Paper): Margins {
  const { widthMm, heightMm } = turned(picture, paper);
  return marginsForRatio(picture, `${widthMm}:${heightMm}`);
}

function turned({ widthPx, heightPx }: Size, paper: Paper): Paper {
  const isWide = widthPx > heightPx;
  const [long, short] = [Math.max(paper.widthMm, paper.heightMm), Math.min(paper.widthMm, paper.heightMm)];
  return { ...paper, widthMm: isWide ? long : short, heightMm: isWide ? short : long };
}

/** Effective pixels an inch when the picture with these margins fills the sheet. */
export function ppiOnPaper(picture: Size, { left, right }: Margins, paper: Paper): number {
  return ((picture.widthPx + left + right) / turned(picture, paper).widthMm) * MM_PER_INCH;
}

/** Up to whole pixels: a bleed must not fall short. */
export function bleedPx(bleedMm: number, ppi: number): number {
  return Math.ceil((bleedMm / MM_PER_INCH) * ppi - 1e-6);
}

/** The same pixels more on every side, or less; never below none. */
export function widened({ left, top, right, bottom }: Margins, px: number): Margins {
  const grow = (side: number) => Math.max(0, side + px);
  return { left: grow(left), top: grow(top), right: grow(right), bottom: grow(bottom) };
}

export function bleedWords(bleedMm: number): string {
  if (bleedMm === 0) return 'No bleed';
  return bleedMm === 3.175 ? '1/8 in bleed' : `${bleedMm} mm bleed`;
}
