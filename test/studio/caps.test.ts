// A cap holds at every step, whatever order things happen in.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { insertBoard } from '../../electron/studio/boards/board-store.ts';
import { openDatabase, type WriteDb } from '../../electron/studio/db/database.ts';
import { closeAttempt, markSent, settleAttempt } from '../../electron/studio/jobs/attempt-store.ts';
import { insertJob } from '../../electron/studio/jobs/job-store.ts';
import { listCaps, reserveAttempt, setCap } from '../../electron/studio/spending/cap-store.ts';
import { StudioError } from '../../shared/errors.ts';
import { type AttemptId, newId } from '../../shared/ids.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { draftRequest, openBoard, openTestStudio, runToEnd } from '../support/test-studio.ts';

const boardId = newId('board');
const jobId = newId('job');

function ledger(): WriteDb {
  const db = openDatabase(':memory:');
  insertBoard(db, { id: boardId, name: 'Cap', nowMs: 1 });
  insertJob(db, {
    id: jobId,
    boardId,
    request: draftRequest(),
    modelId: 'openai:gpt-image-2',
    modelLabel: 'GPT Image 2',
    providerId: 'openai',
    quality: null,
    reasons: [],
    widthPx: 1,
    heightPx: 1,
    baseSeed: 0,
    itemIds: [],
    estimate: { kind: 'free' },
    chain: [],
    requestKey: 'k',
    requestKind: 'draft/plain',
    groupId: null,
    warnings: [],
    createdAtMs: 1,
  });
  return db;
}

/** One step of one of 16 workers: open a call, or let the call it has open end in one of the ways calls end. */
const step = fc.record({
  worker: fc.nat({ max: 15 }),
  reserve: fc.integer({ min: 0, max: 400_000 }),
  /** Share of the reservation that the vendor really bills. */
  billed: fc.double({ min: 0, max: 1, noNaN: true }),
  how: fc.constantFrom('settle', 'settle-unknown', 'refuse', 'lose', 'restart', 'next-day'),
});

describe('the ledger', () => {
  it('never lets reserved + settled + possibly billed pass a cap, in 10,000 interleavings of 16 workers', () => {
    const capMicros = 1_000_000;
    let granted = 0;
    let refused = 0;
    const db = ledger();
    fc.assert(
      fc.property(fc.array(step, { minLength: 8, maxLength: 24 }), (steps) => {
        db.exec('DELETE FROM attempts');
        for (const scope of ['session', 'month', 'board'] as const) {
          setCap(db, { scope, boardId: scope === 'board' ? boardId : null, micros: capMicros });
        }
        const open = new Map<number, { id: AttemptId; reserve: number }>();
        let owed = 0;
        let session = 1;
        for (const { worker, reserve, billed, how } of steps) {
          const call = open.get(worker);
          const moment = { sessionId: `s${session}`, localDay: '2026-11-20', boardId };
          if (how === 'restart') {
            // What was under way is lost with the process; the ledger keeps it as possibly billed.
            for (const one of open.values()) {
              closeAttempt(db, one.id, { state: 'possibly-billed', error: null, nowMs: 1 });
              owed += one.reserve;
            }
            open.clear();
            session += 1;
          } else if (call === undefined) {
            const id = newId('attempt');
            try {
              reserveAttempt(db, {
                ...moment,
                id,
                jobId,
                providerId: 'openai',
                modelId: 'm',
                slots: [0],
                reservedMicros: reserve,
                isFree: false,
                createdAtMs: 1,
              });
              markSent(db, id, { requestHash: 'h', nowMs: 1 });
              open.set(worker, { id, reserve });
              granted += 1;
            } catch (error) {
              if (!(error instanceof StudioError) || error.code !== 'cap-reached') throw error;
              refused += 1;
            }
          } else {
            open.delete(worker);
            const nowMs = 1;
            if (how === 'refuse') closeAttempt(db, call.id, { state: 'rejected', error: null, nowMs });
            else if (how === 'lose' || how === 'next-day') {
              closeAttempt(db, call.id, { state: 'possibly-billed', error: null, nowMs });
              owed += call.reserve;
            } else {
              const costMicros = how === 'settle' ? Math.floor(call.reserve * billed) : null;
              settleAttempt(db, call.id, {
                costMicros,
                usage: null,
                requestId: null,
                receipt: null,
                error: null,
                nowMs,
              });
              owed += costMicros ?? call.reserve;
            }
          }
          const reserved = [...open.values()].reduce((sum, one) => sum + one.reserve, 0);
          // Plain throws: 160,000 assertions through expect would take longer than the ledger itself.
          if (owed + reserved > capMicros) throw new Error(`${owed} owed and ${reserved} reserved pass the cap`);
          const month = listCaps(db, moment).find((cap) => cap.scope === 'month');
          if (month?.committedMicros !== owed + reserved) throw new Error('the ledger lost count');
        }
      }),
      { numRuns: 10_000 },
    );
    // The property means nothing if the cap was never in the way, or always.
    expect(granted).toBeGreaterThan(10_000);
    expect(refused).toBeGreaterThan(1_000);
  }, 240_000);

  it('gives out the last micro-dollar, and not one more', () => {
    const db = ledger();
    setCap(db, { scope: 'session', boardId: null, micros: 1_000 });
    const attempt = (reservedMicros: number) => ({
      id: newId('attempt'),
      jobId,
      boardId,
      sessionId: 's',
      localDay: '2026-11-20',
      providerId: 'openai',
      modelId: 'm',
      slots: [0],
      reservedMicros,
      isFree: false,
      createdAtMs: 1,
    });
    expect(() => reserveAttempt(db, attempt(1_001))).toThrow(/cap for this session/);
    reserveAttempt(db, attempt(1_000));
    expect(() => reserveAttempt(db, attempt(1))).toThrow(/\$0 of it is left/);
    reserveAttempt(db, attempt(0));
    reserveAttempt(db, { ...attempt(5_000), isFree: true });
  });

  it('closes a call once: a second ending changes nothing', () => {
    const db = ledger();
    const id = newId('attempt');
    const moment = { sessionId: 's', localDay: '2026-11-20', boardId };
    setCap(db, { scope: 'month', boardId: null, micros: 1_000 });
    reserveAttempt(db, {
      ...moment,
      id,
      jobId,
      providerId: 'openai',
      modelId: 'm',
      slots: [0],
      reservedMicros: 900,
      isFree: false,
      createdAtMs: 1,
    });
    const settlement = { usage: null, requestId: null, receipt: null, error: null, nowMs: 1 };
    settleAttempt(db, id, { ...settlement, costMicros: 300 });
    settleAttempt(db, id, { ...settlement, costMicros: 300 });
    closeAttempt(db, id, { state: 'possibly-billed', error: null, nowMs: 2 });
    expect(listCaps(db, moment)[0]?.committedMicros).toBe(300);
  });

  it('counts a new month from nothing, and a clock set back still counts what it finds', () => {
    const db = ledger();
    setCap(db, { scope: 'month', boardId: null, micros: 1_000 });
    const attempt = (localDay: string) => ({
      id: newId('attempt'),
      jobId,
      boardId,
      sessionId: 's',
      localDay,
      providerId: 'openai',
      modelId: 'm',
      slots: [0],
      reservedMicros: 800,
      isFree: false,
      createdAtMs: 1,
    });
    reserveAttempt(db, attempt('2026-11-30'));
    reserveAttempt(db, attempt('2026-12-01'));
    expect(() => reserveAttempt(db, attempt('2026-11-29'))).toThrow(/cap for this month/);
  });
});

