import { type ModelEntry, type ModelState, modelEntrySchema } from '../../shared/model.ts';

/** An entry as it is being written: the form and the JSON change the same one, and neither is trusted until it is saved. */
export type EntryDraft = ModelEntry;

/** What the registry keeps of a model; what this machine knows about it stays out. */
export function draftOf(model: ModelState): EntryDraft {
  const { availability: _availability, availabilityNote: _note, origin: _origin, ...entry } = model;
  return entry;
}

/** A new entry begins as a copy: most of what a vendor adds is like something it has already. */
export function copyOf(model: ModelState, today: string): EntryDraft {
  const { shutdownDate: _ended, availabilityDoubt: _doubt, ...entry } = draftOf(model);
  return {
    ...entry,
    id: '',
    vendorId: '',
    label: '',
    note: '',
    isEnabled: true,
    shutdownDate: null,
    price: { ...entry.price, date: today, source: '', confidence: 'unknown' },
  };
}

/** The id follows from provider and vendor id, so nobody has to type it. */
export function withIdentity(
  draft: EntryDraft,
  change: Partial<Pick<EntryDraft, 'providerId' | 'vendorId'>>,
): EntryDraft {
  const next = { ...draft, ...change };
  return { ...next, id: `${next.providerId}:${next.vendorId.trim()}`, vendorId: next.vendorId.trim() };
}

/** Field, as a path with dots, to what is wrong with it. */
export type FieldProblems = ReadonlyMap<string, string>;

const DAY = 'Give a day such as 2026-11-20.';
const WORDS: Readonly<Record<string, string>> = {
  id: 'Give the id the vendor uses: letters, digits, dots, dashes and underscores.',
  vendorId: 'Give the id the vendor uses: letters, digits, dots, dashes and underscores.',
  roles: 'Choose at least one role.',
  'price.date': DAY,
  shutdownDate: DAY,
  maxPerCall: 'Give a whole number, 1 or more.',
  maxPromptCharacters: 'Give a whole number, 1 or more.',
  'referenceLimit.total': 'Give a whole number; 0 when it takes none.',
};

/** Every field that would be refused, at once. Empty when the entry has the right shape. */
export function problemsOf(entry: unknown): FieldProblems {
  const parsed = modelEntrySchema.safeParse(entry);
  const problems = new Map<string, string>();
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.path.join('.') || 'entry';
      if (!problems.has(path)) problems.set(path, WORDS[path] ?? issue.message);
    }
  }
  if (hasNoName(entry)) problems.set('label', 'Give it a name.');
  if (!parsed.success) return problems;
  if (parsed.data.output === 'image' && parsed.data.sizes === null) {
    problems.set('sizes', 'A model that makes pictures needs a size rule.');
  }
  return problems;
}

function hasNoName(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'label' in entry && String(entry.label).trim() === '';
}

export type ReadDraft =
  | { readonly draft: EntryDraft; readonly problem: null }
  | { readonly draft: null; readonly problem: string };

/** Only an object can become an entry; its fields are checked when it is saved. */
export function readDraft(text: string): ReadDraft {
  try {
    const given: unknown = JSON.parse(text);
    const parsed = modelEntrySchema.safeParse(given);
    if (parsed.success) return { draft: parsed.data, problem: null };
    const lines = [...problemsOf(given)].map(([field, message]) => `${field}: ${message}`);
    return { draft: null, problem: lines.join('\n') };
  } catch (error) {
    const where = error instanceof Error ? ` (${error.message})` : '';
    return { draft: null, problem: `This is not JSON yet${where}.` };
  }
}
