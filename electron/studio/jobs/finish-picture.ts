/** Owns what an answer's picture becomes before it is kept: itself, or in a mask edit its source with the answer laid in. */
import { StudioError } from '../../../shared/errors.ts';
import type { StudioContext } from '../context.ts';
import { type LaidEdit, layEdit } from '../edits/lay-edit.ts';
import { isMaskEdit } from '../edits/plan-edit.ts';
import { type PictureFacts, probePicture } from '../imaging/probe-picture.ts';
import type { Call } from './call.ts';
import { isLocalTrouble } from './local-trouble.ts';

export const NOT_LAID = 'Not laid in: kept as it came';
export const NOT_ALIGNED = 'Not aligned: the model moved or redrew the picture';

export interface FinishedPicture {
  readonly hash: string;
  readonly sizeBytes: number;
  readonly facts: PictureFacts;
  /** null when it is no mask edit, or could not be laid. */
  readonly laid: LaidEdit | null;
  /** Why a mask edit's answer, a whole picture, could not be laid in; it is kept as it came. null when nothing was wrong. */
  readonly trouble: StudioError | null;
}

/** Stored when it answers. Throws what pictures are refused for, and when one sample outside the mask would change. */
export async function finishPicture(context: StudioContext, call: Call, answer: Uint8Array): Promise<FinishedPicture> {
  const { request } = call.job;
  const asItCame = { laid: null, trouble: null };
  if (call.inputs.edit === null || !isMaskEdit(request)) return { ...(await keep(context, answer)), ...asItCame };
  const { sourceAssetId, maskAssetId } = request;
  const source = { sourceAssetId, maskAssetId, planned: call.inputs.edit };
  const laid = await layEdit(context, source, answer).catch((error: unknown) => troubleOf(error));
  if (!(laid instanceof StudioError)) return { ...(await keep(context, laid.bytes)), laid, trouble: null };
  const kept = await keep(context, answer).catch(() => {
    throw laid;
  });
  return { ...kept, laid: null, trouble: laid };
}

/** Trouble of this computer passes: then the answer is laid again, and nothing is settled before. */
function troubleOf(error: unknown): StudioError {
  if (isLocalTrouble(error) || !(error instanceof StudioError)) throw error;
  return error;
}

/** Written while it is measured: both are waits, and of a damaged one nothing but a file without a row is left. */
async function keep(context: StudioContext, bytes: Uint8Array) {
  const [facts, hash] = await Promise.all([probePicture(bytes, { trustsChecksums: true }), context.blobs.put(bytes)]);
  return { facts, hash, sizeBytes: bytes.byteLength };
}
