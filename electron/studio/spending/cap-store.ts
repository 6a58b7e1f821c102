/**
 * Owns the hard caps. A call is written into the ledger only together with its reservation, in one transaction, so that
 * reserved + settled + possibly billed never passes a cap, however many calls are opened at once.
 */

import { StudioError } from '../../../shared/errors.ts';
import type { BoardId } from '../../../shared/ids.ts';
import { formatMicros } from '../../../shared/money.ts';
import type { CapState } from '../../../shared/views.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { insertAttempt, type NewAttempt } from '../jobs/attempt-store.ts';

export type CapScope = CapState['scope'];

/** Which session, month and board a sum is about. */
export interface CapMoment {
  readonly sessionId: string;
  readonly localDay: string;
  readonly boardId: BoardId | null;
}

export function setCap(db: WriteDb, cap: { scope: CapScope; boardId: BoardId | null; micros: number | null }): void {
  const subject = cap.boardId ?? '';
  if (cap.micros === null) db.prepare('DELETE FROM caps WHERE scope = ? AND subject = ?').run(cap.scope, subject);
  else {
    db.prepare(
      'INSERT INTO caps (scope, subject, micros) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET micros = excluded.micros',
    ).run(cap.scope, subject, cap.micros);
  }
}

const WHERE: Readonly<Record<CapScope, string>> = {
  session: 'session_id = ?',
  month: 'substr(local_day, 1, 7) = ?',
  board: 'board_id = ?',
};

/** What a scope has spent or may yet have to pay: settled cost, and the reservation of everything not yet known. */
function committedMicros(db: ReadDb, scope: CapScope, value: string): number {
  const sql = `SELECT sum(CASE state WHEN 'rejected' THEN 0 WHEN 'settled' THEN coalesce(cost_micros, reserved_micros, 0)
      ELSE coalesce(reserved_micros, 0) END) AS micros
    FROM attempts WHERE is_free = 0 AND ${WHERE[scope]}`;
  return db.prepare<[string], { micros: number | null }>(sql).get(value)?.micros ?? 0;
}

/** The caps that bear on a moment, with what is committed under each. */
export function listCaps(db: ReadDb, moment: CapMoment): CapState[] {
  const value: Record<CapScope, string> = {
    session: moment.sessionId,
    month: moment.localDay.slice(0, 7),
    board: moment.boardId ?? '',
  };
  return db
    .prepare<[string], { scope: CapScope; micros: number }>(
      `SELECT scope, micros FROM caps WHERE scope IN ('session', 'month') OR (scope = 'board' AND subject = ?)`,
    )
    .all(value.board)
    .map((cap) => ({
      scope: cap.scope,
      boardId: cap.scope === 'board' ? moment.boardId : null,
      capMicros: cap.micros,
      committedMicros: committedMicros(db, cap.scope, value[cap.scope]),
    }));
}

/** The least that any cap leaves; null when none is set. */
export function leftMicros(db: ReadDb, moment: CapMoment): number | null {
  const left = listCaps(db, moment).map((cap) => cap.capMicros - cap.committedMicros);
  return left.length === 0 ? null : Math.max(0, Math.min(...left));
}

/** Writes the intent with its reservation, or throws cap-reached and writes nothing. The one way into the ledger. */
export function reserveAttempt(db: WriteDb, attempt: NewAttempt): void {
  db.transaction(() => {
    if (!attempt.isFree) {
      for (const cap of listCaps(db, attempt)) requireRoom(cap, attempt.reservedMicros);
    }
    insertAttempt(db, attempt);
  }).immediate();
}

const CAP_NAMES: Readonly<Record<CapScope, string>> = {
  session: 'cap for this session',
  month: 'cap for this month',
  board: "board's cap",
};

function requireRoom(cap: CapState, neededMicros: number | null): void {
  const name = CAP_NAMES[cap.scope];
  if (neededMicros === null) {
    throw new StudioError(
      'cap-reached',
      `The price of this model is not known, so the ${name} of ${formatMicros(cap.capMicros)} could not be held. Nothing was sent. Choose a model with a known price, or remove the cap.`,
    );
  }
  const left = cap.capMicros - cap.committedMicros;
  if (neededMicros <= left) return;
  throw new StudioError(
    'cap-reached',
    `The ${name} is ${formatMicros(cap.capMicros)} and ${formatMicros(Math.max(0, left))} of it is left; this may cost up to ${formatMicros(neededMicros)}. Nothing was sent. Raise the cap in Spend, or choose a cheaper model.`,
  );
}
