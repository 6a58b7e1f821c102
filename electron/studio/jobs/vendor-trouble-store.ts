/** Owns telling a vendor's trouble from everything else that can end a call, in this run and in the one before. */
import { type ErrorCode, StudioError, wireErrorSchema } from '../../../shared/errors.ts';
import { PROVIDER_IDS } from '../../../shared/model.ts';
import type { ReadDb } from '../db/database.ts';
import type { ProviderPause } from '../routing/provider-pause.ts';
import { localDay } from '../spending/local-day.ts';

export const FAILURES_BEFORE_PAUSE = 4;
export const PAUSE_MS = 30_000;
const DAY_MS = 86_400_000;

const TROUBLE: ReadonlySet<ErrorCode> = new Set(['server', 'network', 'timeout']);

/** A call that a person cancelled may be billed, and yet the vendor did nothing wrong. */
export function isVendorTrouble(error: unknown): boolean {
  if (!(error instanceof StudioError) || isCancel(error.cause)) return false;
  return TROUBLE.has(error.code) || error.code === 'possibly-billed';
}

function isCancel(cause: unknown): boolean {
  return cause instanceof StudioError && cause.code === 'cancelled';
}

interface EndedCall {
  readonly error: string | null;
  readonly at: number;
}

/** The pauses that an earlier run began, by its ledger: a command line that is called again and again keeps them, too. */
export function earlierPauses(db: ReadDb, nowMs: number): ProviderPause[] {
  const newest = db.prepare<[string, string, number], EndedCall>(
    `SELECT error, ended_at_ms AS at FROM attempts WHERE is_free = 0 AND local_day >= ? AND provider_id = ?
       AND ended_at_ms IS NOT NULL ORDER BY ended_at_ms DESC LIMIT ?`,
  );
  return PROVIDER_IDS.flatMap((providerId) => {
    const calls = newest.all(localDay(nowMs - DAY_MS), providerId, FAILURES_BEFORE_PAUSE);
    const untilMs = (calls[0]?.at ?? 0) + PAUSE_MS;
    const isTrouble = calls.length === FAILURES_BEFORE_PAUSE && calls.every(isTroubled);
    return isTrouble && untilMs > nowMs && untilMs <= nowMs + PAUSE_MS ? [{ providerId, untilMs }] : [];
  });
}

function isTroubled({ error }: EndedCall): boolean {
  return error !== null && TROUBLE.has(wireErrorSchema.parse(JSON.parse(error)).code);
}
