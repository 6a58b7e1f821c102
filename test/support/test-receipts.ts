/** Owns receipts for tests that need a picture's past without making one. */
import type { Receipt } from '../../shared/generation.ts';

export function sketchReceipt(): Receipt {
  return {
    schema: 'maquette-receipt/1',
    jobId: 'job_0000000000000000test',
    attemptId: 'attempt_00000000000000test',
    operation: 'generate',
    providerId: 'sketch',
    modelId: 'sketch:sketch-1',
    vendorId: 'sketch-1',
    engine: 'Sketch: offline, no AI',
    prompt: 'a lighthouse & <storm>, "夜", café ☂️, C:\\sea\nsecond line',
    revisedPrompt: null,
    aspect: '3:2',
    askedPx: [301, 203],
    deliveredPx: [[301, 203]],
    quality: null,
    background: 'auto',
    seeds: [42],
    sourceHash: null,
    referenceHashes: [],
    maskHash: null,
    outputHashes: ['a'.repeat(64)],
    requestHash: null,
    responseHash: null,
    requestId: null,
    usage: null,
    costMicros: 0,
    priceDate: '2026-11-20',
    startedAt: '2026-11-20T10:00:00.000Z',
    endedAt: '2026-11-20T10:00:01.000Z',
    warnings: [],
  };
}

export function aiReceipt(): Receipt {
  return {
    ...sketchReceipt(),
    providerId: 'openai',
    modelId: 'openai:gpt-image-2',
    vendorId: 'gpt-image-2',
    engine: 'OpenAI images',
    seeds: [null],
    costMicros: 165_000,
  };
}
