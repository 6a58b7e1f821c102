// Quoted text is set in type in any script, from fonts that come along.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { setText } from '../../electron/studio/providers/sketch/text-setting.ts';
import { shapeLine } from '../../electron/studio/providers/sketch/text-shaping.ts';
import { difference, sketch } from '../support/sketch-call.ts';

const STYLE = { family: 'grotesk', weight: 700, tracking: 0 } as const;
const BOX = { x: 0, y: 0, width: 400, height: 200 };

/** How much of the box is inked, and the ink itself, for comparing. */
async function inked(text: string): Promise<Buffer> {
  const { path } = await setText(text, {
    box: BOX,
    style: STYLE,
    align: 'centre',
    maxSize: 90,
    maxLines: 3,
    valign: 'middle',
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="400" height="200" fill="#fff"/><path d="${path}"/></svg>`;
  return sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
}

const coverage = (ink: Buffer) => ink.filter((value) => value < 128).length / ink.length;

describe.each([
  ['Latin', 'Summer night', 'Winter morning'],
  ['Cyrillic', 'Летний вечер', 'Зимнее утро'],
  ['Greek', 'Καλημέρα', 'Καληνύχτα'],
  ['Arabic', 'مهرجان الموسيقى', 'سوق المدينة'],
  ['Hebrew', 'שלום עולם', 'לילה טוב'],
  ['Japanese', '静かな山', '夜のコーヒー'],
  ['Korean', '안녕하세요', '좋은 아침'],
  ['Chinese', '床前明月光', '春眠不觉晓'],
  ['Thai', 'สวัสดีชาวโลก', 'ดนตรีฤดูร้อน'],
  ['Devanagari', 'नमस्ते दुनिया', 'शुभ रात्रि'],
])('%s', (_script, one, two) => {
  it('has letters of its own, not boxes', async () => {
    const [a, b] = [await inked(one), await inked(two)];
    expect(coverage(a)).toBeGreaterThan(0.02);
    expect(a.equals(b)).toBe(false);
    const { glyphs } = await shapeLine(one, STYLE);
    expect(glyphs.length).toBeGreaterThan(2);
    expect(glyphs.every(({ glyph }) => glyph !== 0)).toBe(true);
    expect(new Set(glyphs.map(({ glyph }) => glyph)).size).toBeGreaterThan(2);
  });
});

describe('shaping', () => {
  it('joins Arabic letters: the same letter has other forms at other places', async () => {
    const glyphs = async (text: string) => (await shapeLine(text, STYLE)).glyphs.map(({ glyph }) => glyph);
    const [alone] = await glyphs('م');
    const joined = await glyphs('ممم');
    expect(joined.filter((glyph) => glyph === alone)).toEqual([]);
  });

  it('sets Arabic from the right: the first word ends the line', async () => {
    const line = await shapeLine('كتاب 2026', STYLE);
    const digits = await shapeLine('2026', STYLE);
    const first = Math.min(...line.glyphs.map(({ xEm }) => xEm));
    const number = line.glyphs.filter(({ glyph }) => digits.glyphs.some((digit) => digit.glyph === glyph));
    expect(Math.min(...number.map(({ xEm }) => xEm))).toBeCloseTo(first, 3);
  });

  it('leaves out what no font has instead of drawing boxes', async () => {
    expect((await shapeLine('\u{F8FF}\u{10FFFD}', STYLE)).glyphs).toEqual([]);
  });
});

describe('in a picture', () => {
  it.each([
    ['مهرجان الموسيقى', 'سوق المدينة القديمة'],
    ['静かな山', '夜のコーヒー'],
    ['สวัสดี', 'ดนตรี'],
  ])('two texts make two pictures: %s', async (one, two) => {
    const poster = (text: string) => sketch({ prompt: `logo "${text}"`, seeds: [2] });
    const [a, b] = [await poster(one), await poster(two)];
    expect(await difference(a, b)).toBeGreaterThan(0.25);
  });
});
