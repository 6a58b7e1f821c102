// One mask and one prompt over several pictures: one job each, and a failure of one is seen and stops no other.
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { Asset } from '../../shared/asset.ts';
import { newId } from '../../shared/ids.ts';
import {
  assetOf,
  type BatchDesk,
  batchAtRest,
  differingOutside,
  editOf,
  runBatch,
  startBatchVendors,
  texturedPicture,
} from '../support/batch-desk.ts';
import { placementOn } from '../support/test-studio.ts';

const { openai, openDesk } = await startBatchVendors();

async function threePictures(desk: BatchDesk): Promise<readonly Asset[]> {
  const more: Asset[] = [];
  for (const seed of [2, 3]) {
    more.push(await desk.studio.importPicture(await texturedPicture(undefined, seed), `harbour-${seed}.png`));
  }
  return [desk.source, ...more];
}

const planOver = (desk: BatchDesk, pictures: readonly Asset[]) => ({
  kind: 'pictures' as const,
  steps: pictures.map((picture) => editOf(desk, 0, { sourceAssetId: picture.id })),
});

it('edits each on its own, with one price before and a place on the board for each', async () => {
  const desk = await openDesk();
  const { studio, boardId, masks } = desk;
  const pictures = await threePictures(desk);
  const plan = planOver(desk, pictures);
  const { total, steps } = await studio.call('edits.previewBatch', { plan, boardId });
  const [first] = steps;
  if (total.kind !== 'known' || first?.estimate.kind !== 'known') throw new Error('the price is known');
  expect(total.expectedMicros).toBe(first.estimate.expectedMicros * 3);
  const batchId = newId('batch');
  const { places } = placementOn(boardId, 3);
  await studio.call('edits.startBatch', { batchId, plan, boardId, places });
  const batch = await batchAtRest(studio, batchId);
  expect(batch).toMatchObject({ state: 'done', message: 'All 3 pictures done.' });
  expect(openai.received).toBe(3);
  for (const [at, step] of batch.steps.entries()) {
    const result = await assetOf(studio, step.resultAssetId);
    const picture = pictures[at] ?? desk.source;
    const count = await differingOutside(studio, picture, result, masks.slice(0, 1));
    expect(count.outside).toBe(0);
    expect(count.inside[0]).toBeGreaterThan(500);
    const { edit } = await studio.call('assets.get', { id: result.id });
    expect(edit).toMatchObject({ sourceAssetId: picture.id, depth: 1 });
  }
  const { items } = await studio.call('boards.get', { id: boardId });
  expect(items.map((item) => (item.kind === 'image' ? item.assetId : null))).toEqual(
    batch.steps.map((step) => step.resultAssetId),
  );
});

it('says which failed, keeps the others, and asks again only for what is missing', async () => {
  const desk = await openDesk();
  const { studio, boardId } = desk;
  openai.setFaults([{ kind: 'moderation' }]);
  const plan = planOver(desk, await threePictures(desk));
  const batchId = newId('batch');
  await studio.call('edits.startBatch', { batchId, plan, boardId });
  const stopped = await batchAtRest(studio, batchId);
  expect(stopped.steps.map((step) => step.state).sort()).toEqual(['done', 'done', 'failed']);
  expect(stopped.message).toBe('2 of 3 pictures done; the others are marked with the reason. What was done is kept.');
  expect(stopped.steps.find((step) => step.state === 'failed')?.error).toMatchObject({ code: 'moderation' });
  await studio.call('edits.goOnBatch', { id: batchId, way: { how: 'again' } });
  expect(await batchAtRest(studio, batchId)).toMatchObject({ state: 'done' });
  expect(openai.received).toBe(4);
});

it('takes a mask of the same pixels as it is, refuses another, and stretches it when a person says so', async () => {
  const desk = await openDesk();
  const { studio, source } = desk;
  const [mask] = desk.masks;
  if (!mask) throw new Error('there is a mask');
  const wide = await studio.importPicture(await texturedPicture({ widthPx: 1200, heightPx: 500 }), 'wide.png');
  const fitted = (pictureAssetId: Asset['id'], isRelative: boolean) =>
    studio.call('edits.fitMask', { maskAssetId: mask.id, pictureAssetId, isRelative });
  expect(await fitted(source.id, false)).toEqual(mask);
  expect(await fitted(source.id, true)).toEqual(mask);
  await expect(fitted(wide.id, false)).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringMatching(/^wide\.png has 1200 × 500 pixels, the mask 720 × 480\. /),
  });
  const stretched = await fitted(wide.id, true);
  expect(stretched).toMatchObject({ widthPx: 1200, heightPx: 500, source: 'working' });
  const shareOf = async (asset: Asset) => (await middleOf(studio.readBlob(asset.hash))).map((one) => one.toFixed(2));
  expect(await shareOf(stretched)).toEqual(await shareOf(mask));
  const steps = [editOf(desk, 0, { sourceAssetId: wide.id, maskAssetId: stretched.id })];
  const batch = await runBatch(desk, { kind: 'pictures', steps });
  expect(batch.state).toBe('done');
  const result = await assetOf(studio, batch.resultAssetId);
  expect((await differingOutside(studio, wide, result, [stretched])).outside).toBe(0);
});

/** The middle of what is white, as shares of the picture. */
async function middleOf(file: Promise<Uint8Array>): Promise<readonly number[]> {
  const { data, info } = await sharp(Buffer.from(await file))
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const sum = { x: 0, y: 0, weight: 0 };
  for (const [at, value] of data.entries()) {
    sum.x += (at % info.width) * value;
    sum.y += Math.floor(at / info.width) * value;
    sum.weight += value;
  }
  return [sum.x / sum.weight / info.width, sum.y / sum.weight / info.height];
}
