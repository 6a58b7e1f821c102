import type { LearnedRouting } from '../../shared/views.ts';
import { describeError } from '../api/error-sentences.ts';
import { CheckRow } from '../ui/check-row.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import styles from './routing-dialog.module.css';
import { useLearned } from './use-routing.ts';

/** What kept and rejected pictures have taught, with the counts, and how to be rid of it. */
export function LearnedList() {
  const { query, learned, setLearning, forget } = useLearned();
  return (
    <section aria-labelledby="learned-heading">
      <div className={styles.line}>
        <h3 id="learned-heading" className={styles.heading}>
          Learned from what you keep
        </h3>
        <ConfirmButton
          label="Forget all"
          question="Auto forgets every decision so far and goes by the rules alone. Your pictures and their verdicts stay."
          answer="Forget all decisions"
          disabledReason={learned?.decisions === 0 ? 'There is nothing to forget yet.' : null}
          onConfirm={forget}
        />
      </div>
      {query.error ? <p className={styles.problem}>{describeError(query.error).message}</p> : null}
      {learned ? (
        <>
          <CheckRow
            label="Let kept and rejected pictures pull the suggestion"
            note={decisionWords(learned.decisions)}
            isChecked={learned.isOn}
            onChange={setLearning}
          />
          <Picks learned={learned} />
        </>
      ) : null}
      <p className={styles.note}>It stays in this library and is sent to nobody.</p>
    </section>
  );
}

function decisionWords(decisions: number): string {
  return decisions === 1 ? '1 decision' : `${decisions} decisions`;
}

/** "draft/plain" as a person says it. */
const SUBJECTS: Readonly<Record<string, string>> = {
  plain: 'pictures',
  mask: 'mask edits',
  lettering: 'with lettering',
  interface: 'user interfaces',
  infographic: 'infographics',
  references: 'with references',
};

export function kindWords(kind: string): string {
  const [role = '', subject = ''] = kind.split('/');
  const named = role.charAt(0).toUpperCase() + role.slice(1);
  return `${named}, ${SUBJECTS[subject] ?? subject}`;
}

function Picks({ learned }: { readonly learned: LearnedRouting }) {
  if (learned.picks.length === 0) {
    return <p className={styles.note}>Nothing yet. Keep and reject candidates, and the counts appear here.</p>;
  }
  return (
    <table className={styles.picks}>
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">Model</th>
          <th scope="col">Kept</th>
          <th scope="col">Rejected</th>
        </tr>
      </thead>
      <tbody>
        {learned.picks.map((pick) => (
          <tr key={`${pick.kind} ${pick.modelId}`}>
            <td>{kindWords(pick.kind)}</td>
            <th scope="row">{pick.modelLabel}</th>
            <td>{pick.kept}</td>
            <td>{pick.rejected}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
