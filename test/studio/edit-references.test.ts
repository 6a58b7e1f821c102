// References in a mask edit: the source first, then they in their order; limits said, price told, receipts rebuilt to the byte.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Reference } from '../../shared/generation.ts';
import { assetOf, type BatchDesk, differingOutside, editOf, GPT, startBatchVendors } from '../support/batch-desk.ts';
import { png } from '../support/test-pictures.ts';
import { openTestStudio, runToEnd } from '../support/test-studio.ts';

const { openai, google, environment, openDesk } = await startBatchVendors();
const GEMINI = 'google:gemini-3-pro-image';
/** Sizes no crop has, so that the log tells which picture is which. */
const REFERENCES = [
  [311, 207, 'style'],
  [205, 313, 'object'],
] as const;

async function bringReferences({ studio }: BatchDesk): Promise<readonly Reference[]> {
  const brought: Reference[] = [];
  for (const [widthPx, heightPx, role] of REFERENCES) {
    const { id } = await studio.importPicture(await png({ widthPx, heightPx }, widthPx), `${role}.png`);
    brought.push({ assetId: id, role });
  }
  return brought;
}

interface SentPicture {
  readonly width: number;
  readonly height: number;
}

/** What the vendor was sent, in order. */
function sentPictures(): readonly SentPicture[] {
  const found: SentPicture[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('sha256' in value && 'width' in value && 'height' in value) {
      found.push({ width: Number(value.width), height: Number(value.height) });
      return;
    }
    for (const [name, inner] of Object.entries(value)) if (name !== 'mask') look(inner);
  };
  for (const entry of [...openai.log, ...google.log]) look(entry.body);
  return found;
}

describe.each([GPT, GEMINI])('%s', (modelId) => {
  it('is sent the source first and the references in their order, and only the masked place changes', async () => {
    const desk = await openDesk();
    const { studio, source, masks, boardId } = desk;
    const references = [...(await bringReferences(desk))];
    const job = await runToEnd(studio, boardId, editOf(desk, 0, { modelId, references }));
    expect(job).toMatchObject({ state: 'done', error: null });
    const sent = sentPictures();
    expect(sent.slice(1)).toEqual(REFERENCES.map(([width, height]) => ({ width, height })));
    const result = await assetOf(studio, job.candidates[0]?.assetId);
    const count = await differingOutside(studio, source, result, masks.slice(0, 1));
    expect(count.outside).toBe(0);
    const { receipt, parents } = await studio.call('assets.get', { id: result.id });
    const hashes = await Promise.all(references.map(async ({ assetId }) => (await assetOf(studio, assetId)).hash));
    expect(receipt).toMatchObject({ sourceHash: source.hash, referenceHashes: hashes, maskHash: masks[0]?.hash });
    expect(parents.map((edge) => edge.kind).sort()).toEqual(['edited', 'reference', 'reference']);
  });

  it('is asked again from the receipt to the byte, also after a restart', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const references = [...(await bringReferences(desk))];
    const job = await runToEnd(studio, boardId, editOf(desk, 0, { modelId, references }));
    const assetId = job.candidates[0]?.assetId ?? desk.source.id;
    const { libraryPath } = studio;
    await studio.close();
    const again = await openTestStudio({ libraryPath, environment });
    expect(await again.call('receipts.verify', { assetId })).toMatchObject({ isIdentical: true });
    expect(openai.received + google.received).toBe(1);
  });

  it('costs more with every reference, and is another request in another order', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const references = [...(await bringReferences(desk))];
    const priceOf = async (count: number) => {
      const request = editOf(desk, 0, { modelId, references: references.slice(0, count) });
      const { estimate, problems } = await studio.call('jobs.preview', { request, boardId });
      expect(problems).toEqual([]);
      return estimate.kind === 'known' ? estimate.expectedMicros : Number.NaN;
    };
    const prices = [await priceOf(0), await priceOf(1), await priceOf(2)];
    expect(prices).toEqual([...prices].sort((one, other) => one - other));
    expect(new Set(prices).size).toBe(3);
    await runToEnd(studio, boardId, editOf(desk, 0, { modelId, references }));
    const earlierFor = async (order: Reference[]) =>
      (await studio.call('jobs.preview', { request: editOf(desk, 0, { modelId, references: order }), boardId }))
        .earlier;
    expect(await earlierFor(references)).not.toBeNull();
    expect(await earlierFor([...references].reverse())).toBeNull();
  });

  it('is not sent more than it takes: the limit is said, nothing is left out', async () => {
    const desk = await openDesk();
    const { studio, boardId } = desk;
    const model = (await studio.call('models.list', {})).find((one) => one.id === modelId);
    const most = model?.referenceLimit.total ?? 0;
    const references: Reference[] = [];
    for (let at = 0; at < most; at += 1) {
      const { id } = await studio.importPicture(await png({ widthPx: 24, heightPx: 24 + at }, at), `r${at}.png`);
      references.push({ assetId: id, role: 'style' });
    }
    const { problems } = await studio.call('jobs.preview', {
      request: editOf(desk, 0, { modelId, references }),
      boardId,
    });
    expect(problems[0]).toMatchObject({ code: 'too-many-references', message: expect.stringMatching(/takes \d+/) });
    expect(openai.received + google.received).toBe(0);
  });
});

it('Sketch follows the colours of a reference inside the mask', async () => {
  const desk = await openDesk();
  const { studio, boardId, source, masks } = desk;
  const blotOf = async (background: string) => {
    const bytes = await sharp({ create: { width: 200, height: 200, channels: 3, background } })
      .png()
      .toBuffer();
    const { id } = await studio.importPicture(bytes, `${background}.png`);
    const references: Reference[] = [{ assetId: id, role: 'style' }];
    const request = editOf(desk, 0, { modelId: 'sketch:sketch-1', seed: 5, prompt: 'hills', references });
    const job = await runToEnd(studio, boardId, request);
    const result = await assetOf(studio, job.candidates[0]?.assetId);
    expect((await differingOutside(studio, source, result, masks.slice(0, 1))).outside).toBe(0);
    return meanInside(studio.readBlob(result.hash), studio.readBlob(masks[0]?.hash ?? ''));
  };
  const [red, blue] = [await blotOf('#d02020'), await blotOf('#2030d0')];
  expect((red[0] ?? 0) - (red[2] ?? 0)).toBeGreaterThan((blue[0] ?? 0) - (blue[2] ?? 0) + 15);
});

it('Local fill says that it takes none', async () => {
  const desk = await openDesk();
  const references = [...(await bringReferences(desk))];
  const request = editOf(desk, 0, { modelId: 'sketch:local-fill', references });
  const { problems } = await desk.studio.call('jobs.preview', { request, boardId: desk.boardId });
  expect(problems[0]).toMatchObject({ code: 'too-many-references' });
});

async function meanInside(file: Promise<Uint8Array>, maskFile: Promise<Uint8Array>): Promise<readonly number[]> {
  const picture = await sharp(Buffer.from(await file))
    .removeAlpha()
    .raw()
    .toBuffer();
  const mask = await sharp(Buffer.from(await maskFile))
    .extractChannel(0)
    .raw()
    .toBuffer();
  const sum = [0, 0, 0];
  let count = 0;
  for (const [at, value] of mask.entries()) {
    if (value < 255) continue;
    count += 1;
    for (let channel = 0; channel < 3; channel += 1)
      sum[channel] = (sum[channel] ?? 0) + (picture[at * 3 + channel] ?? 0);
  }
  return sum.map((one) => one / count);
}
