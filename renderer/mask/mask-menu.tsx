import { ChevronDown } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { useShortcutOf } from '../actions/use-actions.ts';
import { showError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';
import { Popover } from '../ui/popover.tsx';
import styles from './mask-editor.module.css';
import { refineSelection, selectTransparent, takeMaskFile } from './mask-picks.ts';
import type { RefineKind } from './mask-refine.ts';
import { forgetMask, loadMask, saveMask } from './mask-shelf.ts';
import { MaskSlider } from './mask-slider.tsx';
import { useMaskEdit } from './use-mask-edit.ts';
import { useMaskShelf } from './use-mask-shelf.ts';
import { useMaskTool } from './use-mask-tool.ts';

const REFINEMENTS: readonly { readonly kind: RefineKind; readonly label: string }[] = [
  { kind: 'grow', label: 'Grow' },
  { kind: 'shrink', label: 'Shrink' },
  { kind: 'feather', label: 'Feather' },
  { kind: 'fill-holes', label: 'Fill holes' },
];

/** Everything that is done to the selection as a whole, and the masks that were saved for the picture. */
export function MaskMenu({ asset }: { readonly asset: Asset }) {
  const document = useMaskEdit((state) => state.document);
  return (
    <Popover
      title="Selection"
      align="end"
      widthPx={300}
      trigger={
        <button type="button" className={styles.menuTrigger}>
          Selection <ChevronDown size={14} />
        </button>
      }
    >
      <div className={styles.menu}>
        <div className={styles.buttons}>
          <Button size="small" shortcut={useShortcutOf('mask.selectAll')} onPress={() => document?.selectAll()}>
            Select all
          </Button>
          <Button size="small" shortcut={useShortcutOf('mask.invert')} onPress={() => document?.invert()}>
            Invert
          </Button>
          <Button size="small" shortcut={useShortcutOf('mask.clear')} onPress={() => document?.clear()}>
            Clear
          </Button>
        </div>
        <Refinements />
        <FromPicture asset={asset} />
        <Shelf asset={asset} />
      </div>
    </Popover>
  );
}

function Refinements() {
  const { amountPx, change } = useMaskTool();
  return (
    <>
      <MaskSlider
        label="Amount"
        unit="px"
        value={amountPx}
        range={[1, 400]}
        isCurved
        onChange={(px) => change({ amountPx: px })}
      />
      <div className={styles.buttons}>
        {REFINEMENTS.map(({ kind, label }) => (
          <RefineButton key={kind} kind={kind} label={label} />
        ))}
      </div>
    </>
  );
}

function RefineButton({ kind, label }: { readonly kind: RefineKind; readonly label: string }) {
  const shortcut = useShortcutOf(`mask.${kind}`);
  return (
    <Button size="small" shortcut={shortcut} onPress={() => void refineSelection(kind).catch(showError)}>
      {label}
    </Button>
  );
}

function FromPicture({ asset }: { readonly asset: Asset }) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.buttons}>
      <input
        ref={file}
        type="file"
        accept="image/*"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Mask picture"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) takeMaskFile(chosen, 'Mask from a file').catch(showError);
          event.target.value = '';
        }}
      />
      <Button size="small" onPress={() => file.current?.click()}>
        From a mask picture…
      </Button>
      <Button
        size="small"
        disabledReason={asset.hasAlpha ? null : 'This picture has no transparency.'}
        onPress={() => void selectTransparent().catch(showError)}
      >
        Transparent areas
      </Button>
    </div>
  );
}

function Shelf({ asset }: { readonly asset: Asset }) {
  const saved = useMaskShelf((state) => state.masks);
  const [name, setName] = useState('');
  const save = () => {
    saveMask(name.trim() || `Mask ${saved.length + 1}`)
      .then(() => setName(''))
      .catch(showError);
  };
  return (
    <section className={styles.shelf} aria-label="Saved masks">
      <div className={styles.saveRow}>
        <TextInput value={name} onChange={setName} placeholder="Name this selection" aria-label="Name" onEnter={save} />
        <Button size="small" onPress={save}>
          Save
        </Button>
      </div>
      {saved.map((mask) => (
        <div key={mask.name} className={styles.savedRow}>
          <Button size="small" variant="quiet" onPress={() => void loadMask(mask).catch(showError)}>
            {mask.name}
          </Button>
          <Button
            size="small"
            variant="quiet"
            aria-label={`Forget ${mask.name}`}
            onPress={() => void forgetMask(asset.id, mask.name).catch(showError)}
          >
            Forget
          </Button>
        </div>
      ))}
    </section>
  );
}
