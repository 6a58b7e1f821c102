/** Owns one sitting at the mask editor: the picture, its selection, what is asked, and what came back. */
import { create } from 'zustand';
import type { Asset } from '../../shared/asset.ts';
import type { AssetId, JobId } from '../../shared/ids.ts';
import type { JobPreview } from '../../shared/views.ts';
import { createMaskDocument, type MaskDocument } from './mask-document.ts';
import { LOCAL_FILL_ID, type Margins, type MaskIntent, NO_MARGINS } from './mask-request.ts';
import { useMaskTool } from './use-mask-tool.ts';

interface MaskEditState {
  /** The picture that is edited; after "Continue", the result that was chosen. */
  readonly asset: Asset | null;
  /** The picture the editor was opened on: results lie beside it on the board. */
  readonly openedId: AssetId | null;
  readonly document: MaskDocument | null;
  /** Edits that lie under the picture already. */
  readonly depth: number;
  readonly intent: MaskIntent;
  readonly prompt: string;
  readonly count: number;
  readonly modelId: string;
  /** Pixels to add on each side; not null while extending. */
  readonly margins: Margins | null;
  readonly preview: JobPreview | null;
  /** What is being prepared or worked out; null when nothing is. */
  readonly busy: string | null;
  readonly jobId: JobId | null;
  /** Answers laid by hand; they stand after the job's own. */
  readonly nudgedIds: readonly AssetId[];
  /** The result that is looked at; null = the picture itself. */
  readonly shownId: AssetId | null;
  readonly isBefore: boolean;
}

const nothing: MaskEditState = {
  asset: null,
  openedId: null,
  document: null,
  depth: 0,
  intent: 'fill',
  prompt: '',
  count: 1,
  modelId: 'auto',
  margins: null,
  preview: null,
  busy: null,
  jobId: null,
  nudgedIds: [],
  shownId: null,
  isBefore: false,
};

export const useMaskEdit = create<MaskEditState>(() => nothing);

const noResults = { jobId: null, nudgedIds: [], shownId: null, isBefore: false } as const;

/** Begins on a picture; what was typed before stays when a chain goes on. */
export function beginMaskEdit(
  asset: Asset,
  start: { depth: number; isExtending?: boolean; isChained?: boolean },
): void {
  const { openedId } = useMaskEdit.getState();
  useMaskTool.setState({ draft: null, crosshair: null, corner: null });
  useMaskEdit.setState({
    ...(start.isChained ? {} : nothing),
    ...noResults,
    asset,
    openedId: start.isChained ? (openedId ?? asset.id) : asset.id,
    document: createMaskDocument(asset),
    depth: start.depth,
    margins: start.isExtending ? NO_MARGINS : null,
  });
}

export function endMaskEdit(): void {
  useMaskEdit.setState(nothing);
}

/** Removing needs no words and, by default, no model but the one that runs here. */
export function chooseIntent(intent: MaskIntent): void {
  useMaskEdit.setState(({ modelId }) => {
    if (intent === 'remove') return { intent, modelId: LOCAL_FILL_ID, count: 1 };
    return { intent, modelId: modelId === LOCAL_FILL_ID ? 'auto' : modelId };
  });
}

/** Leaves the results and goes back to the selection. */
export function leaveResults(): void {
  useMaskEdit.setState(noResults);
}

/** Why no tool does anything now, as the hint in its place; null while something can be selected. */
export function useResting(): string | null {
  const isExtending = useMaskEdit((state) => state.margins !== null);
  const isLooking = useMaskEdit((state) => state.shownId !== null);
  if (isLooking) return 'Arrow keys step through the results, Enter takes one, Esc goes back';
  return isExtending ? 'Drag an edge of the picture, or choose a shape below' : null;
}
