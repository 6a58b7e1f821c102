// Jobs that were left: seen, gone on with, asked again at a price and with a word, cancelled, all without the window.
import { expect, test, vi } from 'vitest';
import {
  type CommandPlace,
  ended,
  openCommandPlace,
  runCommand,
  runJson,
  startCommand,
} from '../support/command-run.ts';
import { startVendors } from '../support/vendor-place.ts';

const { openai, google, openPlace } = await startVendors();
// Each test starts several processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });
const draft = ['draft', 'A red kite', '--count', '1', '--model', 'openai:gpt-image-2', '--yes'];
/** One picture a call, three calls at once. */
const several = ['draft', 'A red kite', '--count', '8', '--model', 'google:gemini-nano-banana-2.1', '--yes'];

/** Killed while the vendor hangs on the first three of eight; five were never sent. */
async function leaveInTheMiddle(place: CommandPlace): Promise<void> {
  google.setFaults([{ kind: 'hang', times: 3 }]);
  const child = startCommand(place, several);
  const result = ended(child);
  await expect.poll(() => google.received, { timeout: 20_000 }).toBe(3);
  child.kill('SIGKILL');
  await result;
}

test('nothing to see in a new library, and done jobs only when asked for', async () => {
  const place = await openPlace();
  expect(await runJson(place, 'jobs')).toEqual({ jobs: [] });
  expect((await runCommand(place, 'jobs')).stdout).toMatch(/Nothing waits/);
  const { job } = await runJson(place, ...draft);
  expect((await runJson(place, 'jobs', 'list')).jobs).toEqual([]);
  const { jobs } = await runJson(place, 'jobs', '--state', 'done', 'failed');
  expect(jobs).toMatchObject([{ jobId: job.id, state: 'done', asked: 1, arrived: 1, costMicros: job.costMicros }]);
  expect((await runCommand(place, 'jobs', '--state', 'lost')).code).toBe(2);
  expect((await runCommand(place, 'jobs', 'retry', job.id, '--yes')).code).toBe(1);
  expect(openai.paidRequests).toBe(1);
});

test('a failed job is asked again at its price, never without a yes', async () => {
  const place = await openPlace();
  openai.setFaults([{ kind: 'server-error' }]);
  expect((await runCommand(place, ...draft)).code).toBe(1);
  const { jobs } = await runJson(place, 'jobs');
  expect(jobs).toMatchObject([{ state: 'failed', arrived: 0, error: { code: 'server' }, costMicros: 0 }]);
  const id: string = jobs[0].jobId;
  const asked = await runCommand(place, 'jobs', 'retry', id, '--json');
  expect(asked.code).toBe(2);
  expect(JSON.parse(asked.stderr).error.message).toMatch(/\$\d.*--yes/);
  expect((await runCommand(place, 'jobs', 'retry', id, '--max-cost', '0.0001')).code).toBe(2);
  expect(openai.received).toBe(1);
  const made = await runJson(place, 'jobs', 'retry', id.slice(-6), '--max-cost', '5', '--out', 'kites');
  expect(made).toMatchObject({ job: { id, state: 'done' }, pictures: [{ file: expect.stringContaining('kites') }] });
  expect(openai.paidRequests).toBe(1);
});

test('a lost call is sent again only with a word of its own', async () => {
  const place = await openPlace();
  openai.setFaults([{ kind: 'cut-before-headers' }]);
  expect((await runCommand(place, ...draft)).code).toBe(4);
  const { jobs } = await runJson(place, 'jobs');
  const id: string = jobs[0].jobId;
  const refused = await runCommand(place, 'jobs', 'retry', id, '--yes', '--json');
  expect(refused.code).toBe(4);
  expect(JSON.parse(refused.stderr).error.message).toMatch(/up to \$\d.*--accept-second-charge. Nothing was sent/);
  expect(openai.received).toBe(1);
  await runJson(place, 'jobs', 'retry', id, '--yes', '--accept-second-charge');
  expect(openai.paidRequests).toBe(2);
  expect((await runJson(place, 'status')).spending.possiblyBilledMicros).toBe(jobs[0].possiblyBilledMicros);
});

test('a job that a killed command left goes on, and what was lost of it stays lost', async () => {
  const place = await openPlace();
  await leaveInTheMiddle(place);
  expect((await runCommand(place, 'status')).stdout).toMatch(/or for "maquette jobs retry ID"/);
  const { jobs } = await runJson(place, 'jobs');
  expect(jobs).toMatchObject([{ state: 'running', asked: 8, arrived: 0 }]);
  expect((await runCommand(place, 'jobs', 'retry', jobs[0].jobId)).code).toBe(2);
  expect(google.received).toBe(3);
  expect((await runCommand(place, 'jobs', 'retry', jobs[0].jobId, '--yes')).code).toBe(4);
  expect((await runJson(place, 'jobs')).jobs).toMatchObject([{ state: 'possibly-billed', arrived: 5 }]);
  expect(google.received).toBe(8);
});

test('a job that a killed command left is cancelled: nothing more is sent, and what may be billed is told', async () => {
  const place = await openPlace();
  await leaveInTheMiddle(place);
  const { jobs } = await runJson(place, 'jobs');
  const told = await runCommand(place, 'jobs', 'cancel', jobs[0].jobId, '--json');
  expect(told.code).toBe(4);
  const { job } = JSON.parse(told.stdout);
  expect(job).toMatchObject({ state: 'possibly-billed', arrived: 0, error: { code: 'possibly-billed' } });
  expect(google.received).toBe(3);
  expect((await runCommand(place, 'jobs', 'cancel', jobs[0].jobId)).code).toBe(1);
});

test('a free job that a closed window left is cancelled, and drawn after all', async () => {
  const place = await openCommandPlace();
  const { openTestStudio, openBoard, enqueue, draftRequest } = await import('../support/test-studio.ts');
  const studio = await openTestStudio({ libraryPath: place.libraryPath });
  const boardId = await openBoard(studio);
  const { id } = await enqueue(studio, boardId, draftRequest({ count: 8, tier: '2K' }));
  await studio.close();
  expect((await runJson(place, 'jobs', 'cancel', id)).job).toMatchObject({ state: 'cancelled', costMicros: 0 });
  expect((await runJson(place, 'jobs', 'retry', id)).pictures).toHaveLength(8);
});
