import { Dices } from 'lucide-react';
import { Field, TextInput } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import styles from './prompt-options.module.css';
import { usePrompt } from './use-prompt.ts';

const BACKGROUNDS = [
  { value: 'auto', label: 'As the model sees fit' },
  { value: 'opaque', label: 'Opaque' },
  { value: 'transparent', label: 'Transparent' },
] as const;

const MAX_SEED = 4_294_967_295;

/** Quality, background and seed: what only some models know. */
export function PromptOptions() {
  const { quality, background, seed, preview, change } = usePrompt();
  const model = useStudio((state) => state.models.find((candidate) => candidate.id === preview?.modelId));
  const qualities = model?.qualities ?? [];
  const canBeTransparent = model?.backgrounds.includes('transparent') ?? true;
  return (
    <>
      <div className={styles.row}>
        <span className={styles.label}>Quality</span>
        {qualities.length > 0 ? (
          <Select
            label="Quality"
            value={quality ?? 'role'}
            options={[
              { value: 'role', label: 'As the role asks' },
              ...qualities.map((value) => ({ value, label: value })),
            ]}
            onChange={(next) => change({ quality: next === 'role' ? null : next })}
          />
        ) : (
          <span className={styles.none}>{model ? `${model.label} has one quality` : 'Depends on the model'}</span>
        )}
      </div>
      <div className={styles.row}>
        <span className={styles.label}>Background</span>
        <Select
          label="Background"
          value={background}
          options={BACKGROUNDS.map((option) => ({
            ...option,
            isDisabled: option.value === 'transparent' && !canBeTransparent,
            note: option.value === 'transparent' && !canBeTransparent ? 'Not with this model' : null,
          }))}
          onChange={(next) => change({ background: next })}
        />
      </div>
      <Field
        label="Seed"
        hint={model && !model.hasSeed ? `${model.label} takes no seed.` : 'Empty: a new one each time.'}
      >
        <div className={styles.seed}>
          <TextInput
            value={seed === null ? '' : String(seed)}
            isMono
            placeholder="Random"
            onChange={(text) => change({ seed: parseSeed(text) })}
          />
          <IconButton
            label="New seed"
            icon={Dices}
            onPress={() => change({ seed: Math.floor(Math.random() * MAX_SEED) })}
          />
        </div>
      </Field>
    </>
  );
}

function parseSeed(text: string): number | null {
  const digits = text.replace(/\D/g, '');
  return digits === '' ? null : Math.min(MAX_SEED, Number(digits));
}
