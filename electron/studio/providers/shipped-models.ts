/**
 * Owns the list of every model that ships. To add a provider's models: write `<provider>-models.ts` beside this file,
 * export a `readonly ModelEntry[]`, and name it here.
 */
import type { ModelEntry } from '../../../shared/model.ts';
import { googleModels } from './google-models.ts';
import { localFillModels } from './local-fill-models.ts';
import { openAiModels } from './openai-models.ts';
import { sketchModels } from './sketch-models.ts';

export const shippedModels: readonly ModelEntry[] = [
  ...sketchModels,
  ...localFillModels,
  ...googleModels,
  ...openAiModels,
];
