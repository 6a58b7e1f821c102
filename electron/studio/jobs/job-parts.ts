/** Owns what the job code is handed, and the two announcements that every change of a job makes. */
import type { JobId } from '../../../shared/ids.ts';
import type { StudioContext } from '../context.ts';
import type { ProviderAccess } from '../settings/provider-access.ts';
import { summariseSpending } from '../spending/spend-store.ts';
import { getJob } from './job-store.ts';
import type { PartialPreviews } from './partial-previews.ts';

export interface JobParts {
  readonly context: StudioContext;
  readonly access: ProviderAccess;
  readonly partials: PartialPreviews;
  /** When this process started, for "this session" sums. */
  readonly sessionStartMs: number;
}

export function announceJob(parts: JobParts, id: JobId): void {
  parts.context.events.publish({ name: 'job-changed', job: getJob(parts.context.db, id) });
}

export function announceSpending(parts: JobParts): void {
  const { db, clock, events } = parts.context;
  const moment = { sessionStartMs: parts.sessionStartMs, nowMs: clock.now() };
  events.publish({ name: 'spend-changed', summary: summariseSpending(db, moment) });
}
