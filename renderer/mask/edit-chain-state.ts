/** Owns what the window knows of the chain that is looked at: which steps back there are, what is marked, what is on its way. */
import { create } from 'zustand';
import type { ChainView } from '../../shared/edit-chain.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetId, JobId } from '../../shared/ids.ts';
import type { JobPreview } from '../../shared/views.ts';

/** A step that is to be run again: priced first, then sent. */
export interface ChainRerun {
  readonly stepId: AssetId;
  readonly request: GenerationRequest;
  readonly preview: JobPreview;
  /** null until it is sent. */
  readonly jobId: JobId | null;
}

interface EditChainState {
  readonly isOpen: boolean;
  /** The chain of the picture that is shown; null while it is read. */
  readonly view: ChainView | null;
  /** The state whose chain the steps back and forth belong to; another picture starts anew. */
  readonly currentId: AssetId | null;
  readonly past: readonly AssetId[];
  readonly future: readonly AssetId[];
  /** What is being worked out; null when nothing is. */
  readonly busy: string | null;
  readonly rerun: ChainRerun | null;
  /** The first of two states to compare: a step's picture, or the first original. */
  readonly comparedId: AssetId | null;
  /** What proving said last, of `currentId`. */
  readonly proof: { readonly isGood: boolean; readonly words: string } | null;
  readonly showsDepth: boolean;
  /** Marked on the stage. */
  readonly pointedId: AssetId | null;
  /** The state to come back to after comparing, and the picture that the editor was opened on. */
  readonly resume: { readonly assetId: AssetId; readonly openedId: AssetId | null } | null;
}

export const useChainState = create<EditChainState>(() => ({
  isOpen: false,
  view: null,
  currentId: null,
  past: [],
  future: [],
  busy: null,
  rerun: null,
  comparedId: null,
  proof: null,
  showsDepth: false,
  pointedId: null,
  resume: null,
}));

export function toggleChain(): void {
  useChainState.setState(({ isOpen }) => ({ isOpen: !isOpen, showsDepth: false, pointedId: null, comparedId: null }));
}
