import { describe, expect, it } from 'vitest';
import { shippedModels } from '../../electron/studio/providers/shipped-models.ts';
import { lanesOf } from '../../renderer/duals/dual-lanes.ts';
import { applyJobEvent, jobsStore, noteJob } from '../../renderer/jobs/use-jobs.ts';
import { copyOf, problemsOf, readDraft, withIdentity } from '../../renderer/models/entry-draft.ts';
import { priceRange } from '../../renderer/models/entry-words.ts';
import { rangeWords, totalWords } from '../../renderer/models/estimate-words.ts';
import { agoWords } from '../../renderer/prompt/earlier-offer.tsx';
import { currentRequest, usePrompt } from '../../renderer/prompt/use-prompt.ts';
import { capLevel, tightestCap } from '../../renderer/spending/use-cap-level.ts';
import type { CostEstimate } from '../../shared/generation.ts';
import { newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import type { ModelState } from '../../shared/model.ts';
import type { CapState } from '../../shared/views.ts';

const known = (micros: number): CostEstimate => ({
  kind: 'known',
  lowMicros: micros / 2,
  expectedMicros: micros,
  highMicros: micros * 2,
  parts: [],
  priceDate: '2026-11-20',
});
const states = shippedModels.map((model): ModelState => ({ ...model, availability: 'ready', availabilityNote: null }));
const vendorModel = (output: 'image' | 'text') => {
  const found = states.find((model) => model.output === output && model.providerId !== 'sketch');
  if (!found) throw new Error('Such a model is shipped.');
  return found;
};

describe('the price of several models together', () => {
  it('never hides an unknown one, and never the known part either', () => {
    expect(totalWords([known(30_000), known(70_000)])).toBe('≈ $0.10');
    expect(totalWords([known(30_000), { kind: 'unknown', reason: '' }])).toBe('≈ $0.03 + unknown');
    expect(totalWords([{ kind: 'unknown', reason: '' }, { kind: 'free' }])).toBe('price unknown');
    expect(totalWords([{ kind: 'free' }, { kind: 'free' }])).toBe('free');
    expect(rangeWords(known(200_000))).toBe('$0.10 to $0.40');
  });
});

describe('an entry of the registry as it is written', () => {
  it('is right as shipped, whatever the model', () => {
    for (const model of shippedModels) expect([...problemsOf(model)], model.id).toEqual([]);
  });

  it('is told every wrong field at once, in words for the fields a person types', () => {
    const draft = { ...copyOf(vendorModel('image'), 'yesterday'), roles: [] };
    const problems = problemsOf(draft);
    expect([...problems.keys()].toSorted()).toEqual(['id', 'label', 'price.date', 'roles']);
    expect(problems.get('price.date')).toBe('Give a day such as 2026-11-20.');
  });

  it('never takes over the date, the source or the end of the one it was copied from', () => {
    const { price, shutdownDate, isEnabled } = copyOf(
      { ...vendorModel('text'), shutdownDate: '2026-12-01' },
      '2027-01-02',
    );
    expect({ ...price, shutdownDate, isEnabled }).toMatchObject({
      date: '2027-01-02',
      source: '',
      confidence: 'unknown',
      shutdownDate: null,
      isEnabled: true,
    });
  });

  it('takes its id from provider and vendor id', () => {
    const draft = withIdentity(vendorModel('image'), { providerId: 'google', vendorId: ' new-image-1 ' });
    expect(draft).toMatchObject({ id: 'google:new-image-1', vendorId: 'new-image-1' });
  });

  it('goes through JSON and back, and says what is no entry', () => {
    const [entry] = shippedModels;
    expect(readDraft(JSON.stringify(entry)).draft).toEqual(entry);
    expect(readDraft('{').problem).toMatch(/^This is not JSON yet/);
    expect(readDraft('{"id":"openai:x"}').problem).toMatch(/^label: /m);
  });

  it('shows a price for every model that has one', () => {
    for (const model of states) expect(priceRange(model), model.id).toMatch(/^(Free|Price unknown|\$\d)/);
  });
});

describe('a blind comparison', () => {
  const job = (id: string): Job => ({ ...({} as Job), id: `job_${id}`, candidates: [] });
  const jobs = Array.from({ length: 4 }, () => job(newId('job').slice('job_'.length)));
  const order = (isBlind: boolean, given = jobs) => lanesOf(given, isBlind).map((lane) => lane.job.id);

  it('stands in the same order however the jobs arrive', () => {
    expect(order(true, jobs.toReversed())).toEqual(order(true));
    expect(lanesOf(jobs, true).map(({ letter }) => letter)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('does not give the models away by the order they were chosen in', () => {
    const orders = Array.from({ length: 20 }, () => {
      const started = Array.from({ length: 4 }, () => job(newId('job').slice('job_'.length)));
      return order(true, started).join() === order(false, started).join();
    });
    expect(orders).toContain(false);
  });
});

describe('caps', () => {
  const cap = (scope: CapState['scope'], capMicros: number, committedMicros: number): CapState => ({
    scope,
    boardId: null,
    capMicros,
    committedMicros,
  });

  it('come near at four fifths and are reached at the last micro-dollar', () => {
    expect(capLevel(cap('month', 100, 79))).toBe('fine');
    expect(capLevel(cap('month', 100, 80))).toBe('near');
    expect(capLevel(cap('month', 100, 99))).toBe('near');
    expect(capLevel(cap('month', 100, 100))).toBe('reached');
    expect(capLevel(cap('month', 0, 0))).toBe('reached');
  });

  it('are told by the one that leaves least', () => {
    const tight = cap('session', 50, 45);
    expect(tightestCap([cap('month', 1_000, 900), tight])).toBe(tight);
    expect(tightestCap([])).toBeNull();
  });
});

describe('the dock', () => {
  it('sends a text the prompt alone, and keeps the pictures for later', () => {
    const assetId = newId('asset');
    usePrompt.setState({
      role: 'text-draft',
      count: 4,
      sourceAssetId: assetId,
      references: [{ assetId, role: 'style', name: 'harbour' }],
    });
    expect(currentRequest()).toMatchObject({ operation: 'generate', count: 1, references: [], sourceAssetId: null });
    usePrompt.setState({ role: 'draft' });
    expect(currentRequest()).toMatchObject({ operation: 'vary', count: 4, sourceAssetId: assetId });
    expect(currentRequest().references).toHaveLength(1);
  });

  it.each([
    [20_000, 'a moment ago'],
    [60_000, '1 minute ago'],
    [59 * 60_000, '59 minutes ago'],
    [60 * 60_000, '1 hour ago'],
    [47 * 3_600_000, '47 hours ago'],
    [48 * 3_600_000, '2 days ago'],
  ])('says %i ms as %s', (elapsedMs, words) => expect(agoWords(elapsedMs)).toBe(words));
});

describe('a job that ends before the reply that started it is read', () => {
  it('stays ended', () => {
    const waiting = { ...({} as Job), id: newId('job'), state: 'queued' as const, candidates: [], createdAtMs: 1 };
    const queued: Job = { ...waiting, startedAtMs: null, endedAtMs: null };
    const failed: Job = { ...waiting, state: 'failed', startedAtMs: 2, endedAtMs: 3 };
    applyJobEvent({ name: 'job-changed', job: failed });
    noteJob(queued);
    expect(jobsStore.getState().jobs.get(waiting.id)?.state).toBe('failed');
    applyJobEvent({ name: 'job-changed', job: queued });
    expect(jobsStore.getState().jobs.get(waiting.id)?.state).toBe('queued');
  });
});
