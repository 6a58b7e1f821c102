/** Owns typesetting: a quoted text broken into balanced lines, as large as its box allows. */
import type { Box } from './outline.ts';
import { isRightToLeft, linePath, type ShapedLine, shapeLine, type TypeStyle } from './text-shaping.ts';

export interface SetText {
  /** SVG path data in picture units; empty when no letter could be drawn. */
  readonly path: string;
  /** What the lines really cover. */
  readonly box: Box;
  readonly size: number;
}

export interface TextBox {
  readonly box: Box;
  readonly style: TypeStyle;
  readonly align: 'start' | 'centre';
  readonly maxSize: number;
  readonly maxLines: number;
  /** Where the lines hang in the box. */
  readonly valign?: 'top' | 'middle' | 'bottom';
  /** Line distance, em. */
  readonly leading?: number;
}

/** Cap height of the fonts, em: lines are placed by their capitals. */
const CAP_EM = 0.7;

export async function setText(text: string, request: TextBox): Promise<SetText> {
  const units = await measuredUnits(text, request.style);
  const leading = request.leading ?? leadingFor(text);
  let best: { lines: string[]; size: number } = { lines: [text], size: 0 };
  for (let count = 1; count <= Math.min(request.maxLines, units.length); count += 1) {
    const lines = balanced(units, count);
    const widest = Math.max(...lines.map(({ widthEm }) => widthEm), 0.1);
    const height = CAP_EM + 0.3 + (lines.length - 1) * leading;
    const size = Math.min(request.maxSize, request.box.width / widest, request.box.height / height);
    if (size > best.size * 1.04) best = { lines: lines.map((line) => line.text), size };
  }
  return placed(best, leading, request, isRightToLeft(text));
}

/** Indic and Arabic letters reach farther up and down than Latin ones. */
const leadingFor = (text: string): number =>
  /[\u0600-\u0DFF\u0E00-\u0E7F]/u.test(text) ? 1.42 : /[\u3040-\uD7FF]/u.test(text) ? 1.24 : 1.06;

interface Unit {
  readonly text: string;
  readonly widthEm: number;
  /** A space belongs before it when it does not begin a line. */
  readonly hasSpace: boolean;
}

/** Words; for scripts without spaces the words a dictionary finds. */
async function measuredUnits(text: string, style: TypeStyle): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const pieces = /[\u0E00-\u0E7F\u3040-\u30FF\u4E00-\u9FFF]/u.test(word) ? segmented(word) : [word];
    for (const [at, piece] of pieces.entries()) {
      units.push({ text: piece, widthEm: (await shapeLine(piece, style)).widthEm, hasSpace: at === 0 });
    }
  }
  return units;
}

function segmented(word: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(word)) {
    // Closing marks never begin a line.
    if (pieces.length > 0 && /^[\p{P}\p{M}ー]/u.test(segment)) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
  }
  return pieces;
}

interface MeasuredLine {
  readonly text: string;
  readonly widthEm: number;
}

/** The widest line as short as possible: the limit is found by halving. */
function balanced(units: readonly Unit[], count: number): MeasuredLine[] {
  let low = Math.max(...units.map(({ widthEm }) => widthEm), 0.1);
  let high = units.reduce((sum, { widthEm }) => sum + widthEm + 0.26, 0);
  for (let round = 0; round < 18; round += 1) {
    const middle = (low + high) / 2;
    if (broken(units, middle).length <= count) high = middle;
    else low = middle;
  }
  return broken(units, high);
}

function broken(units: readonly Unit[], limitEm: number): MeasuredLine[] {
  const lines: { text: string; widthEm: number }[] = [];
  for (const unit of units) {
    const last = lines.at(-1);
    const gap = unit.hasSpace ? 0.26 : 0;
    if (last && last.widthEm + gap + unit.widthEm <= limitEm + 1e-6) {
      last.text += (unit.hasSpace ? ' ' : '') + unit.text;
      last.widthEm += gap + unit.widthEm;
    } else lines.push({ text: unit.text, widthEm: unit.widthEm });
  }
  return lines;
}

async function placed(
  best: { lines: readonly string[]; size: number },
  leading: number,
  request: TextBox,
  isRtl: boolean,
): Promise<SetText> {
  const { box } = request;
  const { size } = best;
  const height = size * (CAP_EM + (best.lines.length - 1) * leading);
  const slack = { top: 0, middle: (box.height - height) / 2, bottom: box.height - height }[request.valign ?? 'top'];
  const shaped: ShapedLine[] = [];
  for (const line of best.lines) shaped.push(await shapeLine(line, request.style));
  let path = '';
  let [left, right] = [box.x + box.width, box.x];
  shaped.forEach((line, at) => {
    const width = line.widthEm * size;
    const free = box.width - width;
    const x = box.x + (request.align === 'centre' ? free / 2 : isRtl ? free : 0);
    path += linePath(line, { x, y: box.y + slack + size * (CAP_EM + at * leading), size });
    left = Math.min(left, x);
    right = Math.max(right, x + width);
  });
  return { path, box: { x: left, y: box.y + slack, width: Math.max(0, right - left), height }, size };
}
