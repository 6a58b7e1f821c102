/** Owns what is known of one picture in the window: its detail, kept current, and its facts in words. */
import { type QueryClient, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ProcedureInput } from '../../shared/contract.ts';
import type { Candidate } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import { formatMicros } from '../../shared/money.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { call, onStudioEvent } from '../api/client.ts';
import { formatElapsed } from '../jobs/use-elapsed.ts';

const detailKey = (assetId: AssetId) => ['asset', assetId] as const;

function writeCandidate(queryClient: QueryClient, candidate: Candidate): void {
  queryClient.setQueryData<AssetDetail>(detailKey(candidate.assetId), (old) => (old ? { ...old, candidate } : old));
}

/** `assetId` null asks for nothing. Judgements made elsewhere arrive by event; new children are read again. */
export function useAssetDetail(assetId: AssetId | null): UseQueryResult<AssetDetail | null> {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (assetId === null) return;
    return onStudioEvent((event) => {
      if (event.name === 'candidate-changed' && event.candidate.assetId === assetId) {
        writeCandidate(queryClient, event.candidate);
      }
      const isRelated =
        event.name === 'board-changed' &&
        event.lineage.some((edge) => edge.parentAssetId === assetId || edge.childAssetId === assetId);
      if (isRelated) void queryClient.invalidateQueries({ queryKey: detailKey(assetId) });
    });
  }, [assetId, queryClient]);
  return useQuery({
    queryKey: ['asset', assetId],
    queryFn: () => (assetId === null ? null : call('assets.get', { id: assetId })),
    enabled: assetId !== null,
  });
}

/** Rating and verdict: shown at once, taken back if the studio refuses. */
export function useJudge(candidate: Candidate | null) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: ProcedureInput<'candidates.judge'>) => call('candidates.judge', change),
    onMutate: (change) => {
      if (!candidate) return;
      const { verdict = candidate.verdict, rating = candidate.rating } = change;
      writeCandidate(queryClient, { ...candidate, verdict, rating });
    },
    onSuccess: (judged) => writeCandidate(queryClient, judged),
    onError: () => {
      if (candidate) writeCandidate(queryClient, candidate);
    },
  });
}

export function formatPixels(widthPx: number, heightPx: number): string {
  return `${widthPx.toLocaleString('en')} × ${heightPx.toLocaleString('en')}`;
}

export interface AssetFacts {
  /** "Gemini 3 Pro Image", "Imported", "Laid by hand", "Made of edits". */
  readonly modelLabel: string;
  /** "Draft", "Final", … null for imported pictures. */
  readonly roleLabel: string | null;
  readonly deliveredPx: string;
  /** null when it is what was delivered, or nothing was asked. */
  readonly askedPx: string | null;
  /** "$0.0336", "Free", "Unknown"; null for imported pictures, which cost nothing here. */
  readonly price: string | null;
  readonly elapsed: string | null;
  /** How far a final is from its draft; null when it was not measured. */
  readonly drift: string | null;
}

const ROLE_LABELS = {
  draft: 'Draft',
  final: 'Final',
  edit: 'Edit',
  'text-draft': 'Text',
  'text-final': 'Text',
} as const;

function priceOf(detail: AssetDetail): string | null {
  if (!detail.candidate) return null;
  if (detail.candidate.costMicros === null) return 'Unknown';
  if (detail.job?.estimate.kind === 'free') return 'Free';
  return formatMicros(detail.candidate.costMicros);
}

function modelOf(detail: AssetDetail): string {
  if (detail.asset.source !== 'imported' && !detail.edit) return detail.job?.modelLabel ?? 'Made of edits';
  return detail.job?.modelLabel ?? (detail.edit ? 'Laid by hand' : 'Imported');
}

/** Structure as SSIM in per cent, colour as the mean OKLab distance × 100: 2 is a visible shift. */
function driftWords({ ssim, deltaE }: NonNullable<Candidate['drift']>): string {
  return `structure ${Math.round(ssim * 100)} %, colour ΔE ${deltaE.toFixed(1)}`;
}

export function assetFacts(detail: AssetDetail): AssetFacts {
  const { asset, candidate, job, receipt } = detail;
  const asked = receipt?.askedPx ?? (job ? [job.widthPx, job.heightPx] : null);
  const isAsAsked = asked === null || (asked[0] === asset.widthPx && asked[1] === asset.heightPx);
  return {
    modelLabel: modelOf(detail),
    roleLabel: job ? ROLE_LABELS[job.request.role] : null,
    deliveredPx: formatPixels(asset.widthPx, asset.heightPx),
    askedPx: isAsAsked ? null : formatPixels(asked[0] ?? 0, asked[1] ?? 0),
    price: priceOf(detail),
    elapsed: candidate ? formatElapsed(candidate.elapsedMs) : null,
    drift: candidate?.drift ? driftWords(candidate.drift) : null,
  };
}
