import { ImagePlus, Link2 } from 'lucide-react';
import { type DragEvent as ReactDragEvent, useEffect, useState } from 'react';
import type { AssetId } from '../../shared/ids.ts';
import { explainAddress } from './board-clipboard.ts';
import styles from './drop-targets.module.css';
import { importPictures } from './import-pictures.ts';
import { uploadPictures } from './use-uploads.ts';
import { useView } from './use-view.ts';

interface DropTargetsProps {
  readonly onReference: (assetId: AssetId) => void;
}

type Target = 'board' | 'reference';

/** Covers the window while something is dragged over it, and says what each place does. */
export function DropTargets({ onReference }: DropTargetsProps) {
  const [isDragging, setIsDragging] = useState(false);
  const [over, setOver] = useState<Target | null>(null);

  useEffect(() => {
    const onEnter = (event: DragEvent) => {
      const kinds = event.dataTransfer?.types ?? [];
      if (kinds.includes('Files') || kinds.includes('text/uri-list')) setIsDragging(true);
    };
    // Without this a file dropped beside a target would replace the page.
    const allow = (event: DragEvent) => event.preventDefault();
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', allow);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', allow);
    };
  }, []);

  if (!isDragging) return null;

  const end = () => {
    setIsDragging(false);
    setOver(null);
  };
  const drop = (target: Target) => async (event: ReactDragEvent) => {
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    const place = useView.getState().camera?.toBoard({ x: event.clientX, y: event.clientY });
    end();
    if (files.length === 0) explainAddress();
    else if (target === 'board' && place) await importPictures(files, place);
    else for (const asset of await uploadPictures(files)) onReference(asset.id);
  };
  const targetProps = (target: Target) => ({
    className: styles.target,
    'data-over': over === target || undefined,
    onDragOver: (event: ReactDragEvent) => {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(target);
    },
    onDrop: drop(target),
  });

  return (
    <section
      className={styles.cover}
      aria-label="Drop targets"
      onDragLeave={(event) => {
        if (event.relatedTarget === null) end();
      }}
    >
      <div {...targetProps('board')}>
        <ImagePlus size={24} strokeWidth={1.5} />
        <strong>New item</strong>
        <span>Lay it on the board, here</span>
      </div>
      <div {...targetProps('reference')}>
        <Link2 size={24} strokeWidth={1.5} />
        <strong>Reference</strong>
        <span>Send it along with the prompt</span>
      </div>
    </section>
  );
}
