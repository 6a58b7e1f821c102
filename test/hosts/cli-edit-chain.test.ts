// The edits of a picture from the shell: listed, hidden, ordered and proven, each time as a picture of its own.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Place, rectMaskFile, texturedPicture } from '../support/chain-desk.ts';
import { type CommandPlace, openCommandPlace, runCommand, runJson } from '../support/command-run.ts';

const SIZE = { widthPx: 240, heightPx: 180 };
const PLACES = [
  { left: 20, top: 20, widthPx: 60, heightPx: 60 },
  { left: 50, top: 50, widthPx: 60, heightPx: 60 },
  { left: 160, top: 90, widthPx: 50, heightPx: 50 },
];

async function edited(places: readonly Place[]): Promise<{ place: CommandPlace; ids: string[] }> {
  const place = await openCommandPlace();
  const image = join(place.folder, 'harbour.png');
  await writeFile(image, await texturedPicture(SIZE));
  const ids: string[] = [];
  for (const [at, rect] of places.entries()) {
    const mask = join(place.folder, `mask-${at}.png`);
    await writeFile(mask, await rectMaskFile(SIZE, rect));
    const ask = ['--mask', mask, '--prompt', `boat ${at + 1}`, '--model', 'sketch:sketch-1', '--seed', String(at + 2)];
    ids.push((await runJson(place, 'edit', ids.at(-1) ?? image, ...ask)).assetId);
  }
  return { place, ids };
}

test('lists the chain, and makes new pictures of it without touching the earlier ones', {
  timeout: 120_000,
}, async () => {
  const { place, ids } = await edited(PLACES);
  const last = ids.at(-1) ?? '';
  const listed = await runJson(place, 'edit', '--chain', last);
  expect(listed).toMatchObject({ assetId: last, depth: 3, proof: null, file: null });
  expect(listed.steps).toMatchObject([
    { number: 1, assetId: ids[0], isHidden: false, prompt: 'boat 1', costMicros: 0, overlaps: [2], madeOnHidden: [] },
    { number: 2, assetId: ids[1], overlaps: [1] },
    { number: 3, assetId: ids[2], overlaps: [] },
  ]);
  const file = join(place.folder, 'without.png');
  const without = await runJson(place, 'edit', last, '--hide', '1', '--order', '3,1,2', '--out', file);
  expect(without).toMatchObject({ depth: 2, proof: { samplesDiffering: 0 }, file });
  expect(without.assetId).not.toBe(last);
  expect(without.steps).toMatchObject([
    { assetId: ids[2], isHidden: false },
    { assetId: ids[0], isHidden: true },
    { assetId: ids[1], madeOnHidden: [2] },
  ]);
  expect((await readFile(file)).byteLength).toBeGreaterThan(1_000);
  const proven = { isProven: true, isRebuilt: true, samplesDiffering: 0 };
  expect(await runJson(place, 'edit', '--verify', without.assetId)).toMatchObject(proven);
  expect(await runJson(place, 'edit', last, '--chain', '--verify')).toMatchObject({ ...proven, depth: 3 });
  const back = await runJson(place, 'edit', without.assetId, '--show', '2', '--order', '2,3,1');
  expect(back.assetId).toBe(last);
  const told = await runCommand(place, 'edit', without.assetId, '--chain');
  expect(told.stdout).toContain('3 was made on top of 2, now hidden');
});

test('refuses numbers that are not in the list, in a sentence and without a picture', {
  timeout: 120_000,
}, async () => {
  const { place, ids } = await edited(PLACES.slice(0, 1));
  const last = ids.at(-1) ?? '';
  for (const ask of [
    ['--hide', '2'],
    ['--hide', 'boat'],
    ['--order', '1,2'],
    ['--order', '1,1'],
  ]) {
    const refused = await runCommand(place, 'edit', last, ...ask, '--json');
    expect(JSON.parse(refused.stderr).error.code).toBe('bad-request');
    expect(refused.stdout).toBe('');
  }
  const plain = await runCommand(place, 'edit', join(place.folder, 'harbour.png'), '--chain', '--json');
  expect(JSON.parse(plain.stderr).error.code).toBe('not-found');
});
