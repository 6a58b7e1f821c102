/** Owns the rows of several edits in one go: what was agreed to, step by step, so that a restart goes on where it stood. */
import type { Migration } from '../migrate.ts';

export const editBatches: Migration = {
  version: 3,
  name: 'edit-batches',
  sql: `
    CREATE TABLE edit_batches (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      board_id TEXT NOT NULL REFERENCES boards (id),
      original_asset_id TEXT NOT NULL REFERENCES assets (id),
      places TEXT NOT NULL,
      repeats TEXT NOT NULL,
      state TEXT NOT NULL,
      error TEXT,
      created_at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX edit_batches_by_picture ON edit_batches (original_asset_id, created_at_ms);
    CREATE INDEX edit_batches_by_state ON edit_batches (state);

    -- job_id is chosen before the job exists: a step that is started a second time finds its job and pays nothing.
    CREATE TABLE edit_batch_steps (
      batch_id TEXT NOT NULL REFERENCES edit_batches (id),
      position INTEGER NOT NULL,
      request TEXT NOT NULL,
      model_label TEXT NOT NULL,
      estimate TEXT NOT NULL,
      job_id TEXT NOT NULL UNIQUE,
      -- Jobs of answers that could not be laid, before the step was drawn again: they were paid for, too.
      earlier_job_ids TEXT NOT NULL DEFAULT '[]',
      laid_asset_id TEXT REFERENCES assets (id),
      is_skipped INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (batch_id, position)
    ) STRICT;
  `,
};
