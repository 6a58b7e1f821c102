/** Owns where pictures made on the command line appear, for whoever opens the board in a window later. */
import type { Board } from '../../shared/board.ts';
import type { ProcedureInput } from '../../shared/contract.ts';
import { type BoardId, newId } from '../../shared/ids.ts';
import type { PixelSize } from '../../shared/sizes.ts';
import type { Studio } from '../studio/studio.ts';

export const DEFAULT_BOARD = 'Command line';
/** Long edge on the board, and the space between pictures. */
const LONG_EDGE_UNITS = 320;
const GAP_UNITS = 24;

export type Placement = ProcedureInput<'jobs.enqueue'>['placement'];

/** The board of that name, made when there is none. */
export async function boardNamed(studio: Studio, name: string): Promise<BoardId> {
  const boards = await studio.call('boards.list', {});
  const known = boards.find((board) => board.name.toLowerCase() === name.trim().toLowerCase());
  return (known ?? (await studio.call('boards.create', { name }))).id;
}

/** A row below everything that lies there, from the left edge; nothing moves. */
export async function placeInRow(studio: Studio, boardId: BoardId, sizes: readonly PixelSize[]): Promise<Placement> {
  const corner = freeCorner(await studio.call('boards.get', { id: boardId }));
  let xUnits = corner.xUnits;
  const places = sizes.map((size) => {
    const scale = LONG_EDGE_UNITS / Math.max(size.widthPx, size.heightPx);
    const widthUnits = Math.max(1, Math.round(size.widthPx * scale));
    const heightUnits = Math.max(1, Math.round(size.heightPx * scale));
    const place = { itemId: newId('item'), xUnits, yUnits: corner.yUnits, widthUnits, heightUnits };
    xUnits += widthUnits + GAP_UNITS;
    return place;
  });
  return { boardId, places };
}

function freeCorner({ items }: Board): { xUnits: number; yUnits: number } {
  if (items.length === 0) return { xUnits: 0, yUnits: 0 };
  return {
    xUnits: Math.min(...items.map((item) => item.xUnits)),
    yUnits: Math.max(...items.map((item) => item.yUnits + item.heightUnits)) + GAP_UNITS,
  };
}
