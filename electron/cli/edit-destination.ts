/** Owns where an edit is written: checked before anything is paid, and never in a form that would lose samples. */
import { dirname, extname } from 'node:path';
import type { Asset } from '../../shared/asset.ts';
import { StudioError } from '../../shared/errors.ts';
import { extensionOf } from './job-answer.ts';
import { isExistingFile, isExistingFolder, writeWhole } from './local-files.ts';

/** What an edit's own file can be: PNG, or TIFF where the picture is CMYK. */
const LOSSLESS = ['.png', '.tif', '.tiff'];

export interface Destination {
  readonly file: string;
  readonly force: boolean;
}

/** Throws `bad-destination` or `file-exists`, so that nothing is sent whose result could not be written. */
export async function chooseDestination(
  { out, force = false }: { readonly out?: string; readonly force?: boolean },
  count: number,
): Promise<Destination | null> {
  if (out === undefined) return null;
  if (!LOSSLESS.includes(extname(out).toLowerCase())) {
    const message = `An edit is written without loss. End --out in .png, or .tif for a CMYK picture; "maquette export" makes other formats.`;
    throw new StudioError('bad-destination', message, { field: 'out' });
  }
  if (!(await isExistingFolder(dirname(out)))) {
    throw new StudioError('bad-destination', `${out} could not be written: its folder does not exist.`);
  }
  for (let slot = 0; slot < count; slot += 1) {
    const file = slotFile(out, slot);
    if (await isExistingFolder(file)) throw new StudioError('bad-destination', `${file} is a folder. Name a file.`);
    if (!force && (await isExistingFile(file))) {
      const advice = 'Choose another name, or add --force to replace it. Nothing was sent.';
      throw new StudioError('file-exists', `${file} exists already. ${advice}`);
    }
  }
  return { file: out, force };
}

/** Answers the file's name: another ending when the picture is not what the ending says. */
export async function writeEdit(to: Destination, slot: number, { asset, bytes }: StoredPicture): Promise<string> {
  const named = slotFile(to.file, slot);
  const isTiff = asset.mime === 'image/tiff';
  const fits = isTiff === (extname(named).toLowerCase() !== '.png');
  const file = fits ? named : `${withoutEnding(named)}.${isTiff ? 'tif' : 'png'}`;
  await writeKept(file, { asset, bytes }, to.force);
  return file;
}

/** The answer that was not aligned, beside where the edit would have been. It replaces nothing, whatever is allowed. */
export async function writeAnswer(to: Destination, slot: number, picture: StoredPicture): Promise<string> {
  const ending = extensionOf(picture.asset.mime);
  const stem = `${withoutEnding(slotFile(to.file, slot))}.answer`;
  let file = `${stem}.${ending}`;
  for (let next = 2; await isExistingFile(file); next += 1) file = `${stem}-${next}.${ending}`;
  await writeKept(file, picture, false);
  return file;
}

interface StoredPicture {
  readonly asset: Asset;
  readonly bytes: Uint8Array;
}

async function writeKept(file: string, { asset, bytes }: StoredPicture, force: boolean): Promise<void> {
  try {
    await writeWhole(file, bytes, { force });
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    throw new StudioError(error.code, `${error.message} The picture itself is kept as ${asset.id}.`, { cause: error });
  }
}

/** "a.png", then "a-2.png", "a-3.png". */
function slotFile(out: string, slot: number): string {
  return slot === 0 ? out : `${withoutEnding(out)}-${slot + 1}${extname(out)}`;
}

function withoutEnding(path: string): string {
  return path.slice(0, path.length - extname(path).length);
}
