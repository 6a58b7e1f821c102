/** Owns what OpenAI's answer means: pictures, usage, and what differs from what was asked. */
import { z } from 'zod';
import type { StudioError } from '../../../../shared/errors.ts';
import type { Usage, Warning } from '../../../../shared/generation.ts';
import { pictureFromBase64 } from '../picture-bytes.ts';
import type { ProviderPicture } from '../provider.ts';
import { badResponse, type Vendor } from '../vendor-error.ts';

const count = z.number().int().nonnegative();

/** `output_tokens_details` is missing from streams. Compatible servers leave usage out or send it broken: then null. */
const usageSchema = z.object({
  input_tokens: count,
  input_tokens_details: z
    .object({ text_tokens: count.nullish(), image_tokens: count.nullish(), cached_tokens: count.nullish() })
    .nullish(),
  output_tokens: count,
  output_tokens_details: z.object({ text_tokens: count.nullish(), image_tokens: count.nullish() }).nullish(),
});

const pictureSchema = z.object({
  b64_json: z.string().nullish(),
  url: z.string().nullish(),
  revised_prompt: z.string().nullish(),
});

export const imagesAnswerSchema = z.object({ data: z.array(pictureSchema).nullish(), usage: z.unknown().optional() });
export type ImagesAnswer = z.infer<typeof imagesAnswerSchema>;

export interface ReadAnswer {
  readonly pictures: readonly ProviderPicture[];
  readonly usage: Usage | null;
  readonly revisedPrompt: string | null;
  readonly warnings: readonly Warning[];
}

/**
 * null when the vendor did not count. Everything an image endpoint puts out is image, unless it says otherwise.
 * `hasPictures`: whether any were sent; if none, none were counted.
 */
function imageUsage(raw: unknown, hasPictures: boolean): Usage | null {
  const parsed = usageSchema.safeParse(raw);
  if (!parsed.success) return null;
  const { input_tokens_details: input, output_tokens_details: output, output_tokens } = parsed.data;
  return {
    textInTokens: input?.text_tokens ?? (hasPictures ? null : parsed.data.input_tokens),
    imageInTokens: input?.image_tokens ?? (hasPictures ? null : 0),
    cachedInTokens: input?.cached_tokens ?? null,
    textOutTokens: output?.text_tokens ?? null,
    imageOutTokens: output?.image_tokens ?? output_tokens,
  };
}

/**
 * Throws `bad-response` when not one usable picture came. Fewer than asked is a result with a warning: they were paid.
 */
export function readImagesAnswer(
  answer: ImagesAnswer,
  asked: { readonly count: number; readonly hasPictures: boolean },
  vendor: Vendor,
): ReadAnswer {
  const entries = answer.data ?? [];
  const pictures: ProviderPicture[] = [];
  for (const entry of entries) {
    // `url` is read only as a data URL; gpt-image models never answer a link, and following one costs a second request.
    const bytes = pictureFromBase64(entry.b64_json) ?? pictureFromBase64(dataUrl(entry.url));
    if (bytes !== null) pictures.push({ bytes, seed: null });
  }
  if (pictures.length === 0) throw noPicture(entries, vendor);
  return {
    pictures,
    usage: imageUsage(answer.usage, asked.hasPictures),
    revisedPrompt: entries.find((entry) => entry.revised_prompt)?.revised_prompt ?? null,
    warnings: countWarnings(pictures.length, entries.length, asked.count),
  };
}

function dataUrl(url: string | null | undefined): string | null {
  return url?.startsWith('data:') ? url : null;
}

function noPicture(entries: ImagesAnswer['data'] & object, vendor: Vendor): StudioError {
  if (entries.length === 0) return badResponse(vendor, 'answered without a picture. It may have been charged.');
  if (entries.some((entry) => entry.url)) {
    return badResponse(vendor, 'answered with a link instead of a picture, which is not followed.');
  }
  return badResponse(vendor, 'sent a file that is not a picture. It may have been charged.');
}

function countWarnings(usable: number, sent: number, asked: number): Warning[] {
  const warnings: Warning[] = [];
  if (sent > usable) {
    warnings.push({ field: 'count', note: `${sent - usable} of ${sent} files that came were not pictures.` });
  }
  if (sent !== asked) warnings.push({ field: 'count', note: `${asked} asked, ${sent} came.` });
  return warnings;
}
