/** Owns the keyboard of the mask editor: tools, sizes, undo, the crosshair, and what Esc leaves. */
import { announce } from '../workspace/use-announcer.ts';
import { toggleChain } from './edit-chain-state.ts';
import { acceptResult, continueOnResult } from './mask-accept.ts';
import { leaveCrosshair, moveCrosshair, pressCrosshair } from './mask-crosshair.ts';
import { cancelPress, closePath } from './mask-gesture.ts';
import { runEdit } from './mask-run.ts';
import { leaveResults, useMaskEdit } from './use-mask-edit.ts';
import { hardenBrush, type MaskTool, resizeBrush, takeTool, useMaskTool } from './use-mask-tool.ts';
import { fitView, zoomToActual, zoomView } from './use-mask-view.ts';

export const TOOL_KEYS: Readonly<Record<MaskTool, string>> = {
  brush: 'b',
  eraser: 'e',
  rectangle: 'u',
  ellipse: 'o',
  lasso: 'l',
  polygon: 'p',
  wand: 'w',
  colour: 'c',
  smart: 's',
  hand: 'h',
};

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

/** Answers whether the press meant something here. */
export function pressKey(press: KeyPress): boolean {
  return press.ctrlKey || press.metaKey ? pressWithModifier(press) : pressPlain(press);
}

function undo(): void {
  const label = useMaskEdit.getState().document?.undo();
  announce(label ? `Undone: ${label}` : 'Nothing to undo');
}

function redo(): void {
  const label = useMaskEdit.getState().document?.redo();
  announce(label ? `Done again: ${label}` : 'Nothing to redo');
}

function pressWithModifier({ key, code, shiftKey }: KeyPress): boolean {
  const { document } = useMaskEdit.getState();
  const actions: Readonly<Record<string, () => void>> = {
    z: shiftKey ? redo : undo,
    y: redo,
    a: () => document?.selectAll(),
    d: () => document?.clear(),
    i: () => document?.invert(),
    0: fitView,
    1: zoomToActual,
    '+': () => zoomView(1.25),
    '=': () => zoomView(1.25),
    '-': () => zoomView(0.8),
    enter: () => void runEdit(),
  };
  const action = actions[key.toLowerCase()] ?? actions[code.replace('Digit', '')];
  action?.();
  return action !== undefined;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function pressPlain(press: KeyPress): boolean {
  const { key, shiftKey, isOnStage } = press;
  const arrow = ARROWS[key];
  if (arrow && isOnStage) return pressArrow(arrow, shiftKey);
  if (isOnStage && key === 'Enter') {
    if (useMaskEdit.getState().shownId) acceptResult();
    else if (useMaskTool.getState().crosshair || !closePath()) pressCrosshair(press);
    return true;
  }
  if (isOnStage && key === ' ') return holdSpace(true);
  return pressLetter(press);
}

function pressArrow([dx, dy]: readonly [number, number], isFar: boolean): boolean {
  if (useMaskEdit.getState().shownId) return dx !== 0 && flipResults(dx);
  moveCrosshair(dx * (isFar ? 10 : 1), dy * (isFar ? 10 : 1));
  return true;
}

function pressLetter({ key, code, shiftKey }: KeyPress): boolean {
  if (code === 'BracketLeft' || code === 'BracketRight') {
    const direction = code === 'BracketRight' ? 1 : -1;
    if (shiftKey) hardenBrush(direction);
    else resizeBrush(direction);
    return true;
  }
  if (code === 'Backslash') return showBefore(true);
  if (key === 'Delete' || key === 'Backspace') {
    useMaskEdit.getState().document?.clear();
    return true;
  }
  const letter = key.toLowerCase();
  if (letter === 't') {
    toggleChain();
    return true;
  }
  if (letter === 'q') {
    useMaskTool.setState(({ isInverse }) => ({ isInverse: !isInverse }));
    return true;
  }
  if (letter === 'n' && useMaskEdit.getState().shownId) {
    continueOnResult();
    return true;
  }
  const tool = Object.entries(TOOL_KEYS).find(([, known]) => known === letter)?.[0];
  if (!isTool(tool)) return false;
  takeTool(tool);
  announce(`${tool} in hand`);
  return true;
}

function isTool(name: string | undefined): name is MaskTool {
  return name !== undefined && name in TOOL_KEYS;
}

function holdSpace(isHeld: boolean): boolean {
  spaceHeld = isHeld;
  if (useMaskEdit.getState().shownId) showBefore(isHeld);
  return true;
}

function showBefore(isBefore: boolean): boolean {
  useMaskEdit.setState({ isBefore });
  return true;
}

export function releaseKey(code: string): void {
  if (code === 'Space') holdSpace(false);
  if (code === 'Backslash') showBefore(false);
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
