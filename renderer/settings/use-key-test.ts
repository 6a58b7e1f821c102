import { useState } from 'react';
import type { ProviderId } from '../../shared/model.ts';
import { call } from '../api/client.ts';
import { describeError } from '../api/error-sentences.ts';

type KeyTest =
  | { readonly kind: 'idle' | 'running' }
  | { readonly kind: 'over'; readonly ok: boolean; readonly message: string };

/** The free call that tells whether a key works; the answer stands until the key changes. */
export function useKeyTest(id: ProviderId): { state: KeyTest; test: () => void; forget: () => void } {
  const [state, setState] = useState<KeyTest>({ kind: 'idle' });
  const test = () => {
    setState({ kind: 'running' });
    call('providers.test', { id }).then(
      ({ ok, message }) => setState({ kind: 'over', ok, message }),
      (error: unknown) => setState({ kind: 'over', ok: false, message: describeError(error).message }),
    );
  };
  return { state, test, forget: () => setState({ kind: 'idle' }) };
}
