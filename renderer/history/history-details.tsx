import { CornerUpLeft, ImagePlus, LocateFixed, SquarePlus } from 'lucide-react';
import { formatMicros } from '../../shared/money.ts';
import type { HistoryEntry } from '../../shared/views.ts';
import { useBoard } from '../board/use-board.ts';
import { usePrompt } from '../prompt/use-prompt.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './history-details.module.css';
import { addToBoard, selectOnBoard } from './use-board-placing.ts';

function costOf({ candidate }: HistoryEntry): string | null {
  if (candidate === null) return null;
  if (candidate.costMicros === null) return 'Price unknown';
  return candidate.costMicros === 0 ? 'Free' : formatMicros(candidate.costMicros);
}

function factsOf(entry: HistoryEntry): string {
  const { asset, modelLabel } = entry;
  const pixels = `${asset.widthPx.toLocaleString('en')} × ${asset.heightPx.toLocaleString('en')}`;
  const facts = [modelLabel, pixels, costOf(entry), new Date(asset.createdAtMs).toLocaleDateString()];
  return facts.filter((fact) => fact !== null && fact !== '').join(' · ');
}

/** What is chosen in the grid, and what can be done with it. */
export function HistoryDetails({ entry }: { readonly entry: HistoryEntry }) {
  const { asset, prompt, boardId } = entry;
  const openBoardId = useBoard((state) => state.boardId);
  const openBoard = useWorkspace((state) => state.openBoard);
  const isHere = useBoard((state) =>
    [...state.items.values()].some((item) => item.kind === 'image' && item.assetId === asset.id),
  );
  const addReference = usePrompt((state) => state.addReference);
  const changePrompt = usePrompt((state) => state.change);
  return (
    <div className={styles.details}>
      <p className={styles.prompt}>{prompt.trim() || asset.name}</p>
      <p className={styles.facts}>{factsOf(entry)}</p>
      <div className={styles.actions}>
        {isHere ? (
          <Button size="small" icon={LocateFixed} onPress={() => selectOnBoard(asset.id)}>
            Select on board
          </Button>
        ) : (
          <Button
            size="small"
            icon={SquarePlus}
            disabledReason={openBoardId ? null : 'Open a board first.'}
            onPress={() => addToBoard([entry])}
          >
            Move to board
          </Button>
        )}
        {boardId && boardId !== openBoardId ? (
          <Button size="small" variant="quiet" onPress={() => openBoard(boardId)}>
            Open its board
          </Button>
        ) : null}
        <span className={styles.spring} />
        <IconButton label="Use as reference" icon={ImagePlus} onPress={() => addReference(asset.id)} />
        {prompt === '' ? null : (
          <IconButton label="Use the prompt again" icon={CornerUpLeft} onPress={() => changePrompt({ prompt })} />
        )}
      </div>
    </div>
  );
}
