// A person's cancel outlives everything: what was not sent when it was said is never sent, whatever dies in between,
// until the person asks again.
import { cpSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { firstLibrary } from '../../electron/studio/db/migrations/0001-first-library.ts';
import { historyAtScale } from '../../electron/studio/db/migrations/0002-history-at-scale.ts';
import { createStudio, type Studio } from '../../electron/studio/studio.ts';
import { type JobId, newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { type KillOrder, runAndKill, startAgain, withStudio } from '../support/kill-runs.ts';
import { draftRequest, enqueue, jobIn, openBoard, openTestStudio, temporaryFolder } from '../support/test-studio.ts';

/** One picture a call, three calls at once. */
const COUNT = 8;
const AT_ONCE = 3;
const request = draftRequest({
  modelId: 'google:gemini-nano-banana-2.1',
  aspect: '1:1',
  tier: '1K',
  seed: null,
  count: COUNT,
});
const vendor = await startGoogleEmulator();
afterAll(() => vendor.close());
beforeEach(() => vendor.reset());
const environment = { GEMINI_API_KEY: 'emulator-0123456789', MAQUETTE_GEMINI_BASE_URL: vendor.baseUrl };

const order = async (changes: Partial<KillOrder>): Promise<KillOrder> => ({
  folder: await temporaryFolder(),
  environment,
  request,
  at: '',
  ...changes,
});

describe('kill -9 after a cancel', { timeout: 40_000 }, () => {
  it.each(['commit of UPDATE jobs cancelled: after#1', 'cancel: answered#1', 'UPDATE attempts: after#2'])(
    'sends none of what was waiting, keeps what had arrived, and tells what may be billed: %s',
    async (at) => {
      vendor.setFaults([
        { kind: 'delay', delayMs: 1, times: 2 },
        { kind: 'hang', times: COUNT },
      ]);
      const sent = 2 + AT_ONCE;
      const place = await order({ at, cancelsWhen: () => vendor.received === sent });
      const run = await runAndKill(place);
      expect(run.wasKilled, 'it was killed there').toBe(true);
      const { job, history } = await startAgain(place, run.jobId);
      expect(vendor.received, 'requests the vendor saw').toBe(sent);
      expect(history).toHaveLength(2);
      expect(job).toMatchObject({ state: 'possibly-billed', error: { code: 'possibly-billed' } });
      expect(job?.error?.message).toMatch(/2 of 8 pictures arrived\. It may have been billed \(up to \$[\d.]+\)/);
      expect(job?.candidates).toHaveLength(2);

      vendor.setFaults([]);
      await withStudio(place, async (studio) => {
        await studio.call('jobs.retry', { id: run.jobId, acceptsSecondCharge: true });
        expect(await jobIn(studio, run.jobId)).toMatchObject({ state: 'done' });
      });
      expect(vendor.received, 'asked again by the person: the six that were missing').toBe(sent + 6);
    },
  );

  it('ends as cancelled, owing nothing, where the vendor had refused what was sent', async () => {
    vendor.setFaults([{ kind: 'rate-limit', retryAfterSeconds: 300, times: 99 }]);
    const at = 'cancel: answered#1';
    const place = await order({ at, mode: 'patient', cancelsWhen: () => vendor.received === AT_ONCE });
    const run = await runAndKill(place);
    expect(run.wasKilled, 'it was killed there').toBe(true);
    vendor.setFaults([]);
    const { job, spending } = await startAgain(place, run.jobId);
    expect(job).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' }, possiblyBilledMicros: 0 });
    expect(spending.todayMicros).toBe(0);
    expect(vendor.received).toBe(AT_ONCE);
  });
});

/** What a job of eight must look like, whatever was done to it: the vendor answers `good` requests and hangs on the rest. */
class Expected {
  arrived = 0;
  lost = 0;
  inFlight = 0;
  received = 0;
  isRunning = true;
  isCancelled = false;
  good: number;

  constructor(good: number) {
    this.good = good;
    this.run();
  }

  run(): void {
    const open = COUNT - this.arrived - this.lost;
    const answered = Math.min(this.good, open);
    this.good -= answered;
    this.arrived += answered;
    this.inFlight = Math.min(AT_ONCE, open - answered);
    this.received += answered + this.inFlight;
    this.isRunning = this.inFlight > 0;
  }

  loseFlight(): void {
    this.lost += this.inFlight;
    this.inFlight = 0;
  }

  cancel(): void {
    if (!this.isRunning) return;
    this.loseFlight();
    this.isCancelled = true;
    this.isRunning = false;
  }

  restart(): void {
    if (!this.isRunning) return;
    this.loseFlight();
    this.run();
  }

  retry(): void {
    if (this.isRunning || this.arrived === COUNT) return;
    this.lost = 0;
    this.isCancelled = false;
    this.run();
  }

  state(): Job['state'] {
    if (this.isRunning) return 'running';
    if (this.arrived === COUNT) return 'done';
    return this.lost > 0 ? 'possibly-billed' : 'cancelled';
  }
}

const steps = fc.array(fc.constantFrom('cancel', 'retry', 'restart', 'cancel and die'), { minLength: 2, maxLength: 6 });

describe('any order of cancel, retry and restart', () => {
  it('sends exactly what was asked for and not yet said no to', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: COUNT }), steps, async (good, order) => {
        vendor.reset();
        if (good > 0) vendor.setFaults([{ kind: 'delay', delayMs: 1, times: good }, ...hanging]);
        else vendor.setFaults(hanging);
        const life = await startLife();
        const { id } = await enqueue(life.studio(), await openBoard(life.studio()), request);
        const expected = new Expected(good);
        try {
          await requireLike(life.studio(), id, expected);
          for (const step of order) {
            await take(step, { life, id, expected });
            await requireLike(life.studio(), id, expected);
          }
        } finally {
          await life.studio().close();
        }
      }),
      { numRuns: 12 },
    );
  });
});

