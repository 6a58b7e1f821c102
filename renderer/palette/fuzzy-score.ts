/** Owns how well a few typed letters fit a label. */

const WORD_START = 12;
const RUN = 8;
const HIT = 2;
const GAP = 0.4;

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function isWordStart(text: string, index: number): boolean {
  return index === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(index - 1));
}

/**
 * The best score of all ways to find the letters in order. Row by row over the query: `previous[index]` is the best score
 * with the last letter found at `index`. A gap costs the same per letter, so the best start before each place is carried
 * along as one number and a row takes one pass.
 */
function bestScore(text: string, letters: string): number | null {
  let previous: Float64Array | null = null;
  for (const letter of letters) {
    const row = new Float64Array(text.length).fill(Number.NEGATIVE_INFINITY);
    let carried = previous === null ? 0 : Number.NEGATIVE_INFINITY;
    for (let index = 0; index < text.length; index += 1) {
      const before = previous !== null && index > 0 ? (previous[index - 1] ?? Number.NEGATIVE_INFINITY) : null;
      if (before !== null) carried = Math.max(carried - GAP, before);
      if (text.charAt(index) !== letter) continue;
      const reached = before === null ? carried : Math.max(carried, before + RUN);
      row[index] = reached + HIT + (isWordStart(text, index) ? WORD_START : 0);
    }
    previous = row;
  }
  const best = previous === null ? 0 : Math.max(...previous);
  return Number.isFinite(best) ? best : null;
}

/**
 * Higher is better; null when the letters do not occur in that order. Spaces in the query are separators only, accents
 * and case do not count. A shorter label wins over a longer one with the same hits.
 */
export function fuzzyScore(label: string, query: string): number | null {
  const letters = plain(query).replace(/\s+/g, '');
  if (letters === '') return 0;
  const text = plain(label);
  const best = bestScore(text, letters);
  return best === null ? null : best - text.length * 0.05;
}

/** The fitting items, best first; items that fit equally well keep their order. */
export function fuzzyFilter<Item>(items: readonly Item[], query: string, labelOf: (item: Item) => string): Item[] {
  if (query.trim() === '') return [...items];
  const scored: { item: Item; score: number }[] = [];
  for (const item of items) {
    const score = fuzzyScore(labelOf(item), query);
    if (score !== null) scored.push({ item, score });
  }
  return scored.sort((a, b) => b.score - a.score).map(({ item }) => item);
}
