/** Owns how several edits in one go are told: each with its proof or its reason, and how to go on. */
import type { BatchStep, EditBatch } from '../../shared/edit-batch.ts';
import type { Session } from './command-session.ts';
import { proofText } from './edit-answer.ts';
import { EXIT, type ExitCode, exitCodeFor } from './exit-codes.ts';
import { shortId } from './find-picture.ts';
import { costText } from './job-answer.ts';
import type { Answer } from './terminal.ts';

/** Where each step's edit was written; null where it was not. */
export interface SavedSteps {
  readonly files: readonly (string | null)[];
  /** The last result of several places; null for several pictures. */
  readonly file: string | null;
}

export async function batchAnswer(session: Session, batch: EditBatch, saved: SavedSteps): Promise<Answer> {
  const steps = [];
  for (const [at, step] of batch.steps.entries()) steps.push(await stepFacts(session, step, saved.files[at] ?? null));
  const isDone = batch.state === 'done';
  const next = isDone ? null : `maquette edit --go-on ${batch.id}`;
  return {
    value: {
      batchId: batch.id,
      kind: batch.kind,
      state: batch.state,
      message: batch.message,
      assetId: batch.resultAssetId,
      file: saved.file,
      costMicros: batch.costMicros,
      next,
      steps,
    },
    lines: [
      ...steps.flatMap(stepLines),
      `${batch.message} ${costText(batch.costMicros)}${saved.file ? `, ${saved.file}` : ''}`,
      ...(next ? [`Go on with: ${next} (again), or with --skip without what failed`] : []),
    ],
    exitCode: exitCodeOf(batch),
  };
}

interface StepFacts {
  readonly place: string;
  readonly state: BatchStep['state'];
  readonly modelId: string;
  readonly modelLabel: string;
  readonly jobId: string;
  readonly sourceAssetId: string | null;
  readonly assetId: string | null;
  /** The paid answer of a step that was not aligned. */
  readonly answerAssetId: string | null;
  readonly costMicros: number | null;
  readonly error: BatchStep['error'];
  readonly proof: Parameters<typeof proofText>[0] | null;
  readonly file: string | null;
}

async function stepFacts({ studio }: Session, step: BatchStep, file: string | null): Promise<StepFacts> {
  const { request, state, modelLabel, jobId, resultAssetId, answerAssetId, costMicros, error } = step;
  const detail = resultAssetId ? await studio.call('assets.get', { id: resultAssetId }) : null;
  return {
    place: request.prompt,
    state,
    modelId: request.modelId,
    modelLabel,
    jobId,
    sourceAssetId: request.sourceAssetId,
    assetId: resultAssetId,
    answerAssetId,
    costMicros,
    error,
    proof: detail?.edit?.proof ?? null,
    file,
  };
}

function stepLines(facts: StepFacts, at: number): readonly string[] {
  const { state, assetId, file, place, proof, error } = facts;
  const head = [`${at + 1}.`, state, assetId ? shortId(assetId) : '', place, file ?? ''].filter(Boolean).join('  ');
  const reason = proof ? proofText(proof) : (error?.message ?? '');
  return reason ? [head, `    ${reason}`] : [head];
}

function exitCodeOf({ state, steps }: EditBatch): ExitCode {
  if (state === 'done') return EXIT.done;
  if (state === 'cancelled') return EXIT.cancelled;
  if (steps.some((step) => step.state === 'possibly-billed')) return EXIT.possiblyBilled;
  const error = steps.find((step) => step.error !== null)?.error;
  return error ? exitCodeFor(error.code) : EXIT.failed;
}
