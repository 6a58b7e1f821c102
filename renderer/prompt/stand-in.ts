import type { JobPreview } from '../../shared/views.ts';

/** The studio's own sentences about models that were left out. */
const PAUSED = /stopped answering/;
const CAPPED = /under the cap|cap cannot be held/;

/** "OpenAI stopped answering; it is asked again in 20 seconds."; null while all providers answer. The chosen one's first. */
export function pauseSentence(preview: JobPreview): string | null {
  return refusalsOf(preview).find((refusal) => PAUSED.test(refusal)) ?? null;
}

/**
 * Auto never stops because of a cap while something free can do it; that the person gets something quite different then
 * has to be said before, not found out afterwards. null while no cap is in the way.
 */
export function capSentence(preview: JobPreview): string | null {
  if (preview.estimate.kind !== 'free' || !refusalsOf(preview).some((refusal) => CAPPED.test(refusal))) return null;
  return `The cap leaves too little for a model with a key, so ${preview.modelLabel} stands in: free, offline, no AI.`;
}

function refusalsOf(preview: JobPreview): string[] {
  return [
    ...preview.alternatives.flatMap((other) => other.refusals),
    ...preview.problems.map(({ message }) => message),
    ...preview.warnings.map(({ note }) => note),
  ];
}
