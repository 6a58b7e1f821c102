/** Owns the choice between small and large text models. */
import type { RouteFacts, RoutingRule } from './routing-rule.ts';

/** From here on a brief is long: about four pages. */
const LONG_BRIEF_CHARACTERS = 12_000;

export const textDepth: RoutingRule = {
  name: 'text-depth',
  label: 'Small models for short texts, large ones for hard ones',
  judge(candidate, facts) {
    const { fidelity, output } = candidate.model;
    if (output !== 'text') return null;
    const why = reasonForDepth(facts);
    if (why !== null) {
      if (fidelity === 'high') return { points: 2, reason: why };
      return fidelity === 'standard' ? { points: 1, reason: why } : null;
    }
    if (facts.request.role === 'text-final') {
      return fidelity === 'standard' ? { points: 1, reason: 'Final copy of ordinary length' } : null;
    }
    return fidelity === 'nano' ? { points: 1, reason: 'Short text: a nano model is enough' } : null;
  },
};

function reasonForDepth({ traits, request }: RouteFacts): string | null {
  if (traits.isHighStakes) return 'High stakes: the text must be right';
  if (traits.characters >= LONG_BRIEF_CHARACTERS) return 'Long context';
  if (traits.hasSteps) return 'Several steps';
  return request.references.length >= 4 ? 'Several pictures to read' : null;
}
