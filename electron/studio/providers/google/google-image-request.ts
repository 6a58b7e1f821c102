/** Owns what is sent to Google for a picture: parts in order, ratio, tier, and what has to be said in words. */
import type { GenerateContentConfig, GenerateContentParameters, Part } from '@google/genai';
import { StudioError } from '../../../../shared/errors.ts';
import type { Warning } from '../../../../shared/generation.ts';
import type { InputPicture, ProviderRequest } from '../provider.ts';
import { maskWords } from './google-mask-words.ts';

/** The whole request may be 20 MB where the raised limit is not yet served; base64 adds a third. */
const INPUT_LIMIT_BYTES = 14_500_000;

export interface GoogleImageCall {
  readonly parameters: GenerateContentParameters;
  readonly warnings: readonly Warning[];
}

/** Throws StudioError `invalid-param` for inputs the vendor would refuse, before anything is sent. */
export async function googleImageCall(request: ProviderRequest, signal: AbortSignal): Promise<GoogleImageCall> {
  const inputs = request.source === null ? request.references : [request.source, ...request.references];
  const totalBytes = inputs.reduce((sum, picture) => sum + picture.bytes.length, 0);
  if (totalBytes > INPUT_LIMIT_BYTES) {
    throw new StudioError(
      'invalid-param',
      'Source and references together are over 14 MB, more than Google takes in one request. Send fewer or smaller ones. Nothing was sent.',
      { field: 'references' },
    );
  }
  const warnings = warningsFor(request);
  const prompt = await promptWithMask(request, warnings);
  return {
    parameters: {
      model: request.model.vendorId,
      contents: [{ role: 'user', parts: [{ text: prompt }, ...inputs.map(inlinePart)] }],
      config: imageConfig(request, signal),
    },
    warnings,
  };
}

/**
 * The SDK's own "automatic continuation" is on by default and sends further, billed requests behind our back; one call
 * here is one request. Fields such as `outputMimeType` make the SDK throw (they are Vertex's).
 */
function imageConfig({ model, aspect, tier }: ProviderRequest, signal: AbortSignal): GenerateContentConfig {
  return {
    responseModalities: ['IMAGE'],
    // A model with one tier has no such field to choose with (2.5 Flash refuses it).
    imageConfig: model.tiers.length > 1 ? { aspectRatio: aspect, imageSize: tier } : { aspectRatio: aspect },
    automaticContinuation: false,
    abortSignal: signal,
  };
}

export function inlinePart(picture: InputPicture): Part {
  const { bytes, mime } = picture;
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { inlineData: { mimeType: mime, data } };
}

function warningsFor({ background, model }: ProviderRequest): Warning[] {
  const warnings: Warning[] = [];
  if (background === 'transparent') {
    const note = `${model.label} cannot paint a transparent background: it comes out opaque, often as a painted checkerboard.`;
    warnings.push({ field: 'background', note });
  }
  return warnings;
}

async function promptWithMask({ prompt, mask, model }: ProviderRequest, warnings: Warning[]): Promise<string> {
  if (mask === null) return prompt;
  const words = await maskWords(mask);
  warnings.push({
    field: 'mask',
    note: `${model.label} takes no mask. The region was described in words, and pixels outside it are put back afterwards.`,
  });
  return words === null ? prompt : `${prompt}\n\n${words}`;
}
