/** Owns the masks that were saved for a picture: by name, in the library, so that no window's memory can lose them. */
import type { Migration } from '../migrate.ts';

export const savedMasks: Migration = {
  version: 4,
  name: 'saved-masks',
  sql: `
    CREATE TABLE saved_masks (
      picture_asset_id TEXT NOT NULL REFERENCES assets (id),
      name TEXT NOT NULL,
      mask_asset_id TEXT NOT NULL REFERENCES assets (id),
      saved_at_ms INTEGER NOT NULL,
      PRIMARY KEY (picture_asset_id, name)
    ) STRICT, WITHOUT ROWID;
  `,
};
