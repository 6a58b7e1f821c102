import { Columns3, ListOrdered } from 'lucide-react';
import { useRef, useState } from 'react';
import { priceLabel } from '../prompt/use-preview.ts';
import { usePrompt } from '../prompt/use-prompt.ts';
import { Button } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';
import { useKeyDown } from '../ui/key-down.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import styles from './model-choices.module.css';
import { ModelPick } from './model-pick.tsx';
import { type ModelChoice, useModelComparison } from './use-model-comparison.ts';

interface ModelChoicesProps {
  readonly onCompare: () => void;
  readonly onDone: () => void;
}

/** The pick with its reasons, who else could do it, and why the others could not. */
export function ModelChoices({ onCompare, onDone }: ModelChoicesProps) {
  const [query, setQuery] = useState('');
  const { able, refused, isLoading } = useModelComparison(true);
  const showOverlay = useWorkspace((state) => state.showOverlay);
  const found = (choices: readonly ModelChoice[]) => choices.filter((choice) => matches(choice, query));
  const use = (modelId: string) => {
    usePrompt.getState().change({ modelId, quality: null });
    onDone();
  };
  const list = useRef<HTMLDivElement>(null);
  useKeyDown((event) => walkRows(list.current, event));
  const nothing = query !== '' && found(able).length + found(refused).length === 0;
  return (
    <div ref={list} className={styles.choices}>
      <TextInput
        type="search"
        value={query}
        onChange={setQuery}
        placeholder="Search models and reasons"
        aria-label="Search models"
      />
      <div className={styles.scroll}>
        {query === '' ? <ModelPick onAuto={() => use('auto')} /> : null}
        {isLoading ? <p className={styles.note}>Comparing…</p> : null}
        <AbleList choices={found(able)} onUse={use} />
        <RefusedList choices={found(refused)} />
        {nothing ? <p className={styles.note}>No other model has these letters.</p> : null}
      </div>
      <footer className={styles.footer}>
        <Button size="small" icon={Columns3} onPress={onCompare}>
          Compare models…
        </Button>
        <Button
          size="small"
          variant="quiet"
          icon={ListOrdered}
          onPress={() => {
            onDone();
            showOverlay({ kind: 'routing' });
          }}
        >
          Order the rules
        </Button>
        <Button
          size="small"
          variant="quiet"
          onPress={() => {
            onDone();
            showOverlay({ kind: 'models' });
          }}
        >
          All models
        </Button>
      </footer>
    </div>
  );
}

function matches(choice: ModelChoice, query: string): boolean {
  const text = [choice.modelLabel, ...choice.reasons, ...choice.refusals].join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

interface AbleListProps {
  readonly choices: readonly ModelChoice[];
  readonly onUse: (modelId: string) => void;
}

function AbleList({ choices, onUse }: AbleListProps) {
  if (choices.length === 0) return null;
  return (
    <section aria-labelledby="could-also">
      <h3 id="could-also" className={styles.heading}>
        Could also
      </h3>
      <ul>
        {choices.map((choice) => (
          <li key={choice.modelId}>
            <button type="button" data-row="" className={styles.row} onClick={() => onUse(choice.modelId)}>
              <span className={styles.line}>
                <span className={styles.name}>{choice.modelLabel}</span>
                <span className={styles.price}>{priceLabel(choice.estimate)}</span>
                <span className={styles.use}>Use</span>
              </span>
              {choice.reasons.length > 0 ? <span className={styles.reasons}>{choice.reasons.join('. ')}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RefusedList({ choices }: { readonly choices: readonly ModelChoice[] }) {
  if (choices.length === 0) return null;
  return (
    <section aria-labelledby="why-not">
      <h3 id="why-not" className={styles.heading}>
        Why not…
      </h3>
      <dl>
        {choices.map((choice) => (
          <div key={choice.modelId} className={styles.refused}>
            <dt>{choice.modelLabel}</dt>
            <dd>{choice.refusals.join(' ')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Arrows go from the search field through the models and back; Tab still reaches everything. */
function walkRows(list: HTMLElement | null, event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || !list?.contains(document.activeElement)) return;
  const stops = [...list.querySelectorAll<HTMLElement>('input, [data-row]')];
  const next = stops[stops.findIndex((stop) => stop.contains(document.activeElement)) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
