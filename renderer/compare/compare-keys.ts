/** Owns the keyboard of the comparison. */
import { COMPARE_MODES, type CompareStep } from './use-compare.ts';
import { FITTED, panBy, zoomAt } from './viewport.ts';

const CENTRE = { x: 0, y: 0 };
const PAN_PART = 0.1;
const ZOOM_STEP = 1.4;

const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [PAN_PART, 0],
  ArrowRight: [-PAN_PART, 0],
  ArrowUp: [0, PAN_PART],
  ArrowDown: [0, -PAN_PART],
};

/** The step a key stands for; null for keys that mean nothing here. Keys with Ctrl, Alt or Meta are left to others. */
export function stepForKey(key: string): CompareStep | null {
  const mode = COMPARE_MODES[Number(key) - 1];
  if (mode) return { kind: 'mode', mode };
  const pan = PANS[key];
  if (pan) return { kind: 'view', change: (view) => panBy(view, pan[0], pan[1]) };
  switch (key) {
    case ' ':
      return { kind: 'flick' };
    case 's':
    case 'S':
      return { kind: 'swap' };
    case '+':
    case '=':
      return { kind: 'view', change: (view) => zoomAt(view, ZOOM_STEP, CENTRE) };
    case '-':
      return { kind: 'view', change: (view) => zoomAt(view, 1 / ZOOM_STEP, CENTRE) };
    case '0':
      return { kind: 'view', change: () => FITTED };
    default:
      return null;
  }
}
