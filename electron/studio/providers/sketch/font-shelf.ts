/** Owns the fonts Sketch brings along, so that text never depends on the machine: which file has which letters. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Font } from 'harfbuzzjs';
import { fontBytes } from './font-decompression.ts';

export type TypeFamily = 'grotesk' | 'serif';

export interface LoadedFont {
  readonly font: Font;
  readonly unitsPerEm: number;
}

const DISPLAY: Readonly<Record<TypeFamily, string>> = { grotesk: 'bricolage-grotesque', serif: 'fraunces' };

/** Asked in this order; Han characters go to Japanese where kana stand nearby. */
const SCRIPTS = ['noto-sans', 'noto-sans-arabic', 'noto-sans-hebrew', 'noto-sans-thai', 'noto-sans-kr'] as const;

const require = createRequire(import.meta.url);

interface Slice {
  readonly file: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

const shelves = new Map<string, Promise<readonly Slice[]>>();
const fonts = new Map<string, Promise<LoadedFont>>();
const FONT_LIMIT = 48;

const folderOf = (packageName: string): string =>
  dirname(require.resolve(`@fontsource-variable/${packageName}/LICENSE`));

function slicesOf(packageName: string): Promise<readonly Slice[]> {
  const known = shelves.get(packageName);
  if (known) return known;
  const loading = readSlices(packageName);
  shelves.set(packageName, loading);
  return loading;
}

async function readSlices(packageName: string): Promise<Slice[]> {
  const folder = folderOf(packageName);
  const table: unknown = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8'));
  return Object.entries(table ?? {}).map(([subset, ranges]) => ({
    file: join(folder, 'files', `${packageName}-${subset.replace(/[[\]]/g, '')}-wght-normal.woff2`),
    ranges: String(ranges).split(',').map(rangeOf),
  }));
}

/** "U+4E00-9FFF" or "U+30". */
function rangeOf(text: string): [number, number] {
  const [first = '', last = first] = text.trim().replace(/^U\+/i, '').split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

export interface TextNeighbours {
  readonly hasKana: boolean;
  readonly family: TypeFamily;
}

/** Font files that may have the character, best first. */
export async function filesFor(codePoint: number, { hasKana, family }: TextNeighbours): Promise<string[]> {
  const han = hasKana ? ['noto-sans-jp', 'noto-sans-sc'] : ['noto-sans-sc', 'noto-sans-jp'];
  const found: string[] = [];
  for (const packageName of [DISPLAY[family], ...SCRIPTS, ...han]) {
    for (const slice of await slicesOf(packageName)) {
      if (slice.ranges.some(([first, last]) => codePoint >= first && codePoint <= last)) found.push(slice.file);
    }
  }
  return found;
}

/** Weight 100-900 as far as the file has it. */
export function openFont(file: string, weight: number): Promise<LoadedFont> {
  const key = `${file}@${weight}`;
  const known = fonts.get(key);
  if (known) return known;
  const oldest = fonts.size >= FONT_LIMIT ? fonts.keys().next().value : undefined;
  if (oldest !== undefined) fonts.delete(oldest);
  const loading = loadFont(file, weight);
  fonts.set(key, loading);
  return loading;
}

async function loadFont(file: string, weight: number): Promise<LoadedFont> {
  const { Blob, Face, Font: FontClass, Variation } = await import('harfbuzzjs');
  const bytes = await fontBytes(await readFile(file));
  const data = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(data).set(bytes);
  const face = new Face(new Blob(data), 0);
  const font = new FontClass(face);
  font.setVariations([new Variation('wght', weight)]);
  return { font, unitsPerEm: face.upem };
}
