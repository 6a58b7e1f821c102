/**
 * Owns the edit inside a mask. Outside the mask every sample leaves as it came; the new content fades in over a short
 * way inside the mask's border.
 */
import sharp from 'sharp';
import type { InputPicture } from '../provider.ts';
import { createBreath } from './breathing.ts';
import { drawContent, type EditRequest, type Region } from './edit-content.ts';
import { fillHole } from './hole-filling.ts';
import type { RawPicture } from './picture-plate.ts';
import type { RenderOptions } from './sketch-render.ts';

/** Answers the picture at the size of the source, with its channels. Throws StudioError `cancelled`. */
export async function editInside(request: EditRequest, options: RenderOptions): Promise<RawPicture> {
  const breath = createBreath(options.signal);
  breath.check();
  const source = await decoded(request.source);
  const mask = await maskSamples(request.mask, source);
  const region = await regionOf(mask, source.widthPx, breath.pause);
  if (!region) return source;
  const filled = await fillHole({ source, mask, seed: options.seed, signal: options.signal });
  options.onPreview(0.25, await preview(filled));
  const content = await drawContent(request, options, { source, filled, region });
  options.onPreview(0.6, await preview(content));
  const soft = await softMask(mask, source, region);
  return blendInside({ source, content, mask, soft }, breath.pause);
}

async function decoded(picture: InputPicture): Promise<RawPicture> {
  const { data, info } = await sharp(picture.bytes)
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3 || info.channels === 4) {
    return { data, widthPx: info.width, heightPx: info.height, channels: info.channels };
  }
  const wide = await sharp(picture.bytes).toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer();
  return { data: wide, widthPx: info.width, heightPx: info.height, channels: 4 };
}

/** A mask of another size than the source is stretched with hard edges: nothing outside may become grey. */
const maskSamples = (mask: Uint8Array, { widthPx, heightPx }: RawPicture): Promise<Buffer> =>
  sharp(mask)
    .resize(widthPx, heightPx, { fit: 'fill', kernel: 'nearest' })
    .removeAlpha()
    .toColourspace('b-w')
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer();

async function regionOf(mask: Buffer, widthPx: number, pause: () => Promise<void>): Promise<Region | null> {
  let [left, right, top, bottom] = [widthPx, -1, -1, -1];
  const heightPx = mask.length / widthPx;
  for (let row = 0; row < heightPx; row += 1) {
    const line = mask.subarray(row * widthPx, (row + 1) * widthPx);
    const first = line.findIndex((value) => value > 0);
    if (first < 0) continue;
    if (top < 0) top = row;
    bottom = row;
    left = Math.min(left, first);
    let last = widthPx - 1;
    while (last > right && (line[last] ?? 0) === 0) last -= 1;
    right = Math.max(right, last);
    if (row % 64 === 0) await pause();
  }
  return bottom < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

const rawOf = ({ widthPx, heightPx, channels }: RawPicture) => ({
  raw: { width: widthPx, height: heightPx, channels },
});

/** 255 well inside, falling toward the border; never above the mask itself. */
async function softMask(mask: Buffer, { widthPx, heightPx }: RawPicture, region: Region): Promise<Buffer> {
  const feather = Math.min(28, Math.max(1.2, Math.min(region.width, region.height) * 0.02));
  const blurred = await sharp(mask, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .blur({ sigma: feather, precision: 'approximate' })
    .linear(2, -255)
    .extractChannel(0)
    .raw()
    .toBuffer();
  return blurred;
}

interface Blend {
  readonly source: RawPicture;
  readonly content: RawPicture;
  readonly mask: Buffer;
  readonly soft: Buffer;
}

async function blendInside({ source, content, mask, soft }: Blend, pause: () => Promise<void>): Promise<RawPicture> {
  const data = Buffer.from(source.data);
  const { widthPx, heightPx, channels } = source;
  for (let row = 0; row < heightPx; row += 1) {
    for (let at = row * widthPx; at < (row + 1) * widthPx; at += 1) {
      const weight = Math.min(mask[at] ?? 0, soft[at] ?? 0);
      if (weight === 0) continue;
      for (let channel = 0; channel < channels; channel += 1) {
        const fresh = channel < content.channels ? (content.data[at * content.channels + channel] ?? 0) : 255;
        const old = data[at * channels + channel] ?? 0;
        data[at * channels + channel] = old + ((fresh - old) * weight) / 255 + 0.5;
      }
    }
    await pause();
  }
  return { ...source, data };
}

const preview = (picture: RawPicture): Promise<Uint8Array> =>
  sharp(picture.data, rawOf(picture))
    .resize(360, 360, { fit: 'inside' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 78 })
    .toBuffer();
