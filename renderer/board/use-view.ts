import { create } from 'zustand';
import type { ItemId } from '../../shared/ids.ts';
import type { Rect } from './geometry.ts';

type BoardTool = 'move' | 'hand' | 'frame';

/** What the mounted board offers to the rest of the window. Board units in, board units out. */
interface BoardCamera {
  readonly fitAll: () => void;
  readonly fitRect: (rect: Rect) => void;
  /** Moves only as far as it takes to see the rectangle. */
  readonly reveal: (rect: Rect) => void;
  /** The same, to the left and right only. */
  readonly revealSideways: (rect: Rect) => void;
  readonly centreOn: (point: { readonly xUnits: number; readonly yUnits: number }) => void;
  readonly zoomTo: (zoom: number) => void;
  readonly zoomBy: (factor: number) => void;
  readonly centre: () => { readonly xUnits: number; readonly yUnits: number };
  readonly toBoard: (screen: { readonly x: number; readonly y: number }) => { xUnits: number; yUnits: number };
}

interface ViewState {
  readonly tool: BoardTool;
  readonly zoom: number;
  /** Power of two at or above the zoom: pictures are fetched for this scale, so that most zooming fetches nothing. */
  readonly detail: number;
  /** True while so many pictures are in sight that they are painted on one canvas instead of being elements each. */
  readonly isFar: boolean;
  readonly isMiniMapOpen: boolean;
  /** The item that has the keyboard's place on the board. */
  readonly activeItemId: ItemId | null;
  readonly hoveredItemId: ItemId | null;
  /** The note or frame title being written. */
  readonly editingItemId: ItemId | null;
  /** Pixels at the bottom that the dock covers: nothing is centred or revealed behind it. */
  readonly bottomInsetPx: number;
  readonly camera: BoardCamera | null;
}

export const useView = create<ViewState>(() => ({
  tool: 'move',
  zoom: 1,
  detail: 1,
  isFar: false,
  isMiniMapOpen: false,
  activeItemId: null,
  hoveredItemId: null,
  editingItemId: null,
  bottomInsetPx: 120,
  camera: null,
}));

export function detailFor(zoom: number): number {
  return 2 ** Math.ceil(Math.log2(zoom) - 0.25);
}

export function setTool(tool: BoardTool): void {
  useView.setState({ tool });
}
