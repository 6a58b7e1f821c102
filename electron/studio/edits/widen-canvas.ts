/** Owns a wider canvas as a picture of the library, with the mask of what is new and the way back to where it came from. */
import type { Asset } from '../../../shared/asset.ts';
import { newId } from '../../../shared/ids.ts';
import { insertAsset, insertLineage } from '../assets/asset-store.ts';
import { importPicture } from '../assets/import-picture.ts';
import type { StudioContext } from '../context.ts';
import type { Margins } from '../imaging/editing/extend-canvas.ts';
import { runEditing } from '../imaging/editing/run-editing.ts';
import { type EditCanvas, findCanvas, putCanvas } from './edit-chain-store.ts';

interface Widening extends Pick<EditCanvas, 'nextTo' | 'isContinuation'> {
  readonly margins: Margins;
}

/** Both are working pictures: the history does not list them. Throws as `extendCanvas`. */
export async function widenCanvas(
  context: StudioContext,
  picture: Asset,
  { margins, nextTo, isContinuation }: Widening,
): Promise<{ source: Asset; mask: Asset }> {
  const canvas = await runEditing('extendCanvas', [await context.blobs.read(picture.hash), margins]);
  const found = await importPicture(context, canvas.file, picture.name, 'working');
  const maskFile = await runEditing('encodeMask', [canvas.mask]);
  const mask = await importPicture(context, maskFile, `${picture.name} extension`, 'working');
  const place = { fromAssetId: picture.id, leftPx: margins.left, topPx: margins.top, nextTo, isContinuation };
  const source = asCanvasOf(context, found, place);
  context.db.transaction(() => {
    putCanvas(context.db, { ...place, assetId: source.id });
    insertLineage(context.db, { parentAssetId: picture.id, childAssetId: source.id, kind: 'edited' });
  })();
  return { source, mask };
}

/** The same bytes may be the canvas of two pictures, as with flat colours; each has its own place then. */
function asCanvasOf({ db, clock }: StudioContext, found: Asset, place: Omit<EditCanvas, 'assetId'>): Asset {
  const known = findCanvas(db, found.id);
  const isOther =
    known !== null &&
    (known.fromAssetId !== place.fromAssetId || known.leftPx !== place.leftPx || known.topPx !== place.topPx);
  if (!isOther) return found;
  const other: Asset = { ...found, id: newId('asset', clock.now()), createdAtMs: clock.now() };
  insertAsset(db, other, other.name);
  return other;
}
