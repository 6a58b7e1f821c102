import { ArrowLeft, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ProcedureOutput } from '../../shared/contract.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import styles from './registry-list.module.css';

type Outcome = ProcedureOutput<'models.import'>;

/** One entry or a list, from a file or the clipboard. Good ones are saved, bad ones told field by field. */
export function ImportView({ onBack }: { readonly onBack: () => void }) {
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const fileRef = useRef<HTMLInputElement>(null);
  const run = (given: string) => {
    setIsBusy(true);
    setOutcome(null);
    setProblem(null);
    call('models.import', { text: given })
      .then(setOutcome, (error: unknown) => setProblem(describeError(error).message))
      .finally(() => setIsBusy(false));
  };
  const read = async (file: File | undefined) => {
    if (!file) return;
    const content = await file.text();
    setText(content);
    run(content);
  };
  return (
    <div className={styles.registry}>
      <textarea
        className={styles.json}
        rows={14}
        value={text}
        spellCheck={false}
        aria-label="Entries as JSON"
        placeholder="Paste one entry, or a list of entries, as JSON."
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.tools}>
        <Button size="small" variant="quiet" icon={ArrowLeft} onPress={onBack}>
          All models
        </Button>
        <span className={styles.spacer} />
        <Button size="small" icon={FolderOpen} onPress={() => fileRef.current?.click()}>
          Choose a file…
        </Button>
        <Button
          variant="primary"
          isDisabled={isBusy}
          disabledReason={text.trim() === '' ? 'Paste entries or choose a file first.' : null}
          onPress={() => run(text)}
        >
          {isBusy ? 'Importing…' : 'Import'}
        </Button>
        <input
          ref={fileRef}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label="File with entries"
          onChange={(event) => {
            void read(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      <div role="status">
        {problem ? <p className={styles.problem}>{problem}</p> : null}
        {outcome ? <OutcomeText outcome={outcome} /> : null}
      </div>
    </div>
  );
}

function OutcomeText({ outcome: { saved, problems } }: { readonly outcome: Outcome }) {
  return (
    <>
      <p>
        {saved.length === 0 ? 'Nothing was saved.' : `Saved ${saved.length}: ${saved.join(', ')}.`}
        {problems.length > 0 ? ` ${problems.length} refused:` : ''}
      </p>
      <ul className={styles.problems}>
        {problems.map(({ entry, field, message }) => (
          <li key={`${entry} ${field}`}>
            <strong>{entry}</strong>, {field}: {message}
          </li>
        ))}
      </ul>
    </>
  );
}
