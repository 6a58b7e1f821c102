/** Owns the choice of a model: a ranked list with reasons in words, and why each of the others cannot do it. Pure. */
import type { CostEstimate, GenerationRequest } from '../../../shared/generation.ts';
import type { ModelState } from '../../../shared/model.ts';
import { formatMicros } from '../../../shared/money.ts';
import { partialImagesFor } from '../../../shared/partial-images.ts';
import { estimateCost, worstCaseMicros } from '../../../shared/pricing.ts';
import type { PixelSize } from '../../../shared/sizes.ts';
import { type PickCount, requestKind } from './learned-preference.ts';
import { type Misfit, misfitsOf, sizeFor, wantsText } from './model-fit.ts';
import { readPrompt } from './prompt-traits.ts';
import { type ProviderPause, pauseSentence } from './provider-pause.ts';
import type { BudgetTier, RouteCandidate, RouteFacts, RoutingRule, RuleSetting } from './routing-rule.ts';
import { orderedRules } from './routing-rules.ts';

export interface RouteInput {
  readonly request: GenerationRequest;
  /** The registry as this machine sees it, in the order that breaks ties. */
  readonly models: readonly ModelState[];
  /** Pixels of the source and the references, as they will be sent. */
  readonly referencePx: readonly PixelSize[];
  /** null: `prototype` for drafts, `final` for the rest. */
  readonly budget?: BudgetTier | null;
  readonly isSpeedFirst?: boolean;
  /** What a cap leaves; null = no cap. */
  readonly spendLeftMicros?: number | null;
  /** Providers that are not asked for now, because they stopped answering. */
  readonly paused?: readonly ProviderPause[];
  readonly picks?: readonly PickCount[];
  readonly rules?: readonly RuleSetting[];
  /** null or absent: end dates are not looked at. */
  readonly nowMs?: number | null;
}

interface RankedModel extends RouteCandidate {
  readonly reasons: readonly string[];
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
}

interface RefusedModel {
  readonly model: ModelState;
  readonly reasons: readonly string[];
  readonly misfits: readonly Misfit[];
}

export interface RouteResult {
  readonly ranked: readonly RankedModel[];
  readonly refused: readonly RefusedModel[];
  readonly kind: string;
  readonly budget: BudgetTier;
}

/** Prices closer than this are level: then the registry's order decides, newest and recommended first. */
const LEVEL_PRICE_FACTOR = 1.1;

export function routeRequest(input: RouteInput): RouteResult {
  const { request } = input;
  const traits = readPrompt(request.prompt);
  const budget = input.budget ?? budgetOf(request);
  const nowMs = input.nowMs ?? null;
  const refused: RefusedModel[] = [];
  const candidates: RouteCandidate[] = [];
  for (const model of input.models.filter((entry) => (entry.output === 'text') === wantsText(request))) {
    const candidate = candidateFor(model, input, budget);
    const misfits = [
      ...misfitsOf(model, { request, characters: traits.characters, nowMs }),
      ...moneyAndHealth(candidate, input),
    ];
    if (misfits.length === 0) candidates.push(candidate);
    else refused.push({ model, misfits, reasons: misfits.map((misfit) => misfit.message) });
  }
  const facts: RouteFacts = {
    request,
    traits,
    budget,
    isSpeedFirst: input.isSpeedFirst ?? false,
    kind: requestKind(request, traits),
    picks: input.picks ?? [],
    nowMs,
    candidates: candidates.filter((candidate) => !isOffline(candidate)),
  };
  const scored = candidates.map((candidate) => scoreOf(candidate, facts, orderedRules(input.rules ?? [])));
  return { ranked: rank(scored, refused), refused, kind: facts.kind, budget };
}

function budgetOf(request: GenerationRequest): BudgetTier {
  return request.role === 'draft' || request.role === 'text-draft' ? 'prototype' : 'final';
}

function candidateFor(model: ModelState, input: RouteInput, budget: BudgetTier): RouteCandidate {
  const sizePx = sizeFor(model, input.request);
  const quality = qualityFor(model, input.request, budget);
  return { model, sizePx, quality, estimate: estimateFor(model, { ...input, sizePx, quality }) };
}

/** The quality that is sent: the one asked for, else the model's own for the purpose. null where it has none. */
export function qualityFor(model: ModelState, request: GenerationRequest, budget: BudgetTier | null): string | null {
  if (model.qualities.length === 0) return null;
  if (request.quality !== null) return request.quality;
  const purpose = budget ?? budgetOf(request);
  if (purpose === 'validate' && model.qualities.includes('medium')) return 'medium';
  return purpose === 'prototype' ? model.draftQuality : model.finalQuality;
}

export function estimateFor(
  model: ModelState,
  ask: Pick<RouteInput, 'request' | 'referencePx'> & {
    readonly sizePx: PixelSize | null;
    readonly quality: string | null;
  },
): CostEstimate {
  const count = Math.max(1, ask.request.count);
  return estimateCost(model, {
    count,
    sizePx: ask.sizePx,
    tier: ask.request.tier,
    quality: ask.quality,
    promptCharacters: ask.request.prompt.length,
    referencePx: ask.referencePx,
    partialImages: partialImagesFor(model, { count, quality: ask.quality }),
  });
}

