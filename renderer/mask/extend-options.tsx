import { useState } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { Button } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { marginsForRatio, marginsForSize } from './extend-margins.ts';
import styles from './mask-editor.module.css';
import { type Margins, NO_MARGINS } from './mask-request.ts';
import { useMaskEdit } from './use-mask-edit.ts';
import { fitView } from './use-mask-view.ts';

const RATIOS = ['1:1', '4:5', '2:3', '9:16', '5:4', '3:2', '16:9', '2:1'] as const;

function setMargins(margins: Margins): void {
  useMaskEdit.setState({ margins });
  fitView();
}

/** Shapes and sizes beside dragging the edges. */
export function ExtendOptions() {
  const asset = useMaskEdit((state) => state.asset);
  if (!asset) return null;
  return (
    <fieldset className={styles.extend} aria-label="Extend">
      <Select
        label="Extend to a shape"
        value=""
        display="To a shape"
        options={RATIOS.map((value) => ({ value, label: value }))}
        onChange={(ratio) => setMargins(marginsForRatio(asset, ratio))}
      />
      <SizeField asset={asset} />
      <Button size="small" variant="quiet" onPress={() => setMargins(NO_MARGINS)}>
        Reset
      </Button>
      <Button size="small" variant="quiet" onPress={() => useMaskEdit.setState({ margins: null })}>
        Leave extending
      </Button>
    </fieldset>
  );
}

function SizeField({ asset }: { readonly asset: Asset }) {
  const [size, setSize] = useState('');
  const apply = () => {
    const margins = marginsForSize(asset, size);
    if (margins) setMargins(margins);
  };
  return (
    <span className={styles.sizeField}>
      <TextInput
        value={size}
        onChange={setSize}
        onEnter={apply}
        onBlur={apply}
        placeholder="or 3000 × 2000"
        aria-label="Extend to a size in pixels"
      />
    </span>
  );
}
