/** Owns what makes a model impossible for a request, in sentences that name the rule. Nothing is ever cut to fit. */
import type { ErrorCode } from '../../../shared/errors.ts';
import type { GenerationRequest } from '../../../shared/generation.ts';
import { type ModelState, PROVIDER_LABELS } from '../../../shared/model.ts';
import { type PixelSize, pixelsFor } from '../../../shared/sizes.ts';

export interface Misfit {
  readonly code: ErrorCode;
  readonly field: string | null;
  readonly message: string;
}

export interface FitContext {
  readonly request: GenerationRequest;
  /** Characters of the prompt, as people count them. */
  readonly characters: number;
  /** null = do not look at end dates. */
  readonly nowMs: number | null;
}

/** The pixels that would be asked for; null for text models and for sizes the model cannot make. */
export function sizeFor(model: ModelState, request: GenerationRequest): PixelSize | null {
  if (model.sizes === null || !model.tiers.includes(request.tier)) return null;
  return pixelsFor(model.sizes, request.aspect, request.tier);
}

/** Everything that stands in the way, most basic first; empty when the model can do it. */
export function misfitsOf(model: ModelState, context: FitContext): Misfit[] {
  if (wantsText(context.request) !== (model.output === 'text')) return [wrongOutput(model)];
  return [
    serviceMisfit(model, context.nowMs),
    maskMisfit(model, context.request),
    promptMisfit(model, context.characters),
    sizeMisfit(model, context.request),
    referenceMisfit(model, context.request),
    backgroundMisfit(model, context.request),
    qualityMisfit(model, context.request),
  ].filter((misfit) => misfit !== null);
}

export function wantsText(request: GenerationRequest): boolean {
  return request.role === 'text-draft' || request.role === 'text-final';
}

function wrongOutput(model: ModelState): Misfit {
  const message =
    model.output === 'text'
      ? `${model.label} writes text, it makes no pictures. Choose a picture model.`
      : `${model.label} makes pictures, it writes no text. Choose a text model.`;
  return { code: 'unsupported', field: 'modelId', message };
}

function maskMisfit(model: ModelState, request: GenerationRequest): Misfit | null {
  if (model.needsMask !== true || request.maskAssetId !== null) return null;
  return misfit(
    'unsupported',
    'modelId',
    `${model.label} only works inside a mask. Edit a picture with a mask, or choose Sketch.`,
  );
}

function serviceMisfit(model: ModelState, nowMs: number | null): Misfit | null {
  const provider = PROVIDER_LABELS[model.providerId];
  if (hasEnded(model, nowMs)) {
    return misfit('not-found', 'modelId', `${model.label} ended on ${model.shutdownDate}. Choose another model.`);
  }
  switch (model.availability) {
    case 'ready':
      return null;
    case 'key-missing':
      return misfit('key-missing', 'modelId', `${model.label} needs a key for ${provider}. Add it in Settings.`);
    case 'disabled':
      return misfit('unsupported', 'modelId', `${model.label} is switched off in Settings.`);
    case 'unavailable':
      return misfit(
        'not-found',
        'modelId',
        model.availabilityNote ?? `${provider} does not offer ${model.label} to this key.`,
      );
  }
}

/** A model works through its last day, in any time zone. */
function hasEnded(model: ModelState, nowMs: number | null): boolean {
  return nowMs !== null && model.shutdownDate !== null && nowMs > Date.parse(model.shutdownDate) + 36 * 3_600_000;
}

function promptMisfit(model: ModelState, characters: number): Misfit | null {
  if (characters <= model.maxPromptCharacters) return null;
  return misfit(
    'prompt-too-long',
    'prompt',
    `The prompt has ${grouped(characters)} characters; ${model.label} takes at most ${grouped(model.maxPromptCharacters)}.`,
  );
}

function sizeMisfit(model: ModelState, request: GenerationRequest): Misfit | null {
  if (model.sizes === null || sizeFor(model, request) !== null) return null;
  if (model.sizes.kind !== 'fixed' && !model.tiers.includes(request.tier)) {
    const message = `${model.label} makes no ${request.tier}. It makes ${list(model.tiers)}.`;
    return misfit('impossible-size', 'tier', message);
  }
  const message = `${model.label} cannot make ${request.aspect} at ${request.tier}. It makes ${describeSizes(model)}.`;
  return misfit('impossible-size', 'aspect', message);
}

/** "1:1, 3:2 and 2:3", "any ratio from 1:3 to 3:1" or the exact sizes where there are only a few. */
function describeSizes(model: ModelState): string {
  if (model.sizes === null) return 'no pictures';
  if (model.sizes.kind === 'free') {
    const ratio = model.sizes.maxRatio;
    return `any ratio from 1:${ratio} to ${ratio}:1`;
  }
  if (model.sizes.kind === 'fixed') return list(model.sizes.sizes.map(([width, height]) => `${width} × ${height}`));
  return list(Object.keys(model.sizes.pixelsByAspect));
}

/** The picture that is edited or promoted is sent too, so it counts towards the total. */
function referenceMisfit(model: ModelState, request: GenerationRequest): Misfit | null {
  const limit = model.referenceLimit;
  const sent = request.references.length + (request.sourceAssetId === null ? 0 : 1);
  if (sent > limit.total) {
    const what = request.sourceAssetId === null ? `${sent} references` : `${sent} pictures, the source included`;
    return tooMany(`${what}: over the limit of ${model.label}, which takes ${limit.total}. Remove some.`);
  }
  const byRole = [
    ['object', limit.objects],
    ['character', limit.characters],
    ['style', limit.style],
  ] as const;
  for (const [role, most] of byRole) {
    const asked = request.references.filter((reference) => reference.role === role).length;
    if (most !== null && asked > most) {
      return tooMany(
        `${asked} ${role} references: over the limit of ${model.label}, which takes ${most} of that kind.`,
      );
    }
  }
  return null;
}

function tooMany(message: string): Misfit {
  return misfit('too-many-references', 'references', message);
}

function backgroundMisfit(model: ModelState, request: GenerationRequest): Misfit | null {
  if (model.output === 'text' || request.background !== 'transparent') return null;
  if (model.backgrounds.includes('transparent')) return null;
  return misfit(
    'unsupported',
    'background',
    `${model.label} has no transparent background. Choose another model or another background.`,
  );
}

function qualityMisfit(model: ModelState, request: GenerationRequest): Misfit | null {
  if (request.quality === null || model.qualities.length === 0 || model.qualities.includes(request.quality))
    return null;
  return misfit(
    'invalid-param',
    'quality',
    `${model.label} has no quality “${request.quality}”. It has ${list(model.qualities)}.`,
  );
}

function misfit(code: ErrorCode, field: string, message: string): Misfit {
  return { code, field, message };
}

/** "a, b and c". */
export function list(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
