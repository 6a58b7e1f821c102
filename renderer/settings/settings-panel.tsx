import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call, onStudioEvent } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { AppearanceChoice } from './appearance-choice.tsx';
import { LibraryFacts } from './library-facts.tsx';
import { ProviderCard } from './provider-card.tsx';
import { RoleModels } from './role-models.tsx';
import styles from './settings-panel.module.css';
import { ShortcutsReset } from './shortcuts-reset.tsx';

/** Wider than the other panels: keys, addresses and model names are long. */
const PANEL_WIDTH_PX = 360;

export function SettingsPanel() {
  const showPanel = useWorkspace((state) => state.showPanel);
  return (
    <SidePanel title="Settings" onClose={() => showPanel(null)} widthPx={PANEL_WIDTH_PX}>
      <div className={styles.content}>
        <section className={styles.section} aria-labelledby="settings-keys">
          <h3 id="settings-keys">Keys</h3>
          <SecretStoreNote />
          <Providers />
        </section>
        <RoleModels />
        <AppearanceChoice />
        <ShortcutsReset />
        <LibraryFacts />
      </div>
    </SidePanel>
  );
}

/** Where keys are kept, said before one is typed. */
function SecretStoreNote() {
  const store = useStudio((state) => state.status?.secretStore);
  if (!store) return null;
  if (!store.canStore) {
    return (
      <p className={styles.warning}>
        Keys cannot be stored on this computer ({store.label}). Set them in the environment before starting Maquette.
      </p>
    );
  }
  if (store.isSecure)
    return <p className={styles.note}>Kept in: {store.label}. A key is only ever sent to its own vendor.</p>;
  return (
    <p className={styles.warning}>
      Kept in: {store.label}. This is not a system keychain: any program that runs as you could read a stored key. A key
      set in the environment is never written to disk.
    </p>
  );
}

function Providers() {
  const query = useQuery({ queryKey: ['providers'], queryFn: () => call('providers.list', {}) });
  const { refetch } = query;
  useEffect(
    () =>
      onStudioEvent((event) => {
        if (event.name === 'providers-changed') void refetch();
      }),
    [refetch],
  );
  if (query.data) {
    return query.data
      .filter((provider) => provider.keySource !== 'not-needed')
      .map((provider) => <ProviderCard key={provider.id} provider={provider} />);
  }
  if (!query.error) return <p className={styles.note}>Reading…</p>;
  const { title, message } = describeError(query.error);
  return <EmptyState title={title} text={message} action={<Button onPress={() => void refetch()}>Try again</Button>} />;
}
