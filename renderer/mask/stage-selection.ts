/** Owns keeping the worker's mask the same as the window's: the whole one at the start, then the tiles that changed. */
import type { MaskDocument } from './mask-document.ts';
import { type PixelRect, uniteRects, wholeRect } from './mask-plane.ts';
import { tilesIn } from './mask-tiles.ts';
import type { MaskMessage, SentTile } from './stage-message.ts';
import { createTilePost } from './tile-post.ts';
import { useMaskEdit } from './use-mask-edit.ts';

interface SelectionPost {
  /** Tells what is due. */
  readonly tell: () => void;
  readonly end: () => void;
}

/** `ask` is called whenever there is something to tell. */
export function followSelection(ask: () => void, send: (message: MaskMessage) => void): SelectionPost {
  const post = createTilePost();
  /** Tiles that went out while they were still painted on. */
  const unnamed = new Set<number>();
  let told: MaskDocument | null = null;
  let rect: PixelRect | null = null;
  let ends: (() => void)[] = [];

  const endDocument = () => {
    for (const end of ends) end();
  };
  const follow = () => {
    const { document } = useMaskEdit.getState();
    endDocument();
    ends = document
      ? [
          document.onDirty((changed) => {
            rect = uniteRects(rect, changed);
            ask();
          }),
          document.subscribe(ask),
        ]
      : [];
    ask();
  };
  const sendChanged = (document: MaskDocument, changed: PixelRect) => {
    const { mask } = document;
    const tiles = tilesIn(mask, changed).map((index): [number, SentTile] => {
      const tile = mask.tiles[index] ?? 0;
      if (!document.isStroking()) return [index, post.wrap(tile)];
      unnamed.add(index);
      return [index, tile];
    });
    if (!document.isStroking()) for (const [index] of tiles) unnamed.delete(index);
    send({ kind: 'stage-tiles', tiles, rect: changed, forgotten: post.takeForgotten() });
  };
  /** What was painted is final: it gets its name without crossing again. */
  const sendNames = ({ mask }: MaskDocument) => {
    const names: [number, number][] = [];
    for (const index of unnamed) {
      const tile = mask.tiles[index] ?? 0;
      if (typeof tile !== 'number') names.push([index, post.name(tile)]);
    }
    unnamed.clear();
    if (names.length > 0) send({ kind: 'stage-names', names, forgotten: post.takeForgotten() });
  };

  const endEdit = useMaskEdit.subscribe((state, before) => {
    if (state.document !== before.document) follow();
  });
  follow();
  return {
    tell: () => {
      const { document } = useMaskEdit.getState();
      if (document && document !== told) {
        const { widthPx, heightPx } = document.mask;
        send({ kind: 'stage-mask', widthPx, heightPx });
        unnamed.clear();
        rect = wholeRect(document.mask);
      }
      told = document;
      if (document && rect) sendChanged(document, rect);
      if (document && !document.isStroking()) sendNames(document);
      rect = null;
    },
    end: () => {
      endDocument();
      endEdit();
    },
  };
}
