import { useState } from 'react';
import type { ProviderState } from '../../shared/settings.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import styles from './provider-card.module.css';
import { changeSettings, useSettings } from './use-settings.ts';

/** A sentence for an address the studio would refuse; it checks again itself. Empty means the vendor's own. */
export function addressProblem(address: string): string | null {
  if (address.trim() === '') return null;
  const url = URL.parse(address.trim());
  if (!url) return 'Give a whole address such as https://gateway.example.com/v1.';
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return 'Leave out names, passwords and everything after a question mark.';
  }
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback)) return null;
  return 'Use https; plain http only works for this computer itself.';
}

/** For gateways and test servers; most people never open it. */
export function AddressField({ provider }: { readonly provider: ProviderState }) {
  const { baseUrls } = useSettings();
  const saved = baseUrls[provider.id] ?? '';
  const [address, setAddress] = useState(saved);
  const problem = addressProblem(address);
  const save = (next: string) => {
    setAddress(next);
    if (addressProblem(next) === null && next.trim() !== saved) {
      changeSettings({ baseUrls: { ...baseUrls, [provider.id]: next.trim() } });
    }
  };
  return (
    <details className={styles.address} open={provider.isBaseUrlCustom || undefined}>
      <summary>Address: {provider.isBaseUrlCustom ? provider.baseUrl : 'the vendor’s own'}</summary>
      <Field
        label="Send requests to"
        hint={`Empty: ${provider.label}’s own address. Your key is sent there.`}
        error={problem}
      >
        <TextInput
          type="url"
          value={address}
          placeholder="https://"
          maxLength={500}
          isMono
          onChange={setAddress}
          onBlur={() => save(address)}
          onEnter={() => save(address)}
        />
      </Field>
      {saved === '' ? null : (
        <Button size="small" variant="quiet" onPress={() => save('')}>
          Use the vendor’s own
        </Button>
      )}
    </details>
  );
}
