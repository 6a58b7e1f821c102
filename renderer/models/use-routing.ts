import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LearnedRouting, RoutingRuleView } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';

const RULES = ['routing-rules'] as const;
const LEARNED = ['routing-learned'] as const;

/** The rules in the order they decide. A change is shown at once and taken back if the studio refuses it. */
export function useRoutingRules() {
  const queryClient = useQueryClient();
  const query = useQuery({ queryKey: RULES, queryFn: () => call('routing.rules', {}) });
  const mutation = useMutation({
    mutationFn: (rules: readonly RoutingRuleView[]) =>
      call('routing.setRules', { rules: rules.map(({ name, isOn }) => ({ name, isOn })) }),
    onMutate: (rules) => {
      const before = queryClient.getQueryData<RoutingRuleView[]>(RULES);
      queryClient.setQueryData(RULES, rules);
      return { before };
    },
    onSuccess: (rules) => queryClient.setQueryData(RULES, rules),
    onError: (error, _rules, context) => {
      queryClient.setQueryData(RULES, context?.before);
      showError(error);
    },
  });
  return { query, rules: query.data ?? [], change: mutation.mutate };
}

export function useLearned() {
  const queryClient = useQueryClient();
  const note = (learned: LearnedRouting) => queryClient.setQueryData(LEARNED, learned);
  const query = useQuery({ queryKey: LEARNED, queryFn: () => call('routing.learned', {}) });
  const setLearning = (isOn: boolean) => {
    const before = query.data;
    if (before) note({ ...before, isOn });
    call('routing.setLearning', { isOn }).then(note, (error: unknown) => {
      if (before) note(before);
      showError(error);
    });
  };
  const forget = () => void call('routing.forget', {}).then(note, showError);
  return { query, learned: query.data ?? null, setLearning, forget };
}
