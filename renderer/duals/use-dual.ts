import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CandidateId } from '../../shared/ids.ts';
import type { DualRun } from '../../shared/views.ts';
import { call, onStudioEvent } from '../api/client.ts';

/** A comparison, kept current while its models are at work. */
export function useDual(groupId: string): UseQueryResult<DualRun> {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      onStudioEvent((event) => {
        if (event.name !== 'job-changed' || event.job.groupId !== groupId) return;
        void queryClient.invalidateQueries({ queryKey: ['dual', groupId] });
      }),
    [groupId, queryClient],
  );
  return useQuery({ queryKey: ['dual', groupId], queryFn: () => call('duals.get', { groupId }) });
}

/** null takes the vote back. */
export function useVote(groupId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (candidateId: CandidateId | null) => call('duals.vote', { groupId, candidateId }),
    onSuccess: (dual) => queryClient.setQueryData(['dual', groupId], dual),
  });
}
