/** Owns what will happen with a request before anything is sent: which model, which pixels, what price, what stands in the way. */
import type { WireError } from '../../../shared/errors.ts';
import {
  COUNT_LIMIT,
  type CostEstimate,
  type GenerationRequest,
  PROMPT_LIMIT,
  type Warning,
} from '../../../shared/generation.ts';
import type { ModelState, Role } from '../../../shared/model.ts';
import type { PixelSize } from '../../../shared/sizes.ts';
import { grouped, list, type Misfit, misfitsOf, sizeFor, wantsText } from './model-fit.ts';
import { warningsFor } from './plan-warnings.ts';
import { pauseSentence } from './provider-pause.ts';
import { estimateFor, qualityFor, type RouteInput, type RouteResult, routeRequest } from './route-request.ts';

export interface PlanInput extends RouteInput {
  /** Registry id per role, or `auto`. */
  readonly bindings: Readonly<Record<Role, string>>;
}

export interface RequestPlan {
  /** null when nothing can do it; `problems` says why. */
  readonly model: ModelState | null;
  /** null for text, and when the model cannot make the size. */
  readonly sizePx: PixelSize | null;
  readonly quality: string | null;
  readonly estimate: CostEstimate;
  readonly reasons: readonly string[];
  readonly warnings: readonly Warning[];
  /** Empty when it can run. The first is the one to show. */
  readonly problems: readonly WireError[];
  /** The whole comparison, when the model was chosen and not named. */
  readonly route: RouteResult | null;
}

/** For the preview and for the real thing alike. Pure; never throws. */
export function planRequest(input: PlanInput): RequestPlan {
  const { request, bindings } = input;
  const problems = requestProblems(request);
  if (request.modelId !== 'auto') return planNamed(input, request.modelId, { problems, reasons: ['Chosen by you'] });
  const bound = bindings[request.role];
  if (bound === 'auto') return planRouted(input, { problems, notes: [] });
  if (input.models.some((model) => model.id === bound)) {
    return planNamed(input, bound, { problems, reasons: [`Set for the role “${request.role}” in Settings`] });
  }
  const note = `The model set for the role “${request.role}” is not in the list any more, so Auto chose.`;
  return planRouted(input, { problems, notes: [{ field: 'modelId', note }] });
}

/** What is wrong with the request whatever the model. */
function requestProblems(request: GenerationRequest): Misfit[] {
  const found: Misfit[] = [];
  const add = (code: Misfit['code'], field: string, message: string) => found.push({ code, field, message });
  const characters = [...request.prompt].length;
  if (request.prompt.trim() === '') {
    add('prompt-empty', 'prompt', 'The prompt is empty. Write what the picture should show.');
  } else if (characters > PROMPT_LIMIT && !wantsText(request)) {
    add(
      'prompt-too-long',
      'prompt',
      `The prompt has ${grouped(characters)} characters; the limit is ${grouped(PROMPT_LIMIT)}. Shorten it.`,
    );
  }
  if (!Number.isInteger(request.count) || request.count < 1 || request.count > COUNT_LIMIT) {
    add('bad-count', 'count', `${request.count} pictures asked; choose 1 to ${COUNT_LIMIT}.`);
  }
  if (request.sourceAssetId === null && (request.operation === 'edit' || request.operation === 'promote')) {
    const verb = request.operation === 'edit' ? 'edit' : 'promote';
    add('bad-request', 'sourceAssetId', `No picture is chosen to ${verb}. Select one first.`);
  } else if (request.sourceAssetId === null && request.maskAssetId !== null) {
    add('bad-request', 'maskAssetId', 'A mask needs the picture it belongs to. Select the picture first.');
  }
  return found;
}

interface Named {
  readonly problems: readonly Misfit[];
  readonly reasons: readonly string[];
}

function planNamed(input: PlanInput, modelId: string, { problems, reasons }: Named): RequestPlan {
  const model = input.models.find((entry) => entry.id === modelId);
  if (model === undefined) {
    const message = `There is no model “${modelId}”. Choose one from the list, or Auto.`;
    return planNothing([...problems, { code: 'unknown-model', field: 'modelId', message }], null);
  }
  const { request } = input;
  const nowMs = input.nowMs ?? null;
  const sizePx = sizeFor(model, request);
  const quality = qualityFor(model, request, input.budget ?? null);
  const found = misfitsOf(model, { request, characters: [...request.prompt].length, nowMs });
  return {
    model,
    sizePx,
    quality,
    estimate: estimateFor(model, { ...input, sizePx, quality }),
    reasons,
    warnings: [
      ...pauseWarning(pauseSentence(model.providerId, { paused: input.paused, nowMs })),
      ...warningsFor({ model, request, sizePx, nowMs }),
    ],
    problems: distinct([...problems, ...found]),
    route: null,
  };
}

/** Auto takes another model then. Who named one is told what pressing would do. */
function pauseWarning(sentence: string | null): Warning[] {
  if (sentence === null) return [];
  return [{ field: 'modelId', note: `${sentence} Until then its jobs fail at once, unsent.` }];
}

interface Routed {
  readonly problems: readonly Misfit[];
  readonly notes: readonly Warning[];
}

function planRouted(input: PlanInput, { problems, notes }: Routed): RequestPlan {
  const route = routeRequest(input);
  const [first] = route.ranked;
  if (first === undefined) return planNothing([...problems, nothingFits(route)], route);
  const { model, sizePx, quality, estimate, reasons } = first;
  const nowMs = input.nowMs ?? null;
  return {
    model,
    sizePx,
    quality,
    estimate,
    reasons,
    warnings: [...notes, ...warningsFor({ model, request: input.request, sizePx, nowMs })],
    problems: distinct(problems),
    route,
  };
}

function planNothing(problems: readonly Misfit[], route: RouteResult | null): RequestPlan {
  return {
    model: null,
    sizePx: null,
    quality: null,
    estimate: { kind: 'unknown', reason: 'No model is chosen yet.' },
    reasons: [],
    warnings: [],
    problems: distinct(problems),
    route,
  };
}

/**
 * One problem for "nothing fits": what stops the models that could otherwise run. Models without a key speak only when
 * there are no others, because adding a key would not help the request in front of the person.
 */
function nothingFits(route: RouteResult): Misfit {
  const withKey = route.refused.filter((entry) => !entry.misfits.some((misfit) => misfit.code === 'key-missing'));
  const told = (withKey.length > 0 ? withKey : route.refused).flatMap((entry) => entry.misfits);
  const [first] = told;
  if (first === undefined) {
    return {
      code: 'unknown-model',
      field: 'modelId',
      message: 'The list has no model for this role. Add one in Settings.',
    };
  }
  const same = told.filter((misfit) => misfit.code === first.code);
  return { ...first, message: `No model can do this. ${list(same.slice(0, 2).map(withoutStop))}.` };
}

function withoutStop({ message }: Misfit): string {
  return message.replace(/\.$/, '');
}

/** One sentence a code: a prompt over both limits is told once, the general limit first. */
function distinct(problems: readonly Misfit[]): WireError[] {
  const seen = new Set<string>();
  return problems
    .filter(({ code, field }) => {
      const key = `${code} ${field}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .map(({ code, field, message }) => ({ code, field, message, retryAtMs: null }));
}
