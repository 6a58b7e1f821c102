/** Owns the first shape of a library: assets, boards, jobs, attempts, candidates, lineage, settings, full text. */
import type { Migration } from '../migrate.ts';

export const firstLibrary: Migration = {
  version: 1,
  name: 'first-library',
  sql: `
    CREATE TABLE assets (
      id TEXT PRIMARY KEY,
      hash TEXT NOT NULL,
      mime TEXT NOT NULL,
      width_px INTEGER NOT NULL,
      height_px INTEGER NOT NULL,
      size_bytes INTEGER NOT NULL,
      has_alpha INTEGER NOT NULL,
      name TEXT NOT NULL,
      source TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX assets_by_hash ON assets (hash);
    CREATE INDEX assets_by_age ON assets (created_at_ms DESC, id DESC);

    CREATE TABLE boards (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 0,
      created_at_ms INTEGER NOT NULL,
      updated_at_ms INTEGER NOT NULL,
      removed_at_ms INTEGER
    ) STRICT;

    CREATE TABLE items (
      id TEXT PRIMARY KEY,
      board_id TEXT NOT NULL REFERENCES boards (id),
      kind TEXT NOT NULL,
      x_units REAL NOT NULL,
      y_units REAL NOT NULL,
      width_units REAL NOT NULL,
      height_units REAL NOT NULL,
      z INTEGER NOT NULL,
      is_locked INTEGER NOT NULL,
      asset_id TEXT REFERENCES assets (id),
      job_id TEXT,
      slot INTEGER NOT NULL DEFAULT 0,
      text TEXT,
      tone TEXT,
      removed_at_ms INTEGER
    ) STRICT;
    CREATE INDEX items_by_board ON items (board_id) WHERE removed_at_ms IS NULL;
    CREATE INDEX items_by_job ON items (job_id) WHERE job_id IS NOT NULL;
    CREATE INDEX items_by_asset ON items (asset_id) WHERE asset_id IS NOT NULL;

    CREATE TABLE jobs (
      id TEXT PRIMARY KEY,
      board_id TEXT NOT NULL REFERENCES boards (id),
      request TEXT NOT NULL,
      prompt TEXT NOT NULL,
      role TEXT NOT NULL,
      model_id TEXT NOT NULL,
      model_label TEXT NOT NULL,
      provider_id TEXT NOT NULL,
      quality TEXT,
      reasons TEXT NOT NULL,
      width_px INTEGER NOT NULL,
      height_px INTEGER NOT NULL,
      base_seed INTEGER NOT NULL,
      state TEXT NOT NULL,
      item_ids TEXT NOT NULL,
      estimate TEXT NOT NULL,
      -- What to try next when this model fails without a charge: registry id, quality, pixels and price each.
      chain TEXT NOT NULL,
      -- Same key, same answer: model, prompt, parameters, hashes of everything sent.
      request_key TEXT NOT NULL,
      -- Jobs of one dual run share it.
      group_id TEXT,
      -- What kind of request the router saw: what learning counts by.
      request_kind TEXT NOT NULL,
      -- What a text model wrote.
      text TEXT,
      -- What it waits for, in words.
      note TEXT,
      error TEXT,
      warnings TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL,
      started_at_ms INTEGER,
      ended_at_ms INTEGER
    ) STRICT;
    CREATE INDEX jobs_by_state ON jobs (state, created_at_ms);
    CREATE INDEX jobs_by_age ON jobs (created_at_ms DESC);
    CREATE INDEX jobs_by_key ON jobs (request_key, created_at_ms DESC);
    CREATE INDEX jobs_by_group ON jobs (group_id) WHERE group_id IS NOT NULL;

    -- One row a call, written before the call: intent, sent, accepted, rejected, settled, possibly-billed.
    CREATE TABLE attempts (
      id TEXT PRIMARY KEY,
      job_id TEXT NOT NULL REFERENCES jobs (id),
      board_id TEXT NOT NULL,
      -- One run of Maquette, and the day on this computer's clock: what caps count by, whatever the clock does later.
      session_id TEXT NOT NULL,
      local_day TEXT NOT NULL,
      provider_id TEXT NOT NULL,
      model_id TEXT NOT NULL,
      slots TEXT NOT NULL,
      state TEXT NOT NULL,
      reserved_micros INTEGER,
      cost_micros INTEGER,
      is_free INTEGER NOT NULL,
      request_hash TEXT,
      response_hash TEXT,
      response_head TEXT,
      request_id TEXT,
      usage TEXT,
      receipt TEXT,
      error TEXT,
      created_at_ms INTEGER NOT NULL,
      -- When a person accepted that a lost call may be charged again.
      acknowledged_at_ms INTEGER,
      sent_at_ms INTEGER,
      ended_at_ms INTEGER
    ) STRICT;
    CREATE INDEX attempts_by_job ON attempts (job_id);
    CREATE INDEX attempts_by_day ON attempts (local_day) WHERE is_free = 0;
    CREATE INDEX attempts_by_session ON attempts (session_id) WHERE is_free = 0;
    CREATE INDEX attempts_by_board ON attempts (board_id) WHERE is_free = 0;

    -- scope: session, month or board; subject: the board's id, else empty.
    CREATE TABLE caps (
      scope TEXT NOT NULL,
      subject TEXT NOT NULL,
      micros INTEGER NOT NULL,
      PRIMARY KEY (scope, subject)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE candidates (
      id TEXT PRIMARY KEY,
      job_id TEXT NOT NULL REFERENCES jobs (id),
      attempt_id TEXT NOT NULL REFERENCES attempts (id),
      asset_id TEXT NOT NULL REFERENCES assets (id),
      slot INTEGER NOT NULL,
      seed INTEGER,
      verdict TEXT NOT NULL,
      rating INTEGER NOT NULL,
      cost_micros INTEGER,
      elapsed_ms INTEGER NOT NULL,
      badges TEXT NOT NULL,
      drift TEXT,
      created_at_ms INTEGER NOT NULL,
      UNIQUE (job_id, slot)
    ) STRICT;
    CREATE INDEX candidates_by_asset ON candidates (asset_id);

    CREATE TABLE lineage (
      parent_asset_id TEXT NOT NULL REFERENCES assets (id),
      child_asset_id TEXT NOT NULL REFERENCES assets (id),
      kind TEXT NOT NULL,
      PRIMARY KEY (child_asset_id, parent_asset_id, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX lineage_by_parent ON lineage (parent_asset_id);

    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- A person's own entries and changes, over the shipped registry; entry is NULL where only the switch was moved.
    CREATE TABLE models (
      id TEXT PRIMARY KEY,
      entry TEXT,
      is_enabled INTEGER NOT NULL,
      changed_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What the vendor's own list last said.
    CREATE TABLE probes (
      model_id TEXT PRIMARY KEY,
      is_listed INTEGER NOT NULL,
      shutdown_date TEXT,
      probed_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- One row a mask edit. Patches lie over the first original; the model's own answer is kept as it came.
    CREATE TABLE edits (
      asset_id TEXT PRIMARY KEY REFERENCES assets (id),
      source_asset_id TEXT NOT NULL REFERENCES assets (id),
      mask_asset_id TEXT NOT NULL REFERENCES assets (id),
      original_asset_id TEXT NOT NULL REFERENCES assets (id),
      depth INTEGER NOT NULL,
      status TEXT NOT NULL,
      proof TEXT,
      rect TEXT,
      patch_pixels_hash TEXT,
      patch_mask_hash TEXT,
      answer_hash TEXT NOT NULL,
      crop TEXT NOT NULL
    ) STRICT;

    CREATE TABLE duals (
      group_id TEXT PRIMARY KEY,
      winner TEXT NOT NULL,
      voted_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE exports (
      id TEXT PRIMARY KEY,
      asset_id TEXT NOT NULL REFERENCES assets (id),
      file_name TEXT NOT NULL,
      mime TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      created_at_ms INTEGER NOT NULL
    ) STRICT;

    -- Trigrams find any run of three characters, in any script; shorter searches fall back to LIKE on the same table.
    CREATE VIRTUAL TABLE asset_text USING fts5 (asset_id UNINDEXED, text, tokenize = 'trigram remove_diacritics 1');
  `,
};
