/** Owns which tiles the stage's worker has: each crosses once, and is called by its name when it comes back, as with undo. */
import type { Tile } from './mask-tiles.ts';
import type { SentTile } from './stage-message.ts';

type TileValues = Exclude<Tile, number>;

export interface TilePost {
  /** A tile that will not be written into any more. */
  readonly wrap: (tile: Tile) => SentTile;
  /** The worker holds these very values already; answers the name they have from now on. */
  readonly name: (tile: TileValues) => number;
  /** Names that the worker need not keep any more; each is answered once. */
  readonly takeForgotten: () => number[];
}

/** Two whole masks of the largest picture: 128 MB when no tile is flat. */
const KEPT_TILES = 2_048;

export function createTilePost(): TilePost {
  /** What was used last stands last. */
  const names = new Map<TileValues, number>();
  let newest = 0;
  let forgotten: number[] = [];

  const name = (tile: TileValues) => {
    newest += 1;
    names.set(tile, newest);
    const [oldest] = names;
    if (names.size > KEPT_TILES && oldest) {
      names.delete(oldest[0]);
      forgotten.push(oldest[1]);
    }
    return newest;
  };

  return {
    name,
    wrap: (tile) => {
      if (typeof tile === 'number') return tile;
      const known = names.get(tile);
      if (known === undefined) return { name: name(tile), values: tile };
      names.delete(tile);
      names.set(tile, known);
      return { name: known };
    },
    takeForgotten: () => {
      const taken = forgotten;
      forgotten = [];
      return taken;
    },
  };
}
