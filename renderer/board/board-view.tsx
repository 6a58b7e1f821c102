import '@xyflow/react/dist/base.css';
import {
  type NodeChange,
  PanOnScrollMode,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useKeyPress,
  useStoreApi,
} from '@xyflow/react';
import { useCallback, useMemo, useRef } from 'react';
import type { ItemId } from '../../shared/ids.ts';
import { ContextMenu, type MenuEntry } from '../ui/menu.tsx';
import { beginDrag, endGesture, foldNodeChanges } from './board-gesture.ts';
import { handleBoardKeys, handleBoardKeyUp, handleBoardPress } from './board-keys.ts';
import { BoardMap } from './board-map.tsx';
import { type BoardNode, createNodeCache } from './board-nodes.ts';
import styles from './board-view.module.css';
import { CardBars } from './card-bar.tsx';
import { FarLayer } from './far-layer.tsx';
import { FrameNode } from './frame-node.tsx';
import { FrameTool } from './frame-tool.tsx';
import { GuidesLayer } from './guides-layer.tsx';
import { ImageNode } from './image-node.tsx';
import { LineageLayer } from './lineage-layer.tsx';
import { NoteNode } from './note-node.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useBoard } from './use-board.ts';
import { useCamera } from './use-camera.ts';
import { useFarPointer } from './use-far-pointer.ts';
import { useView } from './use-view.ts';

const nodeTypes = { image: ImageNode, note: NoteNode, frame: FrameNode };
const noNodes: BoardNode[] = [];
const middleButton = [1];
const multiSelectKeys = ['Shift', 'Meta', 'Control'];

interface BoardViewProps {
  /** The menu for what was right-clicked; the item is selected by then. */
  readonly menuFor: (id: ItemId | null) => readonly MenuEntry[];
}

export function BoardView({ menuFor }: BoardViewProps) {
  return (
    <ReactFlowProvider>
      <BoardSurface menuFor={menuFor} />
    </ReactFlowProvider>
  );
}

function BoardSurface({ menuFor }: BoardViewProps) {
  const frameRef = useRef<HTMLDivElement>(null);
  const items = useBoard((state) => state.items);
  const selection = useBoard((state) => state.selection);
  const activeId = useView((state) => state.activeItemId);
  const tool = useView((state) => state.tool);
  const isMiniMapOpen = useView((state) => state.isMiniMapOpen);
  const toNodes = useMemo(createNodeCache, []);
  const firstId = items.keys().next().value ?? null;
  const isFar = useView((state) => state.isFar);
  const hoveredId = useView((state) => (state.isFar ? state.hoveredItemId : null));
  const nodes = useMemo(
    () =>
      toNodes({ items, selection, activeId: activeId && items.has(activeId) ? activeId : firstId, isFar, hoveredId }),
    [toNodes, items, selection, activeId, firstId, isFar, hoveredId],
  );
  const onMoveEnd = useCamera(frameRef);
  const farHandlers = useFarPointer();
  const onNodesChange = useNodesChange();
  const isSpaceDown = useKeyPress('Space');

  return (
    <section
      ref={frameRef}
      className={styles.board}
      aria-label="Board"
      onKeyDown={handleBoardKeys}
      onKeyUp={handleBoardKeyUp}
      onMouseDownCapture={handleBoardPress}
      {...farHandlers}
    >
      <ContextMenu className={styles.surface} entriesFor={(target) => menuFor(selectUnder(target))}>
        <ReactFlow<BoardNode>
          nodes={nodes.length > 0 ? nodes : noNodes}
          nodeTypes={nodeTypes}
          onNodesChange={onNodesChange}
          onNodeDragStart={(event, _node, dragged) =>
            beginDrag(
              dragged.map((node) => node.data.item.id),
              event.altKey,
            )
          }
          onNodeDragStop={endGesture}
          onNodeDoubleClick={(_event, node) => editItem(node)}
          onMoveEnd={onMoveEnd}
          onPaneClick={() => useBoard.getState().select([])}
          minZoom={0.02}
          maxZoom={8}
          panOnDrag={tool === 'hand' ? true : middleButton}
          panOnScroll
          panOnScrollMode={PanOnScrollMode.Free}
          panOnScrollSpeed={1}
          panActivationKeyCode="Space"
          zoomActivationKeyCode={null}
          zoomOnDoubleClick={false}
          selectionOnDrag={tool === 'move'}
          selectionMode={SelectionMode.Partial}
          selectionKeyCode={null}
          multiSelectionKeyCode={multiSelectKeys}
          deleteKeyCode={null}
          nodesDraggable={tool === 'move' && !isSpaceDown}
          nodesConnectable={false}
          nodesFocusable={false}
          disableKeyboardA11y
          autoPanOnNodeFocus={false}
          elevateNodesOnSelect={false}
          onlyRenderVisibleElements
          nodeDragThreshold={2}
          proOptions={{ hideAttribution: true }}
        >
          <FarLayer />
          <LineageLayer />
          <GuidesLayer />
          <CardBars />
        </ReactFlow>
      </ContextMenu>
      {tool === 'frame' ? <FrameTool /> : null}
      <SelectionBar />
      {isMiniMapOpen ? <BoardMap /> : null}
    </section>
  );
}

/** React Flow proposes, the board decides: positions and sizes become steps, selection goes to the store. */
function useNodesChange() {
  const store = useStoreApi<BoardNode>();
  return useCallback(
    (changes: NodeChange<BoardNode>[]) => {
      const { select, selection, items } = useBoard.getState();
      const next = new Set(selection);
      const { userSelectionActive } = store.getState();
      for (const change of changes) {
        if (change.type !== 'select') continue;
        const id: ItemId = `item_${change.id.slice('item_'.length)}`;
        // A marquee drawn inside a frame is about what lies in it.
        if (userSelectionActive && change.selected && items.get(id)?.kind === 'frame') continue;
        if (change.selected) next.add(id);
        else next.delete(id);
      }
      if (changes.some((change) => change.type === 'select')) {
        select(next);
        const last = [...next].at(-1);
        if (last && next.size === 1) useView.setState({ activeItemId: last });
      }
      foldNodeChanges(changes);
    },
    [store],
  );
}

function editItem(node: BoardNode): void {
  if (node.type === 'image') useView.getState().camera?.fitRect(node.data.item);
  else if (!node.data.item.isLocked) useView.setState({ editingItemId: node.data.item.id });
}

/** The item under the pointer, selected if it was not; null for the ground. */
function selectUnder(target: Element | null): ItemId | null {
  const dataId = target?.closest('.react-flow__node')?.getAttribute('data-id');
  if (!dataId) return null;
  const id: ItemId = `item_${dataId.slice('item_'.length)}`;
  const { selection, select } = useBoard.getState();
  if (!selection.has(id)) select([id]);
  return id;
}
