/** Owns the list of models that ship for OpenAI. */
import type { ModelEntry } from '../../../shared/model.ts';
import { openAiImageModels } from './openai-image-models.ts';
import { openAiTextModels } from './openai-text-models.ts';

export const openAiModels: readonly ModelEntry[] = [...openAiImageModels, ...openAiTextModels];
