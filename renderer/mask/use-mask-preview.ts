import { useEffect } from 'react';
import { call } from '../api/client.ts';
import { useBoard } from '../board/use-board.ts';
import { useMaskReferences } from './mask-references-state.ts';
import { editRequest, promptFor } from './mask-request.ts';
import { currentWish } from './mask-run.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskLaying } from './use-mask-laying.ts';
import { keptMaskId, useMaskShelf } from './use-mask-shelf.ts';

const DEBOUNCE_MS = 200;

/**
 * Keeps asking what the edit would cost: about, while the hand paints; exactly, once the selection is kept. When the button
 * is pressed the price is checked once more.
 */
export function useMaskPreview(): void {
  const { asset, document, intent, prompt, count, modelId, margins } = useMaskEdit();
  const boardId = useBoard((state) => state.boardId);
  const references = useMaskReferences((state) => state.references);
  const isExtending = margins !== null;
  useMaskShelf((state) => state.kept);
  const maskId = isExtending ? null : keptMaskId(document);
  const laying = useMaskLaying(({ paddingPx }) => paddingPx);
  // biome wants every cause named: each of them changes the request.
  const key = JSON.stringify([
    asset?.id,
    intent,
    prompt,
    count,
    modelId,
    isExtending,
    boardId,
    references,
    maskId,
    laying,
  ]);
  useEffect(() => {
    if (key === '' || !asset) return;
    let isNewest = true;
    const timer = setTimeout(async () => {
      const wish = currentWish();
      const request = { ...editRequest(wish, asset.id, maskId), prompt: promptFor(wish) ?? 'Fill' };
      const assumptions = maskId ? undefined : { hasMask: true, hasSource: true };
      const preview = await call('jobs.preview', { request, boardId, ...(assumptions && { assumptions }) }).catch(
        () => null,
      );
      if (isNewest) useMaskEdit.setState({ preview });
    }, DEBOUNCE_MS);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [key, asset, boardId, maskId]);
  // Words change a price by next to nothing; what changes it more leaves no old price on the button.
  const priceKey = JSON.stringify([asset?.id, count, modelId, intent, isExtending]);
  useEffect(() => {
    if (priceKey !== '') useMaskEdit.setState({ preview: null });
  }, [priceKey]);
}
