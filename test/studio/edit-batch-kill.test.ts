// Killed anywhere between three places: the next start goes on where the rows stand, and nothing is paid twice.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { assetOf, batchAtRest, differingOutside, startBatchVendors } from '../support/batch-desk.ts';
import { openTestStudio, temporaryFolder } from '../support/test-studio.ts';

const { openai, environment } = await startBatchVendors();
const entry = join(import.meta.dirname, '../support/batch-process.ts');

async function killAt(mark: string) {
  const folder = await temporaryFolder();
  const libraryPath = join(folder, 'library');
  const batchId = newId('batch');
  const child = spawn(process.execPath, [entry, libraryPath, batchId], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      MAQUETTE_KILL_AT: mark,
      MAQUETTE_KILL_LOG: join(folder, 'marks.log'),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  return { libraryPath, batchId };
}

it.each([
  ['the batch is written', 'commit of INSERT edit_batches: after#1'],
  ['the first job is being written', 'INSERT jobs: before#1'],
  ['the first result is committed, and nobody was told', 'commit of INSERT assets: after#1'],
  ['the second job is being written', 'commit of INSERT jobs: before#2'],
  ['the second job is written', 'commit of INSERT jobs: after#2'],
  ['the second answer is stored, not decoded', 'UPDATE attempts accepted: after#2'],
  ['the third result is committed', 'commit of INSERT assets: after#3'],
  ['the end is being written', 'UPDATE edit_batches: before#1'],
])(
  'as %s: all three places are there after the next start, three calls paid',
  { timeout: 90_000 },
  async (_when, mark) => {
    const { libraryPath, batchId } = await killAt(mark);
    const studio = await openTestStudio({ libraryPath, environment });
    const batch = await batchAtRest(studio, batchId);
    expect(batch).toMatchObject({ state: 'done', message: 'All 3 places done.' });
    expect(openai.received).toBe(3);
    const [source, result] = [await assetOf(studio, batch.originalAssetId), await assetOf(studio, batch.resultAssetId)];
    const masks = await Promise.all(batch.steps.map((step) => assetOf(studio, step.request.maskAssetId)));
    const count = await differingOutside(studio, source, result, masks);
    expect(count.outside).toBe(0);
    for (const inside of count.inside) expect(inside).toBeGreaterThan(500);
  },
);

it('before the batch is written: nothing is there, and nothing is sent', { timeout: 90_000 }, async () => {
  const { libraryPath, batchId } = await killAt('INSERT edit_batch_steps: before#2');
  const studio = await openTestStudio({ libraryPath, environment });
  await expect(studio.call('edits.getBatch', { id: batchId })).rejects.toMatchObject({ code: 'not-found' });
  expect(openai.received).toBe(0);
});

it('with a call under way: it waits for a person, and is not sent again by itself', { timeout: 90_000 }, async () => {
  const { libraryPath, batchId } = await killAt('headers: received#2');
  for (const _start of [1, 2]) {
    const studio = await openTestStudio({ libraryPath, environment });
    const batch = await batchAtRest(studio, batchId);
    expect(batch.steps.map((step) => step.state)).toEqual(['done', 'possibly-billed', 'waiting']);
    expect(batch.message).toMatch(/^Stopped at place 2: .*1 of 3 places done\. What was done is kept\.$/);
    expect(openai.received).toBe(2);
    await studio.close();
  }
  const studio = await openTestStudio({ libraryPath, environment });
  await studio.call('edits.goOnBatch', { id: batchId, way: { how: 'skip' } });
  expect(await batchAtRest(studio, batchId)).toMatchObject({ state: 'done', message: '2 of 3 places done.' });
  expect(openai.received).toBe(3);
});

it('a command that only looks does not go on with what another left', { timeout: 90_000 }, async () => {
  const { libraryPath, batchId } = await killAt('commit of INSERT assets: after#1');
  const studio = await openTestStudio({ libraryPath, environment, startsQueue: false });
  const batch = await studio.call('edits.getBatch', { id: batchId });
  expect(batch.steps.map((step) => step.state)).toEqual(['running', 'waiting', 'waiting']);
  expect(openai.received).toBe(1);
  // Asked for by name, it goes on.
  await studio.call('edits.goOnBatch', { id: batchId, way: { how: 'again' } });
  expect(await batchAtRest(studio, batchId)).toMatchObject({ state: 'done' });
  expect(openai.received).toBe(3);
});
