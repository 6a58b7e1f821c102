import { useQuery } from '@tanstack/react-query';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { ModelState } from '../../shared/model.ts';
import type { JobPreview } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { useBoard } from '../board/use-board.ts';
import { currentRequest, usePrompt } from '../prompt/use-prompt.ts';
import { useStudio } from '../workspace/use-studio.ts';

/** A model beside the one that is picked: its price and reasons, or why it cannot do the request. */
export type ModelChoice = JobPreview['alternatives'][number];

interface ModelComparison {
  /** Could do it, best first. */
  readonly able: readonly ModelChoice[];
  readonly refused: readonly ModelChoice[];
  readonly isLoading: boolean;
}

/**
 * The other models for the request of the dock. The studio compares them when it picks itself; for a model that a person
 * named, the comparison is asked for here.
 */
export function useModelComparison(isWanted: boolean): ModelComparison {
  const prompt = usePrompt();
  const { preview } = prompt;
  const models = useStudio((state) => state.models);
  const request = currentRequest(prompt);
  const isCompared = preview === null || preview.alternatives.length > 0;
  const query = useQuery({
    queryKey: ['model-comparison', request, models],
    queryFn: () => compare(request, models),
    enabled: isWanted && !isCompared,
  });
  const others = (isCompared ? preview?.alternatives : query.data) ?? [];
  const choices = others.filter((choice) => choice.modelId !== preview?.modelId && isSameKind(choice, models, request));
  return {
    able: choices.filter((choice) => choice.refusals.length === 0),
    refused: choices.filter((choice) => choice.refusals.length > 0),
    isLoading: isWanted && !isCompared && query.isPending,
  };
}

/** "It writes text" is no answer to anybody who asked for a picture. */
function isSameKind({ modelId }: ModelChoice, models: readonly ModelState[], request: GenerationRequest): boolean {
  const output = request.role.startsWith('text') ? 'text' : 'image';
  return models.find((model) => model.id === modelId)?.output === output;
}

async function compare(request: GenerationRequest, models: readonly ModelState[]): Promise<ModelChoice[]> {
  const { boardId } = useBoard.getState();
  const auto = await call('jobs.preview', { request: { ...request, modelId: 'auto' }, boardId });
  if (auto.alternatives.length > 0) return [choiceOf(auto), ...auto.alternatives];
  // The role is bound to a model in the settings, so nothing is compared there: each is asked by name.
  const fitting = models.filter((model) => model.roles.includes(request.role));
  const previews = await Promise.all(
    fitting.map((model) => call('jobs.preview', { request: { ...request, modelId: model.id }, boardId })),
  );
  return previews.map(choiceOf);
}

function choiceOf(preview: JobPreview): ModelChoice {
  const { modelLabel, widthPx, heightPx, quality, estimate } = preview;
  const refusals = preview.problems.filter(({ code }) => code !== 'prompt-empty').map(({ message }) => message);
  const reasons = refusals.length > 0 ? [] : preview.reasons.filter((reason) => reason !== 'Chosen by you');
  return { modelId: preview.modelId ?? '', modelLabel, widthPx, heightPx, quality, estimate, reasons, refusals };
}
