import { uploadPictures } from '../board/use-uploads.ts';
import { announce } from '../workspace/use-announcer.ts';
import { usePrompt } from './use-prompt.ts';

/** Stores pictures and sends them along with the prompt; what is no picture is named in a toast. */
export async function addReferenceFiles(files: Iterable<File> | null): Promise<void> {
  const assets = await uploadPictures([...(files ?? [])]);
  for (const asset of assets) usePrompt.getState().addReference(asset.id);
  if (assets.length > 0) announce(assets.length === 1 ? '1 reference added.' : `${assets.length} references added.`);
}
