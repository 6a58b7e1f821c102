import { CircleDollarSign } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SpendSummary } from '../../shared/contract.ts';
import { formatMicros } from '../../shared/money.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './spend-panel.module.css';

export function SpendPanel() {
  const showPanel = useWorkspace((state) => state.showPanel);
  const spend = useStudio((state) => state.spend);
  return (
    <SidePanel title="Spend" onClose={() => showPanel(null)}>
      {spend ? <Spending spend={spend} /> : <p className={styles.loading}>Adding up…</p>}
    </SidePanel>
  );
}

function Spending({ spend }: { readonly spend: SpendSummary }) {
  return (
    <div className={styles.content}>
      <dl className={styles.sums}>
        <Sum label="Today" micros={spend.todayMicros} isLarge />
        <Sum label="This session" micros={spend.sessionMicros} />
        <Sum label="This month" micros={spend.monthMicros} />
      </dl>
      <Doubts spend={spend} />
      <ByModel spend={spend} />
      <p className={styles.note}>
        Summed from what each request cost at the dated prices of the model list. The vendor’s invoice has the last
        word.
      </p>
    </div>
  );
}

function Sum({ label, micros, isLarge = false }: { label: string; micros: number; isLarge?: boolean }) {
  return (
    <div className={isLarge ? styles.large : styles.sum}>
      <dt>{label}</dt>
      <dd>{formatMicros(micros)}</dd>
    </div>
  );
}

/** What the sums cannot know: shown only when there is something to say. */
function Doubts({ spend }: { readonly spend: SpendSummary }) {
  const toggleJobTray = useWorkspace((state) => state.toggleJobTray);
  const isJobTrayOpen = useWorkspace((state) => state.isJobTrayOpen);
  const lines: ReactNode[] = [];
  if (spend.possiblyBilledMicros > 0) {
    lines.push(
      <li key="possibly-billed">
        Up to <strong>{formatMicros(spend.possiblyBilledMicros)}</strong> possibly billed: connections were lost after
        sending, so nobody here knows. It is not in the sums above.{' '}
        {isJobTrayOpen ? null : (
          <button type="button" className={styles.link} onClick={toggleJobTray}>
            Show jobs
          </button>
        )}
      </li>,
    );
  }
  if (spend.unknownCount > 0) {
    lines.push(
      <li key="unknown">
        <strong>{spend.unknownCount}</strong> {spend.unknownCount === 1 ? 'call has' : 'calls have'} no known price. It
        is not in these sums; look at the vendor’s own page.
      </li>,
    );
  }
  return lines.length === 0 ? null : <ul className={styles.doubts}>{lines}</ul>;
}

function ByModel({ spend }: { readonly spend: SpendSummary }) {
  if (spend.byModel.length === 0) {
    return (
      <EmptyState
        icon={CircleDollarSign}
        title="Nothing spent yet"
        text="Sketch is free. With a key of your own, every paid request is listed here by model."
      />
    );
  }
  return (
    <table className={styles.table}>
      <caption>By model, this month</caption>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Calls</th>
          <th scope="col">Spent</th>
        </tr>
      </thead>
      <tbody>
        {spend.byModel.map((row) => (
          <tr key={row.modelId}>
            <th scope="row">{row.label}</th>
            <td>{row.calls.toLocaleString('en')}</td>
            <td>{formatMicros(row.micros)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
