/** Owns word lookup in a prompt: whole words and phrases for scripts with spaces, substrings for scripts without. */

export interface WordIndex {
  /** Place of the first of these words (`|` between them, plurals included); -1 when none is said. */
  placeOf(words: string): number;
}

const WITHOUT_SPACES = /[぀-ヿ一-鿿가-힯]/;

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}#]+/gu, ' ');

const lists = new Map<string, readonly string[]>();

function listOf(words: string): readonly string[] {
  const known = lists.get(words);
  if (known) return known;
  const made = words.split('|').map((word) => plain(word).trim());
  lists.set(words, made);
  return made;
}

export function indexWords(prompt: string): WordIndex {
  const text = ` ${plain(prompt)} `;
  const places = new Map<string, number>();
  for (const match of text.matchAll(/\S+/g)) {
    for (const form of singulars(match[0])) if (!places.has(form)) places.set(form, match.index);
  }
  const find = (word: string): number => {
    if (WITHOUT_SPACES.test(word)) return text.indexOf(word);
    if (!word.includes(' ')) return places.get(word) ?? -1;
    const exact = text.indexOf(` ${word} `);
    return exact >= 0 ? exact : text.indexOf(` ${word}s `);
  };
  return {
    placeOf: (words) => {
      const found = listOf(words)
        .map(find)
        .filter((at) => at >= 0);
      return found.length > 0 ? Math.min(...found) : -1;
    },
  };
}

/** The word and what it may be the plural of. */
function singulars(word: string): string[] {
  const forms = [word];
  if (word.length > 3 && word.endsWith('s')) forms.push(word.slice(0, -1));
  if (word.length > 4 && word.endsWith('es')) forms.push(word.slice(0, -2));
  if (word.length > 4 && word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  return forms;
}
