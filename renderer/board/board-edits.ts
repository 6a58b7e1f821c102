import type { BoardItem, FrameItem, NoteItem } from '../../shared/board.ts';
import { type ItemId, newId } from '../../shared/ids.ts';
import { announce } from '../workspace/use-announcer.ts';
import { aligned, distributed, type Edge, restacked, shifted, withFrameContents } from './arrange.ts';
import { boundsOf, type Rect } from './geometry.ts';
import { useBoard } from './use-board.ts';
import { useView } from './use-view.ts';

export function selectedItems(): BoardItem[] {
  const { items, selection } = useBoard.getState();
  return [...selection].flatMap((id) => items.get(id) ?? []);
}

function allItems(): BoardItem[] {
  return [...useBoard.getState().items.values()];
}

function counted(items: readonly BoardItem[]): string {
  return items.length === 1 ? `1 ${items[0]?.kind ?? 'item'}` : `${items.length} items`;
}

function update(upsert: readonly BoardItem[], label: string, gesture: string | null = null): void {
  useBoard.getState().applyChange({ upsert, remove: [] }, label, { gesture });
}

export function removeSelection(): void {
  const chosen = selectedItems().filter((item) => !item.isLocked);
  if (chosen.length === 0) return;
  useBoard.getState().applyChange({ upsert: [], remove: chosen.map((item) => item.id) }, `Delete ${counted(chosen)}`);
  announce(`Deleted ${counted(chosen)}. Undo brings it back.`);
}

/** Copies of items, moved by an offset and in front; pictures that are still being made are left out. */
export function copiesOf(items: readonly BoardItem[], dx: number, dy: number): BoardItem[] {
  const ready = items.filter((item) => item.kind !== 'image' || item.assetId !== null);
  const top = Math.max(0, ...allItems().map((item) => item.z));
  return ready.map((item, index) => ({
    ...item,
    id: newId('item'),
    xUnits: item.xUnits + dx,
    yUnits: item.yUnits + dy,
    z: item.kind === 'frame' ? item.z : top + 1 + index,
    isLocked: false,
  }));
}

export function addItems(added: readonly BoardItem[], label: string): void {
  if (added.length === 0) return;
  update(added, label);
  useBoard.getState().select(added.map((item) => item.id));
  announce(label);
}

export function duplicateSelection(): void {
  const chosen = withFrameContents(selectedItems(), allItems());
  const bounds = boundsOf(chosen);
  if (bounds) addItems(copiesOf(chosen, bounds.widthUnits + 24, 0), `Duplicate ${counted(chosen)}`);
}

export function nudgeSelection(dx: number, dy: number): void {
  const chosen = selectedItems();
  update(shifted(chosen, allItems(), dx, dy), `Move ${counted(chosen)}`, `nudge:${[...chosen].map(({ id }) => id)}`);
}

export function alignSelection(edge: Edge): void {
  update(aligned(selectedItems(), edge), 'Align');
}

export function distributeSelection(axis: 'x' | 'y'): void {
  update(distributed(selectedItems(), axis), 'Distribute');
}

export function restackSelection(where: 'front' | 'back'): void {
  update(restacked(selectedItems(), allItems(), where), where === 'front' ? 'Bring to front' : 'Send to back');
}

export function toggleLock(): void {
  const chosen = selectedItems();
  const isLocked = chosen.some((item) => !item.isLocked);
  update(
    chosen.map((item) => ({ ...item, isLocked })),
    isLocked ? 'Lock' : 'Unlock',
  );
  announce(isLocked ? 'Locked' : 'Unlocked');
}

export function addNote(): void {
  const camera = useView.getState().camera;
  if (!camera) return;
  const centre = camera.centre();
  const note: NoteItem = {
    kind: 'note',
    id: newId('item'),
    xUnits: Math.round(centre.xUnits - 110),
    yUnits: Math.round(centre.yUnits - 80),
    widthUnits: 220,
    heightUnits: 160,
    z: Math.max(0, ...allItems().map((item) => item.z)) + 1,
    isLocked: false,
    text: '',
    tone: 'plain',
  };
  addItems([note], 'Add a note');
  useView.setState({ editingItemId: note.id });
}

/** A frame behind everything it holds. */
export function addFrame(rect: Rect): void {
  const frame: FrameItem = {
    kind: 'frame',
    id: newId('item'),
    ...rect,
    z: Math.min(0, ...allItems().map((item) => item.z)) - 1,
    isLocked: false,
    title: 'Frame',
  };
  addItems([frame], 'Add a frame');
  useView.setState({ editingItemId: frame.id, tool: 'move' });
}

export function frameSelection(): void {
  const bounds = boundsOf(selectedItems());
  if (!bounds) return;
  const margin = 32;
  addFrame({
    xUnits: bounds.xUnits - margin,
    yUnits: bounds.yUnits - margin,
    widthUnits: bounds.widthUnits + margin * 2,
    heightUnits: bounds.heightUnits + margin * 2,
  });
}

export function setNoteText(id: ItemId, text: string): void {
  const item = useBoard.getState().items.get(id);
  if (item?.kind === 'note' && item.text !== text) update([{ ...item, text: text.slice(0, 20_000) }], 'Write a note');
}

export function setNoteTone(id: ItemId, tone: NoteItem['tone']): void {
  const item = useBoard.getState().items.get(id);
  if (item?.kind === 'note') update([{ ...item, tone }], 'Colour a note');
}

export function setFrameTitle(id: ItemId, title: string): void {
  const item = useBoard.getState().items.get(id);
  if (item?.kind === 'frame' && item.title !== title) update([{ ...item, title: title.slice(0, 200) }], 'Name a frame');
}
