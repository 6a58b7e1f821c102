/** Owns checking an earlier edit again, found by its id or by the very bytes of its file. */
import { createHash } from 'node:crypto';
import type { EditRecord } from '../../shared/edit.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Session } from './command-session.ts';
import { proofText } from './edit-answer.ts';
import { editChain } from './edit-chain-verb.ts';
import { EXIT } from './exit-codes.ts';
import { findPicture } from './find-picture.ts';
import { isExistingFile, readPictureFile } from './local-files.ts';
import type { Answer } from './terminal.ts';

/** Exit code 1 when a sample outside the mask differs, or the stored file is not the one that was proven. */
export async function verifyEdit(session: Session, named: string): Promise<Answer> {
  const { studio } = session;
  const edit = await findNamedEdit(session, named);
  if (edit === null) return editChain(session, named, { verify: true });
  const proof = await studio.call('edits.verify', { assetId: edit.assetId });
  const { asset } = await studio.call('assets.get', { id: edit.assetId });
  const isSameFile = hashOf(await studio.readBlob(asset.hash)) === proof.resultHash;
  const isProven = proof.samplesDiffering === 0 && isSameFile;
  const message = isProven
    ? 'Proven again: nothing outside the mask differs from the source.'
    : isSameFile
      ? 'This file differs from its source outside the mask.'
      : 'The stored file is not the one that was proven: it was changed since.';
  const { assetId, sourceAssetId, maskAssetId, originalAssetId, depth, status } = edit;
  const facts = { assetId, sourceAssetId, maskAssetId, originalAssetId, depth, status };
  return {
    value: { ...facts, isProven, isSameFile, message, proof },
    lines: [message, proofText(proof)],
    exitCode: isProven ? EXIT.done : EXIT.failed,
  };
}

/** null: a picture made of patches, which has a chain and no edit of its own. */
async function findNamedEdit({ studio }: Session, named: string): Promise<EditRecord | null> {
  const isFile = (await isExistingFile(named)) || !/^[a-z0-9_]+$/i.test(named);
  const edit = isFile
    ? await studio.call('edits.find', { hash: hashOf(await readPictureFile(named)) })
    : (await findPicture(studio, named)).edit;
  if (edit) return edit;
  if (!isFile && (await hasChain(studio, named))) return null;
  const reason = isFile ? 'it was not made in this library, or changed since' : 'it has no mask edit behind it';
  throw new StudioError('not-found', `${named} is not a known edit: ${reason}.`);
}

async function hasChain(studio: Session['studio'], named: string): Promise<boolean> {
  const { asset } = await findPicture(studio, named);
  return (await studio.call('edits.readChain', { assetId: asset.id })).steps.length > 0;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
