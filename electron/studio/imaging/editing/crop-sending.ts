/** Owns the two pictures an edit sends: the crop and its mask, at the model's size, 8-bit sRGB PNG. */
import sharp from 'sharp';
import { decoding, openPicture } from '../open-picture.ts';
import type { CropPlan } from './crop-plan.ts';
import { cutPlane, type Plane } from './plane.ts';

export interface CropToSend {
  readonly picture: Uint8Array;
  /** Greyscale, white = change; padding around the crop is black. */
  readonly mask: Uint8Array;
}

/** `source` is the file; the mask has its upright size. Throws as `openPicture`. */
export async function cropForSending(source: Uint8Array, mask: Plane, plan: CropPlan): Promise<CropToSend> {
  return { picture: await sendPicture(source, plan), mask: await sendMask(mask, plan) };
}

function sendPicture(source: Uint8Array, { rect, sendPx, placement }: CropPlan): Promise<Uint8Array> {
  return decoding(async () => {
    const crop = await openPicture(source)
      .autoOrient()
      .extract({ left: rect.left, top: rect.top, width: rect.widthPx, height: rect.heightPx })
      .resize({ width: placement.widthPx, height: placement.heightPx, fit: 'fill' })
      .toColourspace('srgb')
      .png({ compressionLevel: 3 })
      .toBuffer();
    if (placement.widthPx === sendPx.widthPx && placement.heightPx === sendPx.heightPx) return crop;
    // The picture's own edge goes on, so that no bar of flat colour invites the model to draw a frame.
    return sharp(crop)
      .extend({ ...marginsOf({ sendPx, placement }), extendWith: 'copy' })
      .png({ compressionLevel: 3 })
      .toBuffer();
  });
}

async function sendMask(mask: Plane, { rect, sendPx, placement }: CropPlan): Promise<Uint8Array> {
  const { data } = cutPlane(mask, rect);
  const resized = await sharp(data, { raw: { width: rect.widthPx, height: rect.heightPx, channels: 1 } })
    .resize({ width: placement.widthPx, height: placement.heightPx, fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return sharp(resized, { raw: { width: placement.widthPx, height: placement.heightPx, channels: 1 } })
    .extend({ ...marginsOf({ sendPx, placement }), background: '#000000' })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

function marginsOf({ sendPx, placement }: Pick<CropPlan, 'sendPx' | 'placement'>) {
  return {
    left: placement.left,
    top: placement.top,
    right: sendPx.widthPx - placement.left - placement.widthPx,
    bottom: sendPx.heightPx - placement.top - placement.heightPx,
  };
}
