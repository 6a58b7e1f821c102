import { ArrowLeft, ImagePlus, X } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { REFERENCE_ROLES } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import { useBoard } from '../board/use-board.ts';
import { useAsset } from '../references/use-assets.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Picture } from '../ui/picture.tsx';
import { Popover } from '../ui/popover.tsx';
import { Select } from '../ui/select.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import {
  addMaskReferenceFiles,
  addMaskReferences,
  forgetMaskReferences,
  type MaskReference,
  moveMaskReferenceEarlier,
  removeMaskReference,
  setMaskReferenceRole,
  useMaskReferences,
} from './mask-references-state.ts';
import styles from './mask-references-strip.module.css';
import { useMaskEdit } from './use-mask-edit.ts';

const ROLE_OPTIONS = REFERENCE_ROLES.map((role) => ({
  value: role,
  label: { object: 'Object', character: 'Character', style: 'Style' }[role],
}));
/** The newest pictures of the board; more would be a second library. */
const OFFERED = 24;

/** The pictures that go along with the edit, after the picture itself. Files may be dropped or pasted here. */
export function MaskReferencesStrip() {
  const references = useMaskReferences((state) => state.references);
  const [isOver, setOver] = useState(false);
  usePastedPictures();
  useEffect(() => forgetMaskReferences, []);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void addMaskReferenceFiles(event.dataTransfer.files);
  };
  const onDragOver = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  return (
    <section
      className={styles.strip}
      aria-label="References"
      data-over={isOver || undefined}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {references.length > 0 ? (
        <ol className={styles.list}>
          {references.map((reference, index) => (
            <ReferenceChip key={reference.assetId} reference={reference} index={index} />
          ))}
        </ol>
      ) : null}
      <AddReference count={references.length} />
      <Limit count={references.length} />
    </section>
  );
}

function ReferenceChip({ reference, index }: { readonly reference: MaskReference; readonly index: number }) {
  const { assetId, name, role } = reference;
  const asset = useAsset(assetId);
  return (
    <li className={styles.chip}>
      <Popover
        title={`@${name}`}
        align="start"
        widthPx={240}
        trigger={
          <button type="button" className={styles.thumb} aria-label={`Reference ${index + 1}: ${name}, ${role}`}>
            {asset ? <Picture hash={asset.hash} widthPx={32} alt="" /> : null}
          </button>
        }
      >
        <div className={styles.about}>
          <p className={styles.note}>
            Sent as picture {index + 2}; the words may speak of it as @{name}.
          </p>
          <Select
            label={`Use of ${name}`}
            value={role}
            options={ROLE_OPTIONS}
            onChange={(next) => setMaskReferenceRole(assetId, next)}
          />
          <Button
            size="small"
            icon={ArrowLeft}
            isDisabled={index === 0}
            onPress={() => moveMaskReferenceEarlier(assetId)}
          >
            Send earlier
          </Button>
        </div>
      </Popover>
      <IconButton
        label={`Remove ${name}`}
        icon={X}
        className={styles.remove}
        onPress={() => removeMaskReference(assetId)}
      />
    </li>
  );
}

function AddReference({ count }: { readonly count: number }) {
  const file = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Popover
        title="Pictures that go along"
        align="start"
        widthPx={360}
        isOpen={isOpen}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className={styles.add} aria-label={count === 0 ? undefined : 'Add a reference'}>
            <ImagePlus size={16} aria-hidden="true" />
            {count === 0 ? 'Add a reference' : null}
          </button>
        }
      >
        <div className={styles.about}>
          <p className={styles.note}>Sent after the picture, in this order. Drop or paste pictures here, too.</p>
          <BoardPictures onPick={(id) => addMaskReferences([id])} />
          <Button size="small" icon={ImagePlus} onPress={() => file.current?.click()}>
            From a file…
          </Button>
        </div>
      </Popover>
      <input
        ref={file}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Reference pictures"
        onChange={(event) => {
          void addMaskReferenceFiles(event.target.files);
          event.target.value = '';
          setOpen(false);
        }}
      />
    </>
  );
}

function BoardPictures({ onPick }: { readonly onPick: (id: AssetId) => void }) {
  const assets = useBoard((state) => state.assets);
  const edited = useMaskEdit((state) => state.asset?.id);
  const used = useMaskReferences((state) => state.references);
  const isOffered = (asset: Asset) =>
    asset.source !== 'working' && asset.id !== edited && !used.some((reference) => reference.assetId === asset.id);
  const offered = [...assets.values()].filter(isOffered).slice(-OFFERED);
  if (offered.length === 0) return <p className={styles.note}>No other picture lies on this board.</p>;
  return (
    <div className={styles.grid}>
      {offered.map((asset) => (
        <button
          key={asset.id}
          type="button"
          className={styles.pick}
          aria-label={`Add ${asset.name} as a reference`}
          onClick={() => onPick(asset.id)}
        >
          <Picture hash={asset.hash} widthPx={72} alt="" />
        </button>
      ))}
    </div>
  );
}

/** What the model takes, once it matters. */
function Limit({ count }: { readonly count: number }) {
  const modelId = useMaskEdit((state) => state.preview?.modelId ?? state.modelId);
  const model = useStudio((state) => state.models.find((one) => one.id === modelId));
  if (count === 0 || !model) return null;
  // The picture that is edited counts, too.
  const left = model.referenceLimit.total - 1 - count;
  if (left >= 0) return null;
  const most = Math.max(0, model.referenceLimit.total - 1);
  const takes = most === 0 ? 'takes no references' : `takes at most ${most} beside the picture`;
  return (
    <p className={styles.over} role="alert">
      {model.label} {takes}. None is left out silently.
    </p>
  );
}

/** A picture on the clipboard becomes a reference, not an item of the board behind. */
function usePastedPictures(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void addMaskReferenceFiles(files);
    };
    document.addEventListener('paste', onPaste, { capture: true });
    return () => document.removeEventListener('paste', onPaste, { capture: true });
  }, []);
}
