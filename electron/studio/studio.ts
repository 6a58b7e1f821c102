/** Owns the wiring: the one place that builds the studio out of its parts. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asset } from '../../shared/asset.ts';
import type { ProcedureInput, ProcedureName, ProcedureOutput, StudioEvent } from '../../shared/contract.ts';
import { assetProcedures } from './assets/assets-api.ts';
import { importPicture } from './assets/import-picture.ts';
import { createThumbnailCache } from './assets/thumbnail-cache.ts';
import { boardProcedures } from './boards/boards-api.ts';
import type { Clock, StudioContext, StudioLog } from './context.ts';
import { asDatabaseError } from './db/database.ts';
import { editBatchProcedures } from './edits/edit-batch-api.ts';
import { type BatchRunner, createBatchRunner } from './edits/edit-batch-run.ts';
import { chainProcedures } from './edits/edit-chain-api.ts';
import { editDeskProcedures } from './edits/edit-desk-api.ts';
import { editProcedures } from './edits/edits-api.ts';
import { createEventBus } from './event-bus.ts';
import { createExportSource, exportProcedures } from './exporting/exports-api.ts';
import { historyProcedures } from './history/history-api.ts';
import type { Host } from './host.ts';
import { createHandler } from './http/handler.ts';
import { callProcedure, type Procedures } from './http/rpc.ts';
import { dualProcedures } from './jobs/duals-api.ts';
import type { JobParts } from './jobs/job-parts.ts';
import { jobProcedures } from './jobs/jobs-api.ts';
import { createPartialPreviews } from './jobs/partial-previews.ts';
import { createProviderHealth } from './jobs/patience.ts';
import { createQueue, type JobQueue } from './jobs/queue.ts';
import { receiptProcedures } from './jobs/receipts-api.ts';
import { earlierPauses } from './jobs/vendor-trouble-store.ts';
import { openLibrary } from './library/open-library.ts';
import { makeSampleBoard } from './library/sample-board.ts';
import { statusProcedures } from './library/status-api.ts';
import { modelProcedures } from './models/models-api.ts';
import { routingProcedures } from './models/routing-api.ts';
import { providers as shippedProviders } from './providers/providers.ts';
import { shippedModels } from './providers/shipped-models.ts';
import { createProviderAccess, type ProviderAccess } from './settings/provider-access.ts';
import { providerProcedures } from './settings/providers-api.ts';
import { settingsProcedures } from './settings/settings-api.ts';
import { spendingProcedures } from './spending/spending-api.ts';

export interface StudioOptions {
  readonly host: Host;
  readonly libraryPath: string;
  /** Folder of the built page; null or absent for the command line. */
  readonly pagePath?: string | null;
  readonly log?: StudioLog;
  readonly clock?: Clock;
  /** Waits between tries; tests pass one that does not. */
  readonly wait?: JobParts['wait'];
  /** False: jobs that an earlier process left stay where they are. A command that only looks must not spend. */
  readonly startsQueue?: boolean;
  /** Make the welcome board in a new library. */
  readonly hasSampleBoard?: boolean;
}

export interface Studio {
  readonly libraryPath: string;
  fetch(request: Request): Promise<Response>;
  /** The same procedures without the wire, for the command line. Throws StudioError. */
  call<Name extends ProcedureName>(name: Name, input: ProcedureInput<Name>): Promise<ProcedureOutput<Name>>;
  subscribe(listener: (event: StudioEvent) => void): () => void;
  /** `working`: a mask or the like, not listed in history. */
  importPicture(bytes: Uint8Array, name: string, source?: 'imported' | 'working'): Promise<Asset>;
  readBlob(hash: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

const waitFor: JobParts['wait'] = (delayMs, signal) => sleep(delayMs, undefined, { signal });
const quietLog: StudioLog = { info: () => {}, error: () => {} };

/** Opens the library, picks up what an earlier process left, and serves. Throws the library-* codes. */
export async function createStudio(options: StudioOptions): Promise<Studio> {
  const library = await openLibrary(options.libraryPath);
  const context: StudioContext = {
    db: library.db,
    blobs: library.blobs,
    events: createEventBus(),
    clock: options.clock ?? { now: () => Date.now() },
    host: options.host,
    log: options.log ?? quietLog,
    libraryPath: library.path,
  };
  const access = createProviderAccess(context, { providers: shippedProviders, models: shippedModels });
  const parts: JobParts = {
    context,
    access,
    partials: createPartialPreviews(),
    health: createProviderHealth(context.clock.now, earlierPauses(context.db, context.clock.now())),
    sessionId: randomUUID(),
    wait: options.wait ?? waitFor,
  };
  const queue = createQueue(parts);
  const runner = createBatchRunner(parts, queue);
  const procedures = collectProcedures(parts, { access, queue, runner });
  const bringIn: Studio['importPicture'] = (bytes, name, source) =>
    storing(() => importPicture(context, bytes, name, source));
  const fetch = createHandler({
    procedures,
    media: {
      picture: createThumbnailCache(context),
      partial: parts.partials.get,
      exported: createExportSource(context),
    },
    events: context.events,
    answers: { log: context.log, describe: asDatabaseError },
    pagePath: options.pagePath ?? null,
    importPicture: bringIn,
  });
  if (options.startsQueue !== false) {
    queue.start();
    runner.start();
  }
  if (options.hasSampleBoard) {
    await makeSampleBoard(context, procedures).catch((error) => context.log.error('no welcome board', error));
  }
  return {
    libraryPath: library.path,
    fetch,
    call: (name, input) => storing(() => callProcedure(procedures, name, input)),
    subscribe: context.events.subscribe,
    importPicture: bringIn,
    readBlob: context.blobs.read,
    close: async () => {
      await runner.close();
      await queue.close();
      library.close();
    },
  };
}

interface StudioFeatures {
  readonly access: ProviderAccess;
  readonly queue: JobQueue;
  readonly runner: BatchRunner;
}

function collectProcedures(parts: JobParts, feature: StudioFeatures): Procedures {
  const { context } = parts;
  const procedures = {
    ...statusProcedures(context, feature.access),
    ...modelProcedures(context, feature.access),
    ...routingProcedures(context),
    ...dualProcedures(parts),
    ...editProcedures(parts),
    ...chainProcedures(context),
    ...editBatchProcedures(parts, feature),
    ...editDeskProcedures(context),
    ...receiptProcedures(parts),
    ...boardProcedures(context),
    ...assetProcedures(context),
    ...jobProcedures(parts, feature.queue),
    ...historyProcedures(context),
    ...settingsProcedures(context),
    ...providerProcedures(context, feature.access),
    ...spendingProcedures(parts),
    ...exportProcedures(context),
  } satisfies Procedures;
  return procedures;
}

/** The disk and the database speak their own codes; people read ours. */
async function storing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asDatabaseError(error);
  }
}
