import type { Asset } from '../../shared/asset.ts';
import { uploadPicture } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { showToast } from '../ui/toasts.tsx';
import { useBoard } from './use-board.ts';

/** Stores pictures in the library one after the other; what is not a picture is named in a toast, the rest goes on. */
export async function uploadPictures(files: readonly File[]): Promise<Asset[]> {
  const assets: Asset[] = [];
  for (const file of files) {
    try {
      assets.push(await uploadPicture(file, file.name || 'Pasted picture'));
    } catch (error) {
      const { title, message } = describeError(error);
      showToast({
        title: `${file.name || 'The picture'}: ${title.toLowerCase()}`,
        description: message,
        tone: 'danger',
      });
    }
  }
  useBoard.getState().noteAssets(assets);
  return assets;
}
