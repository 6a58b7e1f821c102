/**
 * Owns the list of routing rules, most important first: the first rule on which two models differ decides between them,
 * and where none does the cheapest wins. To add one: write the object, put it at its place in `routingRules`.
 */
import type { Strength } from '../../../shared/model.ts';
import { TIER_EDGE_PX } from '../../../shared/sizes.ts';
import { learnedPreference } from './learned-preference.ts';
import { grouped, list } from './model-fit.ts';
import type { Judgement, RouteCandidate, RouteFacts, RoutingRule, RuleSetting } from './routing-rule.ts';
import { textDepth } from './text-depth-rule.ts';

const DAY_MS = 86_400_000;
/** A model that ends sooner than this is not suggested for work that may be continued. */
const ENDS_SOON_DAYS = 30;

const fullSize: RoutingRule = {
  name: 'full-size',
  label: 'Reaches the size that was asked',
  judge(candidate, facts) {
    if (candidate.sizePx === null) return null;
    const { tier } = facts.request;
    if (!reaches(candidate, facts)) {
      const { widthPx, heightPx } = candidate.sizePx;
      return { points: -1, reason: `${tier} asked: it stops at ${widthPx} × ${heightPx}` };
    }
    const able = facts.candidates.filter((other) => reaches(other, facts));
    const names = list(able.map((other) => other.model.label));
    const isNews = able.includes(candidate) && able.length < facts.candidates.length && able.length <= 3;
    return {
      points: 0,
      reason: isNews ? `${tier} asked: only ${names} ${able.length === 1 ? 'reaches' : 'reach'} it` : null,
    };
  },
};

function reaches(candidate: RouteCandidate, facts: RouteFacts): boolean {
  if (candidate.sizePx === null) return true;
  const area = candidate.sizePx.widthPx * candidate.sizePx.heightPx;
  // Vendors' tables stay within a tenth of the tier's area.
  return area >= 0.9 * TIER_EDGE_PX[facts.request.tier] ** 2;
}

const mask: RoutingRule = {
  name: 'mask',
  label: 'Takes the mask itself',
  judge(candidate, facts) {
    if (facts.request.maskAssetId === null) return null;
    return candidate.model.mask === 'none'
      ? { points: -1, reason: 'Mask edit: it takes no mask, the result is only pasted inside yours' }
      : { points: 1, reason: 'Mask edit: it takes the mask itself' };
  },
};

const inService: RoutingRule = {
  name: 'in-service',
  label: 'Will still be there next month',
  judge(candidate, facts) {
    const { model } = candidate;
    if (model.shutdownDate !== null && facts.nowMs !== null) {
      const days = Math.ceil((Date.parse(model.shutdownDate) - facts.nowMs) / DAY_MS);
      if (days <= ENDS_SOON_DAYS) return { points: -2, reason: `Ends on ${model.shutdownDate}` };
    }
    if (model.availabilityDoubt !== undefined) return { points: -2, reason: 'The vendor may have switched it off' };
    return model.fidelity === 'legacy' ? { points: -1, reason: 'An older model; newer ones do this better' } : null;
  },
};

const transparency: RoutingRule = {
  name: 'transparency',
  label: 'Transparent background beyond a preview',
  judge(candidate, facts) {
    if (facts.request.background !== 'transparent') return null;
    return candidate.model.isTransparencyPreview === true
      ? { points: 0, reason: 'Its transparent background is a preview' }
      : { points: 1, reason: 'Transparent background' };
  },
};

const ownPicks: RoutingRule = {
  name: 'own-picks',
  label: 'What you kept before',
  judge(candidate, facts) {
    const learned = learnedPreference(facts.picks, candidate.model.id, facts.kind);
    if (learned.points === 0) return null;
    const total = learned.kept + learned.rejected;
    const counted =
      total === 0 ? 'going by similar requests' : `${learned.kept} of ${total} kept for requests like this`;
    return { points: learned.points, reason: `Your own picks: ${counted}` };
  },
};

const preciseEdit: RoutingRule = {
  name: 'precise-edit',
  label: 'Changes only what an edit names',
  judge(candidate, facts) {
    return facts.request.operation === 'edit' && has(candidate, 'precise-edit')
      ? { points: 1, reason: 'Edit: it leaves the rest as it was' }
      : null;
  },
};

