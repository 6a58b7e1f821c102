import { useEffect } from 'react';
import type { BoardItem } from '../../shared/board.ts';
import { isInField } from '../actions/use-shortcuts.ts';
import { showToast } from '../ui/toasts.tsx';
import { withFrameContents } from './arrange.ts';
import { addItems, copiesOf, removeSelection, selectedItems } from './board-edits.ts';
import { boundsOf } from './geometry.ts';
import { importPictures } from './import-pictures.ts';
import { useBoard } from './use-board.ts';
import { useView } from './use-view.ts';

/** Marks our own copies on the system clipboard; the items themselves stay in the window. */
const MARK = 'Maquette items';

/** Copied items, whole: they may come from a board that is no longer open. */
let copied: readonly BoardItem[] = [];

function remember(): boolean {
  const { items } = useBoard.getState();
  copied = withFrameContents(selectedItems(), [...items.values()]);
  return copied.length > 0;
}

export function copySelection(): void {
  if (!remember()) return;
  void navigator.clipboard.writeText(MARK).catch(() => undefined);
}

export function cutSelection(): void {
  copySelection();
  removeSelection();
}

/** Copy, cut and paste as the browser reports them: that is the only way to pictures from other applications. */
export function useBoardClipboard(): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      if (isTextBusy(event) || !remember()) return;
      event.clipboardData?.setData('text/plain', MARK);
      event.preventDefault();
      if (event.type === 'cut') removeSelection();
    };
    const onPaste = (event: ClipboardEvent) => {
      const data = event.clipboardData;
      if (isInField(event.target) || !data) return;
      const files = [...data.files].filter((file) => file.type.startsWith('image/'));
      const text = data.getData('text/plain').trim();
      if (files.length > 0) void importPictures(files, centre());
      else if (text === MARK) pasteItems();
      else if (/^https?:\/\/\S+$/.test(text)) explainAddress();
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}

/** A field, or marked text, has the first right to Ctrl+C. */
function isTextBusy(event: ClipboardEvent): boolean {
  return isInField(event.target) || (document.getSelection()?.toString() ?? '') !== '';
}

function centre() {
  return useView.getState().camera?.centre() ?? { xUnits: 0, yUnits: 0 };
}

function pasteItems(): void {
  const bounds = boundsOf(copied);
  if (!bounds) return;
  const at = centre();
  const dx = Math.round(at.xUnits - bounds.xUnits - bounds.widthUnits / 2);
  const dy = Math.round(at.yUnits - bounds.yUnits - bounds.heightUnits / 2);
  const known = useBoard.getState().assets;
  const pasted = copiesOf(copied, dx, dy).filter((item) => item.kind !== 'image' || isKnown(item.assetId, known));
  addItems(pasted, pasted.length === 1 ? 'Paste 1 item' : `Paste ${pasted.length} items`);
}

function isKnown(assetId: string | null, assets: ReadonlyMap<string, unknown>): boolean {
  return assetId !== null && assets.has(assetId);
}

export function explainAddress(): void {
  showToast({
    title: 'Web addresses are not fetched',
    description:
      'Copy the picture itself, or save it and drop the file here. Maquette contacts nobody but your vendors.',
    tone: 'warning',
  });
}
