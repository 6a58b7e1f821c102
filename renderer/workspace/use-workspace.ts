import { create } from 'zustand';
import type { AssetId, BoardId } from '../../shared/ids.ts';
import { recall, remember } from '../api/browser-memory.ts';

export type PanelName = 'boards' | 'references' | 'history' | 'spend' | 'settings';

export type Overlay =
  | { readonly kind: 'compare'; readonly assetIds: readonly AssetId[] }
  | { readonly kind: 'export'; readonly assetIds: readonly AssetId[] }
  /** The registry; with an id, opened at that entry. */
  | { readonly kind: 'models'; readonly modelId?: string }
  | { readonly kind: 'routing' }
  | { readonly kind: 'dual'; readonly groupId: string }
  /** The mask editor; extending shows handles on the picture's edges, and the list of edits may be open. */
  | { readonly kind: 'mask'; readonly assetId: AssetId; readonly isExtending?: boolean; readonly showsEdits?: boolean }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' };

interface WorkspaceState {
  readonly boardId: BoardId | null;
  readonly openPanel: PanelName | null;
  readonly overlay: Overlay | null;
  readonly isJobTrayOpen: boolean;
  readonly openBoard: (id: BoardId | null) => void;
  /** Opens a panel; the one that is open already closes. */
  readonly showPanel: (panel: PanelName | null) => void;
  readonly showOverlay: (overlay: Overlay | null) => void;
  readonly toggleJobTray: () => void;
}

const BOARD_KEY = 'maquette-board';

/** What the frame shows. Nothing here is worth keeping in the library; the last board is remembered by the window. */
export const useWorkspace = create<WorkspaceState>((set) => ({
  boardId: null,
  openPanel: null,
  overlay: null,
  isJobTrayOpen: false,
  openBoard: (boardId) => {
    if (boardId) remember(BOARD_KEY, boardId);
    set({ boardId });
  },
  showPanel: (panel) => set((state) => ({ openPanel: state.openPanel === panel ? null : panel })),
  showOverlay: (overlay) => set({ overlay }),
  toggleJobTray: () => set((state) => ({ isJobTrayOpen: !state.isJobTrayOpen })),
}));

/** The board that was open when the window was last closed. */
export function lastBoardId(): string | null {
  return recall<string | null>(BOARD_KEY, null);
}
