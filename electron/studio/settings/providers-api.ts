/** Owns keys and the free test call. A key comes in, and never goes out again. */
import { StudioError, toWireError } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/model.ts';
import type { ProviderState } from '../../../shared/settings.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import { type ProviderAccess, secretName } from './provider-access.ts';

type ProviderProcedures = Pick<
  Procedures,
  'providers.list' | 'providers.setKey' | 'providers.removeKey' | 'providers.test'
>;

const TEST_MS = 20_000;

export function providerProcedures(context: StudioContext, access: ProviderAccess): ProviderProcedures {
  const { secrets } = context.host;
  const stateOf = async (id: ProviderId): Promise<ProviderState> => {
    context.events.publish({ name: 'providers-changed' });
    const state = (await access.states()).find((one) => one.id === id);
    if (!state) throw new StudioError('not-found', 'That provider is not part of this Maquette.');
    return state;
  };
  return {
    'providers.list': () => access.states(),
    'providers.setKey': async ({ id, key }) => {
      requireHeaderSafe(key);
      if (!secrets.canStore) {
        throw new StudioError(
          'secrets-unavailable',
          'Keys cannot be stored here. Set the key in the environment instead.',
        );
      }
      await secrets.write(secretName(id), key);
      return stateOf(id);
    },
    'providers.removeKey': async ({ id }) => {
      await secrets.remove(secretName(id));
      return stateOf(id);
    },
    'providers.test': ({ id }) => testProvider(access, id),
  };
}

/** A pasted key with a line break or a smart quote would fail later as an odd network error. */
function requireHeaderSafe(key: string): void {
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new StudioError(
      'bad-request',
      'That does not look like a key: it holds spaces or unusual characters. Copy it again.',
      {
        field: 'key',
      },
    );
  }
}

async function testProvider(access: ProviderAccess, id: ProviderId) {
  const provider = access.provider(id);
  const apiKey = await access.key(id);
  if (provider.needsKey && !apiKey) return { ok: false, message: 'There is no key yet.', models: [] };
  try {
    const models = await provider.listModels({
      apiKey,
      baseUrl: access.address(id),
      fetch,
      signal: AbortSignal.timeout(TEST_MS),
    });
    const ids = models.map((model) => model.vendorId);
    return { ok: true, message: `It works: ${ids.length} models answer to this key. The test was free.`, models: ids };
  } catch (error) {
    return { ok: false, message: toWireError(error).message, models: [] };
  }
}
