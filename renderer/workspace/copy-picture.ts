import type { Asset } from '../../shared/asset.ts';
import { fetchPicture } from '../api/client.ts';
import { showToast } from '../ui/toasts.tsx';

/** Puts a picture on the system clipboard, as PNG: the one format that every application pastes. */
export async function copyPicture(asset: Asset): Promise<void> {
  const png = fetchPicture(asset.hash).then((blob) => (blob.type === 'image/png' ? blob : toPng(blob)));
  // The promise is handed over, so that the browser still sees the key press that allows it.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
  showToast({ title: 'Picture copied' });
}

async function toPng(blob: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/png' });
}
