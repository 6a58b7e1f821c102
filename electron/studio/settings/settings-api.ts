/** Owns reading and changing settings. */
import type { Settings } from '../../../shared/settings.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import { requireSafeAddress } from './safe-address.ts';
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
