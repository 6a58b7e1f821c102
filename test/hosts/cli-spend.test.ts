// Money after the fact: reports, caps, receipts, and calls that were lost.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { canonicalJson } from '../../electron/cli/canonical-json.ts';
import { runCommand, runJson } from '../support/command-run.ts';
import { startVendors } from '../support/vendor-place.ts';

const { openai, openPlace } = await startVendors();
// Each test starts several processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });
const draft = ['draft', 'A red kite', '--count', '1', '--model', 'openai:gpt-image-2.6-flare', '--yes'];

test('the report adds up in every view, and the ledger goes into a spreadsheet file', async () => {
  const place = await openPlace();
  const { job } = await runJson(place, ...draft, '--board', 'Kites');
  const other = await runJson(place, ...draft, '--again');
  const spent: number = job.costMicros + other.job.costMicros;
  const file = join(place.folder, 'ledger.csv');
  const byBoard = await runJson(place, 'spend', '--by', 'project', '--csv', file);
  expect(byBoard).toMatchObject({ by: 'board', total: { micros: spent, calls: 2 }, file });
  expect(byBoard.rows.map((row: { label: string }) => row.label).toSorted()).toEqual(['Command line', 'Kites']);
  expect((await readFile(file, 'utf8')).trimEnd().split('\r\n')).toHaveLength(3);
  expect((await runCommand(place, 'spend', '--csv', file)).code).toBe(2);
  for (const by of ['model', 'day']) expect((await runJson(place, 'spend', '--by', by)).total.micros).toBe(spent);
  expect((await runJson(place, 'spend', '--month', '2001-01')).total.calls).toBe(0);
  expect((await runJson(place, 'spend', '--all')).month).toBeNull();
  expect((await runCommand(place, 'spend')).stdout).toMatch(/Total of \d{4}-\d{2}: \$\S+ in 2 calls/);
});

test('a final that was kept carries what its draft cost', async () => {
  const place = await openPlace();
  const drawn = await runJson(place, ...draft);
  const final = await runJson(place, 'promote', drawn.pictures[0].assetId, '--size', '1K', '--yes');
  expect((await runJson(place, 'spend', '--by', 'final')).rows).toEqual([]);
  const { openTestStudio } = await import('../support/test-studio.ts');
  const studio = await openTestStudio({ libraryPath: place.libraryPath });
  await studio.call('candidates.judge', { id: final.pictures[0].candidateId, verdict: 'kept' });
  await studio.close();
  const { rows, averageMicros } = await runJson(place, 'spend', '--by', 'final');
  expect(rows).toMatchObject([{ key: final.pictures[0].assetId, calls: 2 }]);
  expect(rows[0].micros).toBe(drawn.job.costMicros + final.job.costMicros);
  expect(averageMicros).toBe(rows[0].micros);
});

test('a cap is set to the micro-dollar, holds, and is cleared', async () => {
  const place = await openPlace();
  expect((await runJson(place, 'spend', 'cap')).caps).toEqual([]);
  const { caps } = await runJson(place, 'spend', 'cap', 'set', 'month', '0.000001');
  expect(caps).toMatchObject([{ scope: 'month', capMicros: 1, committedMicros: 0 }]);
  const refused = await runCommand(place, ...draft, '--json');
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stderr).error.code).toBe('cap-reached');
  expect(openai.received).toBe(0);
  expect((await runJson(place, 'spend', 'cap', 'set', 'month', '$20.07')).caps[0].capMicros).toBe(20_070_000);
  const made = await runJson(place, ...draft, '--board', 'Kites');
  const both = await runJson(place, 'spend', 'cap', 'set', 'board', '0.57', '--board', 'kites');
  expect(both.caps[1]).toMatchObject({ scope: 'board', boardName: 'Kites', capMicros: 570_000 });
  expect(both.caps[1].committedMicros).toBe(made.job.costMicros);
  const project = ['spend', 'cap', 'set', 'project', '0.58', '--project', 'Kites'];
  expect((await runJson(place, ...project)).caps[1]).toMatchObject({ scope: 'board', capMicros: 580_000 });
  expect((await runCommand(place, ...project, '--board', 'Kites')).code).toBe(2);
  expect((await runCommand(place, 'spend', 'cap', 'set', '--help')).stdout).toMatch(/a project is a\s+board/);
  await runJson(place, 'spend', 'cap', 'clear', 'month');
  expect((await runJson(place, 'spend', 'cap', 'clear', 'board', '--board', 'Kites')).caps).toEqual([]);
  expect((await runCommand(place, 'spend', 'cap', 'set', 'board', '1', '--board', 'nowhere')).code).toBe(1);
});

