/** Owns the question whether a source is this very drawing at another size. */
import sharp, { type Sharp } from 'sharp';
import type { InputPicture } from '../provider.ts';
import type { Plate } from './picture-plate.ts';
import { printPlate } from './plate-printing.ts';

const EDGE_PX = 72;
/** Mean difference per sample, 0-255. Two sizes of one drawing differ by under 2, two drawings by over 8. */
const SAME_BELOW = 3.5;

export async function isOwnDraft(plate: Plate, source: InputPicture): Promise<boolean> {
  const shape = Math.abs(Math.log(source.widthPx / source.heightPx / (plate.frame.width / plate.frame.height)));
  if (shape > 0.05) return false;
  const size = { widthPx: 256, heightPx: Math.round((256 * plate.frame.height) / plate.frame.width) };
  const print = await printPlate(plate, size);
  const [ours, theirs] = await Promise.all([
    small(sharp(print.data, { raw: { width: print.widthPx, height: print.heightPx, channels: print.channels } })),
    small(sharp(source.bytes)),
  ]);
  let sum = 0;
  for (let at = 0; at < ours.length; at += 1) sum += Math.abs((ours[at] ?? 0) - (theirs[at] ?? 0));
  return sum / ours.length < SAME_BELOW;
}

const small = (image: Sharp) =>
  image
    .resize(EDGE_PX, EDGE_PX, { fit: 'fill', kernel: 'linear' })
    .flatten({ background: '#808080' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
