/** Owns the contract of a routing rule: a pure judgement of one candidate, in points and a sentence. */
import type { CostEstimate, GenerationRequest } from '../../../shared/generation.ts';
import type { ModelState } from '../../../shared/model.ts';
import type { PixelSize } from '../../../shared/sizes.ts';
import type { PickCount } from './learned-preference.ts';
import type { PromptTraits } from './prompt-traits.ts';

/** What the picture is for; null = taken from the role. */
export type BudgetTier = 'prototype' | 'validate' | 'final' | 'print';

/** A model that can do the request, with the pixels, quality and price it would do it with. */
export interface RouteCandidate {
  readonly model: ModelState;
  /** null for text. */
  readonly sizePx: PixelSize | null;
  readonly quality: string | null;
  readonly estimate: CostEstimate;
}

/** What every rule may look at. */
export interface RouteFacts {
  readonly request: GenerationRequest;
  readonly traits: PromptTraits;
  readonly budget: BudgetTier;
  readonly isSpeedFirst: boolean;
  /** Kind of request, for what was learned. */
  readonly kind: string;
  readonly picks: readonly PickCount[];
  readonly nowMs: number | null;
  /** All candidates, so that a sentence can say "only A and B". */
  readonly candidates: readonly RouteCandidate[];
}

export interface Judgement {
  /** Whole number from −3 to 3. */
  readonly points: number;
  /** A sentence for a designer, or null when there is nothing worth saying. */
  readonly reason: string | null;
}

export interface RoutingRule {
  readonly name: string;
  /** For the settings where rules are ordered and switched. */
  readonly label: string;
  /** null = the rule has nothing to say about this request. */
  judge(candidate: RouteCandidate, facts: RouteFacts): Judgement | null;
}

/** A person's order and switches; rules that are not named keep their place at the end. */
export interface RuleSetting {
  readonly name: string;
  readonly isOn: boolean;
}
