/**
 * Owns the filling of a hole from its surroundings: pull and push over a pyramid. Known pixels are averaged upward until
 * the hole has closed, then each finer level is laid over the coarser one.
 */
import sharp from 'sharp';
import { createBreath } from './breathing.ts';
import type { RawPicture } from './picture-plate.ts';

/** Everything inside the mask replaced; outside as the source. Same size and three or four channels. */
export async function fillFromAround(source: RawPicture, mask: Buffer, signal: AbortSignal): Promise<RawPicture> {
  const breath = createBreath(signal);
  const { widthPx, heightPx } = source;
  const known = await withHole(source, mask, breath.pause);
  const levels: RawPicture[] = [known];
  let level = known;
  while (Math.min(level.widthPx, level.heightPx) > 3) {
    breath.check();
    level = await halved(level);
    levels.push(level);
  }
  let filled = await opaque(level);
  for (const finer of levels.slice(0, -1).reverse()) {
    breath.check();
    filled = await laidOver(filled, finer);
  }
  const data = await sharp(filled.data, rawOf(filled)).removeAlpha().raw().toBuffer();
  return { data, widthPx, heightPx, channels: 3 };
}

const rawOf = ({ widthPx, heightPx, channels }: RawPicture) => ({
  raw: { width: widthPx, height: heightPx, channels },
});

async function withHole(source: RawPicture, mask: Buffer, pause: () => Promise<void>): Promise<RawPicture> {
  const { widthPx, heightPx, channels } = source;
  const data = Buffer.alloc(widthPx * heightPx * 4);
  for (let row = 0; row < heightPx; row += 1) {
    for (let at = row * widthPx; at < (row + 1) * widthPx; at += 1) {
      data[at * 4] = source.data[at * channels] ?? 0;
      data[at * 4 + 1] = source.data[at * channels + 1] ?? 0;
      data[at * 4 + 2] = source.data[at * channels + 2] ?? 0;
      const isSolid = channels === 3 || (source.data[at * 4 + 3] ?? 0) > 127;
      data[at * 4 + 3] = (mask[at] ?? 0) === 0 && isSolid ? 255 : 0;
    }
    await pause();
  }
  return { data, widthPx, heightPx, channels: 4 };
}

/** Averages weigh by alpha, so the hole shrinks without darkening. */
async function halved(picture: RawPicture): Promise<RawPicture> {
  const widthPx = Math.ceil(picture.widthPx / 2);
  const heightPx = Math.ceil(picture.heightPx / 2);
  const data = await sharp(picture.data, rawOf(picture))
    .resize(widthPx, heightPx, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { data, widthPx, heightPx, channels: 4 };
}

/** The coarsest level covers everything, with its mean where it knows nothing. */
async function opaque(picture: RawPicture): Promise<RawPicture> {
  const [sum, weight] = [[0, 0, 0], { total: 0 }];
  for (let at = 0; at < picture.data.length; at += 4) {
    const alpha = picture.data[at + 3] ?? 0;
    weight.total += alpha;
    for (let channel = 0; channel < 3; channel += 1)
      sum[channel] = (sum[channel] ?? 0) + alpha * (picture.data[at + channel] ?? 0);
  }
  const mean = sum.map((value) => (weight.total > 0 ? Math.round(value / weight.total) : 200));
  const data = await sharp(picture.data, rawOf(picture))
    .flatten({ background: { r: mean[0] ?? 200, g: mean[1] ?? 200, b: mean[2] ?? 200 } })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { ...picture, data };
}

async function laidOver(coarse: RawPicture, fine: RawPicture): Promise<RawPicture> {
  const { widthPx, heightPx } = fine;
  const enlarged = await sharp(coarse.data, rawOf(coarse))
    .resize(widthPx, heightPx, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  const data = await sharp(enlarged, { raw: { width: widthPx, height: heightPx, channels: 4 } })
    .composite([{ input: fine.data, ...rawOf(fine) }])
    .raw()
    .toBuffer();
  return { data, widthPx, heightPx, channels: 4 };
}
