import { useEffect } from 'react';
import { call } from '../api/client.ts';
import { useBoard } from '../board/use-board.ts';
import { editRequest, promptFor } from './mask-request.ts';
import { currentWish } from './mask-run.ts';
import { useMaskEdit } from './use-mask-edit.ts';

const DEBOUNCE_MS = 200;

/** Keeps asking what the edit would cost. The mask goes up only when the button is pressed; then the price is checked again. */
export function useMaskPreview(): void {
  const { asset, intent, prompt, count, modelId, margins } = useMaskEdit();
  const boardId = useBoard((state) => state.boardId);
  const isExtending = margins !== null;
  // biome wants every cause named: each of them changes the request.
  const key = JSON.stringify([asset?.id, intent, prompt, count, modelId, isExtending, boardId]);
  useEffect(() => {
    if (key === '' || !asset) return;
    let isNewest = true;
    const timer = setTimeout(async () => {
      const wish = currentWish();
      const request = { ...editRequest(wish, asset.id, null), prompt: promptFor(wish) ?? 'Fill' };
      const assumptions = { hasMask: true, hasSource: true };
      const preview = await call('jobs.preview', { request, boardId, assumptions }).catch(() => null);
      if (isNewest) useMaskEdit.setState({ preview });
    }, DEBOUNCE_MS);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [key, asset, boardId]);
}
