import { mediaUrl } from '../api/client.ts';

/** Edge of the kept bitmaps: 2,000 of them are about 50 MB. */
const EDGE_PX = 80;
const KEPT = 4_000;
/** Few at a time, so that calls to the studio never queue behind pictures. */
const CONCURRENT = 3;

const bitmaps = new Map<string, ImageBitmap | null>();
const waiting: string[] = [];
let loading = 0;
let onLoaded: () => void = () => undefined;

/** Told when bitmaps have arrived that were not there when last asked. */
export function setThumbListener(listener: () => void): void {
  onLoaded = listener;
}

/** The small bitmap of a picture; null while it is on its way. */
export function thumbOf(hash: string): ImageBitmap | null {
  const known = bitmaps.get(hash);
  if (known !== undefined) return known;
  bitmaps.set(hash, null);
  waiting.push(hash);
  pump();
  return null;
}

function pump(): void {
  while (loading < CONCURRENT) {
    // The newest wish first: that is what is in sight now.
    const hash = waiting.pop();
    if (!hash) return;
    loading += 1;
    load(hash)
      .catch(() => undefined)
      .finally(() => {
        loading -= 1;
        pump();
      });
  }
}

async function load(hash: string): Promise<void> {
  const image = new Image();
  image.src = mediaUrl(hash, 160);
  await image.decode();
  const scale = EDGE_PX / Math.max(image.naturalWidth, image.naturalHeight);
  const bitmap = await createImageBitmap(image, {
    resizeWidth: Math.max(1, Math.round(image.naturalWidth * scale)),
    resizeHeight: Math.max(1, Math.round(image.naturalHeight * scale)),
    resizeQuality: 'medium',
  });
  makeRoom();
  bitmaps.set(hash, bitmap);
  onLoaded();
}

function makeRoom(): void {
  if (bitmaps.size < KEPT) return;
  const oldest = bitmaps.keys().next().value;
  if (oldest === undefined) return;
  bitmaps.get(oldest)?.close();
  bitmaps.delete(oldest);
}
