import type { Tier } from '../../shared/model.ts';
import { TIERS } from '../../shared/model.ts';
import { ASPECTS, parseAspect, pixelsFor } from '../../shared/sizes.ts';
import { Select } from '../ui/select.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import styles from './prompt-controls.module.css';
import { usePrompt } from './use-prompt.ts';

const ROLES = [
  { role: 'draft', label: 'Draft', hint: 'Fast and cheap, to find the idea' },
  { role: 'final', label: 'Final', hint: 'High fidelity, for delivery' },
  { role: 'text-draft', label: 'Text', hint: 'Words instead of pictures, onto a note' },
] as const;

export function RoleSwitch() {
  const current = usePrompt((state) => state.role);
  const change = usePrompt((state) => state.change);
  return (
    <fieldset className={styles.switch} aria-label="Role">
      {ROLES.map(({ role, label, hint }) => (
        <Tooltip key={role} content={hint}>
          <button
            type="button"
            aria-pressed={current === role || (role === 'text-draft' && current === 'text-final')}
            className={styles.segment}
            onClick={() => change({ role, modelId: 'auto', quality: null, count: role === 'final' ? 1 : 4 })}
          >
            {label}
          </button>
        </Tooltip>
      ))}
    </fieldset>
  );
}

const DEPTHS = [
  { value: 'text-draft', label: 'Quick', note: 'Short and frequent: a nano model' },
  { value: 'text-final', label: 'Careful', note: 'Long or important: a large model' },
] as const;

/** What the sizes are to a picture: how much thought goes into a text. */
export function DepthSelect() {
  const role = usePrompt((state) => state.role);
  const change = usePrompt((state) => state.change);
  return (
    <Select
      label="Care"
      value={role === 'text-final' ? 'text-final' : 'text-draft'}
      options={DEPTHS}
      isQuiet
      onChange={(next) => change({ role: next, modelId: 'auto' })}
    />
  );
}

export function AspectSelect() {
  const aspect = usePrompt((state) => state.aspect);
  const change = usePrompt((state) => state.change);
  const options = ASPECTS.map((value) => ({
    value: value as string,
    label: value,
    icon: <AspectIcon aspect={value} />,
  }));
  return (
    <Select
      label="Aspect"
      value={aspect}
      options={options}
      isQuiet
      display={
        <>
          <AspectIcon aspect={aspect} />
          {aspect}
        </>
      }
      onChange={(next) => change({ aspect: next })}
    />
  );
}

/** The aspect as a little frame of its shape. */
function AspectIcon({ aspect }: { readonly aspect: string }) {
  const ratio = parseAspect(aspect) ?? 1;
  const width = 13 * Math.min(1, ratio);
  const height = 13 / Math.max(1, ratio);
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden="true">
      <rect
        x={(16 - width) / 2}
        y={(16 - height) / 2}
        width={width}
        height={height}
        rx={1.5}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.25}
      />
    </svg>
  );
}

export function TierSelect() {
  const tier = usePrompt((state) => state.tier);
  const aspect = usePrompt((state) => state.aspect);
  const preview = usePrompt((state) => state.preview);
  const change = usePrompt((state) => state.change);
  const model = useStudio((state) => state.models.find((candidate) => candidate.id === preview?.modelId));
  const options = TIERS.map((value: Tier) => {
    const pixels = model?.sizes ? pixelsFor(model.sizes, aspect, value) : null;
    const isOffered = !model || model.tiers.includes(value);
    return {
      value,
      label: value,
      note: !isOffered ? `Not with ${model.label}` : pixels ? `${pixels.widthPx}×${pixels.heightPx}` : null,
      isDisabled: !isOffered,
    };
  });
  const delivered = preview?.widthPx ? `${preview.widthPx}×${preview.heightPx} pixels` : 'Size';
  return (
    <Select
      label="Size"
      value={tier}
      options={options}
      isQuiet
      tooltip={delivered}
      onChange={(next) => change({ tier: next })}
    />
  );
}

const COUNTS = ['1', '2', '3', '4', '5', '6', '7', '8'].map((value) => ({
  value,
  label: value === '1' ? '1 picture' : `${value} pictures`,
}));

export function CountSelect() {
  const count = usePrompt((state) => state.count);
  const change = usePrompt((state) => state.change);
  return (
    <Select
      label="Count"
      value={String(count)}
      options={COUNTS}
      isQuiet
      display={`×${count}`}
      onChange={(next) => change({ count: Number(next) })}
    />
  );
}
