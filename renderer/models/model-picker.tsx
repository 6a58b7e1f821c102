import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { usePrompt } from '../prompt/use-prompt.ts';
import { Popover } from '../ui/popover.tsx';
import { CompareSetup } from './compare-setup.tsx';
import { ModelChoices } from './model-choices.tsx';
import styles from './model-picker.module.css';

const WIDTH_PX = 440;

/** The dock's model control: who will do it, why, at what price, and who else could. */
export function ModelPicker() {
  const [isOpen, setIsOpen] = useState(false);
  const [isComparing, setIsComparing] = useState(false);
  const modelId = usePrompt((state) => state.modelId);
  const preview = usePrompt((state) => state.preview);
  const label = preview?.modelLabel ?? 'Model';
  const words = modelId === 'auto' ? (preview?.modelId ? `Auto · ${label}` : 'Auto') : label;
  const change = (open: boolean) => {
    setIsOpen(open);
    if (open) setIsComparing(false);
  };
  return (
    <Popover
      title={isComparing ? 'Compare models' : modelId === 'auto' ? 'Why this model' : 'Your choice'}
      align="start"
      widthPx={WIDTH_PX}
      isOpen={isOpen}
      onOpenChange={change}
      trigger={
        <button
          type="button"
          role="combobox"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          aria-controls={undefined}
          aria-label={`Model: ${words}`}
          className={styles.trigger}
          data-model-control=""
        >
          <span className={styles.value}>{words}</span>
          <ChevronDown className={styles.chevron} size={14} />
        </button>
      }
    >
      {isComparing ? (
        <CompareSetup onBack={() => setIsComparing(false)} onStarted={() => change(false)} />
      ) : (
        <ModelChoices onCompare={() => setIsComparing(true)} onDone={() => change(false)} />
      )}
    </Popover>
  );
}
