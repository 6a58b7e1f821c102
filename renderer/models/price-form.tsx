import { Plus, X } from 'lucide-react';
import { MICROS_PER_DOLLAR } from '../../shared/money.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';
import type { EntryDraft, FieldProblems } from './entry-draft.ts';
import styles from './entry-editor.module.css';
import { CONFIDENCE_LABELS } from './entry-words.ts';
import { NumberField } from './number-field.tsx';

type Price = EntryDraft['price'];
type TokenKind = keyof NonNullable<Price['perMillionTokens']>;

const NO_TOKENS = { textIn: null, cachedIn: null, imageIn: null, textOut: null, imageOut: null };
const TOKEN_FIELDS: readonly { readonly kind: TokenKind; readonly label: string }[] = [
  { kind: 'textIn', label: 'Text in' },
  { kind: 'cachedIn', label: 'Text in, cached' },
  { kind: 'imageIn', label: 'Pictures in' },
  { kind: 'textOut', label: 'Text out' },
  { kind: 'imageOut', label: 'Pictures out' },
];
const CONFIDENCES = (['published', 'reported', 'computed', 'unknown'] as const).map((value) => ({
  value,
  label: CONFIDENCE_LABELS[value],
}));

interface PriceFormProps {
  readonly draft: EntryDraft;
  readonly problems: FieldProblems;
  readonly onChange: (draft: EntryDraft) => void;
}

/** Dated prices with their source: what is not known stays empty, never 0. */
export function PriceForm({ draft, problems, onChange }: PriceFormProps) {
  const { price } = draft;
  const change = (next: Partial<Price>) => onChange({ ...draft, price: { ...price, ...next } });
  const tokens = price.perMillionTokens ?? NO_TOKENS;
  return (
    <>
      <Field label="Read on" error={problems.get('price.date')}>
        <TextInput value={price.date} maxLength={10} onChange={(date) => change({ date: date.trim() })} />
      </Field>
      <Field label="Source" hint="Where the figures stand." error={problems.get('price.source')}>
        <TextInput value={price.source} maxLength={300} onChange={(source) => change({ source })} />
      </Field>
      <div>
        <p className={styles.label} aria-hidden="true">
          How sure
        </p>
        <Select
          label="How sure"
          className={styles.select}
          value={price.confidence === 'free' ? 'unknown' : price.confidence}
          options={CONFIDENCES}
          onChange={(confidence) => change({ confidence })}
        />
      </div>
      {draft.output === 'image' ? <PictureRows price={price} problems={problems} onChange={change} /> : null}
      {TOKEN_FIELDS.filter(({ kind }) => draft.output === 'image' || !kind.startsWith('image')).map(
        ({ kind, label }) => (
          <NumberField
            key={kind}
            label={`${label}, $ per million tokens`}
            error={problems.get(`price.perMillionTokens.${kind}`)}
            value={tokens[kind]}
            unit={MICROS_PER_DOLLAR}
            onChange={(micros) => change({ perMillionTokens: { ...tokens, [kind]: micros } })}
          />
        ),
      )}
    </>
  );
}

interface PictureRowsProps {
  readonly price: Price;
  readonly problems: FieldProblems;
  readonly onChange: (price: Partial<Price>) => void;
}

function PictureRows({ price, problems, onChange }: PictureRowsProps) {
  const rows = price.perImage;
  // Rows have no name of their own; their number and the count together tell when one was taken out.
  const keyed = rows.map((row, index) => ({ row, index, key: `${index} of ${rows.length}` }));
  const change = (index: number, row: Partial<Price['perImage'][number]>) =>
    onChange({ perImage: rows.map((old, at) => (at === index ? { ...old, ...row } : old)) });
  return (
    <div className={styles.wide}>
      <p className={styles.label}>Price of one picture</p>
      {keyed.map(({ row, index, key }) => (
        <div key={key} className={styles.priceRow}>
          <Field label="Size" error={problems.get(`price.perImage.${index}.size`)}>
            <TextInput value={row.size} maxLength={20} onChange={(size) => change(index, { size: size.trim() })} />
          </Field>
          <Field label="Quality" error={problems.get(`price.perImage.${index}.quality`)}>
            <TextInput
              value={row.quality ?? ''}
              placeholder="none"
              maxLength={20}
              onChange={(quality) => change(index, { quality: quality.trim() || null })}
            />
          </Field>
          <NumberField
            label="$"
            error={problems.get(`price.perImage.${index}.micros`)}
            value={row.micros}
            unit={MICROS_PER_DOLLAR}
            onChange={(micros) => change(index, { micros: micros ?? Number.NaN })}
          />
          <IconButton
            label={`Remove the price of ${row.size} ${row.quality ?? ''}`.trim()}
            icon={X}
            onPress={() => onChange({ perImage: rows.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={Plus}
        onPress={() =>
          onChange({ perImage: [...rows, { size: '1K', quality: null, micros: Number.NaN, tokens: null }] })
        }
      >
        Add a price
      </Button>
    </div>
  );
}
