/** Owns what stands out in a prompt: quoted text, which is to appear in the picture, and @names of references. */

export interface PromptMark {
  readonly kind: 'text' | 'reference';
  /** Character places in the prompt, the quotation marks or the @ included; `end` is behind the last. */
  readonly start: number;
  readonly end: number;
  /** The text without its quotation marks, or the name without its @. */
  readonly words: string;
}

/** What a request says of its references when the prompt is written out for a model. */
export interface SpokenRequest {
  readonly prompt: string;
  readonly sourceAssetId: string | null;
  readonly references: readonly { readonly name?: string | undefined }[];
}

export const REFERENCE_NAME_LIMIT = 40;
const MADE_NAME_LIMIT = 24;

/** Linear in the prompt's length: no text holds its own opening mark. Single straight marks are apostrophes too often. */
const MARKS =
  /"([^"]+)"|“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|‘([^‘’]+)’|「([^「」]+)」|『([^『』]+)』|《([^《》]+)》|(?<![\p{L}\p{N}_.])@([\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*)/gu;
const NAME_GROUP = 9;

/** In their order. An @ inside quotes belongs to the quoted text; any @word outside counts, known or not. */
export function promptMarks(prompt: string): PromptMark[] {
  return [...prompt.matchAll(MARKS)].map((match) => {
    const name = match[NAME_GROUP];
    const words = name ?? match.slice(1).find((group) => group !== undefined) ?? '';
    return {
      kind: name === undefined ? 'text' : 'reference',
      start: match.index,
      end: match.index + match[0].length,
      words,
    };
  });
}

export function referenceNamesIn(prompt: string): ReadonlySet<string> {
  return new Set(promptMarks(prompt).flatMap(({ kind, words }) => (kind === 'reference' ? [words.toLowerCase()] : [])));
}

/** "Old harbour (2).png" is `old-harbour-2`; a name that is taken gets a number. Never empty. */
export function makeReferenceName(fileName: string, taken: ReadonlySet<string>): string {
  const stem = fileName.normalize('NFC').replace(/\.[a-z0-9]{2,5}$/i, '');
  const words = stem.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  let name = '';
  for (const word of words) {
    const longer = name ? `${name}-${word}` : word.slice(0, MADE_NAME_LIMIT);
    if (longer.length > MADE_NAME_LIMIT) break;
    name = longer;
  }
  const base = name || 'picture';
  if (!taken.has(base)) return base;
  let count = 2;
  while (taken.has(`${base}-${count}`)) count += 1;
  return `${base}-${count}`;
}

/**
 * The prompt as a model is told it: no model knows our names, but each counts the pictures that come with a request, the
 * source first. An @word that names no reference is sent as written.
 */
export function spokenPrompt({ prompt, sourceAssetId, references }: SpokenRequest): string {
  const first = sourceAssetId === null ? 1 : 2;
  let spoken = '';
  let at = 0;
  for (const { kind, start, end, words } of promptMarks(prompt)) {
    const place = kind === 'reference' ? references.findIndex(({ name }) => name === words.toLowerCase()) : -1;
    if (place < 0) continue;
    spoken += `${prompt.slice(at, start)}image ${place + first}`;
    at = end;
  }
  return spoken + prompt.slice(at);
}
