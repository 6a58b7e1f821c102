import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DualRun } from '../../shared/views.ts';
import { describeError, showError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useKeyDown } from '../ui/key-down.ts';
import { announce } from '../workspace/use-announcer.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { DualLane } from './dual-lane.tsx';
import { isAtWork, type Lane, lanesOf, VOTE_KEYS } from './dual-lanes.ts';
import styles from './dual-view.module.css';
import { useDual, useVote } from './use-dual.ts';
import { isBlindDual } from './use-dual-run.ts';

/** The same request from several models, side by side, and the vote. */
export function DualView() {
  const overlay = useWorkspace((state) => state.overlay);
  const close = () => useWorkspace.getState().showOverlay(null);
  const popup = useRef<HTMLDivElement>(null);
  if (overlay?.kind !== 'dual') return null;
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Popup ref={popup} className={styles.overlay} initialFocus={popup}>
          <LoadedDual groupId={overlay.groupId} onClose={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function LoadedDual({ groupId, onClose }: { readonly groupId: string; readonly onClose: () => void }) {
  const query = useDual(groupId);
  if (query.data) return <Comparison dual={query.data} onClose={onClose} />;
  return (
    <div className={styles.message}>
      <Dialog.Title className="visually-hidden">Compare models</Dialog.Title>
      {query.error ? (
        <EmptyState
          title={describeError(query.error).title}
          text={describeError(query.error).message}
          action={<Button onPress={onClose}>Back to the board</Button>}
        />
      ) : (
        <p>Opening…</p>
      )}
    </div>
  );
}

function Comparison({ dual, onClose }: { readonly dual: DualRun; readonly onClose: () => void }) {
  const { groupId, jobs, winner } = dual;
  const [wantsNames, setWantsNames] = useState(false);
  const vote = useVote(groupId);
  const isBlind = isBlindDual(groupId);
  const isRevealed = !isBlind || winner !== null || wantsNames;
  const lanes = lanesOf(jobs, isBlind);
  const atWork = jobs.filter(isAtWork).length;
  const canVote = atWork === 0 && lanes.some(({ candidate }) => candidate !== null);
  const choose = (lane: Lane | undefined) => {
    if (!canVote || vote.isPending || !lane?.candidate) return;
    vote.mutate(lane.candidate.id, { onSuccess: () => announce(result(lane)), onError: showError });
  };
  useKeyDown((event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && /^[1-9]$/.test(event.key)) choose(lanes[Number(event.key) - 1]);
  });
  return (
    <div className={styles.comparison}>
      <header className={styles.bar}>
        <div className={styles.heading}>
          <Dialog.Title className={styles.title}>Compare models</Dialog.Title>
          <p className={styles.prompt}>{jobs[0]?.request.prompt}</p>
        </div>
        {isBlind && winner === null ? (
          <Button size="small" variant="quiet" onPress={() => setWantsNames(!wantsNames)}>
            {wantsNames ? 'Hide the names' : 'Show the names'}
          </Button>
        ) : null}
        {winner === null ? null : (
          <Button size="small" variant="quiet" onPress={() => vote.mutate(null, { onError: showError })}>
            Take the vote back
          </Button>
        )}
        <IconButton label="Close" icon={X} shortcut="escape" tooltipSide="bottom" onPress={onClose} />
      </header>
      <ol className={styles.lanes} data-count={lanes.length}>
        {lanes.map((lane, index) => (
          <DualLane
            key={`${lane.job.id} ${lane.candidate?.id ?? ''}`}
            lane={lane}
            voteKey={index < VOTE_KEYS ? String(index + 1) : null}
            isRevealed={isRevealed}
            isWinner={winner !== null && lane.candidate?.id === winner}
            isDecided={winner !== null}
            reasonNotToVote={canVote ? null : 'All of them have to be there first.'}
            onVote={() => choose(lane)}
          />
        ))}
      </ol>
      <p className={styles.foot} role="status">
        {footer({ atWork, winner, canVote, isRevealed })}
      </p>
    </div>
  );
}

function result({ job, letter }: Lane): string {
  return `${letter} is your choice: ${job.modelLabel}. The others are rejected; Auto learns from it.`;
}

function footer(now: { atWork: number; winner: string | null; canVote: boolean; isRevealed: boolean }): string {
  if (now.winner !== null) return 'Your choice is kept, the others are rejected. Auto learns from it.';
  if (now.atWork > 0) return now.atWork === 1 ? 'One model is still at work.' : `${now.atWork} models are at work.`;
  if (!now.canVote) return 'No picture came, so there is nothing to vote on.';
  return now.isRevealed ? 'Which one is best?' : 'Which one is best? Names, prices and times follow your vote.';
}
