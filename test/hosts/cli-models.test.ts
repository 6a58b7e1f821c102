// The registry from the command line, and text, which goes the way of pictures.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openCommandPlace, runCommand, runJson } from '../support/command-run.ts';
import { startVendors } from '../support/vendor-place.ts';

const { openai, google, openPlace } = await startVendors();
// Each test starts several processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });

test('list is what models says, and show tells one of them with its dated prices', async () => {
  const place = await openPlace();
  const { models } = await runJson(place, 'models');
  expect(await runJson(place, 'models', 'list')).toEqual({ models });
  const { model } = await runJson(place, 'models', 'show', 'gpt-image-2');
  expect(models).toContainEqual(model);
  const shown = await runCommand(place, 'models', 'show', 'openai:gpt-image-2');
  expect(shown.stdout).toMatch(/Price of \d{4}-\d{2}-\d{2} \(published\)/);
  expect(shown.stdout).toMatch(/1024x1024 high +\$0\.211 a picture/);
  expect((await runCommand(place, 'models', 'show', 'nothing')).code).toBe(2);
});

test('entries are added, and bad ones refused by their field', async () => {
  const place = await openPlace();
  const file = join(place.folder, 'entries.json');
  const { model } = await runJson(place, 'models', 'show', 'gpt-image-2');
  const own = { ...model, id: 'openai:gpt-image-9', vendorId: 'gpt-image-9', label: 'Nine' };
  await writeFile(file, JSON.stringify([own, { ...own, id: 'openai:gpt-image-8', hasSeed: 'maybe' }]));
  const added = await runCommand(place, 'models', 'add', file, '--json');
  expect(added.code).toBe(1);
  expect(JSON.parse(added.stdout)).toMatchObject({
    saved: ['openai:gpt-image-9'],
    problems: [{ entry: 'openai:gpt-image-8', field: 'hasSeed' }],
  });
  expect((await runCommand(place, 'models')).stdout).toMatch(/^openai:gpt-image-9 .*your own/m);
  await writeFile(file, JSON.stringify({ ...model, label: 'Ours' }));
  await runJson(place, 'models', 'add', file);
  expect((await runCommand(place, 'models')).stdout).toMatch(/^openai:gpt-image-2 .*changed by you/m);
  expect((await runJson(place, 'models', 'show', 'gpt-image-2')).model.origin).toBe('changed');
  await runJson(place, 'models', 'reset', 'gpt-image-2');
  expect((await runJson(place, 'models', 'show', 'gpt-image-2')).model).not.toHaveProperty('origin');
  await writeFile(file, JSON.stringify({ ...own, roles: [] }));
  const bad = await runCommand(place, 'models', 'add', file, '--json');
  expect(bad).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/roles/) });
  await writeFile(file, 'not json');
  expect((await runCommand(place, 'models', 'add', file)).code).toBe(2);
});

test('a model is switched off and on, and everything goes back to the shipped data', async () => {
  const place = await openPlace();
  const file = join(place.folder, 'entry.json');
  const { model } = await runJson(place, 'models', 'show', 'gpt-image-2');
  await writeFile(file, JSON.stringify({ ...model, id: 'openai:gpt-image-9', vendorId: 'gpt-image-9' }));
  await runJson(place, 'models', 'add', file);
  expect((await runJson(place, 'models', 'disable', 'gpt-image-9')).model.availability).toBe('disabled');
  const { refused } = await runJson(place, 'route', 'A kite');
  expect(refused).toContainEqual(expect.objectContaining({ modelId: 'openai:gpt-image-9' }));
  expect((await runJson(place, 'models', 'enable', 'gpt-image-9')).model.availability).toBe('ready');

  const { models } = await runJson(place, 'models', 'reset', 'gpt-image-9');
  expect(models.map((one: { id: string }) => one.id)).not.toContain('openai:gpt-image-9');
  await runJson(place, 'models', 'disable', 'gpt-image-2');
  expect((await runCommand(place, 'models', 'reset', '--json')).code).toBe(2);
  await runJson(place, 'models', 'reset', '--yes');
  expect((await runJson(place, 'models', 'show', 'gpt-image-2')).model.availability).toBe('ready');
});

test('a probe asks each vendor with a key, for free', async () => {
  const place = await openPlace();
  const { probes } = await runJson(place, 'models', 'probe');
  const asked = probes.map((probe: { providerId: string; ok: boolean }) => [probe.providerId, probe.ok]);
  expect(asked.toSorted()).toEqual([
    ['google', true],
    ['openai', true],
  ]);
  expect([openai.paidRequests, google.paidRequests]).toEqual([0, 0]);
  const one = await runJson(place, 'models', 'probe', 'google');
  expect(one.probes).toMatchObject([{ providerId: 'google' }]);
  expect((await runCommand(place, 'models', 'probe', 'sketch')).code).toBe(2);
  expect((await runCommand(await openCommandPlace(), 'models', 'probe')).code).toBe(3);
});

test('text is written at a known price, alone on stdout, and into a file', async () => {
  const place = await openPlace();
  const ask = ['text', 'Three names for a quiet harbour hotel'];
  expect((await runCommand(place, ...ask)).code).toBe(2);
  const file = join(place.folder, 'names.txt');
  const { job, text } = await runJson(place, ...ask, '--max-cost', '0.05', '--out', file);
  expect(job).toMatchObject({ state: 'done', costMicros: expect.any(Number) });
  expect(job.reasons.length).toBeGreaterThan(0);
  expect(text).toMatch(/\w/);
  expect(await readFile(file, 'utf8')).toBe(`${text}\n`);
  const told = await runCommand(place, ...ask, '--yes', '--role', 'text-final', '--model', 'google:gemini-3.8-flash');
  expect(told).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[^$]+\n$/) });
  expect(google.paidRequests).toBe(1);
  expect((await runCommand(await openCommandPlace(), ...ask)).code).toBe(3);
});
