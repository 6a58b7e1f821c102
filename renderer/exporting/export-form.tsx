import type { Asset } from '../../shared/asset.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../shared/export.ts';
import { Field, TextInput } from '../ui/field.tsx';
import { Picture } from '../ui/picture.tsx';
import { Select } from '../ui/select.tsx';
import styles from './export-form.module.css';
import { printSize } from './print-size.ts';
import type { choiceProblem, ExportChoice } from './use-export-choice.ts';

const FORMATS: Readonly<Record<ExportFormat, { label: string; note: string }>> = {
  png: { label: 'PNG', note: 'Lossless, keeps transparency. For print and further work.' },
  jpeg: { label: 'JPEG', note: 'Small, opens everywhere. No transparency.' },
  webp: { label: 'WebP', note: 'Small, keeps transparency. For the web.' },
  avif: { label: 'AVIF', note: 'Smallest, keeps transparency. Slow to write.' },
};

const METADATA = [
  { value: 'recipe', label: 'Recipe', note: 'Prompt, model and provenance travel in the file.' },
  { value: 'none', label: 'None', note: 'Everything but the colour profile is taken out.' },
] as const;

const RESOLUTIONS = [72, 150, 300] as const;

interface ExportFormProps {
  readonly assets: readonly Asset[];
  readonly choice: ExportChoice;
  readonly problem: ReturnType<typeof choiceProblem>;
  readonly fileName: string;
  readonly onChange: (part: Partial<ExportChoice>) => void;
  readonly onFileName: (fileName: string) => void;
  readonly onSubmit: () => void;
}

export function ExportForm(props: ExportFormProps) {
  const { assets, choice, problem, onChange } = props;
  const first = assets[0];
  if (!first) return null;
  const needsMatte = choice.format === 'jpeg' && assets.some((asset) => asset.hasAlpha);
  return (
    <div className={styles.form}>
      <Sources assets={assets} />
      <Field label="Format">
        <Select
          label="Format"
          value={choice.format}
          options={EXPORT_FORMATS.map((format) => ({ value: format, ...FORMATS[format] }))}
          onChange={(format) => onChange({ format })}
        />
      </Field>
      {choice.format === 'png' ? null : <Quality quality={choice.quality} onChange={onChange} />}
      <Resolution {...props} first={first} />
      {needsMatte ? (
        <Field
          label="Behind transparent parts"
          hint="JPEG has no transparency."
          error={problem?.field === 'matte' ? problem.sentence : null}
        >
          <span className={styles.matte}>
            <input
              type="color"
              className={styles.swatch}
              aria-label="Pick the colour behind transparent parts"
              value={choice.matte}
              onChange={(event) => onChange({ matte: event.target.value })}
            />
            <TextInput value={choice.matte} onChange={(matte) => onChange({ matte })} isMono maxLength={7} />
          </span>
        </Field>
      ) : null}
      <Field label="Metadata">
        <Select
          label="Metadata"
          value={choice.metadata}
          options={METADATA}
          onChange={(metadata) => onChange({ metadata })}
        />
      </Field>
      {assets.length === 1 ? (
        <Field label="File name" hint="Left empty, it is named after the picture. The ending comes by itself.">
          <TextInput
            value={props.fileName}
            placeholder={nameWithoutEnding(first.name)}
            maxLength={200}
            onChange={props.onFileName}
            onEnter={props.onSubmit}
          />
        </Field>
      ) : null}
    </div>
  );
}

function nameWithoutEnding(name: string): string {
  return name.replace(/\.[a-z0-9]{2,5}$/i, '');
}

function Sources({ assets }: { readonly assets: readonly Asset[] }) {
  const [first] = assets;
  const pixels = `${first?.widthPx.toLocaleString('en')} × ${first?.heightPx.toLocaleString('en')} px`;
  return (
    <div className={styles.sources}>
      {assets.slice(0, 6).map((asset) => (
        <span key={asset.id} className={styles.thumb}>
          <Picture hash={asset.hash} widthPx={64} alt={asset.name} fit="contain" />
        </span>
      ))}
      <p className={styles.caption}>
        {assets.length === 1 ? pixels : `${assets.length} pictures, each at its own pixels`}
      </p>
    </div>
  );
}

function Quality({ quality, onChange }: { quality: number; onChange: ExportFormProps['onChange'] }) {
  return (
    <label className={styles.quality}>
      <span className={styles.label}>
        Quality <output>{quality}</output>
      </span>
      <input
        type="range"
        min={1}
        max={100}
        value={quality}
        onChange={(event) => onChange({ quality: event.target.valueAsNumber })}
      />
    </label>
  );
}

function Resolution({ assets, choice, problem, onChange, first }: ExportFormProps & { readonly first: Asset }) {
  const size = printSize(first.widthPx, first.heightPx, choice.dpi);
  const hint =
    assets.length === 1 && size ? `Prints at ${size.centimetres} (${size.inches})` : 'The pixels stay as they are.';
  return (
    <Field label="Resolution, pixels per inch" hint={hint} error={problem?.field === 'dpi' ? problem.sentence : null}>
      <span className={styles.resolution}>
        <TextInput
          type="number"
          min={1}
          max={9_600}
          value={Number.isNaN(choice.dpi) ? '' : String(choice.dpi)}
          onChange={(text) => onChange({ dpi: Number.parseInt(text, 10) })}
        />
        {RESOLUTIONS.map((dpi) => (
          <button
            key={dpi}
            type="button"
            className={styles.preset}
            aria-pressed={choice.dpi === dpi}
            onClick={() => onChange({ dpi })}
          >
            {dpi}
          </button>
        ))}
      </span>
    </Field>
  );
}