describe('a capped studio', async () => {
  const emulator = await startOpenAiEmulator();
  afterAll(() => emulator.close());
  const environment = { OPENAI_API_KEY: 'sk-emulator-0123456789', MAQUETTE_OPENAI_BASE_URL: emulator.baseUrl };
  const request = draftRequest({ modelId: 'openai:gpt-image-2', role: 'final', tier: '1K', seed: null });

  it('says before and instead of sending that the cap is reached', async () => {
    const studio = await openTestStudio({ environment });
    const boardId = await openBoard(studio);
    await studio.call('spending.setCap', { scope: 'session', boardId: null, micros: 1_000 });
    const preview = await studio.call('jobs.preview', { request, boardId });
    expect(preview.problems[0]).toMatchObject({
      code: 'cap-reached',
      message: expect.stringContaining('is left under the cap'),
    });
    await expect(runToEnd(studio, boardId, request)).rejects.toMatchObject({ code: 'cap-reached' });
    expect(emulator.received).toBe(0);
  });

  it('sends as many of a burst as the cap holds, and not one more', async () => {
    emulator.reset();
    const studio = await openTestStudio({ environment });
    const boardId = await openBoard(studio);
    const preview = await studio.call('jobs.preview', { request, boardId });
    if (preview.estimate.kind !== 'known') throw new Error('the price of this model is known');
    await studio.call('spending.setCap', { scope: 'board', boardId, micros: preview.estimate.highMicros * 2 });
    const burst = Array.from({ length: 8 }, (_, index) =>
      runToEnd(studio, boardId, { ...request, prompt: `Study ${index} of a quiet harbour at dawn` }).catch(() => null),
    );
    await Promise.all(burst);
    const summary = await studio.call('spending.summary', { boardId });
    const cap = summary.caps.find((one) => one.scope === 'board');
    expect(cap?.committedMicros).toBeLessThanOrEqual(cap?.capMicros ?? 0);
    expect(emulator.paidRequests).toBeGreaterThan(0);
    expect(emulator.paidRequests).toBeLessThan(8);
  });
});
