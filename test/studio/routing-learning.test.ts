// Learning from what was kept: nothing at the start, the person's own taste after forty decisions, gone when forgotten.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnedPreference, type PickCount } from '../../electron/studio/routing/learned-preference.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { requestOf, route } from './routing-cases.ts';

/** A small repeatable source of chance: the same seed replays the same session. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const plain: Partial<GenerationRequest> = {};
const dashboard: Partial<GenerationRequest> = { prompt: 'Dashboard for a solar plant' };
const poster: Partial<GenerationRequest> = { prompt: 'Poster "OPEN" "TODAY" "FREE"' };

const ready = route(requestOf()).ranked.filter((entry) => entry.model.price.confidence !== 'free');

function record(picks: readonly PickCount[], modelId: string, outcome: { kind: string; isKept: boolean }): PickCount[] {
  const { kind, isKept } = outcome;
  const old = picks.find((entry) => entry.modelId === modelId && entry.kind === kind);
  const rest = picks.filter((entry) => entry !== old);
  const { kept, rejected } = old ?? { kept: 0, rejected: 0 };
  return [...rest, { modelId, kind, kept: kept + Number(isKept), rejected: rejected + Number(!isKept) }];
}

/**
 * A person who likes one model per subject: 85 of 100 of its pictures are kept, 25 of 100 of any other. They see what is
 * suggested and, every other time, one other model beside it.
 */
function replay(seed: number, taste: ReadonlyMap<Partial<GenerationRequest>, string>, decisions: number): PickCount[] {
  const chance = chanceFrom(seed);
  const subjects = [...taste.keys()];
  let picks: PickCount[] = [];
  for (let turn = 0; turn < decisions; turn += 1) {
    const subject = subjects[turn % subjects.length] ?? plain;
    const { ranked, kind } = route(requestOf(subject), { picks });
    const isBeside = chance() < 0.5;
    const shown = isBeside ? ranked[1 + Math.floor(chance() * 3)] : ranked[0];
    if (!shown) throw new Error('nothing was suggested');
    const isKept = chance() < (shown.model.id === taste.get(subject) ? 0.85 : 0.25);
    picks = record(picks, shown.model.id, { kind, isKept });
  }
  return picks;
}

describe('a suggestion at the start', () => {
  it('is exactly the rule table’s below ten decisions', () => {
    const counts = fc.array(
      fc.record({
        modelId: fc.constantFrom(...ready.map((entry) => entry.model.id)),
        kind: fc.constantFrom('draft/plain', 'draft/interface', 'draft/lettering'),
        kept: fc.nat({ max: 1 }),
        rejected: fc.nat({ max: 1 }),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(counts, fc.constantFrom(plain, dashboard, poster), (picks, subject) => {
        expect(route(requestOf(subject), { picks })).toEqual(route(requestOf(subject)));
      }),
      { numRuns: 200 },
    );
  });

  it('is that again when everything is forgotten', () => {
    const picks = replay(3, new Map([[plain, 'google:gemini-nano-banana-2.1']]), 60);
    expect(route(requestOf(), { picks })).not.toEqual(route(requestOf()));
    expect(route(requestOf(), { picks: [] })).toEqual(route(requestOf()));
  });
});

describe('a suggestion after forty decisions', () => {
  it('matches planted preferences in at least 85 of 100 replays', () => {
    // Planted among what the person can come to see: the four models at the top of the rule table for each subject.
    let matches = 0;
    let asked = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const chance = chanceFrom(seed * 7_919);
      const subject = [plain, dashboard, poster][seed % 3] ?? plain;
      const top = route(requestOf(subject)).ranked.slice(0, 4);
      const planted = top[Math.floor(chance() * top.length)]?.model.id ?? '';
      const picks = replay(seed, new Map([[subject, planted]]), 40);
      asked += 1;
      if (route(requestOf(subject), { picks }).ranked[0]?.model.id === planted) matches += 1;
    }
    expect(matches / asked).toBeGreaterThanOrEqual(0.85);
  });

  it('shows the counts it rests on', () => {
    const picks = [
      { modelId: 'google:gemini-nano-banana-2.1', kind: 'draft/plain', kept: 14, rejected: 4 },
      { modelId: 'openai:gpt-image-2.6-flare', kind: 'draft/plain', kept: 3, rejected: 19 },
    ];
    const [first] = route(requestOf(), { picks }).ranked;
    expect(first?.model.label).toBe('Nano Banana 2.1');
    expect(first?.reasons).toContain('Your own picks: 14 of 18 kept for requests like this');
  });

  it('does not outweigh what the request needs: a 4K final still reaches 4K', () => {
    const picks = [{ modelId: 'openai:gpt-image-2', kind: 'final/plain', kept: 50, rejected: 0 }];
    const [first] = route(requestOf({ role: 'final', tier: '4K', count: 1 }), { picks }).ranked;
    expect(first?.sizePx).toEqual({ widthPx: 4096, heightPx: 4096 });
  });
});

describe('the pull of past decisions', () => {
  const count = fc.nat({ max: 200 });

  it('never turns against a model for being kept once more', () => {
    fc.assert(
      fc.property(count, count, count, count, (kept, rejected, otherKept, otherRejected) => {
        const other = { modelId: 'b', kind: 'draft/plain', kept: otherKept, rejected: otherRejected };
        const pull = (more: number) =>
          learnedPreference(
            [{ modelId: 'a', kind: 'draft/plain', kept: kept + more, rejected }, other],
            'a',
            'draft/plain',
          ).points;
        // Crossing the cold start may go from nothing to either side, so only compare where both have learned.
        return kept + rejected + otherKept + otherRejected < 10 || pull(1) >= pull(0);
      }),
    );
  });

  it('stays within −3 and 3, and other roles have no part in it', () => {
    fc.assert(
      fc.property(count, count, (kept, rejected) => {
        const picks = [{ modelId: 'a', kind: 'final/plain', kept, rejected }];
        const { points } = learnedPreference(picks, 'a', 'final/plain');
        return Math.abs(points) <= 3 && learnedPreference(picks, 'a', 'draft/plain').points === 0;
      }),
    );
  });
});
