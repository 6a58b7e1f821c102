import type { ImageItem } from '../../shared/board.ts';
import { newId } from '../../shared/ids.ts';
import { addItems } from './board-edits.ts';
import { cardSize } from './geometry.ts';
import { useBoard } from './use-board.ts';
import { GAP_UNITS } from './use-places.ts';
import { uploadPictures } from './use-uploads.ts';

interface Point {
  readonly xUnits: number;
  readonly yUnits: number;
}

/** Puts pictures on the board in rows around a point; the person chose the place, so nothing else is asked. */
export async function importPictures(files: readonly File[], at: Point): Promise<void> {
  const assets = await uploadPictures(files);
  if (assets.length === 0) return;
  const top = Math.max(0, ...[...useBoard.getState().items.values()].map((item) => item.z));
  const columns = Math.ceil(Math.sqrt(assets.length));
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  const items = assets.map((asset, index): ImageItem => {
    const size = cardSize(asset.widthPx / asset.heightPx);
    if (index > 0 && index % columns === 0) {
      x = 0;
      y += rowHeight + GAP_UNITS;
      rowHeight = 0;
    }
    const place = {
      xUnits: Math.round(at.xUnits + x - size.widthUnits / 2),
      yUnits: Math.round(at.yUnits + y - size.heightUnits / 2),
    };
    x += size.widthUnits + GAP_UNITS;
    rowHeight = Math.max(rowHeight, size.heightUnits);
    return {
      kind: 'image',
      id: newId('item'),
      ...place,
      ...size,
      z: top + 1 + index,
      isLocked: false,
      assetId: asset.id,
      jobId: null,
      slot: 0,
    };
  });
  addItems(items, items.length === 1 ? 'Add a picture' : `Add ${items.length} pictures`);
}
