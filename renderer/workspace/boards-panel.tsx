import { Ellipsis, LayoutGrid, Pencil, Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { BoardSummary } from '../../shared/board.ts';
import { showError } from '../api/error-sentences.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { Picture } from '../ui/picture.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import styles from './boards-panel.module.css';
import { createBoard, removeBoard, renameBoard, useBoards } from './use-boards.ts';
import { useWorkspace } from './use-workspace.ts';

/** All boards: open, create, rename, delete. */
export function BoardsPanel() {
  const boards = useBoards((state) => state.boards);
  const boardId = useWorkspace((state) => state.boardId);
  return (
    <SidePanel
      title="Boards"
      onClose={() => useWorkspace.getState().showPanel(null)}
      actions={
        <IconButton label="New board" icon={Plus} onPress={() => void createBoard('Untitled board').catch(showError)} />
      }
    >
      <ul className={styles.list}>
        {boards.map((board) => (
          <BoardRow key={board.id} board={board} isOpen={board.id === boardId} />
        ))}
      </ul>
    </SidePanel>
  );
}

interface BoardRowProps {
  readonly board: BoardSummary;
  readonly isOpen: boolean;
}

function BoardRow({ board, isOpen }: BoardRowProps) {
  const [isRenaming, setIsRenaming] = useState(false);
  const open = () => useWorkspace.getState().openBoard(board.id);
  return (
    <li className={styles.row} data-open={isOpen || undefined}>
      <button
        type="button"
        className={styles.open}
        aria-current={isOpen || undefined}
        aria-label={board.name}
        onClick={open}
      >
        <Cover hashes={board.coverHashes} />
      </button>
      <div className={styles.text}>
        {isRenaming ? (
          <RenameField
            name={board.name}
            onDone={(name) => {
              setIsRenaming(false);
              renameBoard(board.id, name).catch(showError);
            }}
          />
        ) : (
          <span className={styles.name}>{board.name}</span>
        )}
        <span className={styles.count}>{board.itemCount === 1 ? '1 item' : `${board.itemCount} items`}</span>
      </div>
      <Menu
        align="end"
        trigger={
          <button type="button" className={styles.more} aria-label={`More for ${board.name}`}>
            <Ellipsis size={16} />
          </button>
        }
        entries={[
          { kind: 'item', label: 'Rename', icon: Pencil, onSelect: () => setIsRenaming(true) },
          {
            kind: 'item',
            label: 'Delete',
            icon: Trash2,
            tone: 'danger',
            onSelect: () => void removeBoard(board).catch(showError),
          },
        ]}
      />
    </li>
  );
}

function Cover({ hashes }: { readonly hashes: readonly string[] }) {
  return (
    <span className={styles.cover} data-count={Math.min(4, hashes.length)}>
      {hashes.length === 0 ? <LayoutGrid className={styles.noCover} size={16} strokeWidth={1.5} /> : null}
      {hashes.slice(0, 4).map((hash) => (
        <Picture key={hash} hash={hash} widthPx={64} alt="" />
      ))}
    </span>
  );
}

interface RenameFieldProps {
  readonly name: string;
  readonly onDone: (name: string) => void;
}

function RenameField({ name, onDone }: RenameFieldProps) {
  const fieldRef = useRef<HTMLInputElement>(null);
  useEffect(() => fieldRef.current?.select(), []);
  return (
    <input
      ref={fieldRef}
      className={styles.field}
      aria-label="Name of the board"
      defaultValue={name}
      maxLength={120}
      onBlur={(event) => onDone(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = name;
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
