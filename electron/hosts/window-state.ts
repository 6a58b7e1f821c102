/** Owns where the desktop window stood, and whether it may stand there again. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState extends Rectangle {
  readonly isMaximized: boolean;
}

/** Without a place: the system centres the window. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

const FIRST: WindowPlace = { width: 1440, height: 900, isMaximized: false };
/** So much of the title bar must lie on a screen that a person can grab it. */
const GRAB_WIDTH_PX = 120;
const GRAB_HEIGHT_PX = 40;
const LARGEST_PX = 20_000;

/** `workAreas` are the screens that are connected now, in the same units as the window's bounds. */
export function restoreWindow(path: string, workAreas: readonly Rectangle[]): WindowPlace {
  const state = readState(path);
  const largest = workAreas.reduce<Rectangle | null>(
    (best, area) => (area.width > (best?.width ?? 0) ? area : best),
    null,
  );
  if (state === null) return shrinkTo(FIRST, largest);
  const isReachable = workAreas.some((area) => canGrab(state, area));
  const { x, y, ...size } = state;
  return isReachable ? shrinkTo({ x, y, ...size }, largest) : shrinkTo(size, largest);
}

/** Losing the place is not worth an error, so a folder that cannot be written is passed over. */
export function saveWindow(path: string, state: WindowState): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.tmp`, JSON.stringify(state));
    renameSync(`${path}.tmp`, path);
  } catch {
    // The window opens where the system puts it next time.
  }
}

function readState(path: string): WindowState | null {
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isWindowState(stored) ? stored : null;
  } catch {
    return null;
  }
}

/** The file is only a hint: a value nobody could have dragged a window to makes it worthless. */
function isWindowState(stored: unknown): stored is WindowState {
  const state: Partial<Record<keyof WindowState, unknown>> =
    typeof stored === 'object' && stored !== null ? stored : {};
  const isBetween = (value: unknown, low: number, high: number) =>
    typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high;
  return (
    isBetween(state.x, -LARGEST_PX, LARGEST_PX) &&
    isBetween(state.y, -LARGEST_PX, LARGEST_PX) &&
    isBetween(state.width, 640, LARGEST_PX) &&
    isBetween(state.height, 480, LARGEST_PX) &&
    typeof state.isMaximized === 'boolean'
  );
}

function canGrab(window: Rectangle, area: Rectangle): boolean {
  const overlap = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const isTitleVisible = window.y >= area.y - 1 && window.y + GRAB_HEIGHT_PX <= area.y + area.height;
  return overlap >= GRAB_WIDTH_PX && isTitleVisible;
}

/** A screen may have become smaller since. */
function shrinkTo(place: WindowPlace, largest: Rectangle | null): WindowPlace {
  if (largest === null) return place;
  return { ...place, width: Math.min(place.width, largest.width), height: Math.min(place.height, largest.height) };
}
