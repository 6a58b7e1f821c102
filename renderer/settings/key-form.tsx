import { type FormEvent, useState } from 'react';
import type { ProviderState } from '../../shared/settings.ts';
import { call } from '../api/client.ts';
import { describeError, showError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { showToast } from '../ui/toasts.tsx';
import styles from './provider-card.module.css';
import { useKeyTest } from './use-key-test.ts';

const SHORTEST_KEY = 8;

interface KeyFormProps {
  readonly provider: ProviderState;
  /** False: keys come from the environment only, and there is nothing to type here. */
  readonly canStore: boolean;
}

/** The typed key leaves the field with the press of Save and is never shown again. */
export function KeyForm({ provider, canStore }: KeyFormProps) {
  const { id, label, keySource } = provider;
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { state, test, forget } = useKeyTest(id);
  const isTooShort = key.trim().length < SHORTEST_KEY;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isTooShort || isBusy) return;
    setIsBusy(true);
    setProblem(null);
    forget();
    try {
      await call('providers.setKey', { id, key });
      setKey('');
      showToast({ title: `${label} key saved`, tone: 'success' });
    } catch (error) {
      setProblem(describeError(error).message);
    } finally {
      setIsBusy(false);
    }
  };
  const remove = () => {
    forget();
    call('providers.removeKey', { id }).then(() => showToast({ title: `${label} key removed` }), showError);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      {canStore ? (
        <Field
          label={keySource === 'stored' ? 'Replace the key' : 'API key'}
          hint={provider.keyUrl ? <KeyLink url={provider.keyUrl} label={label} /> : undefined}
          error={problem}
        >
          <TextInput type="password" value={key} onChange={setKey} isMono maxLength={400} />
        </Field>
      ) : null}
      <div className={styles.buttons}>
        {canStore ? (
          <Button
            size="small"
            type="submit"
            isDisabled={isBusy}
            disabledReason={isTooShort ? 'Paste the key first.' : null}
          >
            Save
          </Button>
        ) : null}
        <Button
          size="small"
          onPress={test}
          isDisabled={state.kind === 'running'}
          disabledReason={keySource === 'none' ? 'There is no key to test yet.' : null}
        >
          {state.kind === 'running' ? 'Testing…' : 'Test (free)'}
        </Button>
        {keySource === 'stored' ? (
          <Button size="small" variant="quiet" onPress={remove}>
            Remove
          </Button>
        ) : null}
      </div>
      <p className={styles.result} role="status" data-ok={state.kind === 'over' ? state.ok : undefined}>
        {state.kind === 'over' ? state.message : null}
      </p>
    </form>
  );
}

function KeyLink({ url, label }: { readonly url: string; readonly label: string }) {
  return (
    <a className={styles.link} href={url} target="_blank" rel="noreferrer">
      Get a key from {label}
    </a>
  );
}
