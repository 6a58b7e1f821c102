/** Owns Local fill as a model: the crop of a mask edit, filled by example from itself. */
import { StudioError } from '../../../shared/errors.ts';
import { runEditing } from '../imaging/editing/run-editing.ts';
import type { ProviderResult } from '../providers/provider.ts';
import type { Call } from './call.ts';

/** Throws unsupported without a mask: there is nothing to fill then. */
export async function fillFromItself({ inputs, slots, baseSeed }: Call): Promise<ProviderResult> {
  const { source, mask } = inputs;
  if (!source || !mask) {
    throw new StudioError('unsupported', 'Local fill needs a mask. Paint what should be removed, or choose Sketch.');
  }
  const size = { widthPx: source.widthPx, heightPx: source.heightPx };
  const reading = await runEditing('readMask', [mask, size]);
  const filled = await runEditing('fillLocally', [source.bytes, reading.mask]);
  return {
    pictures: slots.map((slot) => ({ bytes: filled.file, seed: baseSeed + slot })),
    usage: null,
    requestId: null,
    revisedPrompt: null,
    warnings: [],
  };
}
