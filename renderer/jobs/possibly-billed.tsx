import { useState } from 'react';
import type { Job } from '../../shared/job.ts';
import { call } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useJobCommand } from './job-actions.tsx';
import styles from './job-card.module.css';
import { moneyWords, POSSIBLY_BILLED_SENTENCE, resendQuestion } from './job-words.ts';

/** A call whose outcome is unknown: it is never sent again unless the person reads the price and says so. */
export function PossiblyBilled({ job }: { readonly job: Job }) {
  const [isAsking, setIsAsking] = useState(false);
  const { isBusy, run } = useJobCommand();
  const resend = () => {
    setIsAsking(false);
    run(() => call('jobs.retry', { id: job.id, acceptsSecondCharge: true }));
  };
  const settle = (wasBilled: boolean) => run(() => call('jobs.settleLost', { id: job.id, wasBilled }));
  const question = resendQuestion(job.estimate);
  return (
    <>
      <div className={styles.settle}>
        <Button size="small" isDisabled={isBusy} onPress={() => setIsAsking(true)}>
          {question}
        </Button>
        <Button size="small" variant="quiet" isDisabled={isBusy} onPress={() => settle(true)}>
          It was billed
        </Button>
        <Button size="small" variant="quiet" isDisabled={isBusy} onPress={() => settle(false)}>
          It was not billed
        </Button>
      </div>
      <Dialog
        title={question}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        footer={
          <>
            <Button onPress={() => setIsAsking(false)}>Do not resend</Button>
            <Button variant="danger" onPress={resend}>
              Resend and accept a second charge
            </Button>
          </>
        }
      >
        <p className={styles.explanation}>{POSSIBLY_BILLED_SENTENCE}</p>
        <p className={styles.explanation}>
          {job.modelLabel} may already have charged for this request ({moneyWords(job).toLowerCase()}), although nothing
          arrived here. Resending is a new request with its own charge.
        </p>
        <p className={styles.explanation}>
          If you have looked at the vendor’s own bill, say what it says instead (“It was billed” or “It was not
          billed”), and the sums will be right.
        </p>
      </Dialog>
    </>
  );
}
