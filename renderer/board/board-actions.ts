import {
  ArrowDownToLine,
  ArrowUpToLine,
  Copy,
  Frame,
  Hand,
  Lock,
  Map as MapIcon,
  Maximize,
  MousePointer2,
  Redo2,
  StickyNote,
  Trash2,
  Undo2,
} from 'lucide-react';
import type { Action } from '../actions/use-actions.ts';
import { copySelection, cutSelection } from './board-clipboard.ts';
import {
  addNote,
  duplicateSelection,
  frameSelection,
  removeSelection,
  restackSelection,
  selectedItems,
  toggleLock,
} from './board-edits.ts';
import { boundsOf } from './geometry.ts';
import { useBoard } from './use-board.ts';
import { setTool, useView } from './use-view.ts';

const hasBoard = () => useBoard.getState().boardId !== null;
const hasSelection = () => useBoard.getState().selection.size > 0;
const camera = () => useView.getState().camera;

function fitSelection(): void {
  const bounds = boundsOf(selectedItems());
  if (bounds) camera()?.fitRect(bounds);
}

const edit: Action[] = [
  {
    name: 'board.undo',
    label: 'Undo',
    group: 'Edit',
    icon: Undo2,
    shortcut: 'mod+z',
    isEnabled: () => useBoard.getState().undoStacks.done.length > 0,
    perform: () => useBoard.getState().undo(),
  },
  {
    name: 'board.redo',
    label: 'Redo',
    group: 'Edit',
    icon: Redo2,
    shortcut: 'mod+shift+z, ctrl+y',
    isEnabled: () => useBoard.getState().undoStacks.undone.length > 0,
    perform: () => useBoard.getState().redo(),
  },
  {
    name: 'board.duplicate',
    label: 'Duplicate',
    group: 'Edit',
    icon: Copy,
    shortcut: 'mod+d',
    isEnabled: hasSelection,
    perform: duplicateSelection,
  },
  {
    name: 'board.copy',
    label: 'Copy items',
    group: 'Edit',
    icon: Copy,
    // The browser's own copy command answers Ctrl+C; this entry is for menu and palette.
    shortcut: '',
    isEnabled: hasSelection,
    perform: copySelection,
  },
  {
    name: 'board.cut',
    label: 'Cut items',
    group: 'Edit',
    shortcut: '',
    isEnabled: hasSelection,
    perform: cutSelection,
  },
  {
    name: 'board.delete',
    label: 'Delete',
    group: 'Edit',
    icon: Trash2,
    shortcut: 'delete, backspace',
    isEnabled: hasSelection,
    perform: removeSelection,
  },
  {
    name: 'board.select-all',
    label: 'Select all',
    group: 'Edit',
    shortcut: 'mod+a',
    isEnabled: hasBoard,
    perform: () => useBoard.getState().select(useBoard.getState().items.keys()),
  },
  {
    name: 'board.deselect',
    label: 'Select nothing',
    group: 'Edit',
    shortcut: 'escape',
    isEnabled: () => hasSelection() || useView.getState().tool !== 'move',
    perform: () => {
      if (useView.getState().tool !== 'move') setTool('move');
      else useBoard.getState().select([]);
    },
  },
];

const arrange: Action[] = [
  {
    name: 'board.front',
    label: 'Bring to front',
    group: 'Arrange',
    icon: ArrowUpToLine,
    shortcut: 'mod+bracketright',
    isEnabled: hasSelection,
    perform: () => restackSelection('front'),
  },
  {
    name: 'board.back',
    label: 'Send to back',
    group: 'Arrange',
    icon: ArrowDownToLine,
    shortcut: 'mod+bracketleft',
    isEnabled: hasSelection,
    perform: () => restackSelection('back'),
  },
  {
    name: 'board.lock',
    label: 'Lock or unlock',
    group: 'Arrange',
    icon: Lock,
    shortcut: 'mod+shift+l',
    isEnabled: hasSelection,
    perform: toggleLock,
  },
  {
    name: 'board.frame',
    label: 'Frame',
    group: 'Create',
    icon: Frame,
    shortcut: 'c',
    isEnabled: hasBoard,
    perform: () => (hasSelection() ? frameSelection() : setTool('frame')),
  },
  {
    name: 'board.note',
    label: 'Note',
    group: 'Create',
    icon: StickyNote,
    shortcut: 't',
    isEnabled: hasBoard,
    perform: addNote,
  },
];

const view: Action[] = [
  {
    name: 'view.move-tool',
    label: 'Move tool',
    group: 'View',
    icon: MousePointer2,
    shortcut: 'v',
    isEnabled: hasBoard,
    perform: () => setTool('move'),
  },
  {
    name: 'view.hand-tool',
    label: 'Hand tool',
    group: 'View',
    icon: Hand,
    shortcut: 'h',
    isEnabled: hasBoard,
    perform: () => setTool('hand'),
  },
  {
    name: 'view.fit-all',
    label: 'Fit everything',
    group: 'View',
    icon: Maximize,
    shortcut: 'shift+1, mod+0',
    isEnabled: hasBoard,
    perform: () => camera()?.fitAll(),
  },
  {
    name: 'view.fit-selection',
    label: 'Fit the selection',
    group: 'View',
    shortcut: 'shift+2',
    isEnabled: hasSelection,
    perform: fitSelection,
  },
  {
    name: 'view.actual-size',
    label: 'Zoom to 100 %',
    group: 'View',
    shortcut: 'mod+1',
    isEnabled: hasBoard,
    perform: () => camera()?.zoomTo(1),
  },
  {
    name: 'view.zoom-in',
    label: 'Zoom in',
    group: 'View',
    shortcut: 'mod+equal, mod+plus',
    isEnabled: hasBoard,
    perform: () => camera()?.zoomBy(1.25),
  },
  {
    name: 'view.zoom-out',
    label: 'Zoom out',
    group: 'View',
    shortcut: 'mod+minus',
    isEnabled: hasBoard,
    perform: () => camera()?.zoomBy(0.8),
  },
  {
    name: 'view.map',
    label: 'Map of the board',
    group: 'View',
    icon: MapIcon,
    shortcut: 'm',
    isEnabled: hasBoard,
    perform: () => useView.setState((state) => ({ isMiniMapOpen: !state.isMiniMapOpen })),
  },
];

export const boardActions: readonly Action[] = [...edit, ...arrange, ...view];
