// Sketch is an engine like any other, only honest and offline: same request, same picture, at any size.
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sketchProvider } from '../../electron/studio/providers/sketch-provider.ts';
import { failureOf } from '../support/provider-call.ts';
import { asInput, difference, sketch, sketchAll } from '../support/sketch-call.ts';
import { ssim } from '../support/ssim.ts';

const hash = (file: Uint8Array) => createHash('sha256').update(file).digest('hex');

describe('the same request', () => {
  it.each(['misty mountain lake at dawn', 'a bottle of perfume "LUNE"', 'watercolour bouquet'])(
    'draws the same file: %s',
    async (prompt) => {
      expect(hash(await sketch({ prompt, seeds: [11] }))).toBe(hash(await sketch({ prompt, seeds: [11] })));
    },
  );

  it('draws the same file with references and with a mask', async () => {
    const reference = await asInput(await sketch({ prompt: 'sea at sunset' }));
    const changes = { prompt: 'city', seeds: [4], references: [reference] };
    expect(hash(await sketch(changes))).toBe(hash(await sketch(changes)));
  });

  it('draws another picture for another seed, prompt or reference', async () => {
    const base = { prompt: 'hills', seeds: [4] };
    const first = await sketch(base);
    const reference = await asInput(await sketch({ prompt: 'red desert at night' }));
    expect(await difference(first, await sketch({ ...base, seeds: [5] }))).toBeGreaterThan(6);
    expect(await difference(first, await sketch({ ...base, prompt: 'forest' }))).toBeGreaterThan(6);
    expect(await difference(first, await sketch({ ...base, references: [reference] }))).toBeGreaterThan(6);
  });
});

describe('a picture at every size', () => {
  it.each([
    ['misty mountain lake at dawn', 1],
    ['city street at night in the rain', 2],
    ['perfume bottle on a podium', 3],
    ['portrait of a woman', 4],
    ['abstract composition', 5],
    ['birch forest in autumn', 6],
    ['watercolour bouquet of peonies', 7],
    ['line drawing of a lighthouse', 8],
    ['poster "Night Market" city', 9],
    ['mood board for a ceramics studio, clay and sage', 10],
    ['fireworks over a harbour', 11],
    ['snowy alpine village at dusk', 12],
    ['lighthouse with a fishing boat in a storm', 13],
  ])('is the same picture: %s', async (prompt, seed) => {
    const draft = await sketch({ prompt, seeds: [seed], sizePx: { widthPx: 512, heightPx: 512 } });
    const final = await sketch({ prompt, seeds: [seed], sizePx: { widthPx: 2048, heightPx: 2048 } });
    expect(await ssim(draft, final)).toBeGreaterThan(0.9);
  });

  it('holds from 512 to 4096 pixels, and the final follows the draft that is sent with it', async () => {
    const request = { prompt: 'sea at sunset with a sailboat', seeds: [21], aspect: '3:2' };
    const draft = await sketch({ ...request, sizePx: { widthPx: 624, heightPx: 416 } });
    const source = await asInput(draft);
    const final = await sketch({ ...request, source, sizePx: { widthPx: 5016, heightPx: 3344 } });
    expect(await sharp(final).metadata()).toMatchObject({ width: 5016, height: 3344, format: 'png' });
    expect(await ssim(draft, final)).toBeGreaterThan(0.9);
  });

  it.each([
    ['9:16', { widthPx: 384, heightPx: 680 }],
    ['21:9', { widthPx: 784, heightPx: 336 }],
    ['8:1', { widthPx: 1448, heightPx: 184 }],
  ])('comes in the asked pixels: %s', async (aspect, sizePx) => {
    const { width, height, channels } = await sharp(await sketch({ prompt: 'mountains', aspect, sizePx })).metadata();
    expect({ width, height, channels }).toEqual({ width: sizePx.widthPx, height: sizePx.heightPx, channels: 3 });
  });
});

describe('several candidates', () => {
  it('differ from each other so that there is something to choose', async () => {
    const { files } = await sketchAll({ prompt: 'a quiet lake', count: 4, seeds: [100, 101, 102, 103] });
    expect(files).toHaveLength(4);
    for (const [at, one] of files.entries()) {
      for (const two of files.slice(at + 1)) expect(await difference(one, two)).toBeGreaterThan(8);
    }
  });

  it('report previews of each, in order, before the end', async () => {
    const { progress } = await sketchAll({
      prompt: 'hills',
      count: 2,
      seeds: [1, 2],
      sizePx: { widthPx: 1200, heightPx: 1200 },
    });
    for (const index of [0, 1]) {
      const shown = progress.filter((step) => step.index === index && step.picture);
      expect(shown.map(({ fraction }) => fraction)).toEqual([0.25, 0.6]);
      const preview = await sharp(shown[0]?.picture ?? undefined).metadata();
      expect(Math.max(preview.width, preview.height)).toBeLessThanOrEqual(520);
    }
  });
});

describe('a source that Sketch did not draw', () => {
  it('is followed: its masses stay where they are', async () => {
    const source = await asInput(await sketch({ prompt: 'a red disc, still life with lemons', seeds: [8] }));
    const varied = await sketch({ prompt: 'the same, painted', seeds: [77], source });
    expect(await difference(source.bytes, varied)).toBeLessThan(26);
    expect(await difference(source.bytes, varied)).toBeGreaterThan(1);
  });
});

describe('a transparent background', () => {
  it('leaves only the subject', async () => {
    const file = await sketch({ prompt: 'perfume bottle', background: 'transparent' });
    const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(4);
    const alphas = Array.from({ length: info.width * info.height }, (_, at) => data[at * 4 + 3] ?? 0);
    expect(alphas[0]).toBe(0);
    expect(alphas.filter((alpha) => alpha === 0).length / alphas.length).toBeGreaterThan(0.4);
    expect(alphas.filter((alpha) => alpha > 240).length / alphas.length).toBeGreaterThan(0.03);
  });
});

describe('the provider', () => {
  it('says what it is, needs no key and knows its own model', async () => {
    expect(sketchProvider).toMatchObject({
      id: 'sketch',
      engine: 'Sketch: offline, no AI',
      needsKey: false,
      keyUrl: null,
    });
    const context = { apiKey: null, baseUrl: '', fetch, signal: new AbortController().signal };
    const models = await sketchProvider.listModels(context);
    expect(models.map(({ vendorId }) => vendorId)).toContain('sketch-1');
  });

  it('stops when it is cancelled, before and while it works', async () => {
    const early = AbortSignal.abort();
    expect(await failureOf(sketch({ prompt: 'forest' }, early))).toMatchObject({ code: 'cancelled' });
    const cancel = new AbortController();
    const running = sketch({ prompt: 'forest', sizePx: { widthPx: 2048, heightPx: 2048 } }, cancel.signal);
    cancel.abort();
    expect(await failureOf(running)).toMatchObject({ code: 'cancelled' });
  });
});
