import { create } from 'zustand';
import type { GenerationRequest, Reference } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { Role, Tier } from '../../shared/model.ts';
import { makeReferenceName, referenceNamesIn } from '../../shared/prompt-marks.ts';
import type { JobPreview } from '../../shared/views.ts';
import { recall, remember } from '../api/browser-memory.ts';
import { knownAsset } from '../references/use-assets.ts';
import { showToast } from '../ui/toasts.tsx';

/** Every reference of the dock has a name that stays the same when others come and go. */
export interface NamedReference extends Reference {
  readonly name: string;
}

interface PromptFields {
  readonly prompt: string;
  readonly role: Role;
  /** A registry id or `auto`. */
  readonly modelId: string;
  readonly aspect: string;
  readonly tier: Tier;
  readonly count: number;
  readonly quality: string | null;
  readonly background: GenerationRequest['background'];
  readonly seed: number | null;
  readonly references: readonly NamedReference[];
  /** Set while varying a picture: it is sent before the references. */
  readonly sourceAssetId: AssetId | null;
}

interface PromptState extends PromptFields {
  /** What the studio says about the request as it stands; null before the first answer. */
  readonly preview: JobPreview | null;
  readonly history: readonly string[];
  readonly change: (fields: Partial<PromptFields>) => void;
  readonly addReference: (assetId: AssetId) => void;
  readonly removeReference: (assetId: AssetId) => void;
  readonly moveReference: (assetId: AssetId, by: -1 | 1) => void;
  readonly setReferenceRole: (assetId: AssetId, role: Reference['role']) => void;
  /** Takes over prompt, shape and references of a request, to change and send it again. */
  readonly usePromptOf: (request: GenerationRequest) => void;
  readonly noteInHistory: (prompt: string) => void;
}

const HISTORY_KEY = 'maquette-prompts';
const DRAFT_KEY = 'maquette-prompt';
const HISTORY_LENGTH = 100;

const initial: PromptFields = {
  prompt: '',
  role: 'draft',
  modelId: 'auto',
  aspect: '1:1',
  tier: '1K',
  count: 4,
  quality: null,
  background: 'auto',
  seed: null,
  references: [],
  sourceAssetId: null,
};

export const usePrompt = create<PromptState>((set, get) => ({
  ...initial,
  ...recalled(),
  preview: null,
  history: recall<string[]>(HISTORY_KEY, []),
  change: (fields) => set(fields),
  addReference: (assetId) => {
    const { references } = get();
    if (references.some((reference) => reference.assetId === assetId)) {
      showToast({ title: 'Already a reference', description: 'It is in the row below the prompt.' });
      return;
    }
    set({ references: named([...references, { assetId, role: 'object' }]) });
  },
  removeReference: (assetId) => set({ references: get().references.filter((known) => known.assetId !== assetId) }),
  moveReference: (assetId, by) => set({ references: moved(get().references, assetId, by) }),
  setReferenceRole: (assetId, role) =>
    set({ references: get().references.map((known) => (known.assetId === assetId ? { ...known, role } : known)) }),
  usePromptOf: (request) =>
    set({
      prompt: request.prompt,
      role: request.role,
      modelId: request.modelId,
      aspect: request.aspect,
      tier: request.tier,
      count: request.count,
      quality: request.quality,
      background: request.background,
      references: named(request.references),
      sourceAssetId: null,
      seed: null,
    }),
  noteInHistory: (prompt) => {
    const history = [...get().history.filter((known) => known !== prompt), prompt].slice(-HISTORY_LENGTH);
    remember(HISTORY_KEY, history);
    set({ history });
  },
}));

/** What was being written before the window was closed; its references may be from before they had names. */
function recalled(): Partial<PromptFields> {
  const fields = recall<Partial<PromptFields>>(DRAFT_KEY, {});
  return fields.references ? { ...fields, references: named(fields.references) } : fields;
}

export function isTextRole(role: Role): boolean {
  return role === 'text-draft' || role === 'text-final';
}

/** The request as it would be sent now. A text takes the prompt alone: nothing is sent that the dock does not show. */
export function currentRequest(fields: PromptFields = usePrompt.getState()): GenerationRequest {
  const request = pictureRequest(fields);
  if (!isTextRole(fields.role)) return request;
  const pictureParts = { quality: null, seed: null, background: 'auto', references: [], sourceAssetId: null } as const;
  return { ...request, ...pictureParts, references: [], operation: 'generate', count: 1 };
}

function pictureRequest(fields: PromptFields): GenerationRequest {
  return {
    operation: fields.sourceAssetId ? 'vary' : 'generate',
    role: fields.role,
    modelId: fields.modelId,
    prompt: fields.prompt.trim(),
    aspect: fields.aspect,
    tier: fields.tier,
    count: fields.count,
    seed: fields.seed,
    quality: fields.quality,
    background: fields.background,
    references: spokenOf(fields),
    sourceAssetId: fields.sourceAssetId,
    maskAssetId: null,
  };
}

/** Gives a name to those that have none yet. */
function named(references: readonly Reference[]): readonly NamedReference[] {
  const taken = new Set(references.flatMap(({ name }) => (name ? [name] : [])));
  return references.map((reference) => {
    const name = reference.name ?? makeReferenceName(knownAsset(reference.assetId)?.name ?? '', taken);
    taken.add(name);
    return { ...reference, name };
  });
}

/** Only the names the prompt speaks of are sent along with it. */
function spokenOf({ prompt, references }: PromptFields): Reference[] {
  const spoken = referenceNamesIn(prompt);
  return references.map(({ assetId, role, name }) => (spoken.has(name) ? { assetId, role, name } : { assetId, role }));
}

function moved(references: readonly NamedReference[], assetId: AssetId, by: -1 | 1): readonly NamedReference[] {
  const from = references.findIndex((reference) => reference.assetId === assetId);
  const taken = references[from];
  const to = from + by;
  if (!taken || to < 0 || to >= references.length) return references;
  return references.filter((reference) => reference !== taken).toSpliced(to, 0, taken);
}

/** Keeps what is typed over a reload; a preview is never kept. */
export function keepPrompt(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return usePrompt.subscribe((state, before) => {
    if (currentRequest(state).prompt === before.prompt && state.references === before.references) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { prompt, role, modelId, aspect, tier, count, references } = usePrompt.getState();
      remember(DRAFT_KEY, { prompt, role, modelId, aspect, tier, count, references });
    }, 300);
  });
}
