import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Asset } from '../../shared/asset.ts';
import type { ChainView } from '../../shared/edit-chain.ts';
import { call, fetchPicture } from '../api/client.ts';
import { type DepthMap, depthAt, paintDepth, readDepth } from './edit-chain-depth.ts';
import styles from './edit-chain-panel.module.css';
import { useChainState } from './edit-chain-state.ts';
import { depthNumber } from './edit-chain-words.ts';
import { toPicture } from './mask-camera.ts';
import { useMaskView } from './use-mask-view.ts';

/** On the stage: the frame of the step that is pointed at in the list, and how many edits overlap each place. */
export function EditChainLayer({ asset }: { readonly asset: Asset }) {
  const { isOpen, view, pointedId, showsDepth } = useChainState();
  if (!isOpen || view?.asset.id !== asset.id) return null;
  return (
    <>
      {showsDepth ? <DepthLayer asset={asset} /> : null}
      <Pointed view={view} id={pointedId} />
    </>
  );
}

function Pointed({ view, id }: { readonly view: ChainView; readonly id: string | null }) {
  const { scale, x, y } = useMaskView((state) => state.camera);
  const rect = view.steps.find((step) => step.assetId === id)?.rect;
  if (!rect) return null;
  const style = {
    width: rect.widthPx * scale,
    height: rect.heightPx * scale,
    transform: `translate(${x + rect.left * scale}px, ${y + rect.top * scale}px)`,
  };
  return <div className={styles.pointed} style={style} data-chain-pointed="" />;
}

function DepthLayer({ asset }: { readonly asset: Asset }) {
  const { data: map } = useQuery({
    queryKey: ['edit-depth', asset.id],
    queryFn: async () => readDepth(await fetchPicture((await call('edits.mapDepth', { assetId: asset.id })).hash)),
    gcTime: 0,
  });
  const canvas = useRef<HTMLCanvasElement>(null);
  const { scale, x, y } = useMaskView((state) => state.camera);
  useEffect(() => {
    if (canvas.current && map) paintDepth(canvas.current, map);
  }, [map]);
  if (!map) return null;
  const style = {
    width: asset.widthPx * scale,
    height: asset.heightPx * scale,
    transform: `translate(${x}px, ${y}px)`,
  };
  return (
    <>
      <canvas ref={canvas} className={styles.depth} style={style} data-chain-depth="" />
      <DepthNumber asset={asset} map={map} />
    </>
  );
}

/** Follows the pointer over the stage. */
function DepthNumber({ asset, map }: { readonly asset: Asset; readonly map: DepthMap }) {
  const label = useRef<HTMLSpanElement>(null);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  useEffect(() => {
    const stage = label.current?.closest<HTMLElement>('[data-mask-stage]');
    if (!stage) return;
    const ending = new AbortController();
    const { signal } = ending;
    stage.addEventListener(
      'pointermove',
      (event) => {
        const box = stage.getBoundingClientRect();
        setAt({ x: event.clientX - box.left, y: event.clientY - box.top });
      },
      { signal },
    );
    stage.addEventListener('pointerleave', () => setAt(null), { signal });
    return () => ending.abort();
  }, []);
  const { camera } = useMaskView.getState();
  const place = at && toPicture(camera, at);
  const isInside =
    place !== null && place.x >= 0 && place.y >= 0 && place.x < asset.widthPx && place.y < asset.heightPx;
  const words = isInside ? depthNumber(depthAt(map, place.x / asset.widthPx, place.y / asset.heightPx)) : '';
  return (
    <span
      ref={label}
      className={styles.depthNumber}
      data-chain-depth-number=""
      hidden={words === ''}
      style={{ transform: `translate(${(at?.x ?? 0) + 16}px, ${(at?.y ?? 0) + 16}px)` }}
    >
      {words}
    </span>
  );
}
