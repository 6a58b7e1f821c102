/** Owns the pointer on the stage: strokes, shapes, picks, and moving the view. One small state machine per press. */
import { showError } from '../api/error-sentences.ts';
import type { BrushPoint } from './brush-stroke.ts';
import { type Point, toPicture } from './mask-camera.ts';
import { applyEllipse, applyPath, applyRectangle, pickAt, pickBox } from './mask-picks.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { modeOf, useMaskTool } from './use-mask-tool.ts';
import { panView, useMaskView, zoomView } from './use-mask-view.ts';

/** Exponent per wheel unit; a pinch arrives as a wheel with Ctrl and small deltas. */
const PINCH_ZOOM = 0.01;
/** Below this a drag is a click. */
const CLICK_PX = 4;
/** A pen that barely touches still leaves a mark of this share. */
const LEAST_PRESSURE = 0.1;

interface Press {
  readonly move: (event: PointerEvent) => void;
  readonly end: (event: PointerEvent) => void;
  readonly cancel: () => void;
}

let press: Press | null = null;
let lastStrokeEnd: BrushPoint | null = null;

/** True when a press was under way and is now undone. */
export function cancelPress(): boolean {
  if (!press) return false;
  press.cancel();
  press = null;
  return true;
}

/** `isPanning` tells whether the space bar is held. Answers the function that lets go of the stage. */
export function followPointer(stage: HTMLElement, isPanning: () => boolean): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const stagePoint = (event: MouseEvent): Point => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const at = (event: MouseEvent) => toPicture(useMaskView.getState().camera, stagePoint(event));

  stage.addEventListener(
    'pointerdown',
    (event) => {
      if (press || event.button > 1 || (event.target instanceof Element && event.target.closest('button'))) return;
      const isPan = event.button === 1 || isPanning() || useMaskTool.getState().tool === 'hand';
      press = isPan ? panPress() : toolPress(event, at);
      if (!press) return;
      useMaskTool.setState({ crosshair: null });
      stage.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  stage.addEventListener('pointermove', (event) => press?.move(event), { signal });
  stage.addEventListener(
    'pointerup',
    (event) => {
      press?.end(event);
      press = null;
    },
    { signal },
  );
  stage.addEventListener('pointercancel', () => cancelPress(), { signal });
  stage.addEventListener('dblclick', () => closePath(), { signal });
  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) zoomView(Math.exp(-event.deltaY * PINCH_ZOOM), stagePoint(event));
      else panView(-event.deltaX, -event.deltaY);
    },
    { signal, passive: false },
  );
  return () => {
    cancelPress();
    ending.abort();
  };
}

function panPress(): Press {
  return { move: (event) => panView(event.movementX, event.movementY), end: () => undefined, cancel: () => undefined };
}

type Locate = (event: MouseEvent) => Point;

function toolPress(event: PointerEvent, at: Locate): Press | null {
  const { tool } = useMaskTool.getState();
  const { document, shownId, margins } = useMaskEdit.getState();
  // Results and the edges of an extension are looked at with the hand; there is nothing to paint.
  if (!document || shownId || margins) return panPress();
  if (tool === 'brush' || tool === 'eraser') return strokePress(event, at);
  if (tool === 'rectangle' || tool === 'ellipse') return shapePress(tool, event, at);
  if (tool === 'lasso') return lassoPress(event, at);
  if (tool === 'polygon') return polygonPress(event, at);
  if (tool === 'smart') return smartPress(event, at);
  return pickPress(event, at);
}

export function brushPointAt({ x, y }: Point, event?: PointerEvent): BrushPoint {
  const pressure = event?.pointerType === 'pen' ? Math.max(LEAST_PRESSURE, event.pressure) : 1;
  return { x, y, radiusPx: (useMaskTool.getState().brushPx / 2) * pressure };
}

function strokePress(event: PointerEvent, at: Locate): Press | null {
  const { document } = useMaskEdit.getState();
  if (!document) return null;
  const { tool, hardness } = useMaskTool.getState();
  const tip = { hardness, isErasing: (tool === 'eraser') !== event.altKey };
  let last = brushPointAt(at(event), event);
  // With Shift a straight line leads on from where the last stroke ended.
  document.stroke(event.shiftKey && lastStrokeEnd ? lastStrokeEnd : last, last, tip);
  return {
    move: (moved) => {
      const coalesced = moved.getCoalescedEvents();
      for (const one of coalesced.length > 0 ? coalesced : [moved]) {
        const next = brushPointAt(at(one), one);
        document.stroke(last, next, tip);
        last = next;
      }
    },
    end: () => {
      lastStrokeEnd = last;
      document.endStroke(tip.isErasing ? 'Erase' : 'Brush stroke');
    },
    cancel: () => document.cancelStroke(),
  };
}

const forget = () => useMaskTool.setState({ draft: null });

function shapePress(kind: 'rectangle' | 'ellipse', event: PointerEvent, at: Locate): Press {
  const from = at(event);
  const mode = modeOf(event);
  return {
    move: (moved) => useMaskTool.setState({ draft: { kind, points: [from, at(moved)] } }),
    end: (ended) => {
      const to = at(ended);
      forget();
      if (isClick(from, to)) return;
      if (kind === 'rectangle') applyRectangle(from, to, mode);
      else applyEllipse(from, to, mode).catch(showError);
    },
    cancel: forget,
  };
}

function isClick(a: Point, b: Point): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) * useMaskView.getState().camera.scale < CLICK_PX;
}

function lassoPress(event: PointerEvent, at: Locate): Press {
  const mode = modeOf(event);
  let points = [at(event)];
  return {
    move: (moved) => {
      points = [...points, ...moved.getCoalescedEvents().map(at), at(moved)];
      useMaskTool.setState({ draft: { kind: 'path', points } });
    },
    end: () => {
      forget();
      applyPath(points, mode, 'Lasso').catch(showError);
    },
    cancel: forget,
  };
}

let pathMode: ReturnType<typeof modeOf> = 'replace';

/** Each click is a corner; a click on the first, a double click or Enter closes. */
function polygonPress(event: PointerEvent, at: Locate): Press | null {
  const { draft } = useMaskTool.getState();
  const point = at(event);
  if (!draft) pathMode = modeOf(event);
  const points = draft?.points ?? [];
  const first = points[0];
  if (first && points.length > 2 && isClick(first, point)) {
    closePath();
    return null;
  }
  useMaskTool.setState({ draft: { kind: 'path', points: [...points, point] } });
  return null;
}

/** Answers whether there was an outline to close. */
export function closePath(): boolean {
  const { draft, tool } = useMaskTool.getState();
  if (tool !== 'polygon' || !draft || draft.points.length < 3) return false;
  forget();
  applyPath(draft.points, pathMode, 'Polygon').catch(showError);
  return true;
}

function smartPress(event: PointerEvent, at: Locate): Press {
  const from = at(event);
  const mode = modeOf(event);
  return {
    move: (moved) => useMaskTool.setState({ draft: { kind: 'rectangle', points: [from, at(moved)] } }),
    end: (ended) => {
      const to = at(ended);
      forget();
      (isClick(from, to) ? pickAt(from, mode) : pickBox(from, to, mode)).catch(showError);
    },
    cancel: forget,
  };
}

function pickPress(event: PointerEvent, at: Locate): Press {
  const mode = modeOf(event);
  return {
    move: () => undefined,
    end: (ended) => void pickAt(at(ended), mode).catch(showError),
    cancel: () => undefined,
  };
}
