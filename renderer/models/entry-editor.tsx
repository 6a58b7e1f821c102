import { ArrowLeft, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { StudioError } from '../../shared/errors.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toasts.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { type EntryDraft, type FieldProblems, problemsOf, readDraft } from './entry-draft.ts';
import styles from './entry-editor.module.css';
import { EntryForm } from './entry-form.tsx';
import { reset } from './registry-list.tsx';

interface EntryEditorProps {
  readonly start: EntryDraft;
  readonly isNew: boolean;
  readonly onBack: () => void;
}

/** One entry as a form, or as the JSON it is kept as. Nothing counts until it is saved. */
export function EntryEditor({ start, isNew, onBack }: EntryEditorProps) {
  const editing = useEditing(start, onBack);
  return (
    <div className={styles.editor}>
      <fieldset className={styles.modes} aria-label="Edit as">
        <button type="button" aria-pressed={editing.json === null} onClick={editing.showForm}>
          Form
        </button>
        <button type="button" aria-pressed={editing.json !== null} onClick={editing.showJson}>
          JSON
        </button>
      </fieldset>
      {editing.json === null ? (
        <EntryForm draft={editing.draft} problems={editing.problems} isNew={isNew} onChange={editing.change} />
      ) : (
        <textarea
          className={styles.json}
          rows={22}
          value={editing.json}
          spellCheck={false}
          aria-label="Entry as JSON"
          onChange={(event) => editing.changeJson(event.target.value)}
        />
      )}
      <footer className={styles.footer}>
        <Problems problems={editing.problems} other={editing.other} />
        <Button size="small" variant="quiet" icon={ArrowLeft} onPress={onBack}>
          All models
        </Button>
        {isNew ? null : (
          <ConfirmButton
            icon={RotateCcw}
            label="Reset this entry"
            question="The entry goes back to what Maquette came with. One that you added yourself goes away."
            answer="Reset the entry"
            onConfirm={() => void reset(start.id).then(onBack)}
          />
        )}
        <Button variant="primary" className={styles.save} isDisabled={editing.isBusy} onPress={editing.save}>
          {editing.isBusy ? 'Saving…' : 'Save'}
        </Button>
      </footer>
    </div>
  );
}

const NOTHING: FieldProblems = new Map();

function useEditing(start: EntryDraft, onBack: () => void) {
  const [draft, setDraft] = useState(start);
  /** The text while the JSON is shown; null while the form is. */
  const [json, setJson] = useState<string | null>(null);
  const [problems, setProblems] = useState(NOTHING);
  const [other, setOther] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [hasTried, setHasTried] = useState(false);
  const change = (next: EntryDraft) => {
    setDraft(next);
    setOther(null);
    if (hasTried) setProblems(problemsOf(next));
  };
  /** The entry that stands there now; null and a sentence when the text is none. */
  const current = (): EntryDraft | null => {
    if (json === null) return draft;
    const read = readDraft(json);
    setOther(read.problem);
    if (read.draft) setDraft(read.draft);
    return read.draft;
  };
  const showForm = () => {
    if (current()) setJson(null);
  };
  const save = () => {
    setHasTried(true);
    const entry = current();
    const found = entry ? problemsOf(entry) : NOTHING;
    setProblems(found);
    if (!entry || found.size > 0) return;
    setIsBusy(true);
    call('models.save', { entry })
      .then(
        () => {
          showToast({ title: `${entry.label} saved`, tone: 'success' });
          onBack();
        },
        (error: unknown) => {
          const { message } = describeError(error);
          const field = error instanceof StudioError ? error.field : null;
          if (field) setProblems(new Map([[field, message.replace(`${field}: `, '')]]));
          else setOther(message);
        },
      )
      .finally(() => setIsBusy(false));
  };
  const showJson = () => setJson(json ?? JSON.stringify(draft, null, 2));
  return { draft, json, problems, other, isBusy, change, changeJson: setJson, showForm, showJson, save };
}

/** All of them together, so that nobody has to hunt for the field, and those that the form does not show. */
function Problems({ problems, other }: { readonly problems: FieldProblems; readonly other: string | null }) {
  return (
    <div role="alert" className={styles.problems}>
      {other ? <p>{other}</p> : null}
      {problems.size > 0 ? (
        <>
          <p>{problems.size === 1 ? 'One field is not right:' : `${problems.size} fields are not right:`}</p>
          <ul>
            {[...problems].map(([field, message]) => (
              <li key={field}>
                <code>{field}</code>: {message}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
