import { VERDICTS } from '../../shared/generation.ts';
import { TextInput } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import styles from './history-panel.module.css';
import type { HistoryFilters } from './use-history.ts';

const ANY = 'any';

const VERDICT_LABELS = { new: 'Not judged', kept: 'Kept', rejected: 'Rejected' } as const;
const VERDICT_OPTIONS = [
  { value: ANY, label: 'All' },
  ...VERDICTS.map((value) => ({ value, label: VERDICT_LABELS[value] })),
] as const;

const RATING_OPTIONS = ['0', '1', '2', '3', '4', '5'].map((value) => ({
  value,
  label: value === '0' ? 'Any rating' : value === '5' ? '5 stars' : `${value}+ stars`,
}));

interface HistoryFilterBarProps {
  readonly filters: HistoryFilters;
  readonly onChange: (filters: HistoryFilters) => void;
}

export function HistoryFilterBar({ filters, onChange }: HistoryFilterBarProps) {
  const models = useStudio((state) => state.models);
  const modelOptions = [
    { value: ANY, label: 'Any model' },
    ...models.filter((model) => model.output === 'image').map(({ id, label }) => ({ value: id, label })),
  ];
  return (
    <search className={styles.filters} aria-label="Search the history">
      <TextInput
        type="search"
        value={filters.text}
        placeholder="Search prompts and names"
        aria-label="Search prompts and names"
        onChange={(text) => onChange({ ...filters, text })}
      />
      <Select
        label="Model"
        value={filters.modelId ?? ANY}
        options={modelOptions}
        onChange={(modelId) => onChange({ ...filters, modelId: modelId === ANY ? null : modelId })}
      />
      <div className={styles.pair}>
        <Select
          label="Verdict"
          value={filters.verdict ?? ANY}
          options={VERDICT_OPTIONS}
          onChange={(verdict) => onChange({ ...filters, verdict: verdict === ANY ? null : verdict })}
        />
        <Select
          label="Rating"
          value={String(filters.minRating)}
          options={RATING_OPTIONS}
          onChange={(rating) => onChange({ ...filters, minRating: Number(rating) })}
        />
      </div>
    </search>
  );
}
