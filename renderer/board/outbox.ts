import type { BoardItem, BoardChange as WireChange } from '../../shared/board.ts';
import type { BoardId, ItemId } from '../../shared/ids.ts';
import { type ItemChange, isEmptyChange, mergeChanges } from './board-change.ts';

type Send = (change: WireChange) => Promise<unknown>;

interface OutboxOptions {
  readonly send: Send;
  /** A change that failed; answering true keeps it and tries again later. */
  readonly onFailure: (error: unknown) => boolean;
}

/** While a gesture goes on, changes are gathered this long before they are sent. */
const GATHER_MS = 250;
const RETRY_MS = 2_000;
/** The studio takes this many items in one change. */
const CHUNK = 5_000;

/** Changes of one board on their way to the studio: gathered, sent one after the other, never reordered. */
export function createOutbox(boardId: BoardId, { send, onFailure }: OutboxOptions) {
  let pending: ItemChange = { upsert: [], remove: [] };
  let sending: ItemChange = { upsert: [], remove: [] };
  let inFlight: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function drain(): Promise<void> {
    while (!isEmptyChange(pending)) {
      const change = takeChunk();
      sending = change;
      try {
        await send({ boardId, upsert: [...change.upsert], remove: [...change.remove] });
      } catch (error) {
        if (!onFailure(error)) continue;
        // What was changed since then is newer and stays on top.
        pending = mergeChanges(change, pending);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      } finally {
        sending = { upsert: [], remove: [] };
      }
    }
  }

  function takeChunk(): ItemChange {
    const chunk = { upsert: pending.upsert.slice(0, CHUNK), remove: pending.remove.slice(0, CHUNK) };
    pending = { upsert: pending.upsert.slice(CHUNK), remove: pending.remove.slice(CHUNK) };
    return chunk;
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    inFlight ??= drain().finally(() => {
      inFlight = null;
    });
    return inFlight;
  }

  return {
    add(change: ItemChange): void {
      pending = mergeChanges(pending, change);
      timer ??= setTimeout(() => void flush(), GATHER_MS);
    },
    /** Sends what is there now; resolves when all of it has been taken. */
    flush,
    /** The local look of an item that the studio may not know yet. */
    pendingItem(id: ItemId): BoardItem | undefined {
      return pending.upsert.find((item) => item.id === id);
    },
    isPending(id: ItemId): boolean {
      return [pending, sending].some(
        (change) => change.remove.includes(id) || change.upsert.some((item) => item.id === id),
      );
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
