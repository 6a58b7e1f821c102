import type { NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { setNoteText } from './board-edits.ts';
import type { NoteBoardNode } from './board-nodes.ts';
import { NoteJobLine, WRITING } from './note-job-line.tsx';
import styles from './note-node.module.css';
import { ResizeHandles } from './resize-handles.tsx';
import { useView } from './use-view.ts';

export const NoteNode = memo(function NoteNode({ data: { item }, selected }: NodeProps<NoteBoardNode>) {
  const isEditing = useView((state) => state.editingItemId === item.id);
  return (
    <div className={styles.note} data-tone={item.tone} data-selected={selected || undefined}>
      {isEditing ? (
        <NoteEditor text={item.text} onDone={(text) => setNoteText(item.id, text)} />
      ) : (
        <p className={styles.text}>{item.text || <span className={styles.hint}>Double-click to write</span>}</p>
      )}
      {item.text === WRITING ? <NoteJobLine itemId={item.id} /> : null}
      {selected && !item.isLocked ? <ResizeHandles keepsAspect={false} /> : null}
    </div>
  );
});

interface NoteEditorProps {
  readonly text: string;
  readonly onDone: (text: string) => void;
}

function NoteEditor({ text, onDone }: NoteEditorProps) {
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    fieldRef.current?.focus();
    fieldRef.current?.select();
  }, []);
  return (
    <textarea
      ref={fieldRef}
      className={`${styles.editor} nodrag nowheel nopan`}
      aria-label="Text of the note"
      defaultValue={text}
      onBlur={(event) => {
        onDone(event.target.value);
        useView.setState({ editingItemId: null });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) {
          event.stopPropagation();
          event.currentTarget.blur();
        }
      }}
    />
  );
}
