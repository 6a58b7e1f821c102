/** Owns what an edit asks of a model, and in which words the button says so. Pure. */
import type { Laying } from '../../shared/edit.ts';
import type { GenerationRequest, Reference } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';

export const MASK_INTENTS = ['fill', 'replace', 'remove', 'vary'] as const;
export type MaskIntent = (typeof MASK_INTENTS)[number];

/** The model that removes without a key, and whose answer does not depend on words. */
export const LOCAL_FILL_ID = 'sketch:local-fill';

export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const NO_MARGINS: Margins = { left: 0, top: 0, right: 0, bottom: 0 };

export interface EditWish {
  readonly intent: MaskIntent;
  readonly isExtending: boolean;
  readonly prompt: string;
  readonly count: number;
  readonly modelId: string;
  /** Sent after the picture, in this order; absent = none. */
  readonly references?: readonly Reference[];
  /** Absent = as the studio chooses. */
  readonly laying?: Laying | undefined;
}

const VERBS: Readonly<Record<MaskIntent, string>> = {
  fill: 'Fill',
  replace: 'Replace',
  remove: 'Remove',
  vary: 'Vary inside',
};

/** "Fill", "Fill 3", "Extend": what pressing the button does. */
export function actionWords({ intent, isExtending, count }: EditWish): string {
  const verb = isExtending ? 'Extend' : VERBS[intent];
  return count > 1 ? `${verb} · ${count}` : verb;
}

const EXTEND_WORDS = 'Continue the picture beyond its edges';
const REMOVE_WORDS = 'Remove what is selected';
const VARY_WORDS = 'A variation of what is selected';
const REPLACE_WORDS = 'Replace what is selected with ';

/** Null when nothing may be sent as it stands: the words are missing. */
export function promptFor({ intent, isExtending, prompt }: EditWish): string | null {
  const words = prompt.trim();
  if (isExtending) return words || EXTEND_WORDS;
  if (intent === 'remove') return REMOVE_WORDS;
  if (intent === 'vary') return words || VARY_WORDS;
  if (words === '') return null;
  return intent === 'replace' ? `${REPLACE_WORDS}${words}` : words;
}

/** What was wished for, read back from what was sent. */
export function wishOf(sent: string): Pick<EditWish, 'intent' | 'prompt'> {
  if (sent === REMOVE_WORDS) return { intent: 'remove', prompt: '' };
  if (sent === VARY_WORDS) return { intent: 'vary', prompt: '' };
  if (sent.startsWith(REPLACE_WORDS)) return { intent: 'replace', prompt: sent.slice(REPLACE_WORDS.length) };
  return { intent: 'fill', prompt: sent === EXTEND_WORDS ? '' : sent };
}

export function editRequest(wish: EditWish, sourceAssetId: AssetId, maskAssetId: AssetId | null): GenerationRequest {
  return {
    operation: 'edit',
    role: 'edit',
    modelId: wish.modelId,
    prompt: promptFor(wish) ?? '',
    aspect: '1:1',
    tier: '1K',
    count: wish.count,
    seed: null,
    quality: null,
    background: 'auto',
    references: [...(wish.references ?? [])],
    sourceAssetId,
    maskAssetId,
    ...(wish.laying ? { laying: wish.laying } : {}),
  };
}

/** As `edits.prepareExtend` takes it. */
export function marginWords({ left, top, right, bottom }: Margins): string {
  return `+${[left, top, right, bottom].map((side) => Math.max(0, Math.round(side))).join(',')}`;
}

export function hasMargins(margins: Margins): boolean {
  return Object.values(margins).some((side) => side >= 1);
}
