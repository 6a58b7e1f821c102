import { useEffect, useRef, useState } from 'react';
import type { Asset } from '../../shared/asset.ts';
import styles from './mask-stage.module.css';
import { type ShownPicture, type StagePainter, startStagePainter } from './stage-painter.ts';
import { onWorkersEnd } from './use-mask-worker.ts';

/** A worker that fails again and again is not started for ever. */
const RESTARTS = 3;

/**
 * Picture and selection on canvases of the stage's size, painted by the worker. An empty box stands for the picture in the
 * page, where assistive technology finds its name and its place.
 */
export function StageCanvas({ shown, name }: { readonly shown: ShownPicture; readonly name: Asset['name'] }) {
  const host = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [painter, setPainter] = useState<StagePainter | null>(null);
  useEffect(() => {
    if (!host.current || !box.current) return;
    const places = { host: host.current, box: box.current };
    let current = startStagePainter(places);
    let restarts = 0;
    setPainter(current);
    const endListening = onWorkersEnd(() => {
      restarts += 1;
      if (restarts > RESTARTS) return;
      current.end();
      current = startStagePainter(places);
      setPainter(current);
    });
    return () => {
      endListening();
      current.end();
    };
  }, []);
  useEffect(() => painter?.show(shown), [painter, shown]);
  return (
    <>
      <div ref={host} className={styles.canvases} />
      <div ref={box} className={styles.picture} role="img" aria-label={name} data-picture={shown.asset.hash} />
    </>
  );
}
