/** Owns what one call of a job is made of, and what an answer always tells. */
import type { Usage, Warning } from '../../../shared/generation.ts';
import { type AttemptId, newId } from '../../../shared/ids.ts';
import type { Job } from '../../../shared/job.ts';
import type { ModelEntry } from '../../../shared/model.ts';
import type { PixelSize } from '../../../shared/sizes.ts';
import type { Provider } from '../providers/provider.ts';
import type { CallInputs } from './call-inputs.ts';
import type { JobParts } from './job-parts.ts';

export interface Call {
  readonly job: Job;
  readonly attemptId: AttemptId;
  readonly slots: readonly number[];
  readonly model: ModelEntry;
  readonly provider: Provider;
  readonly quality: string | null;
  readonly baseSeed: number;
  /** Bytes of the source as stored, for measuring drift. */
  readonly sourceBytes: Uint8Array | null;
  readonly inputs: CallInputs;
}

export interface CallAnswer {
  readonly warnings: readonly Warning[];
  readonly usage: Usage | null;
  readonly requestId: string | null;
  readonly revisedPrompt: string | null;
}

/** The reason a signal carries when the studio closes, as opposed to a person's cancel. */
export const SHUTDOWN = 'shutdown';

export function newAttemptId(parts: JobParts): AttemptId {
  return newId('attempt', parts.context.clock.now());
}

/** The pixels the model is asked for: those of the crop in a mask edit, else those of the job. */
export function sentSize({ job, inputs }: Pick<Call, 'job' | 'inputs'>): PixelSize {
  return inputs.edit?.crop.sendPx ?? { widthPx: job.widthPx, heightPx: job.heightPx };
}
