import type { ReactNode } from 'react';
import { formatMicros } from '../../shared/money.ts';
import type { SpendSummary } from '../../shared/views.ts';
import { describeError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { SpendCaps } from './spend-caps.tsx';
import styles from './spend-panel.module.css';
import { SpendReport } from './spend-report.tsx';
import { useSpending } from './use-spending.ts';

export function SpendPanel() {
  const showPanel = useWorkspace((state) => state.showPanel);
  const boardId = useBoard((state) => state.boardId);
  const spending = useSpending(boardId);
  return (
    <SidePanel title="Spend" onClose={() => showPanel(null)}>
      {spending.data ? (
        <Spending spend={spending.data} />
      ) : spending.error ? (
        <EmptyState
          title={describeError(spending.error).title}
          text={describeError(spending.error).message}
          action={<Button onPress={() => void spending.refetch()}>Try again</Button>}
        />
      ) : (
        <p className={styles.loading}>Adding up…</p>
      )}
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
      <SpendCaps caps={spend.caps} />
      <SpendReport />
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
