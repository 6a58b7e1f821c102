/** Owns how much a text model is asked to think, and what it means when thinking ate the whole answer. */
import type { StudioError } from '../../../shared/errors.ts';
import type { Warning } from '../../../shared/generation.ts';
import type { TextRequest } from './text-provider.ts';
import { type Vendor, vendorFailure } from './vendor-error.ts';

export interface ChosenEffort {
  /** null: the field is left out. */
  readonly effort: string | null;
  readonly warnings: readonly Warning[];
}

/** The wished effort if the model has it, else the model's default with a warning. */
export function chooseEffort({ model, effort }: TextRequest): ChosenEffort {
  const fallback = model.text?.defaultEffort ?? null;
  if (effort === null) return { effort: fallback, warnings: [] };
  if (model.text?.efforts.includes(effort)) return { effort, warnings: [] };
  return { effort: fallback, warnings: [{ field: 'effort', note: `${model.label} has no effort “${effort}”.` }] };
}

export function emptyText(request: TextRequest, vendor: Vendor, facts: Readonly<Record<string, unknown>>): StudioError {
  const sentence = `${request.model.label} used up its ${request.maxOutputTokens} tokens thinking, before it wrote a word. Allow more, or less effort.`;
  return vendorFailure('invalid-param', sentence, vendor, { facts, field: 'maxOutputTokens' });
}
