import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOutbox } from '../../renderer/board/outbox.ts';
import type { BoardChange, NoteItem } from '../../shared/board.ts';
import { newId } from '../../shared/ids.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const boardId = newId('board');

function note(xUnits: number, id = newId('item')): NoteItem {
  const shape = { xUnits, yUnits: 0, widthUnits: 10, heightUnits: 10, z: 0, isLocked: false };
  return { kind: 'note', id, text: '', tone: 'plain', ...shape };
}

it('gathers the steps of a drag into few changes, the last place in each', async () => {
  const sent: BoardChange[] = [];
  const outbox = createOutbox(boardId, { send: async (change) => sent.push(change), onFailure: () => true });
  const id = newId('item');
  for (let x = 1; x <= 100; x += 1) outbox.add({ upsert: [note(x, id)], remove: [] });
  await vi.advanceTimersByTimeAsync(300);
  expect(sent.map((change) => change.upsert.map((item) => item.xUnits))).toEqual([[100]]);
});

it('keeps changes while the studio does not answer, and sends the newest look in the end', async () => {
  const sent: BoardChange[] = [];
  let isDown = true;
  const send = async (change: BoardChange) => {
    if (isDown) throw new Error('down');
    sent.push(change);
  };
  const outbox = createOutbox(boardId, { send, onFailure: () => true });
  const id = newId('item');
  outbox.add({ upsert: [note(1, id)], remove: [] });
  await vi.advanceTimersByTimeAsync(300);
  outbox.add({ upsert: [note(2, id)], remove: [] });
  expect(outbox.isPending(id)).toBe(true);
  isDown = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent.flatMap((change) => change.upsert.map((item) => item.xUnits))).toEqual([2]);
  expect(outbox.isPending(id)).toBe(false);
});

it('still calls an item pending while it is on its way', async () => {
  let arrive: () => void = () => undefined;
  const send = () => new Promise<void>((resolve) => (arrive = resolve));
  const outbox = createOutbox(boardId, { send, onFailure: () => true });
  const item = note(1);
  outbox.add({ upsert: [item], remove: [] });
  const done = outbox.flush();
  expect(outbox.isPending(item.id)).toBe(true);
  arrive();
  await done;
  expect(outbox.isPending(item.id)).toBe(false);
});

it('sends a board of many thousands in pieces the studio takes', async () => {
  const sizes: number[] = [];
  const send = async (change: BoardChange) => sizes.push(change.upsert.length);
  const outbox = createOutbox(boardId, { send, onFailure: () => true });
  outbox.add({ upsert: Array.from({ length: 12_000 }, () => note(0)), remove: [] });
  await outbox.flush();
  expect(sizes).toEqual([5_000, 5_000, 2_000]);
});
