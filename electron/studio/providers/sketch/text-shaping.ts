/** Owns shaping: one line of text in any script becomes glyph outlines in em units, in visual order. */
import type { Font } from 'harfbuzzjs';
import { filesFor, type LoadedFont, openFont, type TypeFamily } from './font-shelf.ts';

export interface TypeStyle {
  readonly family: TypeFamily;
  /** 100-900. */
  readonly weight: number;
  /** Added between letters, em; scripts that join ignore it. */
  readonly tracking: number;
}

/** A glyph with its pen position; multiply by the type size. */
interface PlacedGlyph {
  readonly font: Font;
  readonly glyph: number;
  readonly xEm: number;
  readonly yEm: number;
  readonly unitsPerEm: number;
}

export interface ShapedLine {
  readonly glyphs: readonly PlacedGlyph[];
  readonly widthEm: number;
}

const RTL = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;
const JOINED = /[\u0600-\u06FF\u0900-\u0DFF\u0E00-\u0E7F]/u;
const KANA = /[\u3040-\u30FF]/u;
const MARKS = /^(?:\p{M}|\u200C|\u200D|\uFE0F)/u;
const SPACE_EM = 0.25;

export const isRightToLeft = (text: string): boolean => RTL.test(/\p{L}/u.exec(text)?.[0] ?? '');

interface Run {
  readonly glyphs: readonly PlacedGlyph[];
  readonly widthEm: number;
  readonly isRtl: boolean;
}

/** Words are shaped on their own and put in visual order: runs against the base direction are reversed as groups. */
export async function shapeLine(text: string, style: TypeStyle): Promise<ShapedLine> {
  const words: Run[] = [];
  const baseRtl = isRightToLeft(text);
  for (const word of text.split(/\s+/).filter(Boolean)) words.push(await shapeWord(word, style, baseRtl));
  const ordered = visualOrder(words, baseRtl);
  const glyphs: PlacedGlyph[] = [];
  let pen = 0;
  for (const [at, run] of ordered.entries()) {
    if (at > 0) pen += SPACE_EM + style.tracking;
    for (const glyph of run.glyphs) glyphs.push({ ...glyph, xEm: glyph.xEm + pen });
    pen += run.widthEm;
  }
  return { glyphs, widthEm: pen };
}

function visualOrder<Item extends { readonly isRtl: boolean }>(items: readonly Item[], baseRtl: boolean): Item[] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last[0]?.isRtl === item.isRtl) last.push(item);
    else groups.push([item]);
  }
  const turned = groups.map((group) => (group[0]?.isRtl ? group.reverse() : group));
  return (baseRtl ? turned.reverse() : turned).flat();
}

async function shapeWord(word: string, style: TypeStyle, baseRtl: boolean): Promise<Run> {
  const parts = await partsOf(word, style);
  const runs: Run[] = [];
  for (const part of parts) runs.push(await shapePart(part, style));
  const ordered = visualOrder(runs, baseRtl && runs.some(({ isRtl }) => isRtl));
  const glyphs: PlacedGlyph[] = [];
  let pen = 0;
  for (const run of ordered) {
    for (const glyph of run.glyphs) glyphs.push({ ...glyph, xEm: glyph.xEm + pen });
    pen += run.widthEm;
  }
  const isRtl = runs.length > 0 ? runs.some((run) => run.isRtl) : baseRtl;
  return { glyphs, widthEm: pen, isRtl };
}

interface Part {
  readonly text: string;
  readonly loaded: LoadedFont;
}

/** Neighbouring characters that one font file has; characters that no file has are left out rather than boxed. */
async function partsOf(word: string, style: TypeStyle): Promise<Part[]> {
  const neighbours = { hasKana: KANA.test(word), family: style.family };
  const parts: { text: string; loaded: LoadedFont }[] = [];
  for (const character of word) {
    const codePoint = character.codePointAt(0) ?? 0;
    const last = parts.at(-1);
    const staysWithLast = last && (MARKS.test(character) || last.loaded.font.nominalGlyph(codePoint) !== undefined);
    if (last && staysWithLast && sameDirection(last.text, character)) {
      last.text += character;
      continue;
    }
    const loaded = await fontFor(codePoint, neighbours, style.weight);
    if (loaded) parts.push({ text: character, loaded });
  }
  return parts;
}

const sameDirection = (text: string, character: string): boolean =>
  !/\p{L}/u.test(character) || RTL.test(character) === RTL.test(text);

async function fontFor(
  codePoint: number,
  neighbours: { hasKana: boolean; family: TypeFamily },
  weight: number,
): Promise<LoadedFont | null> {
  for (const file of await filesFor(codePoint, neighbours)) {
    const loaded = await openFont(file, weight);
    if (loaded.font.nominalGlyph(codePoint) !== undefined) return loaded;
  }
  return null;
}

async function shapePart({ text, loaded }: Part, style: TypeStyle): Promise<Run> {
  const { Buffer: TextBuffer, Direction, shape } = await import('harfbuzzjs');
  const isRtl = RTL.test(text);
  const buffer = new TextBuffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  buffer.setDirection(isRtl ? Direction.RTL : Direction.LTR);
  shape(loaded.font, buffer);
  const tracking = JOINED.test(text) ? 0 : style.tracking;
  const positions = buffer.getGlyphPositions();
  const glyphs: PlacedGlyph[] = [];
  let pen = 0;
  for (const [at, { codepoint: glyph }] of buffer.getGlyphInfos().entries()) {
    const position = positions[at];
    if (!position) continue;
    const em = loaded.unitsPerEm;
    if (glyph !== 0) {
      glyphs.push({
        font: loaded.font,
        glyph,
        xEm: pen + position.xOffset / em,
        yEm: position.yOffset / em,
        unitsPerEm: em,
      });
    }
    pen += position.xAdvance / em + (position.xAdvance > 0 ? tracking : 0);
  }
  return { glyphs, widthEm: pen, isRtl };
}

/** SVG path data with the baseline's left end at x, y. */
export function linePath(line: ShapedLine, place: { x: number; y: number; size: number }): string {
  return line.glyphs
    .map(({ font, glyph, xEm, yEm, unitsPerEm }) => {
      const scale = place.size / unitsPerEm;
      const dx = place.x + xEm * place.size;
      const dy = place.y - yEm * place.size;
      return transformed(font.glyphToPath(glyph), { scale, dx, dy });
    })
    .join('');
}

/** Font paths are absolute commands with y up. */
function transformed(path: string, { scale, dx, dy }: { scale: number; dx: number; dy: number }): string {
  return path.replace(/([MLQCZ])([^MLQCZ]*)/g, (_, command: string, values: string) => {
    const numbers = values.match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? [];
    const moved = numbers.map((value, at) => {
      const scaled = at % 2 === 0 ? dx + Number(value) * scale : dy - Number(value) * scale;
      return Math.round(scaled * 100) / 100;
    });
    return command + moved.join(' ');
  });
}
