/** Owns what a receipt says of a call. It never sees a key. */
import type { Asset } from '../../../shared/asset.ts';
import type { Receipt } from '../../../shared/generation.ts';
import { spokenPrompt } from '../../../shared/prompt-marks.ts';
import type { ProviderResult } from '../providers/provider.ts';
import type { Call } from './call.ts';

export interface ReceiptFacts {
  readonly result: ProviderResult;
  readonly costMicros: number | null;
  readonly requestHash: string | null;
  readonly responseHash: string | null;
  readonly assets: readonly Asset[];
  readonly seeds: readonly (number | null)[];
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export function makeReceipt(call: Call, facts: ReceiptFacts): Receipt {
  const { job, model, provider } = call;
  return {
    schema: 'maquette-receipt/1',
    jobId: job.id,
    attemptId: call.attemptId,
    operation: job.request.operation,
    providerId: provider.id,
    modelId: model.id,
    vendorId: model.vendorId,
    engine: provider.engine,
    prompt: spokenPrompt(job.request),
    revisedPrompt: facts.result.revisedPrompt,
    aspect: job.request.aspect,
    askedPx: [job.widthPx, job.heightPx],
    deliveredPx: facts.assets.map((asset) => [asset.widthPx, asset.heightPx]),
    quality: call.quality,
    background: job.request.background,
    seeds: [...facts.seeds],
    sourceHash: call.inputs.sourceHash,
    referenceHashes: [...call.inputs.referenceHashes],
    maskHash: call.inputs.maskHash,
    outputHashes: facts.assets.map((asset) => asset.hash),
    requestHash: facts.requestHash,
    responseHash: facts.responseHash,
    requestId: facts.result.requestId,
    usage: facts.result.usage,
    costMicros: facts.costMicros,
    priceDate: model.price.date,
    startedAt: new Date(facts.startedAtMs).toISOString(),
    endedAt: new Date(facts.endedAtMs).toISOString(),
    warnings: [...facts.result.warnings],
  };
}
