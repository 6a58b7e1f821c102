/** Owns the newest preview of each slot that is being drawn. Kept in memory only, until shortly after its job. */

/** A page that was told of a preview may ask for it a moment after the job ended; older ones are of no use to anybody. */
const ENDED_JOBS_KEPT = 4;

export interface PartialPreviews {
  /** Answers the address of the new preview. */
  set(jobId: string, slot: number, picture: Uint8Array): string;
  get(jobId: string, slot: number): Uint8Array | null;
  /** The job has ended. */
  forget(jobId: string): void;
}

export function createPartialPreviews(): PartialPreviews {
  const byJob = new Map<string, Map<number, Uint8Array>>();
  const ended: string[] = [];
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
    forget(jobId) {
      ended.push(jobId);
      for (const old of ended.splice(0, ended.length - ENDED_JOBS_KEPT)) byJob.delete(old);
    },
  };
}
