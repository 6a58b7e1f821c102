/** Owns the drawing of raw pixels: a bordered, banded, centre-marked picture whose colours come from a text. */
import { createHash } from 'node:crypto';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

type Colour = readonly [number, number, number, number];

interface Palette {
  readonly border: Colour;
  readonly mark: Colour;
  readonly bands: readonly Colour[];
}

/** Enough bands to see the picture's orientation, few enough to stay cheap. */
const BANDS = 8;

function paletteOf(text: string, background: 'opaque' | 'transparent'): Palette {
  const [red = 0, green = 0, blue = 0, shift = 0] = createHash('sha256').update(text).digest();
  const alpha = background === 'transparent' ? 0 : 255;
  const band = (index: number): Colour => {
    const light = 0.55 + (0.45 * index) / BANDS;
    return [Math.round(red * light), Math.round(green * light), Math.round((blue ^ (shift & 31)) * light), alpha];
  };
  return {
    border: [255 - red, 255 - green, 255 - blue, 255],
    mark: red + green + blue > 384 ? [16, 16, 16, 255] : [240, 240, 240, 255],
    bands: Array.from({ length: BANDS }, (_, index) => band(index)),
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly colour: Colour;
}

function paintRow(widthPx: number, spans: readonly Span[]): Buffer {
  const row = Buffer.alloc(widthPx * 4);
  for (const { from, to, colour } of spans) row.fill(Buffer.from(colour), from * 4, to * 4);
  return row;
}

/** RGBA. Rows of one kind are painted once and copied, so that 8 megapixels take milliseconds. */
export function paintCanvas(
  { widthPx, heightPx }: Size,
  { text, background }: { readonly text: string; readonly background: 'opaque' | 'transparent' },
): Buffer {
  const palette = paletteOf(text, background);
  const short = Math.min(widthPx, heightPx);
  const borderPx = Math.max(2, Math.round(short / 40));
  const armPx = Math.max(3, Math.round(short / 8));
  const thickPx = Math.max(1, Math.round(short / 60));
  const rows = new Map<string, Buffer>();
  const canvas = Buffer.alloc(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y += 1) {
    const isBorder = y < borderPx || y >= heightPx - borderPx;
    const offCentre = Math.abs(y - heightPx / 2);
    const markPx = isBorder || offCentre > armPx ? 0 : offCentre <= thickPx ? armPx : thickPx;
    const band = Math.floor((y * BANDS) / heightPx);
    const key = isBorder ? 'border' : `${band}/${markPx}`;
    const row = rows.get(key) ?? paintRow(widthPx, spansOf(palette, { widthPx, borderPx, markPx, band, isBorder }));
    rows.set(key, row);
    row.copy(canvas, y * widthPx * 4);
  }
  return canvas;
}

interface RowPlan {
  readonly widthPx: number;
  readonly borderPx: number;
  readonly markPx: number;
  readonly band: number;
  readonly isBorder: boolean;
}

function spansOf(palette: Palette, { widthPx, borderPx, markPx, band, isBorder }: RowPlan): readonly Span[] {
  const edge: Span = { from: 0, to: widthPx, colour: palette.border };
  if (isBorder) return [edge];
  const inner: Span = { from: borderPx, to: widthPx - borderPx, colour: palette.bands[band] ?? palette.border };
  const centre = Math.floor(widthPx / 2);
  const mark: Span = { from: centre - markPx, to: centre + markPx, colour: palette.mark };
  return markPx === 0 ? [edge, inner] : [edge, inner, mark];
}

/** Deterministic grain that makes a file weigh what a photograph-like picture of a vendor weighs. */
export function addGrain(canvas: Buffer): void {
  let state = 0x2545f491;
  for (let offset = 0; offset < canvas.length; offset += 1) {
    if (offset % 4 === 3) continue;
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    canvas[offset] = Math.min(255, Math.max(0, (canvas[offset] ?? 0) + (state >>> 28) - 8));
  }
}

interface EditLayers {
  /** The sent picture at output size. */
  readonly source: Buffer;
  readonly fresh: Buffer;
  /** One byte per pixel, 255 = change; null when the whole picture was given free. */
  readonly change: Buffer | null;
}

/** How much of the new picture shows through where no mask asked for a change. */
const FREE_EDIT_SHARE = 0.15;
/** Vendors answer with the whole picture redrawn: a little flatter, and shifted by a pixel. */
const DRIFT = { gain: 0.97, lift: 5, shiftPx: 1 } as const;

export function paintEdit({ widthPx, heightPx }: Size, { source, fresh, change }: EditLayers): Buffer {
  const result = Buffer.alloc(source.length);
  const share = change === null ? FREE_EDIT_SHARE : 0;
  for (let y = 0; y < heightPx; y += 1) {
    const sourceRow = Math.max(0, y - DRIFT.shiftPx) * widthPx;
    for (let x = 0; x < widthPx; x += 1) {
      const pixel = y * widthPx + x;
      const from = (sourceRow + Math.max(0, x - DRIFT.shiftPx)) * 4;
      const isChanged = change !== null && (change[pixel] ?? 0) > 127;
      for (let channel = 0; channel < 4; channel += 1) {
        const offset = pixel * 4 + channel;
        const painted = fresh[offset] ?? 0;
        const kept = source[from + channel] ?? 0;
        const drifted = channel === 3 ? kept : kept * DRIFT.gain + DRIFT.lift;
        result[offset] = isChanged ? painted : Math.round(drifted * (1 - share) + painted * share);
      }
    }
  }
  return result;
}
