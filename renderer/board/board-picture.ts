import { useEffect, useState } from 'react';
import { mediaUrl } from '../api/client.ts';
import { useView } from './use-view.ts';

/**
 * The address of a picture at the size it has on screen. While a better one loads, the one that is there stays, so that
 * zooming never flashes; a smaller one is not fetched once a larger one is shown.
 */
export function useBoardPicture(hash: string, widthUnits: number): string {
  const wantedPx = useView((state) => ladderStep(widthUnits * state.detail * window.devicePixelRatio));
  const wanted = mediaUrl(hash, wantedPx);
  const [shown, setShown] = useState({ hash, widthPx: wantedPx, url: wanted });
  const isSame = shown.hash === hash;

  useEffect(() => {
    if (isSame && shown.widthPx >= wantedPx) return;
    if (!isSame) {
      setShown({ hash, widthPx: wantedPx, url: wanted });
      return;
    }
    let isCurrent = true;
    const image = new Image();
    image.src = wanted;
    image
      .decode()
      .then(() => {
        if (isCurrent) setShown({ hash, widthPx: wantedPx, url: wanted });
      })
      // The card keeps the smaller picture; the next change of zoom tries again.
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [isSame, shown.widthPx, wantedPx, wanted, hash]);

  return isSame ? shown.url : wanted;
}

/** Steps of the media ladder; beyond it the original. Quantised here so that cards render only when it changes. */
function ladderStep(widthPx: number): number {
  return [160, 320, 640, 1280, 2560].find((step) => step >= widthPx * 0.85) ?? 1_000_000;
}
