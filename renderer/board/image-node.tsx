import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { ImageBoardNode } from './board-nodes.ts';
import { useBoardPicture } from './board-picture.ts';
import styles from './image-node.module.css';
import { PlaceholderCard } from './placeholder-card.tsx';
import { ResizeHandles } from './resize-handles.tsx';
import { useBoard } from './use-board.ts';
import { useCardRole } from './use-card-role.ts';
import { useView } from './use-view.ts';

export const ImageNode = memo(function ImageNode({ data: { item }, selected }: NodeProps<ImageBoardNode>) {
  const asset = useBoard((state) => (item.assetId ? state.assets.get(item.assetId) : undefined));
  const role = useCardRole(item);
  const isReady = asset !== undefined;
  return (
    <div
      className={styles.card}
      data-role={role}
      data-selected={selected || undefined}
      onPointerEnter={() => useView.setState({ hoveredItemId: item.id })}
      onPointerLeave={() => useView.setState({ hoveredItemId: null })}
    >
      {isReady ? <CardPicture hash={asset.hash} widthUnits={item.widthUnits} name={asset.name} /> : null}
      {!isReady && item.jobId ? <PlaceholderCard item={item} jobId={item.jobId} isSelected={selected} /> : null}
      {selected && !item.isLocked ? <ResizeHandles keepsAspect /> : null}
    </div>
  );
});

interface CardPictureProps {
  readonly hash: string;
  readonly widthUnits: number;
  readonly name: string;
}

const CardPicture = memo(function CardPicture({ hash, widthUnits, name }: CardPictureProps) {
  const source = useBoardPicture(hash, widthUnits);
  return <img className={styles.picture} src={source} alt={name} decoding="async" draggable={false} />;
});
