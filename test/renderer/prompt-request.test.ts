import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { foldStudioEvent } from '../../renderer/board/follow-board.ts';
import { useBoard } from '../../renderer/board/use-board.ts';
import { enqueue, generate, promoteAll, promotionOf, promotionPrice } from '../../renderer/prompt/use-generation.ts';
import { priceDetail, priceLabel } from '../../renderer/prompt/use-preview.ts';
import { currentRequest, usePrompt } from '../../renderer/prompt/use-prompt.ts';
import { newId } from '../../shared/ids.ts';
import { draftRequest, jobIn, openBoard, openTestStudio } from '../support/test-studio.ts';

const prompt = () => usePrompt.getState();

describe('the request being composed', () => {
  beforeEach(() => usePrompt.setState({ references: [], sourceAssetId: null, prompt: 'A harbour', preview: null }));

  it('sends references in the order shown, each once', () => {
    const [first, second] = [newId('asset'), newId('asset')];
    prompt().addReference(first);
    prompt().addReference(second);
    prompt().addReference(first);
    prompt().moveReference(second, -1);
    expect(currentRequest().references.map((reference) => reference.assetId)).toEqual([second, first]);
  });

  it('is a variation exactly while a picture is its source', () => {
    expect(currentRequest().operation).toBe('generate');
    prompt().change({ sourceAssetId: newId('asset') });
    expect(currentRequest().operation).toBe('vary');
  });

  it('takes over a request of earlier, but neither its seed nor its source', () => {
    const earlier = draftRequest({ prompt: 'Dunes', aspect: '16:9', count: 2, seed: 5, sourceAssetId: newId('asset') });
    prompt().usePromptOf(earlier);
    expect(currentRequest()).toMatchObject({
      prompt: 'Dunes',
      aspect: '16:9',
      count: 2,
      seed: null,
      sourceAssetId: null,
    });
  });
});

describe('the price on the button', () => {
  const known = {
    kind: 'known' as const,
    lowMicros: 130_000,
    expectedMicros: 134_400,
    highMicros: 140_000,
    parts: ['4 × $0.0336 output'],
    priceDate: '2026-11-18',
  };

  it('says an unknown price is unknown, never nothing', () => {
    expect(priceLabel({ kind: 'unknown', reason: 'No price is published.' })).toBe('price unknown');
    expect(priceLabel({ kind: 'free' })).toBe('free');
    expect(priceLabel(known)).toBe('≈ $0.13');
  });

  it('shows what it is made of and how old it is', () => {
    expect(priceDetail(known)).toBe('4 × $0.0336 output. Between $0.13 and $0.14. Prices of 2026-11-18.');
  });
});

describe('sending', () => {
  let studio: Awaited<ReturnType<typeof openTestStudio>>;

  beforeEach(async () => {
    studio = await openTestStudio();
    vi.stubGlobal('fetch', (url: string, init?: RequestInit) =>
      studio.fetch(new Request(new URL(url, 'http://studio.test/'), init)),
    );
    studio.subscribe(foldStudioEvent);
    await useBoard.getState().load(await openBoard(studio));
  });

  afterEach(() => {
    useBoard.getState().close();
    vi.unstubAllGlobals();
  });

  it('lays placeholders on free ground and moves nothing else', async () => {
    await enqueue(draftRequest({ count: 2 }), null);
    const before = [...useBoard.getState().items.values()].map(({ id, xUnits, yUnits }) => ({ id, xUnits, yUnits }));
    await enqueue(draftRequest({ count: 2, seed: 99 }), null);
    const items = [...useBoard.getState().items.values()];
    expect(items).toHaveLength(4);
    expect(items).toEqual(expect.arrayContaining(before.map((place) => expect.objectContaining(place))));
    expect(useBoard.getState().selection.size).toBe(0);
  });

  it('refuses with the sentence of the first problem and sends nothing', async () => {
    const preview = await studio.call('jobs.preview', { request: draftRequest({ prompt: '' }) });
    usePrompt.setState({ prompt: '', preview });
    expect(preview.problems.length).toBeGreaterThan(0);
    await generate();
    expect(useBoard.getState().items.size).toBe(0);
  });

  it('promotes a draft with its own prompt, seed and references, the draft sent along, placed beside it', async () => {
    const job = await enqueue(draftRequest({ prompt: 'Lone pine', seed: 42 }), null);
    const done = await jobIn(studio, job?.id ?? newId('job'));
    const assetId = done.candidates[0]?.assetId ?? newId('asset');
    const request = await promotionOf(assetId);
    expect(request).toMatchObject({
      operation: 'promote',
      role: 'final',
      prompt: 'Lone pine',
      seed: 42,
      count: 1,
      sourceAssetId: assetId,
    });
    expect(await promotionPrice([request])).toMatchObject({ label: 'free', isFree: true, problem: null });

    expect(await promoteAll([request])).toBe(1);
    const [draft, final] = [...useBoard.getState().items.values()].sort((a, b) => a.xUnits - b.xUnits);
    expect(final?.yUnits).toBe(draft?.yUnits);
    expect(final?.xUnits).toBe((draft?.xUnits ?? 0) + (draft?.widthUnits ?? 0) + 24);
  });
});