const lettering: RoutingRule = {
  name: 'lettering',
  label: 'Long text in other scripts',
  judge(candidate, facts) {
    if (!facts.traits.hasLongNonLatinText || !has(candidate, 'non-latin-text')) return null;
    return { points: 1, reason: `Long ${list(facts.traits.scripts)} text in the picture` };
  },
};

const facts: RoutingRule = {
  name: 'facts',
  label: 'Looks up facts for infographics',
  judge(candidate, { traits }) {
    if (!traits.isInfographic) return null;
    const looksUp = candidate.model.grounding === 'web' || candidate.model.grounding === 'web-and-pictures';
    return looksUp && has(candidate, 'infographic')
      ? { points: 1, reason: 'Infographic with facts: it can search the web' }
      : null;
  },
};

const interfaces: RoutingRule = {
  name: 'interface',
  label: 'Draws user interfaces',
  judge(candidate, { traits }) {
    return traits.isInterface && has(candidate, 'interface-design')
      ? { points: 1, reason: 'UI mock-up: sharp small type and straight edges' }
      : null;
  },
};

const longText: RoutingRule = {
  name: 'long-text',
  label: 'Long text in the picture',
  judge(candidate, { traits }) {
    return traits.hasLongText && has(candidate, 'text-in-picture')
      ? { points: 1, reason: 'Long text in the picture' }
      : null;
  },
};

const manyReferences: RoutingRule = {
  name: 'many-references',
  label: 'Holds many references together',
  judge(candidate, { request }) {
    const sent = request.references.length;
    return sent >= 4 && has(candidate, 'many-references')
      ? {
          points: 1,
          reason: `${grouped(sent)} references: within its limit of ${candidate.model.referenceLimit.total}`,
        }
      : null;
  },
};

const speed: RoutingRule = {
  name: 'speed',
  label: 'Fast models when speed comes first',
  judge(candidate, { isSpeedFirst }) {
    if (!isSpeedFirst) return null;
    if (candidate.model.speed === 'fast') return { points: 1, reason: 'Speed first: one of the fast models' };
    return candidate.model.speed === 'slow' ? { points: -1, reason: 'Slow, and speed comes first' } : null;
  },
};

const budget: RoutingRule = {
  name: 'budget',
  label: 'Cheap for drafts, high fidelity for finals',
  judge(candidate, { budget: tier, candidates }) {
    const { fidelity, output } = candidate.model;
    if (output === 'text') return null;
    if (tier === 'prototype') {
      return fidelity === 'nano' ? { points: 1, reason: 'Draft: a quick model is enough' } : null;
    }
    if (tier === 'validate') {
      return fidelity === 'high' ? null : { points: 1, reason: 'To validate an idea: middle quality at a low price' };
    }
    if (fidelity !== 'high') return null;
    if (tier === 'final') return { points: 2, reason: 'Final: high fidelity' };
    const isLargest = areaOf(candidate) >= 0.95 * Math.max(...candidates.map(areaOf));
    return { points: isLargest ? 3 : 2, reason: isLargest ? 'Print: high fidelity at the most pixels' : null };
  },
};

function areaOf({ sizePx }: RouteCandidate): number {
  return sizePx === null ? 0 : sizePx.widthPx * sizePx.heightPx;
}

function has(candidate: RouteCandidate, strength: Strength): boolean {
  return candidate.model.strengths?.includes(strength) ?? false;
}

const madeFor: RoutingRule = {
  name: 'made-for',
  label: 'Made for the role',
  judge(candidate, { request }): Judgement | null {
    return candidate.model.roles.includes(request.role) ? { points: 1, reason: null } : null;
  },
};

const routingRules: readonly RoutingRule[] = [
  fullSize,
  mask,
  inService,
  transparency,
  ownPicks,
  preciseEdit,
  lettering,
  facts,
  interfaces,
  longText,
  manyReferences,
  textDepth,
  speed,
  madeFor,
  budget,
];

/** The rules in a person's order, without those that are switched off. Unknown names are ignored. */
export function orderedRules(settings: readonly RuleSetting[]): readonly RoutingRule[] {
  const named = settings.flatMap((setting) => routingRules.filter((rule) => rule.name === setting.name));
  const off = new Set(settings.filter((setting) => !setting.isOn).map((setting) => setting.name));
  const rest = routingRules.filter((rule) => !named.includes(rule));
  return [...named, ...rest].filter((rule) => !off.has(rule.name));
}
