/** Owns keeping a person's cancel: written before anything is stopped, so that no crash can forget it. */
import type { Migration } from '../migrate.ts';

export const cancelIsARow: Migration = {
  version: 6,
  name: 'cancel-is-a-row',
  sql: `
    -- When a person cancelled; empty again after a retry. A job that has it sends nothing more.
    ALTER TABLE jobs ADD COLUMN cancelled_at_ms INTEGER;
  `,
};
