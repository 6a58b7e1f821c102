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

/** Score of one way through: letter by letter, each at its first place from `from` on; null when a letter is missing. */
function scoreFrom(text: string, query: string, from: number): number | null {
  let score = 0;
  let previous = -2;
  let at = from;
  for (const letter of query) {
    const index = text.indexOf(letter, at);
    if (index < 0) return null;
    score += HIT + (index === previous + 1 ? RUN : 0) + (isWordStart(text, index) ? WORD_START : 0);
    if (previous >= 0) score -= (index - previous - 1) * GAP;
    previous = index;
    at = index + 1;
  }
  return score;
}

/**
 * Higher is better; null when the letters do not occur in that order. Spaces in the query are separators only, accents
 * and case do not count. A shorter label wins over a longer one with the same hits.
 */
export function fuzzyScore(label: string, query: string): number | null {
  const letters = plain(query).replace(/\s+/g, '');
  if (letters === '') return 0;
  const text = plain(label);
  let best: number | null = null;
  // Every place where the first letter stands is a way in; labels are short, so all of them are tried.
  for (let from = text.indexOf(letters.charAt(0)); from >= 0; from = text.indexOf(letters.charAt(0), from + 1)) {
    const score = scoreFrom(text, letters, from);
    if (score !== null && (best === null || score > best)) best = score;
  }
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
