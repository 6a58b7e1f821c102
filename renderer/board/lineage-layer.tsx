import { ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import type { BoardItem, LineageEdge } from '../../shared/board.ts';
import type { Items } from './board-change.ts';
import styles from './lineage-layer.module.css';
import { useBoard } from './use-board.ts';

/** Quiet lines from a picture to what was made from it. */
export function LineageLayer() {
  const items = useBoard((state) => state.items);
  const lineage = useBoard((state) => state.lineage);
  const paths = useMemo(() => lineagePaths(items, lineage), [items, lineage]);
  if (paths.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className={styles.layer} aria-hidden="true">
        {paths.map(({ id, path, kind }) => (
          <path key={id} d={path} className={styles.line} data-kind={kind} vectorEffect="non-scaling-stroke" />
        ))}
      </svg>
    </ViewportPortal>
  );
}

function lineagePaths(items: Items, lineage: readonly LineageEdge[]) {
  if (lineage.length === 0) return [];
  const byAsset = new Map<string, BoardItem>();
  for (const item of items.values()) {
    if (item.kind === 'image' && item.assetId) byAsset.set(item.assetId, item);
  }
  return lineage.flatMap((edge) => {
    const parent = byAsset.get(edge.parentAssetId);
    const child = byAsset.get(edge.childAssetId);
    if (!parent || !child) return [];
    return [
      { id: `${edge.parentAssetId}-${edge.childAssetId}-${edge.kind}`, kind: edge.kind, path: curve(parent, child) },
    ];
  });
}

/** From the side of the parent that faces the child, entering the child's facing side. */
function curve(parent: BoardItem, child: BoardItem): string {
  const fromX = parent.xUnits + parent.widthUnits / 2;
  const toX = child.xUnits + child.widthUnits / 2;
  const isRight = toX >= fromX;
  const startX = isRight ? parent.xUnits + parent.widthUnits : parent.xUnits;
  const endX = isRight ? child.xUnits : child.xUnits + child.widthUnits;
  const startY = parent.yUnits + parent.heightUnits / 2;
  const endY = child.yUnits + child.heightUnits / 2;
  const bend = Math.max(24, Math.abs(endX - startX) / 2) * (isRight ? 1 : -1);
  return `M${startX},${startY}C${startX + bend},${startY} ${endX - bend},${endY} ${endX},${endY}`;
}
