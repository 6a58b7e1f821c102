/** Owns the way to Google's SDK: loaded on first use, told everything explicitly, sending through the guarded door. */
import type { GoogleGenAI } from '@google/genai';
import { StudioError } from '../../../../shared/errors.ts';
import { type CallLimits, type GuardedCall, guardCall } from '../guarded-call.ts';
import type { ProviderContext } from '../provider.ts';
import type { Vendor } from '../vendor-error.ts';
import { googleError } from './google-error.ts';

type CallContext = Pick<ProviderContext, 'apiKey' | 'baseUrl' | 'fetch' | 'signal'>;

/** Runs one call and reduces every failure to a StudioError. `now` answers epoch milliseconds. */
export async function callGoogle<Answer>(
  context: CallContext,
  options: { readonly limits: CallLimits; readonly now: () => number },
  work: (client: GoogleGenAI, call: GuardedCall, vendor: Vendor) => Promise<Answer>,
): Promise<Answer> {
  const { apiKey } = context;
  const vendor = { name: 'Google', apiKey };
  if (apiKey === null || apiKey === '') {
    throw new StudioError('auth', 'Google needs an API key. Add one in Settings. Nothing was sent.');
  }
  const call = guardCall(context, options.limits, null);
  try {
    return await work(await createClient(apiKey, context.baseUrl, call), call, vendor);
  } catch (error) {
    throw googleError(error, call.state, vendor, options.now());
  } finally {
    call.end();
  }
}

/**
 * Every option that the SDK would otherwise read from the environment is given. v1beta, because the default of SDK 3
 * (v1) is not proven to take image options. No `retryOptions`: their mere presence switches five attempts on.
 */
async function createClient(apiKey: string, baseUrl: string, call: GuardedCall): Promise<GoogleGenAI> {
  const { GoogleGenAI } = await import('@google/genai');
  return new GoogleGenAI({
    apiKey,
    vertexai: false,
    apiVersion: 'v1beta',
    httpOptions: { baseUrl, apiVersion: 'v1beta', fetch: call.fetch },
  });
}
