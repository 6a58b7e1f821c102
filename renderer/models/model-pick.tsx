import type { JobPreview } from '../../shared/views.ts';
import { priceLabel } from '../prompt/use-preview.ts';
import { usePrompt } from '../prompt/use-prompt.ts';
import { Button } from '../ui/button.tsx';
import { rangeWords } from './estimate-words.ts';
import styles from './model-choices.module.css';

/** Who is about to do it: reasons, the price and what it is made of, and what follows a failure. */
export function ModelPick({ onAuto }: { readonly onAuto: () => void }) {
  const preview = usePrompt((state) => state.preview);
  const modelId = usePrompt((state) => state.modelId);
  if (!preview) return <p className={styles.note}>Asking…</p>;
  const isAuto = modelId === 'auto';
  return (
    <section className={styles.pick} aria-label="The pick">
      <p className={styles.line}>
        <strong className={styles.name}>{preview.modelLabel}</strong>
        <span className={styles.price}>{priceLabel(preview.estimate)}</span>
      </p>
      <Delivery preview={preview} />
      <ul className={styles.reasonList} aria-label="Reasons">
        {preview.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {preview.problems
          .filter(({ code }) => code !== 'prompt-empty')
          .map(({ message }) => (
            <li key={message} className={styles.problem}>
              {message}
            </li>
          ))}
      </ul>
      <PriceParts preview={preview} />
      <Chain preview={preview} isAuto={isAuto} />
      {isAuto ? null : (
        <Button size="small" onPress={onAuto}>
          Let Auto choose
        </Button>
      )}
    </section>
  );
}

function Delivery({ preview }: { readonly preview: JobPreview }) {
  const size = preview.widthPx === null ? null : `${preview.widthPx} × ${preview.heightPx} px`;
  const facts = [size, preview.quality === null ? null : `${preview.quality} quality`].filter((fact) => fact !== null);
  return facts.length === 0 ? null : <p className={styles.note}>{facts.join(' · ')}</p>;
}

function PriceParts({ preview: { estimate } }: { readonly preview: JobPreview }) {
  if (estimate.kind === 'free') return <p className={styles.note}>Runs on this computer and costs nothing.</p>;
  if (estimate.kind === 'unknown') return <p className={styles.note}>{estimate.reason}</p>;
  return (
    <p className={styles.note}>
      Between {rangeWords(estimate).replace(' to ', ' and ')}: {estimate.parts.join(', ')}. Prices of{' '}
      {estimate.priceDate}.
    </p>
  );
}

/** Said before anything is sent: nobody is paid whom the person has not seen. */
function Chain({ preview, isAuto }: { readonly preview: JobPreview; readonly isAuto: boolean }) {
  const [first, ...rest] = preview.chain;
  if (!first) {
    if (isAuto || preview.estimate.kind === 'free') return null;
    return <p className={styles.note}>If it fails, nobody else is asked: you named the model.</p>;
  }
  return (
    <p className={styles.chain}>
      If it fails for nothing: <strong>{first.modelLabel}</strong> {priceLabel(first.estimate)}
      {rest.map((step) => (
        <span key={step.modelId}>
          , then <strong>{step.modelLabel}</strong> {priceLabel(step.estimate)}
        </span>
      ))}
      .
    </p>
  );
}
