/** Owns what lets a chain of edits be told apart from its pictures: wider canvases, states made of patches, thumbnails. */
import type { Migration } from '../migrate.ts';

export const editChains: Migration = {
  version: 5,
  name: 'edit-chains',
  sql: `
    -- A wider canvas, and where the picture it was made of lies on it, so that a chain reaches through an extension.
    CREATE TABLE edit_canvases (
      asset_id TEXT PRIMARY KEY REFERENCES assets (id),
      from_asset_id TEXT NOT NULL REFERENCES assets (id),
      left_px INTEGER NOT NULL,
      top_px INTEGER NOT NULL,
      -- What was still to be added to this step's result; NULL when it was the last.
      next_to TEXT,
      -- 1: goes on with what an earlier step left, so that step's result is no picture of its own any more.
      is_continuation INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- A picture made of the first original and patches in an order of one's own, some of them hidden.
    CREATE TABLE edit_chains (
      asset_id TEXT PRIMARY KEY REFERENCES assets (id),
      from_asset_id TEXT NOT NULL REFERENCES assets (id),
      original_asset_id TEXT NOT NULL REFERENCES assets (id),
      steps TEXT NOT NULL,
      frame TEXT NOT NULL,
      proof TEXT NOT NULL
    ) STRICT;
    CREATE INDEX edit_chains_by_steps ON edit_chains (original_asset_id, steps);

    -- The small picture that stands for a patch; made again whenever it is missing.
    CREATE TABLE edit_thumbnails (
      patch_hash TEXT PRIMARY KEY,
      picture_hash TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
