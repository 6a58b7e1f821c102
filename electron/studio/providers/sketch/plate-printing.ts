/** Owns the way from a plate to pixels: vector body, light, bloom, paper, grain, in that order, all off the main thread. */
import sharp, { type OverlayOptions } from 'sharp';
import type { PixelSize } from '../../../../shared/sizes.ts';
import { grainTile } from './film-grain.ts';
import { bufferSize } from './picture-frame.ts';
import { LIGHT_PIXELS_PER_UNIT, type Plate, type RawPicture, svgDocument } from './picture-plate.ts';

/** 8-bit samples, three channels, four when the plate is transparent. */
export async function printPlate(plate: Plate, size: PixelSize): Promise<RawPicture> {
  const channels = plate.isTransparent ? 4 : 3;
  const drawn = sharp(svgDocument(plate.frame, size, plate.body), { unlimited: true });
  const body: RawPicture = {
    data: await (plate.isTransparent ? drawn.ensureAlpha() : drawn.removeAlpha()).raw().toBuffer(),
    ...size,
    channels,
  };
  const layers = await finishLayers(plate, body);
  if (layers.length === 0) return body;
  const finished = loaded(body).composite(layers);
  // Compositing adds an alpha channel; opaque pictures leave without it.
  return { data: await (plate.isTransparent ? finished : finished.removeAlpha()).raw().toBuffer(), ...size, channels };
}

async function finishLayers(plate: Plate, body: RawPicture): Promise<OverlayOptions[]> {
  const layers: OverlayOptions[] = [];
  const light = await allLight(plate, body);
  if (light) layers.push({ ...(await enlarged(light, body)), blend: 'screen' });
  if (plate.letters) layers.push({ input: svgDocument(plate.frame, body, plate.letters) });
  if (plate.tooth) layers.push({ ...(await enlarged(plate.tooth, body)), blend: 'multiply' });
  if (plate.hand.grain > 0) {
    const tile = await grainTile(plate.frame, body, plate.hand.grain);
    layers.push({ ...overlay(tile), tile: true, blend: plate.isTransparent ? 'atop' : 'over' });
  }
  return layers;
}

const overlay = (picture: RawPicture): OverlayOptions => ({
  input: picture.data,
  raw: { width: picture.widthPx, height: picture.heightPx, channels: picture.channels },
});

const loaded = (picture: RawPicture) =>
  sharp(picture.data, { raw: { width: picture.widthPx, height: picture.heightPx, channels: picture.channels } });

const MIDDLE_EDGE_PX = 1040;

/** Cubic to a middle size, linear from there: half the time of cubic all the way, and no visible lattice. */
async function enlarged(picture: RawPicture, size: PixelSize): Promise<OverlayOptions> {
  const step = Math.min(1, MIDDLE_EDGE_PX / Math.max(size.widthPx, size.heightPx));
  const middle = { widthPx: Math.ceil(size.widthPx * step), heightPx: Math.ceil(size.heightPx * step) };
  const smooth = await resized(picture, middle, 'cubic');
  const { widthPx, heightPx } = size;
  const data =
    step < 1 ? await resized({ ...picture, ...middle, data: smooth }, { widthPx, heightPx }, 'linear') : smooth;
  return overlay({ ...picture, widthPx, heightPx, data });
}

const resized = (picture: RawPicture, { widthPx, heightPx }: PixelSize, kernel: 'cubic' | 'linear') =>
  loaded(picture).resize(widthPx, heightPx, { kernel, fit: 'fill' }).raw().toBuffer();

/** Glows and bloom in one layer. */
async function allLight(plate: Plate, body: RawPicture): Promise<RawPicture | null> {
  if (plate.isTransparent) return null;
  const spill = plate.hand.bloom > 0 ? await bloom(plate, body) : null;
  if (!spill || !plate.light) return spill ?? plate.light;
  const data = await loaded(plate.light)
    .composite([{ ...overlay(spill), blend: 'screen' }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { ...plate.light, data };
}

/** What is bright, blurred, at one small size for every print. */
async function bloom(plate: Plate, body: RawPicture): Promise<RawPicture> {
  const size = bufferSize(plate.frame, LIGHT_PIXELS_PER_UNIT);
  const small = await resized(body, size, 'linear');
  const data = await loaded({ data: small, ...size, channels: body.channels })
    .linear(1.9 * plate.hand.bloom, -250 * plate.hand.bloom)
    .blur(9)
    .raw()
    .toBuffer();
  return { data, ...size, channels: 3 };
}
