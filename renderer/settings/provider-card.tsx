import { useState } from 'react';
import type { ProviderState } from '../../shared/settings.ts';
import { call } from '../api/client.ts';
import { describeError, showError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { showToast } from '../ui/toasts.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { AddressField } from './address-field.tsx';
import styles from './provider-card.module.css';

function sourceWords({ keySource, keyHint }: ProviderState): string {
  const ending = keyHint === null ? '' : `, ends in ${keyHint}`;
  if (keySource === 'environment') return `Key from the environment${ending}`;
  if (keySource === 'stored') return `Key stored${ending}`;
  return 'No key yet';
}

export function ProviderCard({ provider }: { readonly provider: ProviderState }) {
  const canStore = useStudio((state) => state.status?.secretStore.canStore ?? false);
  const hasKey = provider.keySource !== 'none';
  return (
    <article className={styles.card} aria-label={provider.label}>
      <header className={styles.header}>
        <h4 className={styles.name}>{provider.label}</h4>
        <span className={styles.source} data-has-key={hasKey || undefined}>
          {sourceWords(provider)}
        </span>
      </header>
      {canStore ? <KeyForm provider={provider} /> : null}
      {provider.keySource === 'environment' ? (
        <p className={styles.note}>The environment wins over a stored key.</p>
      ) : null}
      <KeyTest provider={provider} />
      <AddressField provider={provider} />
    </article>
  );
}

/** The typed key leaves this field with the press of Save and is never shown again. */
function KeyForm({ provider }: { readonly provider: ProviderState }) {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isTooShort = key.trim().length < 8;
  const save = async () => {
    if (isTooShort || isBusy) return;
    setIsBusy(true);
    setProblem(null);
    try {
      await call('providers.setKey', { id: provider.id, key });
      setKey('');
      showToast({ title: `${provider.label} key saved`, tone: 'success' });
    } catch (error) {
      setProblem(describeError(error).message);
    } finally {
      setIsBusy(false);
    }
  };
  const remove = () => {
    call('providers.removeKey', { id: provider.id }).then(
      () => showToast({ title: `${provider.label} key removed` }),
      showError,
    );
  };
  return (
    <div className={styles.keyForm}>
      <Field
        label={provider.keySource === 'stored' ? 'Replace the key' : 'API key'}
        hint={provider.keyUrl ? <KeyLink url={provider.keyUrl} label={provider.label} /> : undefined}
        error={problem}
      >
        <TextInput type="password" value={key} onChange={setKey} isMono onEnter={() => void save()} maxLength={400} />
      </Field>
      <div className={styles.buttons}>
        <Button
          size="small"
          onPress={() => void save()}
          isDisabled={isBusy}
          disabledReason={isTooShort ? 'Paste the key first.' : null}
        >
          Save
        </Button>
        {provider.keySource === 'stored' ? (
          <Button size="small" variant="quiet" onPress={remove}>
            Remove
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function KeyLink({ url, label }: { readonly url: string; readonly label: string }) {
  return (
    <a className={styles.link} href={url} target="_blank" rel="noreferrer">
      Get a key from {label}
    </a>
  );
}

type TestState = { readonly kind: 'idle' | 'running' } | { readonly kind: 'over'; ok: boolean; message: string };

function KeyTest({ provider }: { readonly provider: ProviderState }) {
  const [state, setState] = useState<TestState>({ kind: 'idle' });
  const test = async () => {
    setState({ kind: 'running' });
    try {
      const { ok, message } = await call('providers.test', { id: provider.id });
      setState({ kind: 'over', ok, message });
    } catch (error) {
      setState({ kind: 'over', ok: false, message: describeError(error).message });
    }
  };
  return (
    <div className={styles.test}>
      <Button
        size="small"
        onPress={() => void test()}
        isDisabled={state.kind === 'running'}
        disabledReason={provider.keySource === 'none' ? 'There is no key to test yet.' : null}
      >
        {state.kind === 'running' ? 'Testing…' : 'Test (free)'}
      </Button>
      <p className={styles.result} role="status" data-ok={state.kind === 'over' ? state.ok : undefined}>
        {state.kind === 'over' ? state.message : null}
      </p>
    </div>
  );
}
