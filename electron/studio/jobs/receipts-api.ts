/** Owns checking a receipt: the request is built again from it and compared, byte for byte, with what was sent. */
import { StudioError } from '../../../shared/errors.ts';
import { receiptSchema } from '../../../shared/generation.ts';
import type { AssetId } from '../../../shared/ids.ts';
import type { Procedures } from '../http/rpc.ts';
import { rebuildRequest } from './ask-model.ts';
import { getAttemptOfAsset } from './attempt-store.ts';
import { findReceipt } from './candidate-store.ts';
import type { JobParts } from './job-parts.ts';
import { getJob } from './job-store.ts';
import { captureRequest } from './recorded-fetch.ts';
import { openCalls } from './run-job.ts';

export function receiptProcedures(parts: JobParts): Pick<Procedures, 'receipts.verify'> {
  return { 'receipts.verify': ({ assetId }) => verify(parts, assetId) };
}

async function verify(parts: JobParts, assetId: AssetId) {
  const receipt = receiptSchema.safeParse(findReceipt(parts.context.db, assetId));
  if (!receipt.success) throw new StudioError('not-found', 'This picture has no receipt: it was not made here.');
  const { requestHash } = receipt.data;
  if (requestHash === null) {
    return { isIdentical: true, requestHash, message: `Nothing was sent: ${receipt.data.engine}.` };
  }
  const attempt = getAttemptOfAsset(parts.context.db, assetId);
  const draft = await openCalls(parts, getJob(parts.context.db, attempt.jobId), receipt.data.modelId);
  const capture = captureRequest();
  await rebuildRequest(parts, { ...draft, slots: attempt.slots, attemptId: attempt.id }, capture.fetch);
  const isIdentical = capture.hash() === requestHash;
  const message = isIdentical
    ? 'The request built again from this receipt is the one that was sent, byte for byte.'
    : 'The request built again differs from the one that was sent: the model entry or a picture has changed since.';
  return { isIdentical, requestHash, message };
}
