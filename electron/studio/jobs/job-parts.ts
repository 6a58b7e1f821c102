/** Owns what the job code is handed, and the two announcements that every change of a job makes. */
import type { BoardId, JobId } from '../../../shared/ids.ts';
import type { StudioContext } from '../context.ts';
import type { ProviderAccess } from '../settings/provider-access.ts';
import type { CapMoment } from '../spending/cap-store.ts';
import { localDay } from '../spending/local-day.ts';
import { summariseSpending } from '../spending/spend-store.ts';
import { getJob } from './job-store.ts';
import type { PartialPreviews } from './partial-previews.ts';
import type { ProviderHealth } from './patience.ts';

export interface JobParts {
  readonly context: StudioContext;
  readonly access: ProviderAccess;
  readonly partials: PartialPreviews;
  readonly health: ProviderHealth;
  /** This run of Maquette; "this session" sums and caps go by it. */
  readonly sessionId: string;
  /** Waits between tries; rejects when the signal aborts. Injected so that tests do not wait. */
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

export function announceJob(parts: JobParts, id: JobId): void {
  parts.context.events.publish({ name: 'job-changed', job: getJob(parts.context.db, id) });
}

export function announceSpending(parts: JobParts): void {
  const { db, events } = parts.context;
  events.publish({ name: 'spend-changed', summary: summariseSpending(db, capMoment(parts, null)) });
}

/** Today, this session and, when given, this board: what caps and sums go by. */
export function capMoment(parts: JobParts, boardId: BoardId | null): CapMoment {
  return { sessionId: parts.sessionId, localDay: localDay(parts.context.clock.now()), boardId };
}
