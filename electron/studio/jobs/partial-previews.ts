/** Owns the newest preview of each slot that is being drawn. Kept in memory only, and only while its job runs. */

export interface PartialPreviews {
  /** Answers the address of the new preview. */
  set(jobId: string, slot: number, picture: Uint8Array): string;
  get(jobId: string, slot: number): Uint8Array | null;
  forget(jobId: string): void;
}

export function createPartialPreviews(): PartialPreviews {
  const byJob = new Map<string, Map<number, Uint8Array>>();
  let version = 0;
  return {
    set(jobId, slot, picture) {
      const slots = byJob.get(jobId) ?? new Map<number, Uint8Array>();
      slots.set(slot, picture);
      byJob.set(jobId, slots);
      version += 1;
      return `partial/${jobId}/${slot}?v=${version}`;
    },
    get: (jobId, slot) => byJob.get(jobId)?.get(slot) ?? null,
    forget: (jobId) => void byJob.delete(jobId),
  };
}
