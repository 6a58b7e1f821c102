/** Owns what an edit can show for itself: counts, hashes, residual and seam. */
import { createHash } from 'node:crypto';
import type { Plane } from './plane.ts';

export interface EditProof {
  /** Samples of pixels whose mask is 0, all channels, compared after the file was decoded again. */
  readonly samplesCompared: number;
  /** Always 0: an edit with any other count is refused. */
  readonly samplesDiffering: number;
  /** SHA-256 of the source file, of the finished file and of the mask's plane, in hex. */
  readonly sourceHash: string;
  readonly resultHash: string;
  readonly maskHash: string;
  /** Pixels of the source by which the answer's surround still misses, median. */
  readonly residualPx: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** Median ΔE00 along the mask's border; null when the whole picture is masked. */
  readonly seamDeltaE: number | null;
}

export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The same as `hashBytes`, for large files while this thread has other work. */
export async function hashInThread(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

/** Over the size too, so that the same values in another shape are another mask. */
export function hashPlane({ widthPx, heightPx, data }: Plane): string {
  return createHash('sha256').update(`${widthPx}x${heightPx}:`).update(data).digest('hex');
}
