/** Owns the one line that says what an edit did and did not touch. Pure. */
import type { EditRecord } from '../../shared/edit.ts';
import type { Warning } from '../../shared/generation.ts';

const count = (value: number) => value.toLocaleString('en-US');

/** An answer without a record of its laying could not be laid in at all; the job says why. */
export function notLaidWords(warnings: readonly Warning[]): string {
  const why = warnings.filter(({ field }) => field === 'maskAssetId').map(({ note }) => note);
  return ['Not laid in: this is the answer as it came.', ...new Set(why)].join(' ');
}

/**
 * "0 of 14,203,776 outside samples changed · aligned within 0.2 px · seam ΔE 0.8". What was laid by hand was not measured
 * by how well it lies: there the residual is the one that was too large.
 */
export function proofWords({ status, proof }: Pick<EditRecord, 'status' | 'proof'>, isByHand = false): string {
  if (status === 'not-aligned' || !proof) return 'Not aligned: the answer could not be laid on the picture.';
  const parts = [
    `${count(proof.samplesDiffering)} of ${count(proof.samplesCompared)} outside samples changed`,
    isByHand ? 'laid by hand' : `aligned within ${proof.residualPx.toFixed(1)} px`,
  ];
  if (proof.seamDeltaE !== null) parts.push(`seam ΔE ${proof.seamDeltaE.toFixed(1)}`);
  return parts.join(' · ');
}

/** "3rd edit over the first original". */
export function depthWords(depth: number): string {
  const ending = depth % 100 >= 11 && depth % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][depth % 10] ?? 'th');
  return `${depth}${ending} edit over the first original`;
}
