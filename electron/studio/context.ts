/** Owns what every feature is handed: the database, the blobs, the bus, the clock and the host. */
import type { StudioEvent } from '../../shared/contract.ts';
import type { BlobStore } from './assets/blob-store.ts';
import type { WriteDb } from './db/database.ts';
import type { Host } from './host.ts';

/** Injected so that tests hold the clock; `now` answers epoch milliseconds. */
export interface Clock {
  now(): number;
}

export interface EventBus {
  publish(event: StudioEvent): void;
  /** Answers the function that ends the subscription. */
  subscribe(listener: (event: StudioEvent) => void): () => void;
}

export interface StudioLog {
  info(message: string): void;
  error(message: string, cause?: unknown): void;
}

export interface StudioContext {
  readonly db: WriteDb;
  readonly blobs: BlobStore;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly host: Host;
  readonly log: StudioLog;
  readonly libraryPath: string;
}