it('goes on with a retry after refusals where a dead process left it: the wish to ask again is kept', async () => {
  vendor.setFaults([{ kind: 'moderation-output', times: COUNT }]);
  const life = await startLife();
  const { id } = await enqueue(life.studio(), await openBoard(life.studio()), request);
  expect(await jobIn(life.studio(), id)).toMatchObject({ state: 'failed', candidates: [] });
  vendor.setFaults(hanging);
  await life.studio().call('jobs.retry', { id, acceptsSecondCharge: false });
  await expect.poll(() => vendor.received).toBe(COUNT + AT_ONCE);
  vendor.setFaults([]);
  await life.die();
  expect(await jobIn(life.studio(), id)).toMatchObject({ state: 'possibly-billed' });
  expect((await life.studio().call('jobs.get', { id })).candidates).toHaveLength(COUNT - AT_ONCE);
  expect(vendor.received).toBe(2 * COUNT);
  await life.studio().close();
});

const hanging = [{ kind: 'hang', times: 1_000 }] as const;

interface Life {
  studio(): Studio;
  /** The library as a process that dies at this moment would leave it, opened by the next one. */
  die(): Promise<void>;
}

async function startLife(): Promise<Life> {
  const folder = await temporaryFolder();
  const open = (name: string) => {
    const libraryPath = join(folder, name);
    const home = { HOME: folder, XDG_CONFIG_HOME: join(folder, 'config') };
    const host = createNodeHost({ kind: 'command-line', libraryPath, environment: { ...home, ...environment } });
    return createStudio({ host, libraryPath });
  };
  let lives = 1;
  let studio = await open('library-1');
  return {
    studio: () => studio,
    async die() {
      // In one go: nothing else of this process runs while it is copied.
      cpSync(studio.libraryPath, join(folder, `library-${lives + 1}`), { recursive: true });
      await studio.close();
      lives += 1;
      studio = await open(`library-${lives}`);
    },
  };
}

async function take(step: string, { life, id, expected }: { life: Life; id: JobId; expected: Expected }) {
  if (step === 'retry') {
    await life.studio().call('jobs.retry', { id, acceptsSecondCharge: true });
    expected.retry();
  }
  if (step.startsWith('cancel')) {
    await life.studio().call('jobs.cancel', { id });
    expected.cancel();
  }
  if (step === 'restart' || step === 'cancel and die') {
    await life.die();
    expected.restart();
  }
}

async function requireLike(studio: Studio, id: JobId, expected: Expected): Promise<void> {
  const seen = async () => {
    const { state, candidates } = await studio.call('jobs.get', { id });
    return { state, arrived: candidates.length, received: vendor.received };
  };
  const { arrived, received } = expected;
  await expect.poll(seen, { timeout: 20_000 }).toEqual({ state: expected.state(), arrived, received });
}

it('brings a library of format 2 forward with the jobs in it, and keeps a cancel in it from then on', async () => {
  const libraryPath = join(await temporaryFolder(), 'library');
  await mkdir(libraryPath);
  const [boardId, doneId, leftId] = [newId('board'), newId('job'), newId('job')];
  const old = new Database(join(libraryPath, 'maquette.sqlite'));
  old.exec(firstLibrary.sql + historyAtScale.sql);
  old.pragma('user_version = 2');
  old.prepare('INSERT INTO boards VALUES (?, ?, 0, 1, 1, NULL)').run(boardId, 'Old');
  const write = old.prepare(
    `INSERT INTO jobs (id, board_id, request, prompt, role, model_id, model_label, provider_id, reasons, width_px,
       height_px, base_seed, state, item_ids, estimate, chain, request_key, request_kind, warnings, created_at_ms)
     VALUES (?, ?, ?, 'p', 'draft', ?, 'Nano', 'google', '[]', 1024, 1024, 1, ?, '[]', '{"kind":"free"}', '[]', ?, 'k',
       '[]', 1)`,
  );
  for (const [id, state] of [
    [doneId, 'failed'],
    [leftId, 'running'],
  ]) {
    write.run(id, boardId, JSON.stringify(request), request.modelId, state, id);
  }
  old.close();
  vendor.setFaults(hanging);
  const studio = await openTestStudio({ libraryPath, environment });
  expect(await studio.call('jobs.get', { id: doneId })).toMatchObject({ state: 'failed' });
  await expect.poll(() => vendor.received).toBe(AT_ONCE);
  await studio.call('jobs.cancel', { id: leftId });
  expect(await jobIn(studio, leftId)).toMatchObject({ state: 'possibly-billed' });
  expect(vendor.received).toBe(AT_ONCE);
});
