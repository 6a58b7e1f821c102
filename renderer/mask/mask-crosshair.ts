/** Owns selecting without a pointer: a crosshair that arrows move, and Enter that sets corners or picks a region. */
import { showError } from '../api/error-sentences.ts';
import { announce } from '../workspace/use-announcer.ts';
import { type Point, toPicture } from './mask-camera.ts';
import { brushPointAt, closePath } from './mask-gesture.ts';
import { applyEllipse, applyRectangle, pickAt } from './mask-picks.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { modeOf, useMaskTool } from './use-mask-tool.ts';
import { useMaskView } from './use-mask-view.ts';

function middle(): Point {
  const { camera, stage } = useMaskView.getState();
  const { x, y } = toPicture(camera, { x: stage.width / 2, y: stage.height / 2 });
  return { x: Math.round(x), y: Math.round(y) };
}

/** In pixels of the picture; the first press only shows where it stands. */
export function moveCrosshair(dx: number, dy: number): void {
  const { asset, shownId, margins } = useMaskEdit.getState();
  if (!asset || shownId || margins) return;
  const { crosshair, tool, corner } = useMaskTool.getState();
  const from = crosshair ?? middle();
  const moved = crosshair ? { x: from.x + dx, y: from.y + dy } : from;
  const next = {
    x: Math.min(asset.widthPx, Math.max(0, moved.x)),
    y: Math.min(asset.heightPx, Math.max(0, moved.y)),
  };
  const isOval = tool === 'ellipse';
  const draft = corner ? ({ kind: isOval ? 'ellipse' : 'rectangle', points: [corner, next] } as const) : undefined;
  useMaskTool.setState({ crosshair: next, ...(draft ? { draft } : {}) });
  const size = corner ? `, ${Math.abs(next.x - corner.x)} by ${Math.abs(next.y - corner.y)}` : '';
  announce(`${next.x}, ${next.y}${size}`);
}

/** What the tool in hand does at the crosshair. */
export function pressCrosshair(keys: { readonly shiftKey: boolean; readonly altKey: boolean }): void {
  const { crosshair, tool, draft, hardness } = useMaskTool.getState();
  const { document } = useMaskEdit.getState();
  if (!document) return;
  if (!crosshair) {
    moveCrosshair(0, 0);
    return;
  }
  if (tool === 'brush' || tool === 'eraser') {
    const point = brushPointAt(crosshair);
    document.stroke(point, point, { hardness, isErasing: tool === 'eraser' });
    document.endStroke('Dab');
    announce(`${tool === 'eraser' ? 'Erased' : 'Painted'} at ${crosshair.x}, ${crosshair.y}`);
  } else if (tool === 'polygon') {
    const last = draft?.points.at(-1);
    // Twice in the same place closes.
    if (last && last.x === crosshair.x && last.y === crosshair.y && closePath()) return;
    useMaskTool.setState({ draft: { kind: 'path', points: [...(draft?.points ?? []), crosshair] } });
    announce(`Corner ${(draft?.points.length ?? 0) + 1} at ${crosshair.x}, ${crosshair.y}`);
  } else if (tool === 'rectangle' || tool === 'ellipse') setCorner(crosshair, keys);
  else pickAt(crosshair, modeOf(keys)).catch(showError);
}

function setCorner(at: Point, keys: { readonly shiftKey: boolean; readonly altKey: boolean }): void {
  const { corner: from } = useMaskTool.getState();
  if (!from) {
    useMaskTool.setState({ corner: at });
    announce(`First corner at ${at.x}, ${at.y}. Move to the other corner and press Enter.`);
    return;
  }
  useMaskTool.setState({ draft: null, corner: null });
  if (useMaskTool.getState().tool === 'ellipse') applyEllipse(from, at, modeOf(keys)).catch(showError);
  else applyRectangle(from, at, modeOf(keys));
  announce(`Selected ${Math.abs(at.x - from.x)} by ${Math.abs(at.y - from.y)} pixels.`);
}

/** Answers whether there was a crosshair to leave. */
export function leaveCrosshair(): boolean {
  if (!useMaskTool.getState().crosshair) return false;
  useMaskTool.setState({ crosshair: null });
  return true;
}
