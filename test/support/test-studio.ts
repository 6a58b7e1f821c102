import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio, type Studio, type StudioOptions } from '../../electron/studio/studio.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { type AssetId, type BoardId, type JobId, newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';

/** A folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'maquette-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestStudioOptions {
  readonly libraryPath?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Instead of waiting between tries. */
  readonly wait?: StudioOptions['wait'];
  /** False: as a command that only looks. */
  readonly startsQueue?: boolean;
}

/** The real studio on a real library in a temp folder, closed when the test is over. */
export async function openTestStudio(options: TestStudioOptions = {}): Promise<Studio> {
  const folder = options.libraryPath ?? join(await temporaryFolder(), 'library');
  const environment = {
    XDG_CONFIG_HOME: join(folder, '..', 'config'),
    HOME: join(folder, '..'),
    ...options.environment,
  };
  const host = createNodeHost({ kind: 'command-line', libraryPath: folder, environment });
  const { wait, startsQueue = true } = options;
  const studio = await createStudio({ host, libraryPath: folder, startsQueue, ...(wait ? { wait } : {}) });
  onTestFinished(() => studio.close());
  return studio;
}

/** A request as the dock makes it, small and offline unless changed. */
export function draftRequest(changes: Partial<GenerationRequest> = {}): GenerationRequest {
  return {
    operation: 'generate',
    role: 'draft',
    modelId: 'sketch:sketch-1',
    prompt: 'Quiet harbour at dawn',
    aspect: '3:2',
    tier: '512',
    count: 1,
    seed: 7,
    quality: null,
    background: 'auto',
    references: [],
    sourceAssetId: null,
    maskAssetId: null,
    ...changes,
  };
}

export async function openBoard(studio: Studio): Promise<BoardId> {
  return (await studio.call('boards.create', { name: 'Test' })).id;
}

/** Where the dock would put the placeholders. */
export function placementOn(boardId: BoardId, count: number) {
  const places = Array.from({ length: count }, (_, index) => ({
    itemId: newId('item'),
    xUnits: index * 340,
    yUnits: 0,
    widthUnits: 320,
    heightUnits: 213,
  }));
  return { boardId, places };
}

export async function enqueue(
  studio: Studio,
  boardId: BoardId,
  request: GenerationRequest,
  how: { repeat?: 'share' | 'earlier' | 'run' } = {},
): Promise<Job> {
  const placement = placementOn(boardId, Math.min(8, Math.max(0, request.count)));
  return studio.call('jobs.enqueue', { jobId: newId('job'), request, placement, ...how });
}

/** Resolves when the job is in one of the states; a job that can no longer get there is a failure. */
export function jobIn(studio: Studio, id: JobId, states: readonly Job['state'][] = ENDED): Promise<Job> {
  return new Promise((resolve, reject) => {
    const look = (job: Job) => {
      if (!states.includes(job.state)) return;
      unsubscribe();
      resolve(job);
    };
    const unsubscribe = studio.subscribe((event) => {
      if (event.name === 'job-changed' && event.job.id === id) look(event.job);
    });
    studio.call('jobs.get', { id }).then(look, reject);
  });
}

const ENDED: readonly Job['state'][] = ['done', 'failed', 'cancelled', 'possibly-billed'];

export async function runToEnd(studio: Studio, boardId: BoardId, request: GenerationRequest): Promise<Job> {
  return jobIn(studio, (await enqueue(studio, boardId, request)).id);
}

export function assetIdsOf(job: Job): AssetId[] {
  return job.candidates.map((candidate) => candidate.assetId);
}
