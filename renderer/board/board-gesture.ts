import type { NodeChange } from '@xyflow/react';
import { create } from 'zustand';
import type { BoardItem } from '../../shared/board.ts';
import type { ItemId } from '../../shared/ids.ts';
import { withFrameContents } from './arrange.ts';
import type { Items } from './board-change.ts';
import { copiesOf } from './board-edits.ts';
import type { BoardNode } from './board-nodes.ts';
import { boundsOf, overlaps, type Rect } from './geometry.ts';
import { type Guide, snapTo } from './snap.ts';
import { useBoard } from './use-board.ts';
import { useView } from './use-view.ts';

/** Snap lines of the gesture under way. */
export const useGuides = create<{ readonly guides: readonly Guide[] }>(() => ({ guides: [] }));

const SNAP_PX = 6;

interface Gesture {
  readonly name: string;
  /** Everything as it was when the gesture began. */
  readonly start: Items;
  /** What moves along because it lies in a moved frame. */
  readonly carried: ReadonlySet<ItemId>;
  readonly neighbours: readonly Rect[];
}

let gesture: Gesture | null = null;
let gestureCount = 0;

/** Alt leaves copies where the items were. */
export function beginDrag(ids: readonly ItemId[], leavesCopies: boolean): void {
  const { items, applyChange } = useBoard.getState();
  const dragged = ids.flatMap((id) => items.get(id) ?? []);
  // Of a large selection only the pressed item is an element while far; the others are carried.
  const { selection } = useBoard.getState();
  const alongside = ids.some((id) => selection.has(id)) ? [...selection].flatMap((id) => items.get(id) ?? []) : [];
  const carried = carriedBy(dragged, alongside, items);
  gestureCount += 1;
  gesture = { name: `drag-${gestureCount}`, start: items, carried, neighbours: visibleNeighbours(items, ids, carried) };
  if (leavesCopies) {
    const moving = new Set([...ids, ...carried]);
    const copies = copiesOf(
      [...moving].flatMap((id) => items.get(id) ?? []),
      0,
      0,
    );
    applyChange({ upsert: copies, remove: [] }, 'Duplicate', { gesture: gesture.name });
  }
}

function carriedBy(dragged: readonly BoardItem[], alongside: readonly BoardItem[], items: Items): ReadonlySet<ItemId> {
  const own = new Set(dragged.map((item) => item.id));
  const inside = withFrameContents([...dragged, ...alongside], [...items.values()]);
  return new Set(inside.filter((item) => !own.has(item.id) && !item.isLocked).map((item) => item.id));
}

/** Snapping looks only at what is near: the board may hold thousands. */
function visibleNeighbours(items: Items, ids: readonly ItemId[], carried: ReadonlySet<ItemId>): Rect[] {
  const moving = new Set([...ids, ...carried]);
  const from = boundsOf(ids.flatMap((id) => items.get(id) ?? []));
  if (!from) return [];
  const reach = 1_600 / useView.getState().zoom;
  return [...items.values()].filter((item) => !moving.has(item.id) && overlaps(from, item, reach)).slice(0, 400);
}

/** Ends a drag or a resize: the step is complete, and it is sent now. */
export function endGesture(): void {
  gesture = null;
  useGuides.setState({ guides: [] });
  void useBoard.getState().flush();
}

export function beginResize(): void {
  gestureCount += 1;
  gesture = { name: `resize-${gestureCount}`, start: useBoard.getState().items, carried: new Set(), neighbours: [] };
}

/** Turns React Flow's changes into one change of the board. Selection changes are handled apart. */
export function foldNodeChanges(changes: readonly NodeChange<BoardNode>[]): void {
  const { items, applyChange } = useBoard.getState();
  const looks = new Map<ItemId, BoardItem>();
  for (const change of changes) {
    if (change.type !== 'position' && change.type !== 'dimensions') continue;
    const known = findItem(items, looks, change.id);
    if (!known) continue;
    if (change.type === 'position' && change.position) {
      looks.set(known.id, { ...known, xUnits: round(change.position.x), yUnits: round(change.position.y) });
    }
    if (change.type === 'dimensions' && change.resizing && change.dimensions) {
      const { width, height } = change.dimensions;
      looks.set(known.id, { ...known, widthUnits: Math.max(1, round(width)), heightUnits: Math.max(1, round(height)) });
    }
  }
  if (looks.size === 0 || !gesture) return;
  const isDrag = gesture.name.startsWith('drag');
  const moved = isDrag ? withSnapAndCarried(gesture, [...looks.values()]) : [...looks.values()];
  applyChange({ upsert: moved, remove: [] }, isDrag ? 'Move' : 'Resize', { gesture: gesture.name });
}

function findItem(items: Items, looks: ReadonlyMap<ItemId, BoardItem>, id: string): BoardItem | undefined {
  const key: ItemId = `item_${id.slice('item_'.length)}`;
  return looks.get(key) ?? items.get(key);
}

function withSnapAndCarried(current: Gesture, moved: readonly BoardItem[]): BoardItem[] {
  const bounds = boundsOf(moved);
  const first = moved[0];
  const origin = first ? current.start.get(first.id) : undefined;
  if (!bounds || !first || !origin) return [...moved];
  const snap = snapTo(bounds, current.neighbours, SNAP_PX / useView.getState().zoom);
  useGuides.setState({ guides: snap.guides });
  const snapped = moved.map((item) => ({
    ...item,
    xUnits: round(item.xUnits + snap.dx),
    yUnits: round(item.yUnits + snap.dy),
  }));
  const dx = first.xUnits + snap.dx - origin.xUnits;
  const dy = first.yUnits + snap.dy - origin.yUnits;
  const carried = [...current.carried].flatMap((id) => {
    const start = current.start.get(id);
    return start ? [{ ...start, xUnits: round(start.xUnits + dx), yUnits: round(start.yUnits + dy) }] : [];
  });
  return [...snapped, ...carried];
}

/** Hundredths of a unit: finer than any screen, and short on the wire. */
function round(units: number): number {
  return Math.round(units * 100) / 100;
}
