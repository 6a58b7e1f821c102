import { Download, ListChecks, Map as MapIcon, Redo2, Search, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { performAction } from '../actions/use-actions.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { useView } from '../board/use-view.ts';
import { isEnded, useJobs } from '../jobs/use-jobs.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Keycap } from '../ui/keycap.tsx';
import { Menu } from '../ui/menu.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { SpendChip } from './spend-chip.tsx';
import styles from './top-bar.module.css';
import { renameBoard, useBoards } from './use-boards.ts';
import { useWorkspace } from './use-workspace.ts';

export function TopBar() {
  const isJobTrayOpen = useWorkspace((state) => state.isJobTrayOpen);
  const openJobs = useJobs((state) => [...state.jobs.values()].filter((job) => !isEnded(job)).length);
  const hasPictures = useBoard((state) => state.selectedAssetIds().length > 0);
  return (
    <header className={styles.bar}>
      <div className={styles.start}>
        <BoardName />
        <UndoButtons />
      </div>
      <button type="button" className={styles.command} onClick={() => performAction('app.palette')}>
        <Search size={14} />
        <span>Search or run a command</span>
        <Keycap keys="mod+k" />
      </button>
      <div className={styles.end}>
        <ZoomMenu />
        <SpendChip />
        <IconButton
          label="Jobs"
          icon={ListChecks}
          badge={openJobs}
          isPressed={isJobTrayOpen}
          tooltipSide="bottom"
          onPress={() => useWorkspace.getState().toggleJobTray()}
        />
        <Button
          size="small"
          icon={Download}
          shortcut="mod+e"
          disabledReason={hasPictures ? null : 'Select a picture to export it.'}
          onPress={() => performAction('image.export')}
        >
          Export
        </Button>
      </div>
    </header>
  );
}

function BoardName() {
  const boardId = useWorkspace((state) => state.boardId);
  const name = useBoards((state) => state.boards.find((board) => board.id === boardId)?.name ?? '');
  const [draft, setDraft] = useState<string | null>(null);
  const finish = () => {
    if (draft !== null && boardId && draft.trim() !== name) renameBoard(boardId, draft).catch(showError);
    setDraft(null);
  };
  return (
    <Tooltip content="Rename" side="bottom">
      <input
        className={styles.name}
        aria-label="Name of the board"
        value={draft ?? name}
        maxLength={120}
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(null);
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </Tooltip>
  );
}

function UndoButtons() {
  const { done, undone } = useBoard((state) => state.undoStacks);
  const undoLabel = done.at(-1)?.label;
  const redoLabel = undone.at(-1)?.label;
  return (
    <>
      <IconButton
        label={undoLabel ? `Undo: ${undoLabel}` : 'Undo'}
        icon={Undo2}
        shortcut="mod+z"
        tooltipSide="bottom"
        isDisabled={!undoLabel}
        onPress={() => performAction('board.undo')}
      />
      <IconButton
        label={redoLabel ? `Redo: ${redoLabel}` : 'Redo'}
        icon={Redo2}
        shortcut="mod+shift+z"
        tooltipSide="bottom"
        isDisabled={!redoLabel}
        onPress={() => performAction('board.redo')}
      />
    </>
  );
}

function ZoomMenu() {
  const percent = useView((state) => Math.round(state.zoom * 100));
  const isMiniMapOpen = useView((state) => state.isMiniMapOpen);
  const entry = (label: string, name: string, shortcut: string) => ({
    kind: 'item' as const,
    label,
    shortcut,
    onSelect: () => performAction(name),
  });
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={styles.zoom} aria-label={`Zoom ${percent} %`}>
          {percent} %
        </button>
      }
      entries={[
        entry('Zoom in', 'view.zoom-in', 'mod+plus'),
        entry('Zoom out', 'view.zoom-out', 'mod+minus'),
        entry('Zoom to 100 %', 'view.actual-size', 'mod+1'),
        entry('Fit everything', 'view.fit-all', 'shift+1'),
        entry('Fit the selection', 'view.fit-selection', 'shift+2'),
        { kind: 'separator', id: 'map' },
        { ...entry(isMiniMapOpen ? 'Hide the map' : 'Show the map', 'view.map', 'm'), icon: MapIcon },
      ]}
    />
  );
}
