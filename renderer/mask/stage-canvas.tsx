import { useEffect, useRef } from 'react';
import type { Asset } from '../../shared/asset.ts';
import styles from './mask-stage.module.css';
import { type ShownPicture, type StagePainter, startStagePainter } from './stage-painter.ts';

/**
 * Picture and selection on canvases of the stage's size, painted by the worker. An empty box stands for the picture in the
 * page, where assistive technology finds its name and its place.
 */
export function StageCanvas({ shown, name }: { readonly shown: ShownPicture; readonly name: Asset['name'] }) {
  const host = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const painter = useRef<StagePainter | null>(null);
  useEffect(() => {
    if (!host.current || !box.current) return;
    const started = startStagePainter(host.current, box.current);
    painter.current = started;
    return started.end;
  }, []);
  useEffect(() => painter.current?.show(shown), [shown]);
  return (
    <>
      <div ref={host} className={styles.canvases} />
      <div ref={box} className={styles.picture} role="img" aria-label={name} data-picture={shown.asset.hash} />
    </>
  );
}
