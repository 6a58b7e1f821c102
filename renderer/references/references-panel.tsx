import { ArrowDown, ArrowUp, ImagePlus, Images, X } from 'lucide-react';
import { useRef } from 'react';
import { REFERENCE_ROLES } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import { useBoard } from '../board/use-board.ts';
import { type NamedReference, usePrompt } from '../prompt/use-prompt.ts';
import { addReferenceFiles } from '../prompt/use-reference-files.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Picture } from '../ui/picture.tsx';
import { Select } from '../ui/select.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './references-panel.module.css';
import { useAsset } from './use-assets.ts';

const ROLE_OPTIONS = REFERENCE_ROLES.map((role) => ({
  value: role,
  label: { object: 'Object', character: 'Character', style: 'Style' }[role],
}));

/** The pictures that go along with the prompt, in the order they are sent. */
export function ReferencesPanel() {
  const references = usePrompt((state) => state.references);
  const preview = usePrompt((state) => state.preview);
  const model = useStudio((state) => state.models.find((candidate) => candidate.id === preview?.modelId));
  return (
    <SidePanel title="References" onClose={() => useWorkspace.getState().showPanel(null)} footer={<AddPictures />}>
      {references.length === 0 ? (
        <EmptyState
          icon={Images}
          title="No references yet"
          text="Select pictures on the board and press R, or add files below. They are sent along with the prompt, in order."
        />
      ) : (
        <ol className={styles.list}>
          {references.map((reference, index) => (
            <ReferenceRow key={reference.assetId} reference={reference} index={index} count={references.length} />
          ))}
        </ol>
      )}
      {model && references.length > 0 ? <p className={styles.rule}>{ruleOf(model, references.length)}</p> : null}
      <BoardPictures />
    </SidePanel>
  );
}

function ruleOf(model: { label: string; referenceLimit: { total: number } }, count: number): string {
  const { total } = model.referenceLimit;
  if (total === 0) return `${model.label} takes no references.`;
  const left = total - count;
  if (left < 0) return `${model.label} takes at most ${total}. Remove ${-left} to go on: none is left out silently.`;
  return `${model.label} takes up to ${total}; ${left} more possible.`;
}

interface ReferenceRowProps {
  readonly reference: NamedReference;
  readonly index: number;
  readonly count: number;
}

function ReferenceRow({ reference, index, count }: ReferenceRowProps) {
  const asset = useAsset(reference.assetId);
  const { moveReference, removeReference, setReferenceRole } = usePrompt.getState();
  const name = asset?.name ?? 'Reference';
  return (
    <li className={styles.row}>
      <span className={styles.thumb}>{asset ? <Picture hash={asset.hash} widthPx={56} alt="" /> : null}</span>
      <span className={styles.text}>
        <span className={styles.name} title={name}>{`${index + 1}. @${reference.name}`}</span>
        <Select
          label={`Use of ${name}`}
          value={reference.role}
          options={ROLE_OPTIONS}
          isQuiet
          onChange={(role) => setReferenceRole(reference.assetId, role)}
        />
      </span>
      <span className={styles.buttons}>
        <IconButton
          label="Earlier"
          icon={ArrowUp}
          isDisabled={index === 0}
          onPress={() => moveReference(reference.assetId, -1)}
        />
        <IconButton
          label="Later"
          icon={ArrowDown}
          isDisabled={index === count - 1}
          onPress={() => moveReference(reference.assetId, 1)}
        />
        <IconButton label="Remove" icon={X} onPress={() => removeReference(reference.assetId)} />
      </span>
    </li>
  );
}

/** Imported pictures of this board: the likeliest next references. */
function BoardPictures() {
  const assets = useBoard((state) => state.assets);
  const references = usePrompt((state) => state.references);
  const used = new Set<AssetId>(references.map((reference) => reference.assetId));
  const offered = [...assets.values()].filter((asset) => asset.source === 'imported' && !used.has(asset.id)).slice(-24);
  if (offered.length === 0) return null;
  return (
    <section className={styles.offered}>
      <h3 className={styles.heading}>Imported on this board</h3>
      <div className={styles.grid}>
        {offered.map((asset) => (
          <button
            key={asset.id}
            type="button"
            className={styles.pick}
            aria-label={`Add ${asset.name} as a reference`}
            onClick={() => usePrompt.getState().addReference(asset.id)}
          >
            <Picture hash={asset.hash} widthPx={80} alt="" />
          </button>
        ))}
      </div>
    </section>
  );
}

function AddPictures() {
  const inputRef = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={ImagePlus} onPress={() => inputRef.current?.click()}>
        Add pictures…
      </Button>
      <input
        ref={inputRef}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Pictures"
        onChange={(event) => {
          void addReferenceFiles(event.target.files);
          event.target.value = '';
        }}
      />
    </>
  );
}
