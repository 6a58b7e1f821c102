/** Owns finding the one picture that a person means by an id typed in short. */

import { StudioError } from '../../shared/errors.ts';
import { assetIdSchema } from '../../shared/ids.ts';
import type { AssetDetail, HistoryEntry } from '../../shared/views.ts';
import type { Studio } from '../studio/studio.ts';

/** Ids begin with the time, so pictures of one call share their beginning; the end is what tells them apart. */
export const SHORT_ID_CHARACTERS = 6;
const MIN_TYPED = 4;
const WHOLE_ID_CHARACTERS = 20;
const PAGE = 200;

export function shortId(id: string): string {
  return id.slice(-SHORT_ID_CHARACTERS);
}

/**
 * `typed`: a whole asset or candidate id, its beginning with or without the kind, or at least the last four characters.
 * Throws `not-found`, or `bad-request` when several pictures match.
 */
export async function findPicture(studio: Studio, typed: string): Promise<AssetDetail> {
  const whole = assetIdSchema.safeParse(typed);
  if (whole.success && typed.length === 'asset_'.length + WHOLE_ID_CHARACTERS) {
    return studio.call('assets.get', { id: whole.data });
  }
  const found = await matching(studio, typed.toLowerCase());
  const [only, second] = found;
  if (!only)
    throw new StudioError('not-found', `There is no picture "${typed}" in this library. See "maquette history".`);
  if (second) {
    const some = found.slice(0, 5).map((entry) => shortId(entry.asset.id));
    throw new StudioError('bad-request', `"${typed}" means several pictures: ${some.join(', ')}. Type more of the id.`);
  }
  return studio.call('assets.get', { id: only.asset.id });
}

async function matching(studio: Studio, typed: string): Promise<readonly HistoryEntry[]> {
  if (typed.replace(/^(asset|candidate)_/, '').length < MIN_TYPED) {
    throw new StudioError(
      'bad-request',
      `"${typed}" is too short for an id. Type at least ${MIN_TYPED} characters of it.`,
    );
  }
  // A picture that was taken again for free has a candidate in each of its jobs.
  const found = new Map<string, HistoryEntry>();
  let cursor: string | null = null;
  do {
    const query = { text: '', modelId: null, verdict: null, minRating: 0, cursor, limit: PAGE };
    const page: Awaited<ReturnType<typeof searchPage>> = await searchPage(studio, query);
    for (const entry of page.entries) if (isMeant(entry, typed)) found.set(entry.asset.id, entry);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return [...found.values()];
}

function searchPage(studio: Studio, query: Parameters<typeof studio.call<'history.search'>>[1]) {
  return studio.call('history.search', query);
}

function isMeant({ asset, candidate }: HistoryEntry, typed: string): boolean {
  const ids = candidate ? [asset.id, candidate.id] : [asset.id];
  return ids.some((id) => {
    const bare = id.slice(id.indexOf('_') + 1);
    return id.startsWith(typed) || bare.startsWith(typed) || bare.endsWith(typed);
  });
}
