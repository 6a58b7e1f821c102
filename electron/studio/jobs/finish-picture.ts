/** Owns what an answer's picture becomes before it is kept: itself, or in a mask edit its source with the answer laid in. */
import type { StudioContext } from '../context.ts';
import { type LaidEdit, layEdit } from '../edits/lay-edit.ts';
import { isMaskEdit } from '../edits/plan-edit.ts';
import { type PictureFacts, probePicture } from '../imaging/probe-picture.ts';
import type { Call } from './call.ts';

export const NOT_ALIGNED = 'Not aligned: the model moved or redrew the picture';

export interface FinishedPicture {
  readonly hash: string;
  readonly sizeBytes: number;
  readonly facts: PictureFacts;
  /** null when it is no mask edit. */
  readonly laid: LaidEdit | null;
}

/** Stored when it answers. Throws what pictures are refused for, and when one sample outside the mask would change. */
export async function finishPicture(context: StudioContext, call: Call, answer: Uint8Array): Promise<FinishedPicture> {
  const { request } = call.job;
  if (call.inputs.edit === null || !isMaskEdit(request)) return { ...(await keep(context, answer)), laid: null };
  const { sourceAssetId, maskAssetId } = request;
  const laid = await layEdit(context, { sourceAssetId, maskAssetId, planned: call.inputs.edit }, answer);
  return { ...(await keep(context, laid.bytes)), laid };
}

/** Written while it is measured: both are waits, and of a damaged one nothing but a file without a row is left. */
async function keep(context: StudioContext, bytes: Uint8Array) {
  const [facts, hash] = await Promise.all([probePicture(bytes, { trustsChecksums: true }), context.blobs.put(bytes)]);
  return { facts, hash, sizeBytes: bytes.byteLength };
}
