import { useEffect, useState } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { StudioError } from '../../shared/errors.ts';
import { showError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { marginsForRatio, marginsForSize } from './extend-margins.ts';
import { BLEEDS_MM, bleedWords, PAPERS } from './extend-print.ts';
import styles from './mask-editor.module.css';
import { NO_MARGINS } from './mask-request.ts';
import { chooseBleed, extendTo, extendToPaper, forgetPrint, useExtendPrint } from './use-extend-print.ts';
import { useMaskEdit } from './use-mask-edit.ts';

const RATIOS = ['1:1', '4:5', '2:3', '9:16', '5:4', '3:2', '16:9', '2:1'] as const;
const SHAPES = [
  ...RATIOS.map((value) => ({ value, label: value, note: null })),
  ...PAPERS.map(({ name, widthMm, heightMm }) => ({
    value: name,
    label: name,
    note: name.endsWith(' in') ? 'Print' : `Print, ${widthMm} × ${heightMm} mm`,
  })),
];

/** Shapes, sheets, sizes and bleed beside dragging the edges. */
export function ExtendOptions() {
  const asset = useMaskEdit((state) => state.asset);
  const { paper, bleedMm } = useExtendPrint();
  useEffect(() => forgetPrint, []);
  if (!asset) return null;
  const choose = (value: string) => {
    const sheet = PAPERS.find(({ name }) => name === value);
    if (sheet) extendToPaper(sheet);
    else extendTo(marginsForRatio(asset, value));
  };
  return (
    <fieldset className={styles.extend} aria-label="Extend">
      <Select
        label="Extend to a shape or print size"
        value=""
        display={paper?.name ?? 'To a shape'}
        options={SHAPES}
        onChange={choose}
      />
      <SizeField asset={asset} />
      <Select
        label="Bleed"
        value={String(bleedMm)}
        options={BLEEDS_MM.map((mm) => ({ value: String(mm), label: bleedWords(mm) }))}
        onChange={(mm) => chooseBleed(Number(mm))}
      />
      <Button size="small" variant="quiet" onPress={reset}>
        Reset
      </Button>
      <Button size="small" variant="quiet" onPress={() => useMaskEdit.setState({ margins: null })}>
        Leave extending
      </Button>
    </fieldset>
  );
}

function reset(): void {
  forgetPrint();
  extendTo(NO_MARGINS);
}

function SizeField({ asset }: { readonly asset: Asset }) {
  const [size, setSize] = useState('');
  const apply = () => {
    if (size.trim() === '') return;
    const margins = marginsForSize(asset, size);
    if (margins) extendTo(margins);
    else showError(new StudioError('impossible-size', unreadSize(asset)));
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

function unreadSize({ widthPx, heightPx }: Asset): string {
  return `Write a size such as 3000 × 2000, not smaller than the picture, which has ${widthPx} × ${heightPx} pixels.`;
}
