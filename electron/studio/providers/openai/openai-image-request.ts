/** Owns what is sent to OpenAI for a picture: which of the two calls, its fields and its files. */
import type { ImageEditParamsBase, ImageGenerateParamsBase } from 'openai/resources/images';
import { StudioError } from '../../../../shared/errors.ts';
import type { Warning } from '../../../../shared/generation.ts';
import type { InputPicture, ProviderRequest } from '../provider.ts';
import { asPng, openAiMask } from './openai-mask.ts';

/** Previews asked for while streaming. Each is billed as 100 more output tokens. */
export const PARTIAL_IMAGES = 2;
const PICTURE_LIMIT_BYTES = 50 * 1024 * 1024;

export type OpenAiImageCall =
  | { readonly kind: 'generate'; readonly body: ImageGenerateParamsBase; readonly warnings: readonly Warning[] }
  | { readonly kind: 'edit'; readonly body: ImageEditParamsBase; readonly warnings: readonly Warning[] };

/** Throws StudioError `invalid-param` for inputs the vendor would refuse, before anything is sent. */
export async function openAiImageCall(request: ProviderRequest): Promise<OpenAiImageCall> {
  if (request.mask !== null && request.source === null) {
    throw new StudioError('invalid-param', 'A mask needs the picture it belongs to. Nothing was sent.', {
      field: 'mask',
    });
  }
  const warnings: Warning[] = [];
  const fields = imageFields(request, warnings);
  const inputs = request.source === null ? request.references : [request.source, ...request.references];
  const [first, ...rest] = inputs;
  if (first === undefined) return { kind: 'generate', body: fields, warnings };
  if (request.mask === null) {
    const files = inputs.map((picture, place) => pictureFile(picture, place));
    return { kind: 'edit', body: { ...fields, image: oneOrMany(files) }, warnings };
  }
  const source = { ...first, bytes: await asPng(first.bytes, first.mime), mime: 'image/png' } as const;
  const files = [source, ...rest].map((picture, place) => pictureFile(picture, place));
  const mask = new File([await openAiMask(request.mask, first)], 'mask.png', { type: 'image/png' });
  return { kind: 'edit', body: { ...fields, image: oneOrMany(files), mask }, warnings };
}

type SharedFields = Pick<ImageGenerateParamsBase, 'model' | 'prompt' | 'n' | 'size' | 'stream' | 'partial_images'> &
  Pick<ImageEditParamsBase, 'background' | 'quality'>;

/**
 * As few fields as possible: `response_format` and `style` are refused with 400, PNG is the default format, and `auto`
 * means leaving a field out. Nothing is null, because a null in a form makes the SDK throw.
 */
function imageFields(request: ProviderRequest, warnings: Warning[]): SharedFields {
  const { model, prompt, count, sizePx, quality } = request;
  const fields: SharedFields = {
    model: model.vendorId,
    prompt,
    n: count,
    size: `${sizePx.widthPx}x${sizePx.heightPx}`,
  };
  if (isQuality(quality)) fields.quality = quality;
  else if (quality !== null) warnings.push({ field: 'quality', note: `${model.label} has no quality “${quality}”.` });
  const background = backgroundFor(request, warnings);
  if (background !== null) fields.background = background;
  if (streams(request)) Object.assign(fields, { stream: true, partial_images: PARTIAL_IMAGES });
  return fields;
}

/**
 * One picture only: a stream has no field that tells several apart. Not at `low`: a draft there is about 200 tokens, so
 * two previews of 100 each would double its price, and it is done before a preview helps.
 */
function streams({ model, count, quality }: ProviderRequest): boolean {
  return model.streaming === 'partial-images' && count === 1 && quality !== 'low';
}

function backgroundFor({ background, model }: ProviderRequest, warnings: Warning[]): 'transparent' | 'opaque' | null {
  if (background === 'auto') return null;
  if (background === 'opaque' || model.backgrounds.includes('transparent')) return background;
  warnings.push({
    field: 'background',
    note: `${model.label} cannot paint a transparent background; it was left to the model.`,
  });
  return null;
}

type Quality = Exclude<NonNullable<ImageEditParamsBase['quality']>, 'standard'>;
const QUALITIES: readonly Quality[] = ['low', 'medium', 'high', 'xhigh', 'max', 'auto'];

function isQuality(quality: string | null): quality is Quality {
  return QUALITIES.some((known) => known === quality);
}

function pictureFile(picture: InputPicture, place: number): File {
  if (picture.bytes.length >= PICTURE_LIMIT_BYTES) {
    throw new StudioError('invalid-param', 'A picture is over 50 MB, more than OpenAI takes. Nothing was sent.', {
      field: 'references',
    });
  }
  // The type must be a picture's: parts sent as application/octet-stream are refused.
  const extension = picture.mime.slice('image/'.length);
  return new File([new Uint8Array(picture.bytes)], `picture-${place + 1}.${extension}`, { type: picture.mime });
}

/** The SDK names the part `image` for one file and `image[]` for several. */
function oneOrMany(files: File[]): File | File[] {
  const [only, ...others] = files;
  return only !== undefined && others.length === 0 ? only : files;
}
