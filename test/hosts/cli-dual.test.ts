// The same request to several models, the vote, and never paying twice for what was done before.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ended, runCommand, runJson, startCommand } from '../support/command-run.ts';
import { startVendors } from '../support/vendor-place.ts';

const { openai, google, openPlace } = await startVendors();
// Each test starts several processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });
const models = ['openai:gpt-image-2.6-flare', 'google:gemini-nano-banana-2.1'] as const;
const dual = ['draft', 'A red kite', '--count', '1', '--models', models.join(',')];
const single = ['draft', 'A red kite', '--count', '1', '--model', models[0]];

test('draws with both at once, saves both, and keeps the vote', async () => {
  const place = await openPlace();
  expect((await runCommand(place, ...dual, '--json')).code).toBe(2);
  expect([openai.received, google.received]).toEqual([0, 0]);

  const out = join(place.folder, 'out');
  const { groupId, runs } = await runJson(place, ...dual, '--yes', '--out', out);
  expect(runs.map((run: { modelId: string }) => run.modelId)).toEqual(models);
  for (const { job, pictures, error } of runs) {
    expect(error).toBeNull();
    expect(job).toMatchObject({ state: 'done', isEarlier: false, costMicros: expect.any(Number) });
    expect((await readFile(pictures[0].file)).byteLength).toBe(pictures[0].sizeBytes);
  }
  expect([openai.paidRequests, google.paidRequests]).toEqual([1, 1]);

  const [, { pictures }] = runs;
  const voted = await runJson(place, 'vote', groupId, pictures[0].assetId.slice(-6));
  expect(voted.winner).toBe(pictures[0].candidateId);
  expect(voted.candidates.map((one: { verdict: string }) => one.verdict)).toEqual(['rejected', 'kept']);
  expect((await runCommand(place, 'vote', groupId)).stdout).toMatch(/^\* .*\n.* won\.$/m);
  expect((await runJson(place, 'vote', groupId, '--none')).winner).toBeNull();
  expect((await runCommand(place, 'vote', groupId, 'zzzzzz')).code).toBe(2);
  expect((await runCommand(place, 'vote', 'dual_00000000')).code).toBe(1);
});

test('the limit holds for the sum, to the micro-dollar', async () => {
  const place = await openPlace();
  let sumMicros = 0;
  const { ranked } = await runJson(place, 'route', 'A red kite');
  for (const { modelId, estimate } of ranked) if (models.includes(modelId)) sumMicros += estimate.highMicros;
  const dollars = (micros: number) => (micros / 1_000_000).toFixed(6);
  expect((await runCommand(place, ...dual, '--max-cost', dollars(sumMicros - 1))).code).toBe(2);
  expect([openai.received, google.received]).toEqual([0, 0]);
  await runJson(place, ...dual, '--max-cost', dollars(sumMicros));
  expect([openai.paidRequests, google.paidRequests]).toEqual([1, 1]);
});

test('one that fails is told beside the one that worked', async () => {
  openai.setFaults([{ kind: 'cut-before-headers' }]);
  const told = await runCommand(await openPlace(), ...dual, '--yes', '--json');
  expect(told.code).toBe(4);
  const [lost, made] = JSON.parse(told.stdout).runs;
  expect(lost).toMatchObject({ error: { code: 'possibly-billed' }, pictures: [] });
  expect(made).toMatchObject({ error: null, job: { state: 'done' } });
});

test('nothing is sent when one of them cannot do it', async () => {
  const told = await runCommand(await openPlace(), ...dual, '--aspect', '100:1', '--yes', '--json');
  expect(told).toMatchObject({ code: 2, stdout: '' });
  expect([openai.received, google.received]).toEqual([0, 0]);
});

test('Ctrl+C ends both', async () => {
  openai.setFaults([{ kind: 'hang' }]);
  google.setFaults([{ kind: 'hang' }]);
  const child = startCommand(await openPlace(), [...dual, '--yes', '--json']);
  const result = ended(child);
  await expect.poll(() => openai.received + google.received, { timeout: 20_000 }).toBe(2);
  child.kill('SIGINT');
  const { code, stdout } = await result;
  expect(code).toBe(4);
  expect(JSON.parse(stdout).runs).toMatchObject([
    { job: { state: 'possibly-billed' } },
    { job: { state: 'possibly-billed' } },
  ]);
});

test.each([['one'], ['a:1,b:2,c:3,d:4,e:5'], ['a:1,a:1'], ['a:1,']])('--models %s is refused', async (typed) => {
  const told = await runCommand(await openPlace(), 'draft', 'x', '--models', typed, '--json');
  expect(told).toMatchObject({ code: 2, stdout: '' });
});

test('what was done before is taken again for free, for one model and for several, unless asked anew', async () => {
  const place = await openPlace();
  const first = await runJson(place, ...single, '--yes');
  const again = await runJson(place, ...single);
  expect(again).toMatchObject({ job: { isEarlier: true, costMicros: 0 } });
  expect(again.pictures[0].assetId).toBe(first.pictures[0].assetId);
  expect((await runCommand(place, ...single)).stderr).toMatch(/very same.*free.*--again/);
  // The picture of both jobs is still one picture.
  await runJson(place, 'receipt', first.pictures[0].assetId.slice(-6));

  const { runs } = await runJson(place, ...dual, '--max-cost', '0.05');
  expect(runs.map((run: { job: { isEarlier: boolean } }) => run.job.isEarlier)).toEqual([true, false]);
  expect([openai.paidRequests, google.paidRequests]).toEqual([1, 1]);

  await runJson(place, ...single, '--again', '--yes');
  expect(openai.paidRequests).toBe(2);
});

test('a backup model is paid only when what was agreed to covers it', async () => {
  const place = await openPlace();
  const auto = ['draft', 'A red kite', '--count', '1'];
  openai.setFaults([{ kind: 'quota', times: 2 }]);
  const { ranked, chain } = await runJson(place, 'route', 'A red kite');
  expect(ranked[0].modelId).toMatch(/^openai:/);
  expect(chain[0].estimate.highMicros).toBeGreaterThan(20_000);
  expect((await runCommand(place, ...auto, '--max-cost', '0.02', '--json')).code).toBe(3);
  expect(google.received).toBe(0);
  const { job } = await runJson(place, ...auto, '--yes');
  expect(job.modelId).toBe(chain[0].modelId);
  expect(google.paidRequests).toBe(1);
});
