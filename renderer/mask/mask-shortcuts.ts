/** Owns the names and keys of what the mask editor does: the shortcuts sheet lists and changes them like all others. */
import type { Action } from '../actions/use-actions.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';

const SHORTCUTS = {
  'mask.brush': ['Brush', 'b'],
  'mask.eraser': ['Eraser', 'e'],
  'mask.rectangle': ['Rectangle', 'u'],
  'mask.ellipse': ['Ellipse', 'o'],
  'mask.lasso': ['Lasso', 'l'],
  'mask.polygon': ['Polygon', 'p'],
  'mask.wand': ['Magic wand', 'w'],
  'mask.colour': ['Colour range', 'c'],
  'mask.smart': ['Smart select', 's'],
  'mask.hand': ['Hand', 'h'],
  'mask.smaller': ['Smaller brush', 'bracketleft'],
  'mask.larger': ['Larger brush', 'bracketright'],
  'mask.softer': ['Softer brush', 'shift+bracketleft'],
  'mask.harder': ['Harder brush', 'shift+bracketright'],
  'mask.undo': ['Undo in the selection', 'mod+z'],
  'mask.redo': ['Redo in the selection', 'mod+shift+z, mod+y'],
  'mask.selectAll': ['Select the whole picture', 'mod+a'],
  'mask.clear': ['Select nothing', 'mod+d, delete, backspace'],
  'mask.invert': ['Invert the selection', 'mod+i, mod+shift+i'],
  'mask.grow': ['Grow the selection', 'mod+shift+g'],
  'mask.shrink': ['Shrink the selection', 'mod+shift+s'],
  'mask.feather': ['Feather the selection', 'shift+f6'],
  'mask.protected': ['Tint what is protected', 'q'],
  'mask.chain': ['Edits of the chain', 't'],
  'mask.before': ['Hold to see the picture before', 'backslash'],
  'mask.continue': ['Continue on the result', 'n'],
  'mask.reject': ['Reject the result', 'x'],
  'mask.run': ['Do what the button says', 'mod+enter'],
  'mask.fit': ['Fit the picture', 'mod+0'],
  'mask.actual': ['One to one', 'mod+1'],
  'mask.zoomIn': ['Closer', 'mod+equal, mod+plus'],
  'mask.zoomOut': ['Farther', 'mod+minus'],
} as const satisfies Readonly<Record<`mask.${string}`, readonly [label: string, shortcut: string]>>;

export type MaskActionName = keyof typeof SHORTCUTS;

export function isMaskAction(name: string | null): name is MaskActionName {
  return name !== null && name in SHORTCUTS;
}

let perform: (name: MaskActionName) => void = () => {};

/** The editor is loaded when it is first opened; from then on it does what is listed here. */
export function driveMaskActions(drive: (name: MaskActionName) => void): void {
  perform = drive;
}

export const maskActions: readonly Action[] = Object.entries(SHORTCUTS).map(([name, [label, shortcut]]) => ({
  name,
  label,
  group: 'Mask editor',
  shortcut,
  isHidden: true,
  isEnabled: () => useWorkspace.getState().overlay?.kind === 'mask',
  perform: () => {
    if (isMaskAction(name)) perform(name);
  },
}));
