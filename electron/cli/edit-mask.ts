/** Owns the options of an edit that are about its mask, and the mask file read as they say. */
import { basename } from 'node:path';
import type { Asset } from '../../shared/asset.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { Session } from './command-session.ts';
import type { EditOptions } from './edit-options.ts';
import { readPictureFile } from './local-files.ts';

export interface MaskOptions extends EditOptions {
  readonly maskAlpha?: boolean;
  readonly grow: number;
  readonly feather: number;
  readonly padding?: number;
  readonly toneMatch: boolean;
}

/** Left out when nothing was chosen, so that an earlier edit of the same words is found again. */
export function layingOf({ padding, toneMatch }: MaskOptions): Pick<GenerationRequest, 'laying'> {
  if (padding === undefined && toneMatch) return {};
  return { laying: { paddingPx: padding ?? null, isToneMatched: toneMatch } };
}

/**
 * `pictureAssetId`: what it has to be as large as; null takes its own size. Throws what mask files are refused for:
 * another size, empty, no transparency, damaged.
 */
export async function readMask(
  { studio }: Session,
  file: string,
  { options, pictureAssetId }: { readonly options: MaskOptions; readonly pictureAssetId: AssetId | null },
): Promise<Asset> {
  const asset = await studio.importPicture(await readPictureFile(file), basename(file), 'working');
  const polarity = options.maskAlpha ? 'alpha' : 'white';
  const form = { polarity, growPx: options.grow, featherPx: options.feather } as const;
  return studio.call('edits.readMask', { assetId: asset.id, pictureAssetId: pictureAssetId ?? asset.id, ...form });
}
