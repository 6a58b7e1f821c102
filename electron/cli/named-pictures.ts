/** Owns pictures that a request names: files of this computer, or ids of the library. */
import { basename } from 'node:path';
import type { Reference } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { Session } from './command-session.ts';
import { findPicture } from './find-picture.ts';
import { isExistingFile, readPictureFile } from './local-files.ts';

/** A file is brought into the library; anything else is taken for an id. */
export async function namedPicture({ studio }: Session, text: string): Promise<AssetId> {
  const isId = /^(asset|candidate)_/.test(text) && !(await isExistingFile(text));
  if (isId) return (await findPicture(studio, text)).asset.id;
  return (await studio.importPicture(await readPictureFile(text), basename(text))).id;
}

export async function readReferences(
  session: Session,
  typed: readonly string[],
  role: Reference['role'],
): Promise<readonly Reference[]> {
  const found: Reference[] = [];
  for (const text of typed) found.push({ assetId: await namedPicture(session, text), role });
  return found;
}
