import type { Node } from '@xyflow/react';
import type { BoardItem, FrameItem, ImageItem, NoteItem } from '../../shared/board.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Items } from './board-change.ts';

export type ImageBoardNode = Node<{ item: ImageItem }, 'image'>;
export type NoteBoardNode = Node<{ item: NoteItem }, 'note'>;
export type FrameBoardNode = Node<{ item: FrameItem }, 'frame'>;
export type BoardNode = ImageBoardNode | NoteBoardNode | FrameBoardNode;

interface CachedNode {
  readonly node: BoardNode;
  readonly isSelected: boolean;
  readonly isActive: boolean;
}

const NAMES = { image: 'Picture', note: 'Note', frame: 'Frame' } as const;

interface NodeSource {
  readonly items: Items;
  readonly selection: ReadonlySet<ItemId>;
  readonly activeId: ItemId | null;
  readonly isFar: boolean;
  readonly hoveredId: ItemId | null;
}

/** Larger selections are outlined on the canvas. */
export const SELECTED_ELEMENTS = 150;

/**
 * Nodes of the items; an item that did not change keeps its node object, which is what lets React Flow skip it. Sizes
 * are given, never measured, so that a board of thousands opens without a layout pass per card.
 */
export function createNodeCache() {
  const cache = new WeakMap<BoardItem, CachedNode>();
  return ({ items, selection, activeId, isFar, hoveredId }: NodeSource): BoardNode[] => {
    const shown = isFar ? [...items.values()].filter(isElementWhenFar) : [...items.values()];
    return shown.map((item) => {
      const isSelected = selection.has(item.id);
      const isActive = item.id === activeId;
      const known = cache.get(item);
      if (known && known.isSelected === isSelected && known.isActive === isActive) return known.node;
      const node = nodeOf(item, isSelected, isActive);
      cache.set(item, { node, isSelected, isActive });
      return node;
    });

    /** The canvas has no elements to press: the picture under the pointer, and what is selected, become elements. */
    function isElementWhenFar(item: BoardItem): boolean {
      if (item.kind !== 'image' || item.id === hoveredId || item.id === activeId) return true;
      return selection.size <= SELECTED_ELEMENTS && selection.has(item.id);
    }
  };
}

function nodeOf(item: BoardItem, selected: boolean, isActive: boolean): BoardNode {
  const common = {
    id: item.id,
    position: { x: item.xUnits, y: item.yUnits },
    width: item.widthUnits,
    height: item.heightUnits,
    measured: { width: item.widthUnits, height: item.heightUnits },
    // An empty list tells React Flow that there is nothing to look for in the DOM.
    handles: [],
    zIndex: item.z,
    selected,
    // Left open for what may move: whether it does depends on the tool, and `true` would overrule that.
    ...(item.isLocked ? { draggable: false } : {}),
    // One tab stop for the whole board; arrows move it.
    focusable: isActive,
    ariaLabel: `${NAMES[item.kind]}${item.isLocked ? ', locked' : ''}${selected ? ', selected' : ''}`,
  };
  if (item.kind === 'image') return { ...common, type: 'image', data: { item } };
  if (item.kind === 'note') return { ...common, type: 'note', data: { item } };
  // Its inside is ground: only border and title take the pointer.
  return { ...common, type: 'frame', data: { item }, style: { pointerEvents: 'none' } };
}
