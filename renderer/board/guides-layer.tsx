import { ViewportPortal } from '@xyflow/react';
import { useGuides } from './board-gesture.ts';
import styles from './guides-layer.module.css';

/** The lines that a moved item has snapped to. */
export function GuidesLayer() {
  const guides = useGuides((state) => state.guides);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={styles.layer} aria-hidden="true">
        {guides.map(({ axis, at, from, to }) => (
          <path
            key={`${axis}${at}`}
            d={axis === 'x' ? `M${at},${from}V${to}` : `M${from},${at}H${to}`}
            className={styles.guide}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
    </ViewportPortal>
  );
}
