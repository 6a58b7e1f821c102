import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { LearnedList } from './learned-list.tsx';
import styles from './routing-dialog.module.css';
import { RuleList } from './rule-list.tsx';
import { useRoutingRules } from './use-routing.ts';

/** The order in which Auto decides, and what it has learned. */
export function RoutingDialog() {
  const isOpen = useWorkspace((state) => state.overlay?.kind === 'routing');
  return (
    <Dialog
      title="How Auto chooses"
      description="The first rule that tells two models apart decides. Models that cannot do the request never take part."
      isOpen={isOpen}
      onClose={() => useWorkspace.getState().showOverlay(null)}
      widthPx={600}
    >
      <div className={styles.content}>
        <Rules />
        <LearnedList />
      </div>
    </Dialog>
  );
}

function Rules() {
  const { query, rules, change } = useRoutingRules();
  if (query.error) {
    return (
      <EmptyState
        title={describeError(query.error).title}
        text={describeError(query.error).message}
        action={<Button onPress={() => void query.refetch()}>Try again</Button>}
      />
    );
  }
  return (
    <section aria-labelledby="rules-heading">
      <div className={styles.line}>
        <h3 id="rules-heading" className={styles.heading}>
          Rules, first to last
        </h3>
        <Button size="small" variant="quiet" onPress={() => change(() => [])}>
          Reset the rules
        </Button>
      </div>
      {query.data ? <RuleList rules={rules} onChange={change} /> : <p className={styles.note}>Reading…</p>}
    </section>
  );
}
