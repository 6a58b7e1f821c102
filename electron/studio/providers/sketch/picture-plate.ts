/**
 * Owns the plate: a finished drawing as one SVG body plus small rasters, ready to be printed at any number of pixels.
 * Everything on it is defined in picture units, so that 512 and 4096 pixels show the same picture.
 */
import sharp from 'sharp';
import type { Breath } from './breathing.ts';
import type { Easel, Glow, Mark } from './easel.ts';
import type { Hand } from './hand-style.ts';
import { type Colour, hex } from './oklch-colour.ts';
import { type Box, round } from './outline.ts';
import { paperTexture } from './paper-texture.ts';
import { bufferSize, type Frame } from './picture-frame.ts';

export interface RawPicture {
  readonly data: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 3 | 4;
}

export interface Plate {
  readonly frame: Frame;
  readonly hand: Hand;
  readonly body: string;
  /** Drawn above all light; empty when there are no such letters. */
  readonly letters: string;
  readonly isTransparent: boolean;
  /** Glows on black, for a screen blend. */
  readonly light: RawPicture | null;
  /** Paper tooth and blotches, white where untouched, for a multiply blend. */
  readonly tooth: RawPicture | null;
  readonly paper: Colour;
}

/** Blurred layers hold this many pixels per unit; what is blurred needs no more. */
const SOFT_PIXELS_PER_UNIT = 0.36;
export const LIGHT_PIXELS_PER_UNIT = 0.26;

/** `view` is the part of the picture shown, units; x and y are 0 for a whole frame. */
export function svgDocument(
  view: Frame & Partial<Box>,
  size: { widthPx: number; heightPx: number },
  body: string,
): Buffer {
  const corner = `${round(view.x ?? 0)} ${round(view.y ?? 0)}`;
  const box = `viewBox="${corner} ${round(view.width)} ${round(view.height)}" preserveAspectRatio="none"`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.widthPx}" height="${size.heightPx}" ${box}>${body}</svg>`,
  );
}

export async function makePlate(easel: Easel, paper: Colour, breath: Breath): Promise<Plate> {
  const body = await bodyOf(easel, { id: '', breath });
  const glows = allGlows(easel);
  const isTransparent = !easel.hasBackdrop;
  return {
    frame: easel.frame,
    hand: easel.hand,
    body,
    letters: easel.letters.join(''),
    isTransparent,
    light: glows.length > 0 && !isTransparent ? await lightPicture(easel.frame, glows) : null,
    tooth: easel.hand.paper > 0 && !isTransparent ? await paperTexture(easel.frame, easel.hand, breath) : null,
    paper,
  };
}

interface PartJob {
  /** Unique among the parts of one plate. */
  readonly id: string;
  readonly breath: Breath;
}

/** Small rasters are made side by side off the main thread; the fields in between give way to each other. */
async function bodyOf(easel: Easel, { id, breath }: PartJob): Promise<string> {
  const parts = easel.marks.map((mark, at) => bodyPart(mark, { id: `${id}-${at}`, breath }));
  return (await Promise.all(parts)).join('');
}

async function bodyPart(mark: Mark, job: PartJob): Promise<string> {
  if (mark.kind === 'vector') return mark.markup;
  if (mark.kind === 'inset') return insetPart(mark, job);
  const clip = mark.clip ? `<clipPath id="m${job.id}"><path d="${mark.clip}"/></clipPath>` : '';
  const use = mark.clip ? ` clip-path="url(#m${job.id})"` : '';
  const image = mark.kind === 'soft' ? await softImage(mark) : await fieldImage(mark, job.breath);
  const { box } = mark;
  const place = `x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}"`;
  const source = `href="data:image/png;base64,${image.toString('base64')}"`;
  return `${clip}<image ${place} preserveAspectRatio="none"${use} ${source}/>`;
}

