/** Owns how mask edits are told: each with its proof, or as what could not be aligned. */
import type { EditProof, EditRecord } from '../../shared/edit.ts';
import { StudioError } from '../../shared/errors.ts';
import { assetIdSchema } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import type { Session } from './command-session.ts';
import { type Destination, writeAnswer, writeEdit } from './edit-destination.ts';
import { shortId } from './find-picture.ts';
import {
  bytesText,
  costText,
  durationText,
  elapsedOf,
  jobFacts,
  type MadePicture,
  takePictures,
} from './job-answer.ts';
import type { Answer } from './terminal.ts';
import type { EndedJob } from './watch-job.ts';

/** `file` is the lossless edit; null when it was not aligned. */
export interface MadeEdit extends MadePicture, Omit<EditRecord, 'assetId'> {
  /** The model's picture as it came, when it was not aligned and a file was asked for. */
  readonly answerFile: string | null;
}

export const NOT_ALIGNED =
  'Not aligned: the answer shows another picture around the mask, so no edit was made of it. The answer is kept; add --again for another try, or choose another model.';

/** The edits of a job, not written anywhere yet. */
export async function takeEdits({ studio }: Session, job: Job): Promise<readonly MadeEdit[]> {
  const made: MadeEdit[] = [];
  for (const picture of await takePictures(studio, job, { out: null, force: false })) {
    const { edit } = await studio.call('assets.get', { id: assetIdSchema.parse(picture.assetId) });
    if (!edit) throw new StudioError('internal', 'The picture has no proof. Look at it before you use it.');
    made.push({ ...picture, ...edit, answerFile: null });
  }
  return made;
}

/** Each written to its file, byte for byte as it is stored. */
export async function saveEdits(
  { studio }: Session,
  edits: readonly MadeEdit[],
  to: Destination | null,
): Promise<readonly MadeEdit[]> {
  if (to === null) return edits;
  const saved: MadeEdit[] = [];
  for (const [slot, edit] of edits.entries()) {
    const { asset } = await studio.call('assets.get', { id: assetIdSchema.parse(edit.assetId) });
    const stored = { asset, bytes: await studio.readBlob(asset.hash) };
    const isAligned = edit.status === 'aligned';
    saved.push({
      ...edit,
      file: isAligned ? await writeEdit(to, slot, stored) : null,
      answerFile: isAligned ? null : await writeAnswer(to, slot, stored),
    });
  }
  return saved;
}

export function statusOf(edits: readonly MadeEdit[]): EditRecord['status'] {
  return edits.every((edit) => edit.status === 'aligned') ? 'aligned' : 'not-aligned';
}

/** What both verbs say of a job: whole, with what scripts ask first at the top. */
export function editFacts(ended: EndedJob, edits: readonly MadeEdit[]): object {
  const { modelId, modelLabel, costMicros } = ended.job;
  const status = statusOf(edits);
  const message = status === 'aligned' ? null : NOT_ALIGNED;
  return { ...edits[0], status, message, modelId, modelLabel, costMicros, job: jobFacts(ended) };
}

export function editLines({ job, isEarlier }: EndedJob, edits: readonly MadeEdit[]): Answer['lines'] {
  const told = isEarlier ? 'earlier result, free' : `${durationText(elapsedOf(job))}, ${costText(job.costMicros)}`;
  return [...edits.flatMap(linesOf), `${job.modelLabel}, ${told}`];
}

function linesOf(edit: MadeEdit): readonly string[] {
  const size = `${edit.widthPx}×${edit.heightPx}`;
  const head = [shortId(edit.assetId), size, bytesText(edit.sizeBytes), edit.file ?? edit.answerFile ?? ''];
  return [head.join('  ').trimEnd(), edit.proof ? proofText(edit.proof) : NOT_ALIGNED];
}

export function proofText({ samplesCompared, samplesDiffering, ...proof }: EditProof): string {
  const counted = (count: number) => count.toLocaleString('en-US');
  const seam = proof.seamDeltaE === null ? '' : `, seam ΔE00 ${proof.seamDeltaE.toFixed(2)}`;
  const outside = `${counted(samplesDiffering)} of ${counted(samplesCompared)} samples outside the mask differ`;
  return `${outside}; residual ${proof.residualPx.toFixed(2)} px, confidence ${proof.confidence.toFixed(2)}${seam}`;
}
