import { ImagePlus, SlidersHorizontal, Sparkles, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useAsset } from '../references/use-assets.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Picture } from '../ui/picture.tsx';
import { Popover } from '../ui/popover.tsx';
import { EarlierOffer } from './earlier-offer.tsx';
import { GenerateButton } from './generate-button.tsx';
import { AspectSelect, CountSelect, DepthSelect, RoleSwitch, TierSelect } from './prompt-controls.tsx';
import styles from './prompt-dock.module.css';
import { PromptField } from './prompt-field.tsx';
import { PromptOptions } from './prompt-options.tsx';
import { Readiness } from './readiness.tsx';
import { ReferenceStack } from './reference-stack.tsx';
import { isTextRole, usePrompt } from './use-prompt.ts';
import { addReferenceFiles } from './use-reference-files.ts';

/** Where a request is composed; floats over the board. The model control comes from outside: it knows every model. */
export function PromptDock({ modelControl }: { readonly modelControl: ReactNode }) {
  const isText = usePrompt((state) => isTextRole(state.role));
  return (
    <section className={styles.dock} aria-label="Prompt">
      {isText ? null : <SourceChip />}
      <PromptField />
      <div className={styles.row}>
        <RoleSwitch />
        {modelControl}
        {isText ? <DepthSelect /> : <PictureControls />}
        <GenerateButton />
      </div>
      <EarlierOffer />
      <Readiness />
    </section>
  );
}

function PictureControls() {
  return (
    <>
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
    </>
  );
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
          void addReferenceFiles(event.target.files);
          event.target.value = '';
        }}
      />
    </>
  );
}
