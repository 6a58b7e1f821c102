/** Owns turning a stored picture into a delivered file, and checking that file before anybody gets it. */
import type { Metadata, Sharp } from 'sharp';
import { StudioError } from '../../../shared/errors.ts';
import type { Receipt } from '../../../shared/generation.ts';
import { decoding, openPicture } from '../imaging/open-picture.ts';
import { type PictureFacts, probePicture } from '../imaging/probe-picture.ts';
import { xmpPacket } from '../imaging/xmp-recipe.ts';
import type { Exporter, ExportOptions } from './exporter.ts';

export interface ExportedPicture {
  readonly bytes: Uint8Array;
  readonly mime: string;
  /** Without the dot. */
  readonly extension: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** See `exportPicture` of exporters.ts, which chooses the exporter. */
export async function deliverPicture(
  exporter: Exporter,
  bytes: Uint8Array,
  options: ExportOptions,
  recipe: Receipt | null,
): Promise<ExportedPicture> {
  const source = await decoding(() => openPicture(bytes).metadata());
  requireFit(exporter, source.autoOrient);
  const plan = { exporter, options, source, recipe: options.metadata === 'recipe' ? recipe : null };
  const encoded = await decoding(() => exporter.encode(prepare(openPicture(bytes), plan), options).toBuffer());
  const seed = plan.recipe ? await seedOf(bytes, plan.recipe) : null;
  const file = exporter.finish?.(encoded, { dpi: options.dpi, recipe: plan.recipe, seed }) ?? encoded;
  const facts = await verify(file, exporter, source.autoOrient);
  return {
    bytes: file,
    mime: exporter.mime,
    extension: exporter.extension,
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
  };
}

interface ExportPlan {
  readonly exporter: Exporter;
  readonly options: ExportOptions;
  readonly source: Metadata;
  /** null: nothing of how the picture was made is written. */
  readonly recipe: Receipt | null;
}

function prepare(pipeline: Sharp, { exporter, options, source, recipe }: ExportPlan): Sharp {
  const upright = pipeline.autoOrient();
  const flat = exporter.keepsAlpha ? upright : upright.flatten({ background: options.matte });
  const coloured = keepColours(flat, source, exporter);
  // withExif replaces whatever EXIF the source carries: cameras' serial numbers and places do not travel.
  const tagged = coloured.withDensity(options.dpi).withExif({ IFD0: resolutionTags(options.dpi) });
  return recipe && exporter.hasNativeXmp ? tagged.withXmp(xmpPacket(recipe)) : tagged;
}

/** A profile that describes these very samples is kept with them, untouched; anything else becomes sRGB. */
function keepColours(pipeline: Sharp, metadata: Metadata, exporter: Exporter): Sharp {
  const is16Bit = metadata.depth === 'ushort' && exporter.keeps16Bit;
  const deep = is16Bit ? pipeline.pipelineColourspace('rgb16').toColourspace('rgb16') : pipeline;
  const isOwnSpace = ['srgb', 'rgb', 'rgb16', 'b-w', 'grey16'].includes(metadata.space);
  return metadata.hasProfile && isOwnSpace ? deep.keepIccProfile() : deep.withIccProfile('srgb');
}

/** WebP and AVIF have no resolution of their own; EXIF tags 0x011A, 0x011B and 0x0128 (2 = inch) say it. */
function resolutionTags(dpi: number): Record<string, string> {
  return { XResolution: `${dpi}/1`, YResolution: `${dpi}/1`, ResolutionUnit: '2' };
}

function requireFit(exporter: Exporter, size: { width: number; height: number }): void {
  if (Math.max(size.width, size.height) <= exporter.maxEdgePx) return;
  throw new StudioError(
    'impossible-size',
    `${exporter.label} holds at most ${exporter.maxEdgePx.toLocaleString('en-US')} pixels an edge; this picture has ${size.width} × ${size.height}. Export it as PNG or JPEG.`,
    { field: 'format' },
  );
}

/** A job has one receipt for all its pictures; the picture's own hash tells which seed is its own. */
async function seedOf(bytes: Uint8Array, recipe: Receipt): Promise<number | null> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  const slot = recipe.outputHashes.indexOf(Buffer.from(digest).toString('hex'));
  return recipe.seeds[slot] ?? null;
}

async function verify(
  file: Uint8Array,
  exporter: Exporter,
  size: { width: number; height: number },
): Promise<PictureFacts> {
  const facts = await probePicture(file);
  const isAsAsked = facts.mime === exporter.mime && facts.widthPx === size.width && facts.heightPx === size.height;
  if (isAsAsked && facts.iccName !== null) return facts;
  throw new StudioError(
    'internal',
    `The ${exporter.label} file did not read back as it should, so it was not delivered. Try another format.`,
  );
}
