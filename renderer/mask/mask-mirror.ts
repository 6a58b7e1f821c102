/** Owns the worker's copy of the mask, as the window's messages make it. */
import { type Tile, type TiledMask, uniformMask } from './mask-tiles.ts';
import type { MaskMessage, SentTile } from './stage-message.ts';

export interface MaskMirror {
  readonly mask: () => TiledMask;
  readonly take: (message: MaskMessage) => void;
}

export function createMaskMirror(): MaskMirror {
  let mask: TiledMask = uniformMask({ widthPx: 1, heightPx: 1 });
  /** Tiles that the window calls by name when they come back. */
  const named = new Map<number, Tile>();
  const unwrap = (sent: SentTile): Tile => {
    if (typeof sent === 'number' || sent instanceof Uint8Array) return sent;
    if (sent.values) named.set(sent.name, sent.values);
    return named.get(sent.name) ?? 0;
  };
  return {
    mask: () => mask,
    take: (message) => {
      if (message.kind === 'stage-mask') {
        mask = uniformMask(message);
        named.clear();
        return;
      }
      if (message.kind === 'stage-names') {
        for (const [index, name] of message.names) named.set(name, mask.tiles[index] ?? 0);
      } else for (const [index, sent] of message.tiles) mask.tiles[index] = unwrap(sent);
      for (const name of message.forgotten) named.delete(name);
    },
  };
}