function moneyAndHealth(candidate: RouteCandidate, input: RouteInput): Misfit[] {
  const { model, estimate } = candidate;
  const found: Misfit[] = [];
  const pause = pauseSentence(model.providerId, { paused: input.paused, nowMs: input.nowMs ?? null });
  if (pause !== null) found.push({ code: 'server', field: null, message: pause });
  const left = input.spendLeftMicros ?? null;
  if (left === null) return found;
  const most = worstCaseMicros(estimate);
  if (most === null) {
    const message = `The price of ${model.label} is not known, so the cap cannot be held.`;
    found.push({ code: 'cap-reached', field: null, message });
  } else if (most > left) {
    const message = `${model.label} may cost up to ${formatMicros(most)}, and ${formatMicros(Math.max(0, left))} is left under the cap.`;
    found.push({ code: 'cap-reached', field: null, message });
  }
  return found;
}

/** The built-in engine: free because nobody is asked. */
function isOffline({ model }: RouteCandidate): boolean {
  return model.price.confidence === 'free';
}

interface Scored extends RankedModel {
  /** One entry a rule, for "comes after … because". */
  readonly points: readonly number[];
  readonly rules: readonly RoutingRule[];
}

/** Points are digits of a base-8 number, so that no sum of later rules can outweigh an earlier one. */
function scoreOf(candidate: RouteCandidate, facts: RouteFacts, rules: readonly RoutingRule[]): Scored {
  const judgements = rules.map((rule) => rule.judge(candidate, facts));
  const points = judgements.map((judgement) => judgement?.points ?? 0);
  return {
    ...candidate,
    rules,
    points,
    score: points.reduce((total, digit) => total * 8 + digit, 0),
    reasons: judgements.flatMap((judgement) => (judgement?.reason ? [judgement.reason] : [])),
  };
}

function rank(scored: readonly Scored[], refused: readonly RefusedModel[]): RankedModel[] {
  const sorted = scored.toSorted(
    (one, other) => Number(isOffline(one)) - Number(isOffline(other)) || other.score - one.score,
  );
  const ordered = settleByPrice(sorted);
  const [first] = ordered;
  if (first === undefined) return [];
  return ordered.map((entry) => {
    const { points: _points, rules: _rules, ...ranked } = entry;
    const extra = entry === first ? whyFirst(entry, ordered, refused) : whyAfter(entry, first);
    return { ...ranked, reasons: extra === null ? entry.reasons : [...entry.reasons, extra] };
  });
}

/** Within each group of equal scores: those level with the cheapest keep the registry's order, the rest follow by price. */
function settleByPrice(sorted: readonly Scored[]): Scored[] {
  const groups: Scored[][] = [];
  for (const entry of sorted) {
    const group = groups.at(-1);
    const [head] = group ?? [];
    if (group && head && head.score === entry.score && isOffline(head) === isOffline(entry)) group.push(entry);
    else groups.push([entry]);
  }
  return groups.flatMap((group) => {
    const cheapest = Math.min(...group.map(priceOf));
    const isLevel = (entry: Scored) => priceOf(entry) <= cheapest * LEVEL_PRICE_FACTOR;
    const dearer = group.filter((entry) => !isLevel(entry));
    return [...group.filter(isLevel), ...dearer.toSorted((one, other) => priceOf(one) - priceOf(other))];
  });
}

/** Unknown prices come last among equals. */
function priceOf({ estimate }: RouteCandidate): number {
  if (estimate.kind === 'free') return 0;
  return estimate.kind === 'known' ? estimate.expectedMicros : Number.MAX_VALUE;
}

function whyFirst(first: Scored, ordered: readonly Scored[], refused: readonly RefusedModel[]): string | null {
  if (isOffline(first)) {
    const { label } = first.model;
    const hasKey = refused.some(
      ({ model: { availability } }) => availability === 'ready' || availability === 'unavailable',
    );
    return hasKey ? `No model with a key fits: ${label} works offline` : `No key is set: ${label} works offline`;
  }
  const level = ordered.filter((entry) => entry.score === first.score && !isOffline(entry)).length;
  if (level >= 2 && first.estimate.kind === 'known') {
    return `Cheapest of ${level} that fit: about ${formatMicros(first.estimate.expectedMicros)}`;
  }
  if (refused.some((entry) => entry.misfits.some((misfit) => misfit.code === 'cap-reached'))) {
    return 'It fits what is left under the cap';
  }
  return first.reasons.length > 0 ? null : 'The best fit of those that are ready';
}

function whyAfter(entry: Scored, first: Scored): string {
  const name = first.model.label;
  if (isOffline(entry)) return `Comes after ${name}: offline, no AI`;
  const deciding = entry.points.findIndex((digit, index) => digit !== first.points[index]);
  const rule = entry.rules[deciding];
  if (rule !== undefined) return `Comes after ${name} by the rule “${rule.label}”`;
  if (entry.estimate.kind !== 'known' || first.estimate.kind !== 'known')
    return `Comes after ${name}: its price is not known`;
  const more = entry.estimate.expectedMicros - first.estimate.expectedMicros;
  return more > 0
    ? `Comes after ${name}: costs about ${formatMicros(more)} more`
    : `Comes after ${name}: equal, listed later`;
}
