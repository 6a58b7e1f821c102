/** Owns turning a gesture, a click or a menu entry into a change of the selection. Heavy work is the worker's. */
import { StudioError } from '../../shared/errors.ts';
import { call, fetchPicture } from '../api/client.ts';
import { showToast } from '../ui/toasts.tsx';
import { announce } from '../workspace/use-announcer.ts';
import type { Point } from './mask-camera.ts';
import type { CombineMode } from './mask-plane.ts';
import type { RefineKind } from './mask-refine.ts';
import { isMaskEmpty, type TiledMask } from './mask-tiles.ts';
import { ellipsePoints, rectangleMask, rectangleOf } from './shape-raster.ts';
import { pictureAddress } from './stage-painter.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskTool } from './use-mask-tool.ts';
import { runMaskTask } from './use-mask-worker.ts';

function opened() {
  const { asset, document } = useMaskEdit.getState();
  if (!asset || !document) throw new StudioError('bad-request', 'The picture is not open any more.');
  const { widthPx, heightPx } = asset;
  return { asset, document, picture: { url: pictureAddress(asset), widthPx, heightPx } };
}

async function whileBusy<Value>(words: string, work: () => Promise<Value>): Promise<Value> {
  useMaskEdit.setState({ busy: words });
  try {
    return await work();
  } finally {
    useMaskEdit.setState({ busy: null });
  }
}

/** Combines unless the picture was changed or closed meanwhile. */
function take(
  { document }: ReturnType<typeof opened>,
  selection: TiledMask | null | undefined,
  mode: CombineMode,
  label: string,
): void {
  if (useMaskEdit.getState().document !== document) return;
  if (!selection) {
    announce('Nothing was selected there.');
    const description = `${label} covers nothing of this picture. The selection is as it was.`;
    showToast({ title: 'Nothing was selected there', description });
    return;
  }
  document.combine(selection, mode, label);
  announce(`${label}. ${document.status().isEmpty ? 'Nothing is selected.' : 'The selection changed.'}`);
}

export function applyRectangle(a: Point, b: Point, mode: CombineMode): void {
  const open = opened();
  const rect = rectangleOf(open.asset, a, b);
  take(open, rect && rectangleMask(open.asset, rect), mode, 'Rectangle');
}

export function applyEllipse(a: Point, b: Point, mode: CombineMode): Promise<void> {
  return applyPath(ellipsePoints(a, b), mode, 'Ellipse');
}

export async function applyPath(points: readonly Point[], mode: CombineMode, label: string): Promise<void> {
  const open = opened();
  const { widthPx, heightPx } = open.asset;
  const { selection } = await runMaskTask({ kind: 'polygon', points, widthPx, heightPx });
  take(open, selection, mode, label);
}

/** With the tool in hand: the like-coloured region, the colour everywhere, or the object. */
export function pickAt(at: Point, mode: CombineMode): Promise<void> {
  const { tool, tolerance, isContiguous } = useMaskTool.getState();
  const { widthPx, heightPx } = opened().asset;
  if (at.x < 0 || at.y < 0 || at.x >= widthPx || at.y >= heightPx) return Promise.resolve();
  if (tool === 'smart') return smartSelect({ kind: 'click', x: Math.floor(at.x), y: Math.floor(at.y) }, mode);
  const isRange = tool === 'colour';
  return whileBusy('Comparing colours', async () => {
    const open = opened();
    const task = { kind: 'wand', ...at, tolerance, isContiguous: !isRange && isContiguous } as const;
    const { selection } = await runMaskTask({ ...task, ...open.picture });
    take(open, selection, mode, isRange ? 'Colour range' : 'Magic wand');
  });
}

export function pickBox(a: Point, b: Point, mode: CombineMode): Promise<void> {
  const box = rectangleOf(opened().asset, a, b);
  return box ? smartSelect({ kind: 'box', ...box }, mode) : Promise.resolve();
}

function smartSelect(wish: Parameters<typeof call<'edits.select'>>[1]['wish'], mode: CombineMode): Promise<void> {
  return whileBusy('Finding the object', async () => {
    const open = opened();
    const mask = await call('edits.select', { assetId: open.asset.id, wish });
    await takePicture(open, await fetchPicture(mask.hash), mode, 'Smart select');
  });
}

async function takePicture(
  open: ReturnType<typeof opened>,
  file: Blob,
  mode: CombineMode,
  label: string,
): Promise<void> {
  const { widthPx, heightPx } = open.asset;
  const { selection } = await runMaskTask({ kind: 'mask-picture', file, widthPx, heightPx });
  // A black picture must not take away what was painted.
  take(open, selection && isMaskEmpty(selection) ? null : selection, mode, label);
}

/** A mask from a file or from the library; other sizes are fitted to the picture. */
export function takeMaskFile(file: Blob, label: string): Promise<void> {
  return whileBusy('Reading the mask', () => takePicture(opened(), file, useMaskTool.getState().mode, label));
}

export function selectTransparent(): Promise<void> {
  return whileBusy('Reading the transparency', async () => {
    const open = opened();
    const { selection } = await runMaskTask({ kind: 'transparent', ...open.picture });
    take(open, selection, useMaskTool.getState().mode, 'Transparent areas');
  });
}

const REFINE_LABELS: Readonly<Record<RefineKind, string>> = {
  grow: 'Grow',
  shrink: 'Shrink',
  feather: 'Feather',
  'fill-holes': 'Fill holes',
};

export function refineSelection(refine: RefineKind): Promise<void> {
  return whileBusy(REFINE_LABELS[refine], async () => {
    const open = opened();
    const { amountPx } = useMaskTool.getState();
    const { revision } = open.document.status();
    const { selection } = await runMaskTask({ kind: 'refine', refine, amountPx, mask: open.document.mask });
    // Painted on meanwhile: what was worked out belongs to a selection that is no more.
    if (open.document.status().revision === revision) take(open, selection, 'replace', REFINE_LABELS[refine]);
  });
}