async function insetPart({ inner, box, clip }: Extract<Mark, { kind: 'inset' }>, job: PartJob): Promise<string> {
  const scale = box.width / inner.frame.width;
  const place = `translate(${round(box.x)} ${round(box.y)}) scale(${scale.toFixed(5)})`;
  return `<clipPath id="m${job.id}"><path d="${clip}"/></clipPath><g clip-path="url(#m${job.id})"><g transform="${place}">${await bodyOf(inner, job)}</g></g>`;
}

/** Glows of pictures inside the picture, moved to where they hang. */
function allGlows(easel: Easel): Glow[] {
  const inner = easel.marks.flatMap((mark) => {
    if (mark.kind !== 'inset') return [];
    const scale = mark.box.width / mark.inner.frame.width;
    const { x, y, width, height } = mark.box;
    return allGlows(mark.inner)
      .map((glow) => ({ ...glow, x: x + glow.x * scale, y: y + glow.y * scale, radius: glow.radius * scale }))
      .filter((glow) => glow.x >= x && glow.x <= x + width && glow.y >= y && glow.y <= y + height);
  });
  return [...easel.glows, ...inner];
}

async function softImage(mark: Extract<Mark, { kind: 'soft' }>): Promise<Buffer> {
  const size = bufferSize(mark.box, SOFT_PIXELS_PER_UNIT);
  const sigma = Math.max(0.4, mark.blurUnits * SOFT_PIXELS_PER_UNIT);
  return sharp(svgDocument(mark.box, size, mark.markup), { unlimited: true })
    .ensureAlpha()
    .blur({ sigma, precision: 'approximate' })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

async function fieldImage(mark: Extract<Mark, { kind: 'field' }>, breath: Breath): Promise<Buffer> {
  const { box } = mark;
  const size = bufferSize(box, mark.pixelsPerUnit);
  const data = Buffer.alloc(size.widthPx * size.heightPx * 4);
  const rgba = new Float64Array(4);
  const stepX = box.width / size.widthPx;
  const stepY = box.height / size.heightPx;
  let at = 0;
  for (let row = 0; row < size.heightPx; row += 1) {
    const y = box.y + (row + 0.5) * stepY;
    for (let column = 0; column < size.widthPx; column += 1) {
      rgba.fill(0);
      mark.sample(box.x + (column + 0.5) * stepX, y, rgba);
      for (let channel = 0; channel < 4; channel += 1) {
        const value = rgba[channel] ?? 0;
        data[at + channel] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
      }
      at += 4;
    }
    await breath.pause();
  }
  return sharp(data, { raw: { width: size.widthPx, height: size.heightPx, channels: 4 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

async function lightPicture(frame: Frame, glows: readonly Glow[]): Promise<RawPicture> {
  const size = bufferSize(frame, LIGHT_PIXELS_PER_UNIT);
  const discs = glows.map((glow, at) => glowMarkup(glow, at)).join('');
  const body = `<rect width="100%" height="100%" fill="#000"/>${discs}`;
  const { data } = await sharp(svgDocument(frame, size, body))
    .removeAlpha()
    .blur(1.2)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, ...size, channels: 3 };
}

/** Falls off like haze around a lamp: steep near the source, long in the tail. */
function glowMarkup({ x, y, radius, colour, strength }: Glow, at: number): string {
  const stops = [0, 0.08, 0.18, 0.32, 0.5, 0.72, 1]
    .map((offset) => {
      const alpha = strength * Math.max(0, (1 - offset) ** 2.4);
      return `<stop offset="${offset}" stop-color="${hex(colour)}" stop-opacity="${alpha.toFixed(3)}"/>`;
    })
    .join('');
  return (
    `<radialGradient id="l${at}" gradientUnits="userSpaceOnUse" cx="${round(x)}" cy="${round(y)}" r="${round(radius)}">${stops}</radialGradient>` +
    `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="url(#l${at})" style="mix-blend-mode:screen"/>`
  );
}
