import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { foldStudioEvent } from '../../renderer/board/follow-board.ts';
import { useBoard } from '../../renderer/board/use-board.ts';
import type { ImageItem, NoteItem } from '../../shared/board.ts';
import { type BoardId, newId } from '../../shared/ids.ts';
import { draftRequest, enqueue, jobIn, openBoard, openTestStudio } from '../support/test-studio.ts';

type Studio = Awaited<ReturnType<typeof openTestStudio>>;

let studio: Studio;
let boardId: BoardId;

/** The window's door leads straight into a real studio. */
beforeEach(async () => {
  studio = await openTestStudio();
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) =>
    studio.fetch(new Request(new URL(url, 'http://studio.test/'), init)),
  );
  boardId = await openBoard(studio);
  await board().load(boardId);
});

afterEach(() => {
  useBoard.getState().close();
  vi.unstubAllGlobals();
});

const board = () => useBoard.getState();

function note(changes: Partial<NoteItem> = {}): NoteItem {
  return {
    kind: 'note',
    id: newId('item'),
    xUnits: 0,
    yUnits: 0,
    widthUnits: 200,
    heightUnits: 120,
    z: 1,
    isLocked: false,
    text: 'A thought',
    tone: 'plain',
    ...changes,
  };
}

describe('the open board', () => {
  it('keeps what was done over a reload', async () => {
    const item = note();
    board().applyChange({ upsert: [item], remove: [] }, 'Add a note');
    board().applyChange({ upsert: [{ ...item, xUnits: 400 }], remove: [] }, 'Move');
    await board().flush();

    board().close();
    await board().load(boardId);

    expect(board().items.get(item.id)).toEqual({ ...item, xUnits: 400 });
  });

  it('takes a whole gesture back with one step, and does it again', () => {
    const item = note();
    board().applyChange({ upsert: [item], remove: [] }, 'Add a note');
    for (const xUnits of [10, 20, 30]) {
      board().applyChange({ upsert: [{ ...item, xUnits }], remove: [] }, 'Move', { gesture: 'drag-1' });
    }

    board().undo();
    expect(board().items.get(item.id)).toEqual(item);
    board().redo();
    expect(board().items.get(item.id)).toEqual({ ...item, xUnits: 30 });
  });

  it('brings deleted items back by undo, and the studio has them again', async () => {
    const item = note();
    board().applyChange({ upsert: [item], remove: [] }, 'Add a note');
    await board().flush();
    board().applyChange({ upsert: [], remove: [item.id] }, 'Delete');
    await board().flush();
    board().undo();
    await board().flush();

    expect((await studio.call('boards.get', { id: boardId })).items).toEqual([item]);
  });

  it('forgets the selection of what is gone', () => {
    const item = note();
    board().applyChange({ upsert: [item], remove: [] }, 'Add a note');
    board().select([item.id]);
    board().applyChange({ upsert: [], remove: [item.id] }, 'Delete');
    expect([...board().selection]).toEqual([]);
  });

  it('shows what another window does', async () => {
    studio.subscribe(foldStudioEvent);
    const item = note();
    await studio.call('boards.change', { boardId, upsert: [item], remove: [] });
    expect(board().items.get(item.id)).toEqual(item);
  });

  it('does not let another window move what is being dragged here', async () => {
    studio.subscribe(foldStudioEvent);
    const item = note();
    board().applyChange({ upsert: [item], remove: [] }, 'Add a note');
    await board().flush();
    board().applyChange({ upsert: [{ ...item, xUnits: 50 }], remove: [] }, 'Move', { gesture: 'drag-2' });
    await studio.call('boards.change', { boardId, upsert: [{ ...item, xUnits: 900 }], remove: [] });
    expect(board().items.get(item.id)?.xUnits).toBe(50);
  });
});

describe('a placeholder', () => {
  it('becomes the picture, and stays it when its own move is undone', async () => {
    studio.subscribe(foldStudioEvent);
    const job = await enqueue(studio, boardId, draftRequest());
    const placeholder = [...board().items.values()].find((item): item is ImageItem => item.kind === 'image');
    if (!placeholder) throw new Error('The studio made no placeholder.');
    board().applyChange({ upsert: [{ ...placeholder, assetId: null, yUnits: 500 }], remove: [] }, 'Move');
    await jobIn(studio, job.id);
    await board().flush();
    board().undo();
    await board().flush();

    const shown = board().items.get(placeholder.id);
    expect(shown).toMatchObject({ kind: 'image', yUnits: placeholder.yUnits });
    expect(shown?.kind === 'image' && shown.assetId).toBeTruthy();
    const kept = (await studio.call('boards.get', { id: boardId })).items.find((item) => item.id === placeholder.id);
    expect(kept).toEqual(shown);
  });
});
