/** Owns the requests that the benches send. */
import type { ProcedureInput } from '../../shared/contract.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { type BoardId, newId } from '../../shared/ids.ts';

/** What the direct calls and the studio both ask for, so that the vendors do the same work for either. */
export const OPENAI_DRAFT = 'openai:gpt-image-2.6-flare';
export const GOOGLE_DRAFT = 'google:gemini-nano-banana-2.1';

export function benchRequest(changes: Partial<GenerationRequest>): GenerationRequest {
  return {
    operation: 'generate',
    role: 'draft',
    modelId: 'sketch:sketch-1',
    prompt: 'Quiet harbour at dawn, fishing boats, pale blue and coral',
    aspect: '1:1',
    tier: '1K',
    count: 1,
    seed: null,
    quality: null,
    background: 'auto',
    references: [],
    sourceAssetId: null,
    maskAssetId: null,
    ...changes,
  };
}

/** A new job on the board, never taken for an earlier one. */
export function benchOrder(
  boardId: BoardId,
  request: GenerationRequest,
  place: { readonly column: number; readonly row: number } = { column: 0, row: 0 },
): ProcedureInput<'jobs.enqueue'> {
  const places = Array.from({ length: request.count }, (_, slot) => ({
    itemId: newId('item'),
    xUnits: (place.column * request.count + slot) * 340,
    yUnits: place.row * 340,
    widthUnits: 320,
    heightUnits: 320,
  }));
  return { jobId: newId('job'), request, placement: { boardId, places }, repeat: 'run' };
}
