import type { NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { setFrameTitle } from './board-edits.ts';
import type { FrameBoardNode } from './board-nodes.ts';
import styles from './frame-node.module.css';
import { ResizeHandles } from './resize-handles.tsx';
import { useView } from './use-view.ts';

const EDGES = ['top', 'right', 'bottom', 'left'] as const;

export const FrameNode = memo(function FrameNode({ data: { item }, selected }: NodeProps<FrameBoardNode>) {
  const isEditing = useView((state) => state.editingItemId === item.id);
  return (
    <div className={styles.frame} data-selected={selected || undefined}>
      {/* A frame is taken by its border and its title; its inside is ground, where a marquee can begin. */}
      {EDGES.map((edge) => (
        <span key={edge} className={styles.grip} data-edge={edge} />
      ))}
      <div className={styles.label}>
        {isEditing ? (
          <TitleEditor title={item.title} onDone={(title) => setFrameTitle(item.id, title)} />
        ) : (
          <span className={styles.title}>{item.title || 'Frame'}</span>
        )}
      </div>
      {selected && !item.isLocked ? <ResizeHandles keepsAspect={false} /> : null}
    </div>
  );
});

interface TitleEditorProps {
  readonly title: string;
  readonly onDone: (title: string) => void;
}

function TitleEditor({ title, onDone }: TitleEditorProps) {
  const fieldRef = useRef<HTMLInputElement>(null);
  useEffect(() => fieldRef.current?.select(), []);
  return (
    <input
      ref={fieldRef}
      className={`${styles.editor} nodrag`}
      aria-label="Title of the frame"
      defaultValue={title}
      maxLength={200}
      onBlur={(event) => {
        onDone(event.target.value.trim());
        useView.setState({ editingItemId: null });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Enter') {
          event.stopPropagation();
          event.currentTarget.blur();
        }
      }}
    />
  );
}
