import { RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import type { JobId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { noteJob } from './use-jobs.ts';

/** Runs one procedure on a job at a time, so that a double press cannot send twice. */
export function useJobCommand(): { isBusy: boolean; run: (command: () => Promise<Job>) => void } {
  const [isBusy, setIsBusy] = useState(false);
  const run = (command: () => Promise<Job>) => {
    if (isBusy) return;
    setIsBusy(true);
    command()
      .then(noteJob, showError)
      .finally(() => setIsBusy(false));
  };
  return { isBusy, run };
}

export function JobActions({ job }: { readonly job: Job }) {
  const { isBusy, run } = useJobCommand();
  const id: JobId = job.id;
  if (job.state === 'queued' || job.state === 'running') {
    return (
      <Button
        size="small"
        variant="quiet"
        icon={X}
        isDisabled={isBusy}
        onPress={() => run(() => call('jobs.cancel', { id }))}
      >
        Cancel
      </Button>
    );
  }
  if (job.state !== 'failed' && job.state !== 'cancelled') return null;
  return (
    <Button
      size="small"
      variant="plain"
      icon={RotateCcw}
      isDisabled={isBusy}
      onPress={() => run(() => call('jobs.retry', { id, acceptsSecondCharge: false }))}
    >
      Retry
    </Button>
  );
}
