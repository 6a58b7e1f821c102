/** Owns the keyboard of the mask editor: what each action does, the crosshair, and what Esc leaves. */
import { pressedAction } from '../actions/use-shortcuts.ts';
import { showError } from '../api/error-sentences.ts';
import { announce } from '../workspace/use-announcer.ts';
import { toggleChain } from './edit-chain-state.ts';
import { acceptResult, continueOnResult, rejectShown } from './mask-accept.ts';
import { leaveCrosshair, moveCrosshair, pressCrosshair } from './mask-crosshair.ts';
import { cancelPress, closePath } from './mask-gesture.ts';
import { refineSelection } from './mask-picks.ts';
import { runEdit } from './mask-run.ts';
import { driveMaskActions, isMaskAction, type MaskActionName } from './mask-shortcuts.ts';
import { leaveResults, useMaskEdit } from './use-mask-edit.ts';
import { hardenBrush, type MaskTool, resizeBrush, takeTool, useMaskTool } from './use-mask-tool.ts';
import { fitView, zoomToActual, zoomView } from './use-mask-view.ts';

let spaceHeld = false;

export function isSpaceHeld(): boolean {
  return spaceHeld;
}

/** The parts of a key press that decide here. */
interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** On a button, Enter and Space press it. */
  readonly isOnStage: boolean;
}

const ZOOM_STEP = 1.25;
const selection = () => useMaskEdit.getState().document;
const take = (tool: MaskTool) => () => {
  const { shownId, margins } = useMaskEdit.getState();
  // There is nothing to select on a result, nor on a wider canvas.
  if (shownId || margins) return;
  takeTool(tool);
  announce(`${tool} in hand`);
};
const refine = (kind: Parameters<typeof refineSelection>[0]) => () => {
  if (!selection()?.status().isEmpty) refineSelection(kind).catch(showError);
};

function undo(): void {
  const label = selection()?.undo();
  announce(label ? `Undone: ${label}` : 'Nothing to undo');
}

function redo(): void {
  const label = selection()?.redo();
  announce(label ? `Done again: ${label}` : 'Nothing to redo');
}

const ACTIONS: Readonly<Record<MaskActionName, () => void>> = {
  'mask.brush': take('brush'),
  'mask.eraser': take('eraser'),
  'mask.rectangle': take('rectangle'),
  'mask.ellipse': take('ellipse'),
  'mask.lasso': take('lasso'),
  'mask.polygon': take('polygon'),
  'mask.wand': take('wand'),
  'mask.colour': take('colour'),
  'mask.smart': take('smart'),
  'mask.hand': take('hand'),
  'mask.smaller': () => resizeBrush(-1),
  'mask.larger': () => resizeBrush(1),
  'mask.softer': () => hardenBrush(-1),
  'mask.harder': () => hardenBrush(1),
  'mask.undo': undo,
  'mask.redo': redo,
  'mask.selectAll': () => selection()?.selectAll(),
  'mask.clear': () => selection()?.clear(),
  'mask.invert': () => selection()?.invert(),
  'mask.grow': refine('grow'),
  'mask.shrink': refine('shrink'),
  'mask.feather': refine('feather'),
  'mask.protected': () => useMaskTool.setState(({ isInverse }) => ({ isInverse: !isInverse })),
  'mask.chain': toggleChain,
  'mask.before': () => showBefore(true),
  'mask.continue': () => {
    if (useMaskEdit.getState().shownId) continueOnResult();
  },
  'mask.reject': rejectShown,
  'mask.run': () => void runEdit(),
  'mask.fit': fitView,
  'mask.actual': zoomToActual,
  'mask.zoomIn': () => zoomView(ZOOM_STEP),
  'mask.zoomOut': () => zoomView(1 / ZOOM_STEP),
};

driveMaskActions((name) => ACTIONS[name]());

/** The key that shows the picture before while it is held. */
let beforeCode: string | null = null;

/** Answers whether the press meant something here. */
export function pressKey(press: KeyPress): boolean {
  if (press.isOnStage && pressOnStage(press)) return true;
  const name = pressedAction(press, 'Mask editor');
  if (!isMaskAction(name)) return false;
  if (name === 'mask.before') beforeCode = press.code;
  ACTIONS[name]();
  return true;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Keys that are the stage's own: they point, press and pan. */
function pressOnStage(press: KeyPress): boolean {
  if (press.ctrlKey || press.metaKey) return false;
  const arrow = ARROWS[press.key];
  if (arrow) return pressArrow(arrow, press.shiftKey);
  if (press.key === ' ') return holdSpace(true);
  if (press.key !== 'Enter') return false;
  if (useMaskEdit.getState().shownId) acceptResult();
  else if (useMaskTool.getState().crosshair || !closePath()) pressCrosshair(press);
  return true;
}

function pressArrow([dx, dy]: readonly [number, number], isFar: boolean): boolean {
  if (useMaskEdit.getState().shownId) return dx !== 0 && flipResults(dx);
  moveCrosshair(dx * (isFar ? 10 : 1), dy * (isFar ? 10 : 1));
  return true;
}

function holdSpace(isHeld: boolean): boolean {
  spaceHeld = isHeld;
  if (useMaskEdit.getState().shownId) showBefore(isHeld);
  return true;
}

function showBefore(isBefore: boolean): void {
  useMaskEdit.setState({ isBefore });
}

export function releaseKey(code: string): void {
  if (code === 'Space') holdSpace(false);
  if (code !== beforeCode) return;
  beforeCode = null;
  showBefore(false);
}

/** Steps through the results; the strip knows their order. */
function flipResults(by: number): boolean {
  const tiles = [...document.querySelectorAll<HTMLElement>('[data-mask-result]')];
  const at = tiles.findIndex((tile) => tile.ariaSelected === 'true');
  tiles[(at + by + tiles.length) % tiles.length]?.click();
  return true;
}

/** Esc leaves the innermost only. Answers false when nothing was left to leave but the editor. */
export function leaveInnermost(): boolean {
  if (cancelPress()) return true;
  if (useMaskTool.getState().draft ?? useMaskTool.getState().corner) {
    useMaskTool.setState({ draft: null, corner: null });
    return true;
  }
  if (leaveCrosshair()) return true;
  const { shownId, margins } = useMaskEdit.getState();
  if (shownId) {
    leaveResults();
    return true;
  }
  if (margins) {
    useMaskEdit.setState({ margins: null });
    return true;
  }
  return false;
}
