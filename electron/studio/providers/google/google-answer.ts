/** Owns what Google's answer means: the finished pictures, or in whose words there is none. */
import type { Candidate, GenerateContentResponse } from '@google/genai';
import { z } from 'zod';
import type { StudioError } from '../../../../shared/errors.ts';
import type { Warning } from '../../../../shared/generation.ts';
import type { CallState } from '../guarded-call.ts';
import { pictureFromBase64 } from '../picture-bytes.ts';
import type { ProviderPicture } from '../provider.ts';
import { badResponse, jsonOrNull, saying, type Vendor, vendorFailure } from '../vendor-error.ts';

/** Words of `blockReason` and `finishReason` that mean a rule was applied, by what they object to. */
const RULES: Readonly<Record<string, string>> = {
  SAFETY: 'its safety rules',
  IMAGE_SAFETY: 'its safety rules for pictures',
  PROHIBITED_CONTENT: 'content it prohibits',
  IMAGE_PROHIBITED_CONTENT: 'content it prohibits in pictures',
  BLOCKLIST: 'a word on its block list',
  SPII: 'sensitive personal data',
  RECITATION: 'being too close to an existing text',
  IMAGE_RECITATION: 'being too close to an existing picture',
  JAILBREAK: 'an attempt to get around its rules',
  MODEL_ARMOR: 'a filter of your organization',
};

/** Final pictures are the image parts that are no thoughts; interim ones are marked `thought` and are never shown. */
export function googlePictures(
  answer: GenerateContentResponse,
  asked: number,
  context: { readonly vendor: Vendor; readonly state: CallState },
): { readonly pictures: readonly ProviderPicture[]; readonly warnings: readonly Warning[] } {
  const candidate = answer.candidates?.[0];
  const files = imageParts(candidate);
  const usable = files.flatMap((data) => pictureFromBase64(data) ?? []);
  if (usable.length === 0) throw noPicture(answer, files.length, context.vendor, context.state);
  // A model that corrects itself sends the better picture last.
  const kept = usable.slice(-asked).map((bytes) => ({ bytes, seed: null }));
  return { pictures: kept, warnings: countWarnings(files.length, usable.length, kept.length, asked) };
}

function imageParts(candidate: Candidate | undefined): string[] {
  const parts = candidate?.content?.parts ?? [];
  return parts.flatMap((part) => (part.thought === true ? [] : (part.inlineData?.data ?? [])));
}

function countWarnings(sent: number, usable: number, kept: number, asked: number): Warning[] {
  const warnings: Warning[] = [];
  if (sent > usable)
    warnings.push({ field: 'count', note: `${sent - usable} of ${sent} files that came were not pictures.` });
  if (usable > kept) warnings.push({ field: 'count', note: `${usable} pictures came; the last ${kept} kept.` });
  if (usable < asked) warnings.push({ field: 'count', note: `${asked} asked, ${usable} came.` });
  return warnings;
}

function noPicture(answer: GenerateContentResponse, files: number, vendor: Vendor, state: CallState): StudioError {
  const candidate = answer.candidates?.[0];
  const finished: string | undefined = candidate?.finishReason;
  const facts = { finishReason: finished, requestId: answer.responseId ?? state.requestId };
  const refused = refusal(answer, vendor, state);
  if (refused !== null) return refused;
  if (files > 0) return badResponse(vendor, 'sent a file that is not a picture. It may have been charged.', facts);
  if (candidate === undefined) {
    const what = 'answered without a picture and without a reason. A wrong address in Settings can cause this.';
    return badResponse(vendor, what, facts);
  }
  if (finished === 'MAX_TOKENS') {
    const sentence =
      'Google used up its limit before the picture was finished. Shorten the prompt or pick a smaller size.';
    return vendorFailure('no-image', sentence, vendor, { facts });
  }
  const said = saying(finishMessage(state) ?? candidateText(candidate), vendor);
  const sentence = `Google answered without a picture. Say more plainly what to paint, and run it again.${said}`;
  return vendorFailure('no-image', sentence, vendor, { facts });
}

/** A refusal comes with status 200: in the prompt's feedback or as the candidate's reason. null when there is neither. */
export function refusal(answer: GenerateContentResponse, vendor: Vendor, state: CallState): StudioError | null {
  const blocked: string | undefined = answer.promptFeedback?.blockReason;
  const requestId = answer.responseId ?? state.requestId;
  if (blocked !== undefined) {
    const said = saying(answer.promptFeedback?.blockReasonMessage, vendor);
    const sentence = `Google refused the prompt or a picture you sent because of ${RULES[blocked] ?? 'its rules'}. Change the wording or the references.${said}`;
    return vendorFailure('moderation', sentence, vendor, { facts: { blocked, requestId }, field: 'prompt' });
  }
  const candidate = answer.candidates?.[0];
  const finished = candidate?.finishReason ?? '';
  const rule = RULES[finished];
  if (rule === undefined) return null;
  const said = saying(finishMessage(state) ?? candidateText(candidate), vendor);
  const sentence = `Google held the result back because of ${rule}. Change the prompt and run it again.${said}`;
  return vendorFailure('moderation', sentence, vendor, { facts: { finished, requestId } });
}

const explainedSchema = z.object({ candidates: z.array(z.looseObject({ finishMessage: z.string() })).min(1) });

/** The vendor's explanation. SDK 3.1.0 leaves `finishMessage` out of what it hands on, so it is read from the answer. */
function finishMessage({ opening }: CallState): string | null {
  const parsed = explainedSchema.safeParse(jsonOrNull(opening));
  return parsed.success ? (parsed.data.candidates[0]?.finishMessage ?? null) : null;
}

/** The words of an answer without its thoughts. */
export function candidateText(candidate: Candidate | undefined): string {
  const parts = candidate?.content?.parts ?? [];
  return parts.flatMap((part) => (part.thought === true ? [] : (part.text ?? []))).join('');
}
