/** Owns how a provider is reached: its key, its address, and what of that may be shown. Keys stay in here. */
import { StudioError } from '../../../shared/errors.ts';
import type { ModelEntry, ModelState, ProviderId } from '../../../shared/model.ts';
import type { ProviderState } from '../../../shared/settings.ts';
import type { StudioContext } from '../context.ts';
import { listEntries, withAvailability } from '../models/registry.ts';
import type { Provider } from '../providers/provider.ts';
import { localDay } from '../spending/local-day.ts';
import { requireSafeAddress } from './safe-address.ts';
import { readSettings } from './settings-store.ts';

const KEY_VARIABLES: Readonly<Partial<Record<ProviderId, string>>> = {
  openai: 'OPENAI_API_KEY',
  google: 'GEMINI_API_KEY',
};
/** The vendors' own address variables are ignored on purpose: a shell must not redirect a key unseen. */
const ADDRESS_VARIABLES: Readonly<Partial<Record<ProviderId, string>>> = {
  openai: 'MAQUETTE_OPENAI_BASE_URL',
  google: 'MAQUETTE_GEMINI_BASE_URL',
};

export interface ProviderAccess {
  provider(id: ProviderId): Provider;
  /** The key or null; never sent to the window, never logged. */
  key(id: ProviderId): Promise<string | null>;
  address(id: ProviderId): string;
  states(): Promise<ProviderState[]>;
  models(): Promise<ModelState[]>;
  /** The registry as it stands now, a person's own entries included. */
  entries(): ModelEntry[];
  model(id: string): ModelEntry | null;
  /** Sentences about the environment that a person should know. */
  notices(): string[];
}

export function createProviderAccess(
  context: StudioContext,
  parts: { providers: readonly Provider[]; models: readonly ModelEntry[] },
): ProviderAccess {
  const { host } = context;
  const provider = (id: ProviderId): Provider => {
    const found = parts.providers.find((one) => one.id === id);
    if (!found) throw new StudioError('unknown-model', 'The provider of that model is not part of this Maquette.');
    return found;
  };
  const environmentKey = (id: ProviderId) => host.environment[KEY_VARIABLES[id] ?? '']?.trim() || null;
  const environmentAddress = (id: ProviderId) => host.environment[ADDRESS_VARIABLES[id] ?? '']?.trim() || null;
  const storedKey = async (id: ProviderId): Promise<string | null> => {
    try {
      return host.secrets.canStore ? await host.secrets.read(secretName(id)) : null;
    } catch (error) {
      // A damaged store must not keep the window from opening; the key can be entered again.
      context.log.error('the stored key cannot be read', error);
      return null;
    }
  };
  const key = async (id: ProviderId) => (await storedKey(id)) ?? environmentKey(id);
  const address = (id: ProviderId): string => {
    // Sketch talks to nobody.
    if (!provider(id).needsKey) return provider(id).defaultBaseUrl;
    const chosen = readSettings(context.db).baseUrls[id] || environmentAddress(id) || provider(id).defaultBaseUrl;
    requireSafeAddress(chosen);
    return chosen.replace(/\/+$/, '');
  };
  const state = async (one: Provider): Promise<ProviderState> => {
    const stored = one.needsKey ? await storedKey(one.id) : null;
    const found = stored ?? environmentKey(one.id);
    const source = stored ? 'stored' : found ? 'environment' : 'none';
    return {
      id: one.id,
      label: one.label,
      keySource: one.needsKey ? source : 'not-needed',
      keyHint: one.needsKey && found ? found.slice(-4) : null,
      baseUrl: address(one.id),
      isBaseUrlCustom: address(one.id) !== one.defaultBaseUrl,
      keyUrl: one.keyUrl,
    };
  };
  const entries = () => listEntries(context.db, parts.models);
  return {
    provider,
    key,
    address,
    states: () => Promise.all(parts.providers.map(state)),
    entries,
    model: (id) => entries().find((one) => one.id === id) ?? null,
    models: async () => {
      const hasKey = new Map<ProviderId, boolean>();
      for (const one of parts.providers) hasKey.set(one.id, !one.needsKey || (await key(one.id)) !== null);
      return withAvailability(context.db, entries(), {
        hasKey: (id) => hasKey.get(id) ?? false,
        today: localDay(context.clock.now()),
        shipped: parts.models,
      });
    },
    notices: () =>
      parts.providers.flatMap((one) => {
        const set = environmentAddress(one.id);
        return set ? [`${one.label} is reached at ${set}, set by ${ADDRESS_VARIABLES[one.id]}.`] : [];
      }),
  };
}

export function secretName(id: ProviderId): string {
  return `${id}-key`;
}
