/** Owns finding the one model that a person means. */
import { StudioError } from '../../shared/errors.ts';
import type { ModelState } from '../../shared/model.ts';
import type { Studio } from '../studio/studio.ts';

/** `typed`: a registry id, or the vendor's own id where only one model has it. Throws `unknown-model`. */
export async function findModel(studio: Studio, typed: string): Promise<ModelState> {
  const list = await studio.call('models.list', {});
  const exact = list.find((model) => model.id === typed);
  if (exact) return exact;
  const [only, second] = list.filter((model) => model.vendorId === typed);
  if (only && !second) return only;
  throw new StudioError('unknown-model', `There is no model "${typed}" in the registry. See "maquette models".`);
}
