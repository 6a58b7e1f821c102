import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { LearnedRouting, RoutingRuleView } from '../../shared/views.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';

const RULES = ['routing-rules'] as const;
const LEARNED = ['routing-learned'] as const;

type Rules = readonly RoutingRuleView[];
export type RuleChange = (rules: Rules) => Rules;

/** Changes are sent one after the other: two quick presses are two steps, in their order. */
let sending: Promise<unknown> = Promise.resolve();
let unsent = 0;

/** The rules in the order they decide. A change is shown at once and taken back if the studio refuses it. */
export function useRoutingRules() {
  const queryClient = useQueryClient();
  const query = useQuery({ queryKey: RULES, queryFn: () => call('routing.rules', {}) });
  const change = (update: RuleChange) => {
    const rules = update(queryClient.getQueryData<Rules>(RULES) ?? []);
    queryClient.setQueryData(RULES, rules);
    unsent += 1;
    const send = () => call('routing.setRules', { rules: rules.map(({ name, isOn }) => ({ name, isOn })) });
    sending = sending.then(send).then(
      (saved) => {
        unsent -= 1;
        if (unsent === 0) queryClient.setQueryData(RULES, saved);
      },
      (error: unknown) => {
        unsent -= 1;
        showError(error);
        return queryClient.invalidateQueries({ queryKey: RULES });
      },
    );
  };
  return { query, rules: query.data ?? [], change };
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
