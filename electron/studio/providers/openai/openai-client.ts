/** Owns the way to OpenAI's SDK: loaded on first use, told everything explicitly, sending through the guarded door. */
import type { OpenAI } from 'openai';
import { StudioError } from '../../../../shared/errors.ts';
import { type CallLimits, type GuardedCall, guardCall } from '../guarded-call.ts';
import type { ProviderContext } from '../provider.ts';
import type { Vendor } from '../vendor-error.ts';
import { openAiError } from './openai-error.ts';

export type CallContext = Pick<ProviderContext, 'apiKey' | 'baseUrl' | 'fetch' | 'signal'>;

/** Runs one call and reduces every failure to a StudioError. `now` answers epoch milliseconds. */
export async function callOpenAi<Answer>(
  context: CallContext,
  options: { readonly limits: CallLimits; readonly now: () => number },
  work: (client: OpenAI, call: GuardedCall, vendor: Vendor) => Promise<Answer>,
): Promise<Answer> {
  const { apiKey } = context;
  const vendor = { name: 'OpenAI', apiKey };
  if (apiKey === null || apiKey === '') {
    throw new StudioError('auth', 'OpenAI needs an API key. Add one in Settings. Nothing was sent.');
  }
  const call = guardCall(context, options.limits, `Bearer ${apiKey}`);
  try {
    return await work(await createClient(apiKey, context.baseUrl, call, options.limits), call, vendor);
  } catch (error) {
    throw openAiError(error, call.state, vendor, options.now());
  } finally {
    call.end();
  }
}

/**
 * Every option that the SDK would otherwise read from the environment is given. No retries: the SDK sends no
 * idempotency key, so a lost answer could be billed three times.
 */
async function createClient(apiKey: string, baseURL: string, call: GuardedCall, limits: CallLimits): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    apiKey,
    baseURL,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // Later than our own deadline, so that there is one place that ends calls.
    timeout: limits.overallMs + 60_000,
    logLevel: 'off',
    // With a Response beside it, the SDK need not probe the door with a fetch of its own before the first upload.
    fetch: Object.assign(call.fetch, { Response }),
  });
}
