/** Owns the sentences about a chain of edits. Pure. */
import type { ChainCheck, ChainStepView, ChainView } from '../../shared/edit-chain.ts';
import type { AssetId } from '../../shared/ids.ts';

const counted = (value: number) => value.toLocaleString('en-US');

/** "2", "1 and 3", "1, 2 and 4": steps by their place in the list. */
export function stepNumbers({ steps }: Pick<ChainView, 'steps'>, ids: readonly AssetId[]): string {
  const numbers = steps.flatMap((step, at) => (ids.includes(step.assetId) ? [String(at + 1)] : []));
  return numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}

/** What a person has to know of a step beyond its words; empty when there is nothing. */
export function stepNotes(chain: Pick<ChainView, 'steps'>, step: ChainStepView): string[] {
  if (step.problem !== null) return [step.problem];
  if (step.isHidden) return [];
  const below = stepNumbers(chain, step.hiddenBelow);
  const made = `Made on top of ${below}, which is hidden: inside this mask it still shows what was there then.`;
  const notes = below === '' ? [] : [made];
  if (step.rect === null) notes.push('Lies outside the picture as it is now.');
  return notes;
}

export function overlapWords(chain: Pick<ChainView, 'steps'>, step: ChainStepView): string {
  const numbers = stepNumbers(chain, step.overlaps);
  return numbers === '' ? '' : `Overlaps ${numbers}`;
}

export function checkWords({ samplesCompared, samplesDiffering, depth, isRebuilt }: ChainCheck): string {
  const edits = depth === 1 ? 'the shown edit' : `the ${depth} shown edits`;
  const outside = `${counted(samplesDiffering)} of ${counted(samplesCompared)} samples outside ${edits} differ from the first original.`;
  if (isRebuilt && samplesDiffering === 0) {
    return `Proven: ${outside} Original and patches give this file byte for byte.`;
  }
  return isRebuilt
    ? `Not proven: ${outside}`
    : `Not proven: original and patches give another file than the stored one.`;
}

/** What else a change hid or showed, because an extension goes with the one it continues; empty when nothing. */
export function followedWords(
  before: readonly ChainStepView[],
  after: readonly ChainStepView[],
  changedId: AssetId,
): string {
  const followed = before.filter((step) => {
    const now = after.find((other) => other.assetId === step.assetId);
    return step.assetId !== changedId && now !== undefined && now.isHidden !== step.isHidden;
  });
  if (followed.length === 0) return '';
  const numbers = stepNumbers(
    { steps: [...before] },
    followed.map((step) => step.assetId),
  );
  const isHidden = followed.every((step) => !step.isHidden);
  return ` ${isHidden ? 'Hidden with it' : 'Changed with it'}: ${numbers}, because an extension goes with the one it continues.`;
}

export const depthNumber = (depth: number): string =>
  depth === 0 ? 'No edit here' : depth === 1 ? '1 edit here' : `${depth} edits overlap here`;
