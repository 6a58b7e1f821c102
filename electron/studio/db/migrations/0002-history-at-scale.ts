/** Owns what keeps the history fast at 100,000 pictures: text found by row number, judgements found in an index. */
import type { Migration } from '../migrate.ts';

export const historyAtScale: Migration = {
  version: 2,
  name: 'history-at-scale',
  sql: `
    -- The text of an asset stands under the asset's own row number, so that a search never reads the texts themselves.
    -- Masks and canvases made on the way have none: the history does not list them.
    CREATE TABLE old_text AS SELECT asset_id, text FROM asset_text;
    DELETE FROM asset_text;
    INSERT INTO asset_text (rowid, asset_id, text)
      SELECT a.rowid, a.id, o.text FROM assets a JOIN old_text o ON o.asset_id = a.id
      WHERE a.source <> 'working';
    DROP TABLE old_text;

    CREATE INDEX candidates_by_verdict ON candidates (verdict, rating, asset_id);
    CREATE INDEX candidates_by_rating ON candidates (rating, asset_id);
    CREATE INDEX candidates_by_job ON candidates (job_id, asset_id, verdict, rating);
    CREATE INDEX assets_made_on_the_way ON assets (id) WHERE source = 'working';
    CREATE INDEX jobs_by_model ON jobs (model_id);
  `,
};
