import type { ReactNode } from 'react';
import { PROVIDER_IDS, PROVIDER_LABELS, ROLES, TIERS } from '../../shared/model.ts';
import { CheckRow } from '../ui/check-row.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { type EntryDraft, type FieldProblems, withIdentity } from './entry-draft.ts';
import styles from './entry-editor.module.css';
import { ROLE_LABELS } from './entry-words.ts';
import { NumberField } from './number-field.tsx';
import { PriceForm } from './price-form.tsx';

interface EntryFormProps {
  readonly draft: EntryDraft;
  readonly problems: FieldProblems;
  readonly isNew: boolean;
  readonly onChange: (draft: EntryDraft) => void;
}

/** What changes often. Size tables and other rare things are edited as JSON. */
export function EntryForm(props: EntryFormProps) {
  return (
    <div className={styles.form}>
      <Identity {...props} />
      <h3 className={styles.group}>What it does</h3>
      <Abilities {...props} />
      <h3 className={styles.group}>What it costs</h3>
      <PriceForm {...props} />
    </div>
  );
}

const VENDORS = PROVIDER_IDS.filter((id) => id !== 'sketch').map((id) => ({ value: id, label: PROVIDER_LABELS[id] }));

function Identity({ draft, problems, isNew, onChange }: EntryFormProps) {
  return (
    <>
      <Field label="Name" error={problems.get('label')}>
        <TextInput value={draft.label} maxLength={80} onChange={(label) => onChange({ ...draft, label })} />
      </Field>
      <Labelled label="Provider">
        <Select
          label="Provider"
          className={styles.select}
          value={draft.providerId}
          options={VENDORS}
          onChange={(providerId) => onChange(withIdentity(draft, { providerId }))}
        />
      </Labelled>
      <Field
        label="Id at the vendor"
        hint={isNew ? 'As it stands in the vendor’s documentation.' : 'With another id it becomes a new entry.'}
        error={problems.get('id') ?? problems.get('vendorId')}
      >
        <TextInput
          value={draft.vendorId}
          isMono
          maxLength={120}
          onChange={(vendorId) => onChange(withIdentity(draft, { vendorId }))}
        />
      </Field>
      <div className={styles.wide}>
        <Field label="Note" hint="One line for a designer." error={problems.get('note')}>
          <TextInput value={draft.note} maxLength={200} onChange={(note) => onChange({ ...draft, note })} />
        </Field>
      </div>
    </>
  );
}

const MASKS = [
  { value: 'none', label: 'Takes no mask' },
  { value: 'alpha-zero', label: 'Transparent means change' },
  { value: 'white', label: 'White means change' },
] as const;

function Abilities({ draft, problems, onChange }: EntryFormProps) {
  const roles = ROLES.filter((role) => role.startsWith('text') === (draft.output === 'text'));
  return (
    <>
      <div className={styles.wide}>
        <Checks
          legend="Roles"
          error={problems.get('roles')}
          all={roles.map((value) => ({ value, label: ROLE_LABELS[value] }))}
          chosen={draft.roles}
          onChange={(chosen) => onChange({ ...draft, roles: chosen })}
        />
      </div>
      {draft.output === 'image' ? (
        <>
          <div className={styles.wide}>
            <Checks
              legend="Sizes"
              error={problems.get('tiers') ?? problems.get('sizes')}
              all={TIERS.map((value) => ({ value, label: value }))}
              chosen={draft.tiers}
              onChange={(tiers) => onChange({ ...draft, tiers })}
            />
          </div>
          <NumberField
            label="References at most"
            error={problems.get('referenceLimit.total')}
            value={draft.referenceLimit.total}
            onChange={(total) =>
              onChange({ ...draft, referenceLimit: { ...draft.referenceLimit, total: total ?? Number.NaN } })
            }
          />
          <NumberField
            label="Pictures in one call"
            error={problems.get('maxPerCall')}
            value={draft.maxPerCall}
            onChange={(maxPerCall) => onChange({ ...draft, maxPerCall: maxPerCall ?? Number.NaN })}
          />
          <Labelled label="Mask">
            <Select
              label="Mask"
              className={styles.select}
              value={draft.mask}
              options={MASKS}
              onChange={(mask) => onChange({ ...draft, mask })}
            />
          </Labelled>
        </>
      ) : null}
      <NumberField
        label="Characters of a prompt at most"
        error={problems.get('maxPromptCharacters')}
        value={draft.maxPromptCharacters}
        onChange={(limit) => onChange({ ...draft, maxPromptCharacters: limit ?? Number.NaN })}
      />
      <Field label="Ends on" hint="Empty when no end is known." error={problems.get('shutdownDate')}>
        <TextInput
          value={draft.shutdownDate ?? ''}
          placeholder="2027-06-30"
          maxLength={10}
          onChange={(day) => onChange({ ...draft, shutdownDate: day.trim() === '' ? null : day.trim() })}
        />
      </Field>
    </>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <p className={styles.label} aria-hidden="true">
        {label}
      </p>
      {children}
    </div>
  );
}

interface ChecksProps<Value extends string> {
  readonly legend: string;
  readonly error: string | undefined;
  readonly all: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
}

function Checks<Value extends string>({ legend, error, all, chosen, onChange }: ChecksProps<Value>) {
  const change = (value: Value, isChosen: boolean) =>
    // In the order of the list, whatever the order of the presses.
    onChange(all.map((one) => one.value).filter((one) => (one === value ? isChosen : chosen.includes(one))));
  return (
    <fieldset className={styles.checks}>
      <legend>{legend}</legend>
      {all.map(({ value, label }) => (
        <CheckRow
          key={value}
          label={label}
          isChecked={chosen.includes(value)}
          onChange={(isChosen) => change(value, isChosen)}
        />
      ))}
      {error ? <p className={styles.error}>{error}</p> : null}
    </fieldset>
  );
}
