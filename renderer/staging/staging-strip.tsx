import { Sparkles, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { Candidate } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { performAction } from '../actions/use-actions.ts';
import { slotKey, useBoard } from '../board/use-board.ts';
import { useView } from '../board/use-view.ts';
import { useJobs } from '../jobs/use-jobs.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Keycap } from '../ui/keycap.tsx';
import { announce } from '../workspace/use-announcer.ts';
import { CandidateTile, WaitingTile } from './candidate-tile.tsx';
import styles from './staging-strip.module.css';
import { promotionTargets, usePromotionPrice } from './use-promotion.ts';
import { dismissStaging, stagedJobs, useStaging } from './use-staging.ts';

/** The latest results, to be decided with one key each. */
export function StagingStrip() {
  const boardId = useBoard((state) => state.boardId);
  const candidates = useBoard((state) => state.candidates);
  const jobs = useJobs((state) => state.jobs);
  const sinceMs = useStaging((state) => state.sinceMs);
  const staged = useMemo(() => stagedJobs(jobs.values(), boardId, sinceMs), [jobs, boardId, sinceMs]);
  const slots = staged.flatMap((job) => slotsOf(job, candidates));
  const ready = slots.flatMap((slot) => slot.candidate ?? []);
  const wantedId = useStaging((state) => state.activeId);
  const activeId = (ready.find(({ id }) => id === wantedId) ?? ready[0])?.id ?? null;
  useResultAnnouncements(staged);
  if (slots.length === 0) return null;
  return (
    <section className={styles.strip} aria-label="Candidates" data-wide="">
      <CandidateList slots={slots} activeId={activeId} />
      <div className={styles.side}>
        <IconButton label="Put away" icon={X} onPress={dismissStaging} />
        <span className={styles.keys}>
          <Keycap keys="p" /> keep <Keycap keys="x" /> reject
        </span>
        <PromoteButton />
      </div>
    </section>
  );
}

interface Slot {
  readonly key: string;
  readonly job: Job;
  readonly slot: number;
  readonly candidate: Candidate | null;
}

function slotsOf(job: Job, judged: ReadonlyMap<string, Candidate>): Slot[] {
  const isAtWork = job.state === 'queued' || job.state === 'running';
  return Array.from({ length: job.request.count }, (_, slot) => {
    const key = slotKey({ jobId: job.id, slot });
    const made = job.candidates.find((candidate) => candidate.slot === slot) ?? null;
    return { key, job, slot, candidate: made ? (judged.get(key) ?? made) : null };
  }).filter((slot) => slot.candidate !== null || isAtWork);
}

interface CandidateListProps {
  readonly slots: readonly Slot[];
  readonly activeId: string | null;
}

function CandidateList({ slots, activeId }: CandidateListProps) {
  const listRef = useRef<HTMLDivElement>(null);
  const ready = slots.flatMap((slot) => slot.candidate ?? []);

  useEffect(() => {
    if (activeId) document.getElementById(`tile-${activeId}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeId]);

  function handleKey(event: KeyboardEvent) {
    const index = ready.findIndex((candidate) => candidate.id === activeId);
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: ready.length - 1 }[event.key];
    if (to === undefined) {
      if (event.key === 'Enter' && !event.shiftKey) showOnBoard(ready[index]);
      return;
    }
    event.preventDefault();
    const next = ready[Math.min(ready.length - 1, Math.max(0, to))];
    // The keys act on the strip while it has the focus.
    useBoard.getState().select([]);
    if (next) useStaging.setState({ activeId: next.id });
  }

  return (
    <div
      ref={listRef}
      role="listbox"
      tabIndex={0}
      aria-label="Candidates: P keeps, X rejects, U clears, 1 to 5 rates"
      aria-orientation="horizontal"
      aria-activedescendant={activeId ? `tile-${activeId}` : undefined}
      className={styles.list}
      onKeyDown={handleKey}
    >
      {slots.map(({ key, job, slot, candidate }) =>
        candidate ? (
          <CandidateTile
            key={key}
            candidate={candidate}
            job={job}
            isActive={candidate.id === activeId}
            onPress={() => {
              useStaging.setState({ activeId: candidate.id });
              showOnBoard(candidate);
            }}
          />
        ) : (
          <WaitingTile key={key} job={job} slot={slot} />
        ),
      )}
    </div>
  );
}

function showOnBoard(candidate: Candidate | undefined): void {
  if (!candidate) return;
  const { items, select } = useBoard.getState();
  for (const item of items.values()) {
    if (item.kind !== 'image' || slotKey(item) !== slotKey(candidate)) continue;
    select([item.id]);
    useView.getState().camera?.reveal(item);
    return;
  }
}

function PromoteButton() {
  const selection = useBoard((state) => state.selection);
  const candidates = useBoard((state) => state.candidates);
  const activeId = useStaging((state) => state.activeId);
  const targets = useMemo(() => readTargets(selection, candidates, activeId), [selection, candidates, activeId]);
  const price = usePromotionPrice(targets);
  if (targets.length === 0) return null;
  const isKept = selection.size === 0 && [...candidates.values()].some(isKeptAmong(targets));
  const label = `Promote${targets.length === 1 ? '' : ` ${targets.length}`}${isKept ? ' kept' : ''}`;
  return (
    <Button
      size="small"
      icon={Sparkles}
      shortcut="shift+enter"
      disabledReason={price?.problem}
      onPress={() => performAction('image.promote')}
    >
      {price ? `${label} · ${price.label}` : label}
    </Button>
  );
}

function isKeptAmong(targets: readonly AssetId[]): (candidate: Candidate) => boolean {
  return (candidate) => candidate.verdict === 'kept' && targets.includes(candidate.assetId);
}

function readTargets(..._readFrom: readonly unknown[]): readonly AssetId[] {
  return promotionTargets();
}

/** Says what a job that was at work has come to. */
function useResultAnnouncements(jobs: readonly Job[]): void {
  const seen = useRef(new Map<string, Job['state']>());
  useEffect(() => {
    for (const job of jobs) {
      const before = seen.current.get(job.id);
      seen.current.set(job.id, job.state);
      if (before === undefined || before === job.state) continue;
      const made = job.candidates.length;
      if (job.state === 'done')
        announce(`${job.modelLabel}: ${made === 1 ? '1 picture is' : `${made} pictures are`} ready.`);
      if (job.state === 'failed' || job.state === 'possibly-billed') announce(job.error?.message ?? 'The job failed.');
    }
  }, [jobs]);
}
