/** Owns what is drawn into a masked region: a ground edge to edge, a thing that stands in it, or letters. */
import sharp, { type OverlayOptions } from 'sharp';
import type { InputPicture, ProviderRequest } from '../provider.ts';
import { colour, hex } from './oklch-colour.ts';
import { frameFor } from './picture-frame.ts';
import { type RawPicture, svgDocument } from './picture-plate.ts';
import { printPlate } from './plate-printing.ts';
import { type Reading, readPrompt } from './prompt-reading.ts';
import { lookAt } from './reference-look.ts';
import { drawSketch } from './sketch-drawing.ts';
import type { RenderOptions } from './sketch-render.ts';
import { setText } from './text-setting.ts';

export interface EditRequest extends ProviderRequest {
  readonly source: InputPicture;
  readonly mask: Uint8Array;
}

/** Pixels, width and height at least 1. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface ContentJob {
  readonly source: RawPicture;
  /** The source with the hole closed. */
  readonly filled: RawPicture;
  readonly region: Region;
}

const GROUNDS = new Set([
  'sky',
  'sea',
  'mountain',
  'hills',
  'forest',
  'desert',
  'space',
  'city',
  'texture',
  'pattern',
  'abstract',
  'interior',
  'architecture',
  'interface',
]);
/** Things whose scene is otherwise a ground. */
const THINGS = 'boat|sailboat|ship|yacht|lighthouse|balloon|balloons|island';

/** The whole picture with new content; only what lies inside the mask will be used. */
export async function drawContent(request: EditRequest, options: RenderOptions, job: ContentJob): Promise<RawPicture> {
  const reading = readPrompt(request.prompt);
  const isLettering =
    reading.texts.length > 0 &&
    (reading.subject === null || reading.subject === 'logo' || reading.subject === 'poster');
  if (reading.isRemoval || (reading.subject === null && !isLettering)) return job.filled;
  if (reading.subject && GROUNDS.has(reading.subject) && !reading.says(THINGS) && !isLettering)
    return withGround(request, options, job);
  const base = { ...job, filled: await groundFor(reading, job) };
  if (isLettering) return withLetters(reading, base);
  return withThing(request, options, base);
}

/** Mean difference, 0-255, below which the fill shows that nothing stood in the region. */
const EMPTY_BELOW = 13;

/** A new thing stands before what is there; what stood in its place goes only when it would show. */
async function groundFor(reading: Reading, { source, filled, region }: ContentJob): Promise<RawPicture> {
  const { left, top, width, height } = region;
  const cut = (picture: RawPicture) =>
    sharp(picture.data, rawOf(picture))
      .removeAlpha()
      .extract({ left, top, width, height })
      .resize(64, 64, { fit: 'fill' })
      .raw()
      .toBuffer();
  const [before, after] = await Promise.all([cut(source), cut(filled)]);
  let sum = 0;
  for (let at = 0; at < before.length; at += 1) sum += Math.abs((before[at] ?? 0) - (after[at] ?? 0));
  const isEmpty = sum / before.length < EMPTY_BELOW || reading.says('add|put|place|insert|hinzufügen');
  if (!isEmpty) return filled;
  const data = await sharp(source.data, rawOf(source)).removeAlpha().raw().toBuffer();
  return { ...source, channels: 3, data };
}

const rawOf = ({ widthPx, heightPx, channels }: RawPicture) => ({
  raw: { width: widthPx, height: heightPx, channels },
});

async function laidOver(ground: RawPicture, layers: OverlayOptions[]): Promise<RawPicture> {
  const data = await sharp(ground.data, rawOf(ground)).composite(layers).removeAlpha().raw().toBuffer();
  return { ...ground, channels: 3, data };
}

/** Drawn over the whole picture, so that perspective and light fit it. */
async function withGround(
  request: EditRequest,
  options: RenderOptions,
  { source, filled }: ContentJob,
): Promise<RawPicture> {
  const { widthPx, heightPx } = source;
  const plate = await drawSketch({
    prompt: request.prompt,
    seed: options.seed,
    frame: frameFor('', source),
    hasBackdrop: true,
    look: options.look,
    signal: options.signal,
  });
  const print = await printPlate(plate, { widthPx, heightPx });
  return laidOver(filled, [{ input: print.data, ...rawOf(print) }]);
}

/** Drawn alone, cut to what it covers, set on the floor of the region with a soft shadow under it. */
async function withThing(
  request: EditRequest,
  options: RenderOptions,
  { filled, region }: ContentJob,
): Promise<RawPicture> {
  const edge = Math.max(64, Math.min(2048, Math.round(Math.max(region.width, region.height) * 1.6)));
  const plate = await drawSketch({
    prompt: request.prompt,
    seed: options.seed,
    frame: { width: 1000, height: 1000 },
    hasBackdrop: false,
    look: options.look ?? (await lookAt([request.source])),
    signal: options.signal,
  });
  const print = await printPlate(plate, { widthPx: edge, heightPx: edge });
  const cut = await sharp(print.data, rawOf(print))
    .trim({ background: '#00000000', threshold: 2 })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const fitted = await sharp(cut)
    .resize(Math.max(1, Math.round(region.width * 0.92)), Math.max(1, Math.round(region.height * 0.92)), {
      fit: 'inside',
    })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = fitted.info;
  const thing: RawPicture = { data: fitted.data, widthPx: width, heightPx: height, channels: 4 };
  const left = region.left + Math.round((region.width - width) / 2);
  const top = region.top + Math.round((region.height - height) * 0.7);
  return laidOver(filled, [await shadowUnder(thing, { left, top }), { input: thing.data, ...rawOf(thing), left, top }]);
}

async function shadowUnder(thing: RawPicture, { left, top }: { left: number; top: number }): Promise<OverlayOptions> {
  const alpha = await sharp(thing.data, rawOf(thing))
    .extractChannel(3)
    .blur(Math.max(0.5, thing.widthPx * 0.025))
    .linear(0.42, 0)
    .raw()
    .toBuffer();
  const black = sharp({ create: { width: thing.widthPx, height: thing.heightPx, channels: 3, background: '#0b0a12' } });
  const data = await black
    .joinChannel(alpha, { raw: { width: thing.widthPx, height: thing.heightPx, channels: 1 } })
    .raw()
    .toBuffer();
  return { input: data, ...rawOf({ ...thing, data }), left, top: top + Math.round(thing.heightPx * 0.02) };
}

/** Set as large as the region allows, light on dark or dark on light. */
async function withLetters(reading: Reading, { filled, region }: ContentJob): Promise<RawPicture> {
  const { left, top, width, height } = region;
  const patch = await sharp(filled.data, rawOf(filled)).extract({ left, top, width, height }).stats();
  const lightness = patch.channels.slice(0, 3).reduce((sum, { mean }) => sum + mean, 0) / 3;
  const ink = reading.colours[0]?.colour ?? (lightness > 140 ? colour(0.22, 0.02, 260) : colour(0.97, 0.01, 90));
  const box = { x: width * 0.06, y: height * 0.08, width: width * 0.88, height: height * 0.84 };
  const set = await setText(reading.texts.join(' '), {
    box,
    style: { family: 'grotesk', weight: 680, tracking: 0 },
    align: 'centre',
    maxSize: height,
    maxLines: 4,
    valign: 'middle',
  });
  const letters = svgDocument(
    { width, height },
    { widthPx: width, heightPx: height },
    `<path d="${set.path}" fill="${hex(ink)}"/>`,
  );
  return laidOver(filled, [{ input: letters, left, top }]);
}
