import { ImagePlus, SlidersHorizontal, Sparkles, X } from 'lucide-react';
import { useRef } from 'react';
import { uploadPicture } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { useAsset } from '../references/use-assets.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Picture } from '../ui/picture.tsx';
import { Popover } from '../ui/popover.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { AspectSelect, CountSelect, ModelSelect, RoleSwitch, TierSelect } from './prompt-controls.tsx';
import styles from './prompt-dock.module.css';
import { PromptField } from './prompt-field.tsx';
import { PromptOptions } from './prompt-options.tsx';
import { ReferenceStack } from './reference-stack.tsx';
import { generate } from './use-generation.ts';
import { priceDetail, priceLabel } from './use-preview.ts';
import { usePrompt } from './use-prompt.ts';

/** Where a request is composed; floats over the board. */
export function PromptDock() {
  return (
    <section className={styles.dock} aria-label="Prompt">
      <SourceChip />
      <PromptField />
      <div className={styles.row}>
        <RoleSwitch />
        <ModelSelect />
        <AspectSelect />
        <TierSelect />
        <CountSelect />
        <ReferenceStack />
        <AddReference />
        <Popover
          title="Options"
          align="end"
          trigger={
            <button type="button" className={styles.optionsButton} aria-label="Options">
              <SlidersHorizontal size={16} strokeWidth={1.75} />
            </button>
          }
        >
          <PromptOptions />
        </Popover>
        <GenerateButton />
      </div>
      <Problem />
    </section>
  );
}

function GenerateButton() {
  const preview = usePrompt((state) => state.preview);
  const role = usePrompt((state) => state.role);
  const count = usePrompt((state) => state.count);
  const isVary = usePrompt((state) => state.sourceAssetId !== null);
  const verb = isVary ? 'Vary' : role === 'final' ? 'Final' : 'Draft';
  const problem = preview?.problems[0]?.message ?? null;
  const price = preview ? priceLabel(preview.estimate) : '…';
  const button = (
    <Button
      variant="primary"
      className={styles.generate}
      disabledReason={problem}
      isDisabled={!preview}
      onPress={() => void generate()}
    >
      {`${verb} ${count} · ${price}`}
    </Button>
  );
  if (problem || !preview) return button;
  return (
    <Tooltip content={priceDetail(preview.estimate)} shortcut="mod+enter">
      <span className={styles.generateWrap}>{button}</span>
    </Tooltip>
  );
}

/** Why it cannot run. An empty prompt explains itself. */
function Problem() {
  const problem = usePrompt((state) => state.preview?.problems.find(({ code }) => code !== 'prompt-empty'));
  const warning = usePrompt((state) => state.preview?.warnings[0]);
  if (problem) return <p className={styles.problem}>{problem.message}</p>;
  return warning ? <p className={styles.warning}>{warning.note}</p> : null;
}

function SourceChip() {
  const sourceAssetId = usePrompt((state) => state.sourceAssetId);
  const asset = useAsset(sourceAssetId);
  if (!sourceAssetId) return null;
  return (
    <div className={styles.source}>
      <span className={styles.sourceThumb}>
        {asset ? <Picture hash={asset.hash} widthPx={28} alt="" /> : <Sparkles />}
      </span>
      Varying this picture
      <IconButton label="Stop varying" icon={X} onPress={() => usePrompt.getState().change({ sourceAssetId: null })} />
    </div>
  );
}

function AddReference() {
  const inputRef = useRef<HTMLInputElement>(null);
  async function add(files: FileList | null) {
    for (const file of files ?? []) {
      const asset = await uploadPicture(file, file.name).catch(showError);
      if (!asset) continue;
      useBoard.getState().noteAssets([asset]);
      usePrompt.getState().addReference(asset.id);
    }
  }
  return (
    <>
      <IconButton label="Add reference pictures" icon={ImagePlus} onPress={() => inputRef.current?.click()} />
      <input
        ref={inputRef}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Reference pictures"
        onChange={(event) => {
          void add(event.target.files);
          event.target.value = '';
        }}
      />
    </>
  );
}
