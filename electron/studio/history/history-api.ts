/** Owns the history search as windows see it. */
import type { Asset } from '../../../shared/asset.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Candidate } from '../../../shared/generation.ts';
import { boardIdSchema } from '../../../shared/ids.ts';
import type { HistoryEntry } from '../../../shared/views.ts';
import { listAssets } from '../assets/asset-store.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import { listCandidatesOfAssets } from '../jobs/candidate-store.ts';
import { countHistory, type HistoryQuery, readHistoryFacts, searchHistory } from './history-store.ts';

export function historyProcedures(context: StudioContext): Pick<Procedures, 'history.search'> {
  const { db } = context;
  return {
    'history.search': ({ text, modelId, verdict, minRating, cursor, limit }) => {
      const query: HistoryQuery = { text, modelId, verdict, minRating, after: readCursor(cursor), limit: limit + 1 };
      const total = countHistory(db, query);
      const rows = searchHistory(db, query, total);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const hasMore = rows.length > limit && last !== undefined;
      return {
        entries: entriesOf(
          context,
          page.map((row) => row.id),
        ),
        nextCursor: hasMore ? `${last.created_at_ms}.${last.id}` : null,
        total,
      };
    },
  };
}

function readCursor(cursor: string | null): HistoryQuery['after'] {
  if (cursor === null) return null;
  const match = /^(\d{1,16})\.(asset_[a-z0-9]{8,32})$/.exec(cursor);
  if (!match?.[1] || !match[2]) throw new StudioError('bad-request', 'That page of the history does not exist.');
  return { createdAtMs: Number(match[1]), id: match[2] };
}

function entriesOf(context: StudioContext, ids: readonly string[]): HistoryEntry[] {
  const assets = new Map<string, Asset>(listAssets(context.db, ids).map((asset) => [asset.id, asset]));
  const candidates = new Map<string, Candidate>(
    listCandidatesOfAssets(context.db, ids).map((one) => [one.assetId, one]),
  );
  return ids.flatMap((id) => {
    const asset = assets.get(id);
    if (!asset) return [];
    const facts = readHistoryFacts(context.db, id);
    return [
      {
        asset,
        candidate: candidates.get(id) ?? null,
        prompt: facts?.prompt ?? asset.name,
        modelId: facts?.modelId ?? null,
        modelLabel: facts?.modelLabel ?? (asset.source === 'imported' ? 'Imported' : 'Made of edits'),
        role: facts?.role ?? null,
        boardId: facts ? boardIdSchema.parse(facts.boardId) : null,
      },
    ];
  });
}
