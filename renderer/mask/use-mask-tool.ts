/** Owns the tool in hand and how it is set; the settings outlive the editor. */
import { create } from 'zustand';
import { recall, remember } from '../api/browser-memory.ts';
import type { Point } from './mask-camera.ts';
import type { CombineMode } from './mask-plane.ts';

export const MASK_TOOLS = [
  ...(['brush', 'eraser', 'rectangle', 'ellipse', 'lasso', 'polygon'] as const),
  ...(['wand', 'colour', 'smart', 'hand'] as const),
];
export type MaskTool = (typeof MASK_TOOLS)[number];

/** What is being drawn and not yet part of the mask; in pixels of the picture. */
export interface DraftShape {
  readonly kind: 'rectangle' | 'ellipse' | 'path';
  readonly points: readonly Point[];
}

interface ToolSettings {
  readonly brushPx: number;
  readonly hardness: number;
  /** 0 to 255. */
  readonly tolerance: number;
  readonly isContiguous: boolean;
  readonly colour: string;
  readonly opacity: number;
  readonly amountPx: number;
}

interface MaskToolState extends ToolSettings {
  readonly tool: MaskTool;
  readonly mode: CombineMode;
  /** Quick mask: what is protected is tinted. */
  readonly isInverse: boolean;
  readonly draft: DraftShape | null;
  /** Where the keyboard points; null while the pointer is used. */
  readonly crosshair: Point | null;
  /** The first corner that the keyboard has set; null before. */
  readonly corner: Point | null;
  readonly change: (settings: Partial<ToolSettings>) => void;
}

const SETTINGS_KEY = 'maquette-mask-tool';

const initial: ToolSettings = {
  brushPx: 80,
  hardness: 0.8,
  tolerance: 32,
  isContiguous: true,
  colour: '#e5484d',
  opacity: 0.5,
  amountPx: 8,
};

export const useMaskTool = create<MaskToolState>((set, get) => ({
  ...initial,
  ...recall<Partial<ToolSettings>>(SETTINGS_KEY, {}),
  tool: 'brush',
  mode: 'replace',
  isInverse: false,
  draft: null,
  crosshair: null,
  corner: null,
  change: (settings) => {
    set(settings);
    const { brushPx, hardness, tolerance, isContiguous, colour, opacity, amountPx } = get();
    remember(SETTINGS_KEY, { brushPx, hardness, tolerance, isContiguous, colour, opacity, amountPx });
  },
}));

export function takeTool(tool: MaskTool): void {
  useMaskTool.setState({ tool, draft: null, corner: null });
}

/** Steps that feel even from 1 to 2,000 pixels. */
export function resizeBrush(direction: 1 | -1): void {
  const { brushPx, change } = useMaskTool.getState();
  const step = Math.max(1, Math.round(brushPx * 0.12));
  change({ brushPx: Math.min(2_000, Math.max(1, brushPx + direction * step)) });
}

export function hardenBrush(direction: 1 | -1): void {
  const { hardness, change } = useMaskTool.getState();
  change({ hardness: Math.min(1, Math.max(0, Math.round((hardness + direction * 0.1) * 10) / 10)) });
}

/** Shift adds, Alt takes away, both keep what is common. */
export function modeOf({ shiftKey, altKey }: { shiftKey: boolean; altKey: boolean }): CombineMode {
  if (shiftKey && altKey) return 'intersect';
  if (shiftKey) return 'add';
  return altKey ? 'subtract' : useMaskTool.getState().mode;
}
