import { type ReactFlowInstance, useOnViewportChange, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { BoardId } from '../../shared/ids.ts';
import { recall, remember } from '../api/browser-memory.ts';
import type { BoardNode } from './board-nodes.ts';
import { updateFarView } from './far-view.ts';
import { boundsOf, type Rect } from './geometry.ts';
import { useBoard } from './use-board.ts';
import { detailFor, useView } from './use-view.ts';

const DURATION_MS = 160;
/** Kept free around what is revealed. */
const MARGIN_PX = 24;

type Flow = ReactFlowInstance<BoardNode>;

/** Ties the camera of the mounted board to the view state, and remembers it per board. Answers what to do at a move's end. */
export function useCamera(frameRef: RefObject<HTMLElement | null>) {
  const flow = useReactFlow<BoardNode>();
  const store = useStoreApi<BoardNode>();
  const boardId = useBoard((state) => state.boardId);
  const lastZoom = useRef(0);

  const applyZoom = useCallback(
    (zoom: number) => {
      if (zoom === lastZoom.current) return;
      lastZoom.current = zoom;
      // Written past React: chrome that keeps its size on screen scales by these, and no component renders for it.
      frameRef.current?.style.setProperty('--zoom', String(zoom));
      frameRef.current?.style.setProperty('--inverse-zoom', String(1 / zoom));
      useView.setState({ zoom, detail: detailFor(zoom) });
    },
    [frameRef],
  );
  useOnViewportChange({
    onChange: ({ zoom }: Viewport) => {
      applyZoom(zoom);
      updateFarView(store.getState());
    },
  });

  useEffect(() => {
    const size = () => ({ widthPx: store.getState().width, heightPx: store.getState().height });
    useView.setState({ camera: createCamera(flow, size, frameRef) });
    return () => useView.setState({ camera: null });
  }, [flow, store, frameRef]);

  useEffect(() => {
    if (!boardId) return;
    const known = savedViewport(boardId);
    if (known) void flow.setViewport(known);
    else useView.getState().camera?.fitAll();
    applyZoom(flow.getZoom());
  }, [boardId, flow, applyZoom]);

  return useCallback((_event: unknown, viewport: Viewport) => {
    const id = useBoard.getState().boardId;
    if (id) remember(`maquette-view-${id}`, viewport);
  }, []);
}

function savedViewport(boardId: BoardId): Viewport | null {
  return recall<Viewport | null>(`maquette-view-${boardId}`, null);
}

function createCamera(
  flow: Flow,
  size: () => { widthPx: number; heightPx: number },
  frameRef: RefObject<HTMLElement | null>,
) {
  function centre() {
    const { widthPx, heightPx } = size();
    const box = frameRef.current?.getBoundingClientRect();
    const point = flow.screenToFlowPosition({
      x: (box?.left ?? 0) + widthPx / 2,
      y: (box?.top ?? 0) + (heightPx - bottomPx()) / 2,
    });
    return { xUnits: point.x, yUnits: point.y };
  }

  function fitRect(rect: Rect) {
    const { widthPx, heightPx } = size();
    const marginPx = 40;
    const roomX = Math.max(100, widthPx - marginPx * 2);
    const roomY = Math.max(100, heightPx - bottomPx() - marginPx * 2);
    const zoom = Math.min(2, Math.max(0.02, Math.min(roomX / rect.widthUnits, roomY / rect.heightUnits)));
    void flow.setViewport(
      {
        zoom,
        x: widthPx / 2 - (rect.xUnits + rect.widthUnits / 2) * zoom,
        y: marginPx + roomY / 2 - (rect.yUnits + rect.heightUnits / 2) * zoom,
      },
      { duration: motionMs() },
    );
  }

  return {
    centre,
    fitRect,
    fitAll: () => {
      const bounds = boundsOf(useBoard.getState().items.values());
      if (bounds) fitRect(bounds);
      else void flow.setViewport({ x: size().widthPx / 2, y: size().heightPx / 2, zoom: 1 });
    },
    reveal: (rect: Rect) => {
      const { widthPx, heightPx } = size();
      const { x, y, zoom } = flow.getViewport();
      const isTooLarge =
        rect.widthUnits * zoom > widthPx - MARGIN_PX * 2 ||
        rect.heightUnits * zoom > heightPx - bottomPx() - MARGIN_PX * 2;
      if (isTooLarge) {
        fitRect(rect);
        return;
      }
      const dx = shiftInto(rect.xUnits * zoom + x, rect.widthUnits * zoom, widthPx);
      const dy = shiftInto(rect.yUnits * zoom + y, rect.heightUnits * zoom, heightPx - bottomPx());
      if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: motionMs() });
    },
    revealSideways: (rect: Rect) => {
      const { x, y, zoom } = flow.getViewport();
      const dx = shiftInto(rect.xUnits * zoom + x, rect.widthUnits * zoom, size().widthPx);
      if (dx < 0) void flow.setViewport({ x: x + dx, y, zoom }, { duration: motionMs() });
    },
    centreOn: ({ xUnits, yUnits }: { readonly xUnits: number; readonly yUnits: number }) =>
      void flow.setCenter(xUnits, yUnits, { zoom: flow.getZoom() }),
    zoomTo: (zoom: number) => {
      const { xUnits, yUnits } = centre();
      void flow.setCenter(xUnits, yUnits, { zoom, duration: motionMs() });
    },
    zoomBy: (factor: number) => void flow.zoomTo(flow.getZoom() * factor, { duration: motionMs() }),
    toBoard: (screen: { readonly x: number; readonly y: number }) => {
      const point = flow.screenToFlowPosition(screen);
      return { xUnits: point.x, yUnits: point.y };
    },
  };
}

function bottomPx(): number {
  return useView.getState().bottomInsetPx;
}

/** Pixels to move so that a span at `start` lies inside 0 to `room`. */
function shiftInto(start: number, length: number, room: number): number {
  if (start < MARGIN_PX) return MARGIN_PX - start;
  return Math.min(0, room - MARGIN_PX - (start + length));
}

function motionMs(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : DURATION_MS;
}