test.each([
  ['month', '-1'],
  ['month', 'NaN'],
  ['month', '0.0000001'],
  ['month', '1e3'],
  ['month', '1000000'],
  ['month', ''],
  ['year', '5'],
  ['board', '5'],
])('cap set %s "%s" is refused', async (scope, amount) => {
  const told = await runCommand(await openPlace(), 'spend', 'cap', 'set', '--json', scope, '--', amount);
  expect(told).toMatchObject({ code: 2, stdout: '' });
});

test('a receipt is canonical JSON that builds the same request again, and says so when it does not', async () => {
  const place = await openPlace();
  // High quality streams previews, which the changed entry below does not know.
  const { pictures } = await runJson(place, ...draft, '--quality', 'high');
  const id: string = pictures[0].assetId;
  const file = join(place.folder, 'receipt.json');
  const { receipt, verification } = await runJson(place, 'receipt', id, '--verify', '--out', file);
  expect(verification).toMatchObject({ isIdentical: true, requestHash: receipt.requestHash });
  const text = await readFile(file, 'utf8');
  expect(text).toBe(canonicalJson(receipt));
  expect(text).toMatch(/^\{"askedPx":\[1024,1024\],"aspect":/);
  expect(text).not.toContain('0123456789');
  expect((await runCommand(place, 'receipt', id)).stdout).toBe(`${text}\n`);

  const { model } = await runJson(place, 'models', 'show', 'gpt-image-2.6-flare');
  const entry = join(place.folder, 'entry.json');
  await writeFile(entry, JSON.stringify({ ...model, streaming: 'none' }));
  await runJson(place, 'models', 'add', entry);
  const changed = await runCommand(place, 'receipt', id, '--verify', '--json');
  expect(changed.code).toBe(1);
  expect(JSON.parse(changed.stdout).verification.isIdentical).toBe(false);
  expect(openai.paidRequests).toBe(1);
});

test('canonical JSON sorts at every depth and changes nothing else', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'é"\n' })).toBe('{"a":"é\\"\\n","b":[{"c":null,"d":1}]}');
});

test('a lost call is listed, and settled after a look at the bill', async () => {
  const place = await openPlace();
  openai.setFaults([{ kind: 'cut-before-headers', times: 2 }]);
  expect((await runCommand(place, ...draft)).code).toBe(4);
  expect((await runCommand(place, ...draft)).code).toBe(4);
  const { jobs } = await runJson(place, 'lost');
  expect(jobs).toHaveLength(2);
  const [billed, spared] = jobs;
  expect((await runCommand(place, 'lost', '--billed')).code).toBe(2);
  expect((await runCommand(place, 'lost', billed.jobId, '--billed', '--not-billed')).code).toBe(2);

  const paid = await runJson(place, 'lost', billed.jobId.slice(-6), '--billed');
  expect(paid).toMatchObject({ costMicros: billed.possiblyBilledMicros, possiblyBilledMicros: 0 });
  const free = await runJson(place, 'lost', spared.jobId, '--not-billed');
  expect(free).toMatchObject({ costMicros: 0, possiblyBilledMicros: 0 });
  expect((await runJson(place, 'lost')).jobs).toEqual([]);
  expect((await runJson(place, 'spend')).total.micros).toBe(billed.possiblyBilledMicros);
  expect((await runCommand(place, 'lost', billed.jobId, '--billed')).code).toBe(1);
});
