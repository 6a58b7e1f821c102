/** Owns the list of models that ship for Google. */
import type { ModelEntry } from '../../../shared/model.ts';
import { googleImageModels } from './google-image-models.ts';
import { googleTextModels } from './google-text-models.ts';

export const googleModels: readonly ModelEntry[] = [...googleImageModels, ...googleTextModels];
