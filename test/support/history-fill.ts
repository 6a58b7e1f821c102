// A library with a past, written straight through the stores: pictures, their jobs, how they were judged.
import { insertAsset } from '../../electron/studio/assets/asset-store.ts';
import { insertBoard } from '../../electron/studio/boards/board-store.ts';
import type { WriteDb } from '../../electron/studio/db/database.ts';
import { insertAttempt } from '../../electron/studio/jobs/attempt-store.ts';
import { insertCandidate } from '../../electron/studio/jobs/candidate-store.ts';
import { insertJob } from '../../electron/studio/jobs/job-store.ts';
import { type JobId, newId } from '../../shared/ids.ts';
import { benchRequest } from '../bench/bench-request.ts';

const START_MS = Date.parse('2026-01-01T00:00:00Z');
const PICTURES_A_JOB = 4;
const PLACES = ['harbour', 'desert', 'forest', 'tower', 'kitchen', '東京タワー', 'café', 'مدينة'];
const TIMES = ['at dawn', 'at night', 'in the rain', 'under snow', '深夜'];
const MODELS = [
  'openai:gpt-image-2',
  'openai:gpt-image-2.6-flare',
  'google:gemini-nano-banana-2.1',
  'google:gemini-3-pro-image',
];

/** One picture in 20,000 is about a zeppelin. */
function promptOf(index: number): string {
  const rare = index % 5_000 === 0 ? 'with a zeppelin' : `number ${index}`;
  return `${PLACES[index % PLACES.length]} ${TIMES[index % TIMES.length]}, soft light, wide lens, ${rare}`;
}

/** A second lies between two pictures. */
export function fillHistory(db: WriteDb, pictures: number): void {
  const boardId = newId('board');
  insertBoard(db, { id: boardId, name: 'Past', nowMs: START_MS });
  const writeJob = db.transaction((first: number) => {
    const createdAtMs = START_MS + first * 1_000;
    const prompt = promptOf(first / PICTURES_A_JOB);
    const modelId = MODELS[(first / PICTURES_A_JOB) % MODELS.length] ?? '';
    const jobId = newId('job', createdAtMs);
    const request = benchRequest({ modelId, tier: '1K', prompt });
    insertJob(db, {
      id: jobId,
      boardId,
      request,
      modelId,
      modelLabel: modelId,
      providerId: modelId.startsWith('openai') ? 'openai' : 'google',
      quality: null,
      reasons: [],
      widthPx: 1024,
      heightPx: 1024,
      baseSeed: first,
      itemIds: [],
      estimate: { kind: 'free' },
      chain: [],
      requestKey: `key ${first}`,
      requestKind: 'draft/plain',
      groupId: null,
      warnings: [],
      createdAtMs,
    });
    const attemptId = newId('attempt', createdAtMs);
    insertAttempt(db, {
      id: attemptId,
      jobId,
      boardId,
      sessionId: 'past',
      localDay: new Date(createdAtMs).toISOString().slice(0, 10),
      providerId: 'openai',
      modelId,
      slots: [0, 1, 2, 3],
      reservedMicros: 40_000,
      isFree: false,
      createdAtMs,
    });
    for (let slot = 0; slot < PICTURES_A_JOB; slot += 1) {
      writePicture(db, { number: first + slot, slot, jobId, attemptId, prompt });
    }
  });
  // A commit waits for the disk; a thousand jobs wait once.
  const writeMany = db.transaction((from: number, to: number) => {
    for (let first = from; first < to; first += PICTURES_A_JOB) writeJob(first);
  });
  for (let from = 0; from < pictures; from += 4_000) writeMany(from, Math.min(pictures, from + 4_000));
}

interface PastPicture {
  readonly number: number;
  readonly slot: number;
  readonly jobId: JobId;
  readonly attemptId: string;
  readonly prompt: string;
}

function writePicture(db: WriteDb, { number, slot, jobId, attemptId, prompt }: PastPicture): void {
  const createdAtMs = START_MS + number * 1_000;
  const id = newId('asset', createdAtMs);
  insertAsset(
    db,
    {
      id,
      hash: number.toString(16).padStart(64, '0'),
      mime: 'image/png',
      widthPx: 1024,
      heightPx: 1024,
      sizeBytes: 1_000_000,
      hasAlpha: false,
      name: prompt.slice(0, 40),
      source: 'generated',
      createdAtMs,
    },
    prompt,
  );
  insertCandidate(
    db,
    {
      id: newId('candidate', createdAtMs),
      jobId,
      assetId: id,
      slot,
      seed: null,
      verdict: number % 10 === 0 ? 'kept' : number % 3 === 0 ? 'rejected' : 'new',
      rating: number % 6,
      costMicros: 10_000,
      elapsedMs: 5_000,
      badges: [],
      drift: null,
      createdAtMs,
    },
    attemptId,
  );
}
