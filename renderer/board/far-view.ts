import type { BoardItem } from '../../shared/board.ts';
import { overlaps, type Rect } from './geometry.ts';
import { useBoard } from './use-board.ts';
import { useView } from './use-view.ts';

/** Measured: below this many elements panning holds the frame rate, far above it does not. The gap stops flicker. */
const FAR_ABOVE = 240;
const NEAR_BELOW = 180;

interface Camera {
  readonly width: number;
  readonly height: number;
  /** x, y and zoom of the viewport. */
  readonly transform: readonly [number, number, number];
}

/** What the window shows of the board, in board units, with a share of itself added on every side. */
export function visibleRect({ width, height, transform: [x, y, zoom] }: Camera, marginShare = 0): Rect {
  const widthUnits = width / zoom;
  const heightUnits = height / zoom;
  return {
    xUnits: -x / zoom - widthUnits * marginShare,
    yUnits: -y / zoom - heightUnits * marginShare,
    widthUnits: widthUnits * (1 + 2 * marginShare),
    heightUnits: heightUnits * (1 + 2 * marginShare),
  };
}

/** Decides between elements and canvas by how many pictures are in sight. */
export function updateFarView(camera: Camera): void {
  const { isFar } = useView.getState();
  const { items } = useBoard.getState();
  const limit = isFar ? NEAR_BELOW : FAR_ABOVE;
  const next = items.size > limit && countVisible(items.values(), visibleRect(camera), limit) > limit;
  if (next !== isFar) useView.setState({ isFar: next });
}

function countVisible(items: Iterable<BoardItem>, view: Rect, limit: number): number {
  let count = 0;
  for (const item of items) {
    if (item.kind !== 'image' || !overlaps(item, view)) continue;
    count += 1;
    if (count > limit) return count;
  }
  return count;
}
