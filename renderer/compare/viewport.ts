/** Owns the maths of the shared zoom and pan: one viewport for every picture in the comparison. */

/**
 * `scale` 1 shows the whole frame; `x` and `y` are the shift of the frame's centre, in parts of the pane's width and
 * height, so that panes of different pixels show the same place.
 */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const FITTED: Viewport = { scale: 1, x: 0, y: 0 };
export const MAX_SCALE = 64;

/** Never lets the frame leave the pane: at scale 1 it cannot move at all. */
export function clampViewport(view: Viewport): Viewport {
  const scale = Math.min(Math.max(view.scale, 1), MAX_SCALE);
  const reach = (scale - 1) / 2;
  const limit = (value: number) => Math.min(Math.max(value, -reach), reach) + 0;
  return { scale, x: limit(view.x), y: limit(view.y) };
}

/** Zooms so that the point under the cursor stays there. The cursor is in parts of the pane from its centre, −0.5 to 0.5. */
export function zoomAt(view: Viewport, factor: number, cursor: { x: number; y: number }): Viewport {
  const scale = Math.min(Math.max(view.scale * factor, 1), MAX_SCALE);
  const ratio = scale / view.scale;
  return clampViewport({
    scale,
    x: cursor.x - (cursor.x - view.x) * ratio,
    y: cursor.y - (cursor.y - view.y) * ratio,
  });
}

/** Moves by parts of the pane. */
export function panBy(view: Viewport, dx: number, dy: number): Viewport {
  return clampViewport({ ...view, x: view.x + dx, y: view.y + dy });
}

export interface PixelExtent {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The picture whose shape is the frame of all: the one with the most pixels, so a draft lies exactly under its final. */
export function largestOf(extents: readonly PixelExtent[]): PixelExtent {
  let best: PixelExtent = { widthPx: 1, heightPx: 1 };
  for (const extent of extents) {
    if (extent.widthPx * extent.heightPx > best.widthPx * best.heightPx) best = extent;
  }
  return best;
}

/** Whether two pictures have the same shape within half a percent; if not, the view says that one is letterboxed. */
export function hasSameShape(a: PixelExtent, b: PixelExtent): boolean {
  return Math.abs((a.widthPx * b.heightPx) / (a.heightPx * b.widthPx) - 1) < 0.005;
}
