/** Owns reading and changing settings. */
import { StudioError } from '../../../shared/errors.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import { readSettings, writeSettings } from './settings-store.ts';

export function settingsProcedures(context: StudioContext): Pick<Procedures, 'settings.get' | 'settings.change'> {
  return {
    'settings.get': () => readSettings(context.db),
    'settings.change': (change) => {
      const defined: Partial<Settings> = Object.fromEntries(
        Object.entries(change).filter(([, value]) => value !== undefined),
      );
      for (const address of Object.values(defined.baseUrls ?? {})) requireSafeAddress(address ?? '');
      const settings = writeSettings(context.db, defined);
      context.events.publish({ name: 'settings-changed', settings });
      if (defined.baseUrls) context.events.publish({ name: 'providers-changed' });
      return settings;
    },
  };
}

/** A key is sent to this address: https, or plain http only to this computer. */
export function requireSafeAddress(address: string): void {
  if (address === '') return;
  const url = URL.canParse(address) ? new URL(address) : null;
  const isLoopback = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const isSafe = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback));
  if (!isSafe || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new StudioError(
      'bad-request',
      'That address cannot be used. Write a full https address, or http for a server on this computer, without a name, a password or a query.',
      { field: 'baseUrls' },
    );
  }
}
