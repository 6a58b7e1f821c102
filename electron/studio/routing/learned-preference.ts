/** Owns what routing learns from kept and rejected pictures. It stays on this machine and can be forgotten at any time. */
import type { GenerationRequest } from '../../../shared/generation.ts';
import type { PromptTraits } from './prompt-traits.ts';

/** How often pictures of one model were kept or rejected for one kind of request. */
export interface PickCount {
  readonly modelId: string;
  /** From `requestKind`. */
  readonly kind: string;
  readonly kept: number;
  readonly rejected: number;
}

export interface LearnedPreference {
  /** −3 to 3; 0 = nothing learned, so the rules decide alone. */
  readonly points: number;
  readonly kept: number;
  readonly rejected: number;
}

/** Below this many decisions for a role nothing is learned: the suggestion is exactly the rule table's. */
const COLD_START_DECISIONS = 10;
/** How many imagined decisions stand behind "half are kept" for a role, and behind the role's rate for a kind. */
const ROLE_PRIOR = 4;
const KIND_PRIOR = 3;

/** "draft/plain", "final/lettering": requests that are judged alike. */
export function requestKind(request: GenerationRequest, traits: PromptTraits): string {
  return `${request.role}/${subject(request, traits)}`;
}

function subject(request: GenerationRequest, traits: PromptTraits): string {
  if (request.maskAssetId !== null) return 'mask';
  if (traits.hasLongNonLatinText || traits.hasLongText) return 'lettering';
  if (traits.isInterface) return 'interface';
  if (traits.isInfographic) return 'infographic';
  return request.references.length > 0 ? 'references' : 'plain';
}

/**
 * The pull of past decisions on one model for one kind. Few decisions pull little: the rate is smoothed towards the
 * model's rate for the whole role, and that one towards a half.
 */
export function learnedPreference(counts: readonly PickCount[], modelId: string, kind: string): LearnedPreference {
  const role = kind.split('/')[0] ?? kind;
  const ofRole = counts.filter((entry) => entry.kind.split('/')[0] === role);
  const all = sum(ofRole);
  const mine = sum(ofRole.filter((entry) => entry.modelId === modelId));
  const here = sum(ofRole.filter((entry) => entry.modelId === modelId && entry.kind === kind));
  if (all.kept + all.rejected < COLD_START_DECISIONS) return { points: 0, ...here };
  const roleRate = (mine.kept + ROLE_PRIOR / 2) / (mine.kept + mine.rejected + ROLE_PRIOR);
  const kindRate = (here.kept + roleRate * KIND_PRIOR) / (here.kept + here.rejected + KIND_PRIOR);
  const points = Math.max(-3, Math.min(3, Math.round((kindRate - 0.5) * 8)));
  // −0 and 0 must be the same score.
  return { points: points === 0 ? 0 : points, ...here };
}

function sum(entries: readonly PickCount[]): { kept: number; rejected: number } {
  return entries.reduce(
    (total, entry) => ({ kept: total.kept + entry.kept, rejected: total.rejected + entry.rejected }),
    { kept: 0, rejected: 0 },
  );
}
