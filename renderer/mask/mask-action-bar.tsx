import { type ReactNode, useSyncExternalStore } from 'react';
import type { CostEstimate } from '../../shared/generation.ts';
import { useShortcutOf } from '../actions/use-actions.ts';
import { useJobs } from '../jobs/use-jobs.ts';
import { priceDetail, priceLabel } from '../prompt/use-preview.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { ExtendOptions } from './extend-options.tsx';
import styles from './mask-editor.module.css';
import { MaskLaying } from './mask-laying.tsx';
import { actionWords, hasMargins, MASK_INTENTS, type MaskIntent, NO_MARGINS, promptFor } from './mask-request.ts';
import { currentWish, runEdit } from './mask-run.ts';
import { useIsTogether } from './mask-tasks-state.ts';
import { chooseIntent, useMaskEdit } from './use-mask-edit.ts';

const INTENT_LABELS: Readonly<Record<MaskIntent, string>> = {
  fill: 'Fill',
  replace: 'Replace',
  remove: 'Remove',
  vary: 'Vary inside',
};
const PLACEHOLDERS: Readonly<Record<MaskIntent, string>> = {
  fill: 'What should be there?',
  replace: 'What should stand there instead?',
  remove: 'No words are needed',
  vary: 'Words are optional',
};

/** What should happen inside the selection, who does it, and the button that says so. */
export function MaskActionBar() {
  const { intent, prompt, margins, busy } = useMaskEdit();
  const isExtending = margins !== null;
  return (
    <div className={styles.actions}>
      {isExtending ? <ExtendOptions /> : <Intents intent={intent} />}
      <textarea
        className={styles.prompt}
        rows={1}
        aria-label="What should change"
        placeholder={isExtending ? 'What lies beyond? Optional' : PLACEHOLDERS[intent]}
        value={prompt}
        disabled={intent === 'remove' && !isExtending}
        onChange={(event) => useMaskEdit.setState({ prompt: event.target.value })}
      />
      <ModelChoice />
      <CountChoice />
      <MaskLaying />
      {busy ? <span className={styles.busy}>{busy}…</span> : null}
      <RunButton />
    </div>
  );
}

function Intents({ intent }: { readonly intent: MaskIntent }) {
  return (
    <fieldset className={styles.intents} aria-label="What to do with the selection">
      {MASK_INTENTS.map((name) => (
        <button
          key={name}
          type="button"
          className={styles.intent}
          aria-pressed={name === intent}
          onClick={() => chooseIntent(name)}
        >
          {INTENT_LABELS[name]}
        </button>
      ))}
      <button
        type="button"
        className={styles.intent}
        aria-pressed={false}
        onClick={() => useMaskEdit.setState({ margins: NO_MARGINS })}
      >
        Extend…
      </button>
    </fieldset>
  );
}

function ModelChoice() {
  const modelId = useMaskEdit((state) => state.modelId);
  const preview = useMaskEdit((state) => state.preview);
  const models = useStudio((state) => state.models);
  const editors = models.filter((model) => model.roles.includes('edit') && model.isEnabled);
  const auto = preview && modelId === 'auto' ? `Auto · ${preview.modelLabel}` : 'Auto';
  const options = [
    { value: 'auto', label: 'Auto', note: 'The best fit for the selection' },
    ...editors.map((model) => ({ value: model.id, label: model.label, note: model.note })),
  ];
  return (
    <Select
      label="Model"
      value={modelId}
      options={options}
      display={modelId === 'auto' ? auto : undefined}
      onChange={(id) => useMaskEdit.setState({ modelId: id })}
    />
  );
}

const COUNTS = ['1', '2', '3', '4'] as const;

function CountChoice() {
  const count = useMaskEdit((state) => state.count);
  return (
    <Select
      label="Count"
      value={String(count)}
      options={COUNTS.map((value) => ({ value, label: value === '1' ? '1 result' : `${value} results` }))}
      onChange={(value) => useMaskEdit.setState({ count: Number(value) })}
    />
  );
}

function RunButton() {
  const { preview, busy, jobId, shownId } = useMaskEdit();
  const job = useJobs((state) => (jobId ? (state.jobs.get(jobId) ?? null) : null));
  const missing = useMissing();
  const isTogether = useIsTogether();
  const wish = currentWish();
  const isUnderWay = busy !== null || job?.state === 'queued' || job?.state === 'running';
  const reason = isUnderWay ? 'It is under way.' : (missing ?? preview?.problems[0]?.message ?? null);
  const price = preview ? priceLabel(preview.estimate) : '…';
  const button = (
    <Button
      variant={shownId || isTogether ? 'plain' : 'primary'}
      className={styles.run}
      disabledReason={reason}
      onPress={() => void runEdit()}
    >
      {actionWords(wish)} · {price}
    </Button>
  );
  return reason || !preview ? button : <PriceTip estimate={preview.estimate}>{button}</PriceTip>;
}

function PriceTip({ estimate, children }: { readonly estimate: CostEstimate; readonly children: ReactNode }) {
  return (
    <Tooltip content={priceDetail(estimate)} shortcut={useShortcutOf('mask.run')}>
      <span className={styles.runWrap}>{children}</span>
    </Tooltip>
  );
}

const noDocument = { subscribe: () => () => undefined, status: () => null } as const;

/** What the person still has to do before anything can be sent, as a sentence. */
function useMissing(): string | null {
  const { document, margins } = useMaskEdit();
  const source = document ?? noDocument;
  const status = useSyncExternalStore<{ readonly isEmpty: boolean } | null>(source.subscribe, source.status);
  if (margins) return hasMargins(margins) ? null : 'Drag an edge of the picture, or choose a shape.';
  if (status?.isEmpty !== false) return 'Select what should change first: nothing else will be touched.';
  return promptFor(currentWish()) === null ? 'Write what should be there.' : null;
}
