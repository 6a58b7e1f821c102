import { CircleDollarSign } from 'lucide-react';
import { useState } from 'react';
import { formatMicros } from '../../shared/money.ts';
import type { SpendRow } from '../../shared/views.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Select } from '../ui/select.tsx';
import styles from './spend-report.module.css';
import { monthOf, type ReportKind, useSpendReport } from './use-spending.ts';

const KINDS: readonly { readonly value: ReportKind; readonly label: string; readonly note?: string }[] = [
  { value: 'model', label: 'By model' },
  { value: 'board', label: 'By board' },
  { value: 'day', label: 'By day' },
  { value: 'final', label: 'By accepted final', note: 'With its drafts, rejected candidates and failed calls' },
];

const HEADS: Readonly<Record<ReportKind, string>> = { model: 'Model', board: 'Board', day: 'Day', final: 'Final' };

const PERIODS = [
  { value: 'month', label: 'This month' },
  { value: 'all', label: 'All time' },
] as const;

export function SpendReport() {
  const [by, setBy] = useState<ReportKind>('model');
  const [period, setPeriod] = useState<(typeof PERIODS)[number]['value']>('month');
  const report = useSpendReport(by, period === 'month' ? monthOf(new Date()) : null);
  return (
    <section className={styles.section} aria-label="Report">
      <div className={styles.choices}>
        <Select label="Report" value={by} options={KINDS} onChange={setBy} />
        <Select label="Period" value={period} options={PERIODS} onChange={setPeriod} />
      </div>
      {report.data ? (
        <ReportTable by={by} rows={report.data} />
      ) : report.error ? (
        <EmptyState
          title={describeError(report.error).title}
          text={describeError(report.error).message}
          action={<Button onPress={() => void report.refetch()}>Try again</Button>}
        />
      ) : (
        <p className={styles.note}>Adding up…</p>
      )}
    </section>
  );
}

function ReportTable({ by, rows }: { readonly by: ReportKind; readonly rows: readonly SpendRow[] }) {
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={CircleDollarSign}
        title="Nothing spent yet"
        text="Sketch is free. With a key of your own, every paid request is listed here."
      />
    );
  }
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{HEADS[by]}</th>
          <th scope="col">Calls</th>
          <th scope="col">Spent</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">
              {row.label}
              <span className={styles.note}>{doubtsOf(row)}</span>
            </th>
            <td>{row.calls.toLocaleString('en')}</td>
            <td>{formatMicros(row.micros)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the sum of a row cannot know; empty when it knows all. */
function doubtsOf(row: SpendRow): string {
  const doubts: string[] = [];
  if (row.possiblyBilledMicros > 0)
    doubts.push(`up to ${formatMicros(row.possiblyBilledMicros)} more, possibly billed`);
  if (row.unknownCount > 0) doubts.push(`${row.unknownCount} without a known price`);
  return doubts.join(', ');
}
