import { ListChecks } from 'lucide-react';
import type { Job } from '../../shared/job.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { JobCard } from './job-card.tsx';
import styles from './job-tray.module.css';
import { refreshJobs, useJobs } from './use-jobs.ts';
import { useTextAnnouncements } from './use-text-announcements.ts';

/** Rows drawn at first; older finished work is one press away, and all of it is in the history. */
const FINISHED_SHOWN = 30;

interface Section {
  readonly title: string;
  readonly jobs: readonly Job[];
}

function sections(jobs: readonly Job[]): Section[] {
  const inState = (...states: Job['state'][]) => jobs.filter((job) => states.includes(job.state));
  return [
    { title: 'Needs a decision', jobs: inState('possibly-billed') },
    { title: 'Working', jobs: inState('running') },
    // The queue is worked off oldest first, so it reads in that order.
    { title: 'Waiting', jobs: inState('queued').reverse() },
    { title: 'Finished', jobs: inState('done', 'failed', 'cancelled').slice(0, FINISHED_SHOWN) },
  ].filter((section) => section.jobs.length > 0);
}

export function JobTray() {
  useTextAnnouncements();
  const isOpen = useWorkspace((state) => state.isJobTrayOpen);
  return isOpen ? <OpenJobTray /> : null;
}

function OpenJobTray() {
  const toggleJobTray = useWorkspace((state) => state.toggleJobTray);
  return (
    <div className={styles.tray}>
      <SidePanel title="Jobs" side="right" onClose={toggleJobTray}>
        <JobList />
      </SidePanel>
    </div>
  );
}

function JobList() {
  const jobs = useJobs((state) => state.jobs);
  const isLoaded = useJobs((state) => state.isLoaded);
  const loadError = useJobs((state) => state.loadError);
  if (!isLoaded) return <p className={styles.loading}>Reading the jobs…</p>;
  if (loadError !== null) {
    return (
      <EmptyState
        title="The jobs could not be read"
        text={loadError}
        action={<Button onPress={() => void refreshJobs()}>Try again</Button>}
      />
    );
  }
  if (jobs.size === 0) {
    return (
      <EmptyState
        icon={ListChecks}
        title="No jobs yet"
        text="Write a prompt and draft. Every request shows up here with its progress, its time and its price."
      />
    );
  }
  return sections([...jobs.values()]).map((section) => (
    <section key={section.title} className={styles.section} aria-label={section.title}>
      <h3 className={styles.heading}>
        {section.title} <span className={styles.count}>{section.jobs.length}</span>
      </h3>
      <ul className={styles.list}>
        {section.jobs.map((job) => (
          <li key={job.id}>
            <JobCard job={job} />
          </li>
        ))}
      </ul>
    </section>
  ));
}
