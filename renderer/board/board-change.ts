import type { BoardItem } from '../../shared/board.ts';
import type { ItemId } from '../../shared/ids.ts';

export type Items = ReadonlyMap<ItemId, BoardItem>;

/** These items now look like this, those are gone. */
export interface ItemChange {
  readonly upsert: readonly BoardItem[];
  readonly remove: readonly ItemId[];
}

/**
 * The items after the change. A picture that has arrived stays: undoing the move of a placeholder must not turn it into
 * a placeholder again.
 */
export function applyItemChange(items: Items, change: ItemChange): Items {
  const next = new Map(items);
  for (const id of change.remove) next.delete(id);
  for (const item of change.upsert) next.set(item.id, keepPicture(items.get(item.id), item));
  return next;
}

function keepPicture(before: BoardItem | undefined, after: BoardItem): BoardItem {
  if (before?.kind !== 'image' || after.kind !== 'image' || after.assetId !== null) return after;
  return { ...after, assetId: before.assetId };
}

/** The change that takes `change` back, seen from the items before it. */
export function invertChange(items: Items, change: ItemChange): ItemChange {
  const upsert: BoardItem[] = [];
  const remove: ItemId[] = [];
  for (const id of change.remove) {
    const before = items.get(id);
    if (before) upsert.push(before);
  }
  for (const item of change.upsert) {
    const before = items.get(item.id);
    if (before) upsert.push(before);
    else remove.push(item.id);
  }
  return { upsert, remove };
}

/** One change that does what `first` and then `second` do. */
export function mergeChanges(first: ItemChange, second: ItemChange): ItemChange {
  const merged = new Map<ItemId, BoardItem | null>();
  for (const change of [first, second]) {
    for (const id of change.remove) merged.set(id, null);
    for (const item of change.upsert) merged.set(item.id, item);
  }
  const upsert: BoardItem[] = [];
  const remove: ItemId[] = [];
  for (const [id, item] of merged) {
    if (item) upsert.push(item);
    else remove.push(id);
  }
  return { upsert, remove };
}

export function isEmptyChange(change: ItemChange): boolean {
  return change.upsert.length === 0 && change.remove.length === 0;
}
