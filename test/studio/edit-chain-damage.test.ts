// Files of a chain that are gone or changed on disk: a sentence with a code, and everything else stays to be had.
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import type { Asset } from '../../shared/asset.ts';
import { APART, type ChainDesk, editInTurn, openChainDesk } from '../support/chain-desk.ts';
import { openTestStudio } from '../support/test-studio.ts';

const SECOND = { left: 96, top: 20, widthPx: 44, heightPx: 30 };
const THIRD = { left: 180, top: 30, widthPx: 36, heightPx: 44 };

async function blobs({ libraryPath }: Studio): Promise<string[]> {
  const found = await readdir(join(libraryPath, 'blobs'), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const pathOf = ({ libraryPath }: Studio, { hash }: Asset) => join(libraryPath, 'blobs', hash.slice(0, 2), hash);

/** Three edits, and the files that the second one brought besides its picture: its patch and the model's answer. */
async function threeEdits(): Promise<{ desk: ChainDesk; made: Asset[]; patchFiles: string[] }> {
  const desk = await openChainDesk(await openTestStudio());
  const [first] = await editInTurn(desk, APART.slice(0, 1));
  if (!first) throw new Error('nothing was made');
  const before = await blobs(desk.studio);
  const second = await desk.edit(first, SECOND);
  const brought = (await blobs(desk.studio)).filter((path) => !before.includes(path));
  const { edit } = await desk.studio.call('assets.get', { id: second.id });
  const mask = await desk.assetOf(edit?.maskAssetId ?? second.id);
  const own = [pathOf(desk.studio, second), pathOf(desk.studio, mask)];
  const third = await desk.edit(second, THIRD);
  return { desk, made: [first, second, third], patchFiles: brought.filter((path) => !own.includes(path)) };
}

const turned = (made: readonly Asset[], hidden?: Asset) =>
  made.toReversed().map(({ id }) => ({ assetId: id, isHidden: id === hidden?.id }));

async function seeWhatStays(desk: ChainDesk, made: readonly Asset[]): Promise<void> {
  const [, second, third] = made;
  if (!second || !third) throw new Error('nothing was made');
  // Without the damaged one a new state can be made, and the finished pictures are as they were.
  const steps = turned(made, second);
  const state = await desk.studio.call('edits.arrange', { assetId: third.id, steps, isKept: true });
  expect(await desk.studio.call('edits.verifyChain', { assetId: state.id })).toMatchObject({ samplesDiffering: 0 });
  expect((await desk.studio.readBlob(third.hash)).byteLength).toBe(third.sizeBytes);
}

it('says which patch is missing, lists the others, and works without it', async () => {
  const { desk, made, patchFiles } = await threeEdits();
  const [, second, third] = made;
  if (!second || !third) throw new Error('nothing was made');
  expect(patchFiles.length).toBeGreaterThan(1);
  for (const path of patchFiles) await rm(path);
  const chain = await desk.studio.call('edits.readChain', { assetId: third.id });
  expect(chain.steps.map((step) => step.problem)).toEqual([null, expect.stringContaining('edit 2 is missing'), null]);
  const ask = { assetId: third.id, steps: turned(made), isKept: true };
  await expect(desk.studio.call('edits.arrange', ask)).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('hide that edit, run it again'),
  });
  await expect(desk.studio.call('edits.verifyChain', { assetId: third.id })).rejects.toMatchObject({
    code: 'not-found',
  });
  await seeWhatStays(desk, made);
});

it('never lays a patch that was changed on disk', async () => {
  const { desk, made, patchFiles } = await threeEdits();
  const [first] = made;
  // Whole pictures, but not what was stored.
  for (const path of patchFiles) await writeFile(path, await desk.studio.readBlob(first?.hash ?? ''));
  const ask = { assetId: made[2]?.id ?? desk.original.id, steps: turned(made), isKept: true };
  await expect(desk.studio.call('edits.arrange', ask)).rejects.toMatchObject({
    code: 'image-damaged',
    message: expect.stringMatching(/^The patch of edit 2 is damaged/),
  });
  const chain = await desk.studio.call('edits.readChain', { assetId: ask.assetId });
  expect(chain.steps.map((step) => step.problem)).toEqual([null, expect.stringContaining('edit 2 is damaged'), null]);
  await seeWhatStays(desk, made);
});

it('never lays anything on a first original that was changed or is gone', async () => {
  const { desk, made } = await threeEdits();
  const ask = { assetId: made[2]?.id ?? desk.original.id, steps: turned(made), isKept: true };
  await writeFile(pathOf(desk.studio, desk.original), await desk.studio.readBlob(made[0]?.hash ?? ''));
  await expect(desk.studio.call('edits.arrange', ask)).rejects.toMatchObject({ code: 'image-damaged' });
  await rm(pathOf(desk.studio, desk.original));
  await expect(desk.studio.call('edits.arrange', ask)).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('The finished pictures are kept as they are'),
  });
  const chain = await desk.studio.call('edits.readChain', { assetId: ask.assetId });
  expect(chain.steps).toHaveLength(3);
  for (const asset of made) expect((await desk.studio.readBlob(asset.hash)).byteLength).toBe(asset.sizeBytes);
});
