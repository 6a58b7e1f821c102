import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { googleModels } from '../../electron/studio/providers/google-models.ts';
import { createGoogleProvider, googleProvider } from '../../electron/studio/providers/google-provider.ts';
import { CALL_LIMITS } from '../../electron/studio/providers/guarded-call.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import {
  type ExpectedFailure,
  everythingIn,
  failureOf,
  modelNamed,
  passageTo,
  requestOf,
} from '../support/provider-call.ts';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts';

const KEY = 'emulator-AIza5ecr3t5ecr3t';
const banana = modelNamed(googleModels, 'gemini-nano-banana-2.1');

let emulator: Emulator;
let scripted: ScriptedServer;
beforeAll(async () => {
  emulator = await startGoogleEmulator();
  scripted = await startScriptedServer();
});
afterAll(async () => {
  await emulator.close();
  await scripted.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
  emulator.reset();
});

const passage = () => passageTo(emulator.baseUrl, KEY);

describe('what goes wrong', () => {
  const draft = requestOf(banana);

  const faults: readonly [Parameters<Emulator['setFaults']>[0][number], ExpectedFailure][] = [
    [{ kind: 'unauthorized' }, { code: 'auth', says: /did not accept the API key/ }],
    [{ kind: 'forbidden' }, { code: 'auth', says: /blocked or restricted/ }],
    [{ kind: 'server-error' }, { code: 'server', says: /trouble on its side \(500\)/ }],
    [{ kind: 'unavailable' }, { code: 'server', says: /overloaded \(503\)/ }],
    [{ kind: 'html-502' }, { code: 'server', says: /502/ }],
    [{ kind: 'html-200' }, { code: 'bad-response', says: /not the one its API promises/ }],
    [{ kind: 'moderation' }, { code: 'moderation', says: /refused the prompt.*prohibits/, field: 'prompt' }],
    [
      { kind: 'moderation', detail: 'OTHER' },
      { code: 'moderation', says: /because of its rules/, field: 'prompt' },
    ],
    [
      { kind: 'moderation-output' },
      { code: 'moderation', says: /held the result back.*Unable to show the generated image/ },
    ],
    [
      { kind: 'moderation-output', detail: 'IMAGE_RECITATION' },
      { code: 'moderation', says: /too close to an existing picture/ },
    ],
    [{ kind: 'no-picture' }, { code: 'no-image', says: /without a picture/ }],
    [{ kind: 'text-only' }, { code: 'no-image', says: /Which style do you have in mind/ }],
    [{ kind: 'incomplete' }, { code: 'no-image', says: /used up its limit/ }],
    [{ kind: 'cut-before-headers' }, { code: 'network', says: /broke off before an answer/ }],
    [{ kind: 'cut-mid-body' }, { code: 'network', says: /broke off in the middle/ }],
  ];

  test.each(faults)(
    '%o has its code and its sentence, is never repeated, and shows no key',
    async (fault, expected) => {
      const spoken = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'debug')];
      emulator.setFaults([fault]);
      const error = await failureOf(googleProvider.generate(draft, passage().context));
      expect(error).toMatchObject({ code: expected.code, field: expected.field ?? null });
      expect(error.message).toMatch(expected.says);
      expect(error.message).not.toMatch(/<\w/);
      expect(everythingIn(error)).not.toContain(KEY);
      expect(emulator.received).toBe(1);
      for (const spy of spoken) expect(spy).not.toHaveBeenCalled();
    },
  );

  test('a rate limit carries the moment from which it makes sense to try again', async () => {
    const clocked = createGoogleProvider({ ...CALL_LIMITS, now: () => 1_000_000 });
    emulator.setFaults([{ kind: 'rate-limit', retryAfterSeconds: 34 }]);
    const error = await failureOf(clocked.generate(draft, passage().context));
    expect(error).toMatchObject({ code: 'rate', retryAtMs: 1_034_000 });
  });

  test('a used-up day is no matter of waiting a minute', async () => {
    emulator.setFaults([{ kind: 'quota' }]);
    const error = await failureOf(googleProvider.generate(draft, passage().context));
    expect(error).toMatchObject({ code: 'billing', retryAtMs: null });
  });

  test('a model that is gone is said to be gone', async () => {
    const model = { ...banana, vendorId: 'gemini-3-pro-image-preview' };
    const error = await failureOf(googleProvider.generate({ ...draft, model }, passage().context));
    expect(error).toMatchObject({ code: 'not-found', field: 'modelId' });
  });

  test('a refused field is named', async () => {
    const error = await failureOf(googleProvider.generate({ ...draft, aspect: '7:5' }, passage().context));
    expect(error).toMatchObject({ code: 'invalid-param', field: 'generation_config.image_config.aspect_ratio' });
  });

  test.each([
    [400, { status: 'FAILED_PRECONDITION', message: 'Billing must be enabled.' }, 'billing'],
    [400, { status: 'FAILED_PRECONDITION', message: 'User location is not supported.' }, 'unsupported'],
    [402, { status: 'RESOURCE_EXHAUSTED', message: 'Prepaid balance is empty.' }, 'billing'],
    [413, { status: '', message: '' }, 'invalid-param'],
    [504, { status: 'DEADLINE_EXCEEDED', message: 'Deadline expired.' }, 'server'],
  ])('HTTP %i with %o is %s', async (status, error, code) => {
    scripted.answer = { status, body: JSON.stringify({ error }) };
    const failure = await failureOf(googleProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(failure.code).toBe(code);
  });

  test('an answer that never comes is ended by the deadline, and a silent one by the watchdog', async () => {
    const paid = { ...CALL_LIMITS.paid, overallMs: 80, idleMs: 60_000 };
    emulator.setFaults([{ kind: 'hang' }]);
    const late = await failureOf(createGoogleProvider({ ...CALL_LIMITS, paid }).generate(draft, passage().context));
    expect(late.code).toBe('timeout');
    emulator.setFaults([{ kind: 'stall' }]);
    const silent = createGoogleProvider({ ...CALL_LIMITS, paid: { ...CALL_LIMITS.paid, idleMs: 50 } });
    const error = await failureOf(silent.generate(draft, passage().context));
    expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('went silent') });
  });

  test('cancelling while waiting is cancelled, not a timeout', async () => {
    const seen = passage();
    seen.onHeaders = () => seen.cancel.abort();
    emulator.setFaults([{ kind: 'hang-after-headers' }]);
    const error = await failureOf(googleProvider.generate(draft, seen.context));
    expect(error).toMatchObject({ code: 'cancelled', message: expect.stringContaining('may still charge') });
    expect(emulator.received).toBe(1);
  });

  test('usage that was not sent is unknown, not zero', async () => {
    emulator.setFaults([{ kind: 'missing-usage' }]);
    expect((await googleProvider.generate(draft, passage().context)).usage).toBeNull();
  });
});

describe('the key and the way it travels', () => {
  const draft = requestOf(banana);

  test('the environment redirects nothing and replaces nothing', async () => {
    vi.stubEnv('GOOGLE_GEMINI_BASE_URL', scripted.origin);
    vi.stubEnv('GOOGLE_VERTEX_BASE_URL', scripted.origin);
    vi.stubEnv('GOOGLE_GENAI_USE_VERTEXAI', 'true');
    vi.stubEnv('GOOGLE_GENAI_USE_ENTERPRISE', 'true');
    vi.stubEnv('GOOGLE_GENAI_API_VERSION', 'v9');
    vi.stubEnv('GOOGLE_CLOUD_PROJECT', 'someone');
    vi.stubEnv('GOOGLE_API_KEY', 'emulator-from-the-environment');
    const trapped = scripted.received.length;
    const seen = passage();
    await googleProvider.generate(draft, seen.context);
    expect(scripted.received).toHaveLength(trapped);
    expect(seen.sent[0]?.url).toBe(`${emulator.baseUrl}/v1beta/models/gemini-nano-banana-2.1:generateContent`);
    const headers = Object.fromEntries(new Headers(seen.sent[0]?.init?.headers));
    expect(headers['x-goog-api-key']).toBe(KEY);
    expect(Object.keys(headers).sort()).toEqual(['content-type', 'user-agent', 'x-goog-api-key']);
  });

  test('without a key nothing is sent', async () => {
    vi.stubEnv('GEMINI_API_KEY', 'emulator-from-the-environment');
    const error = await failureOf(googleProvider.generate(draft, passageTo(emulator.baseUrl, null).context));
    expect(error.code).toBe('auth');
    expect(emulator.received).toBe(0);
  });

  test('a redirect is not followed', async () => {
    scripted.answer = {
      status: 307,
      headers: { location: `${emulator.baseUrl}/v1beta/models/x:generateContent` },
      body: '',
    };
    const error = await failureOf(googleProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(error.code).toBe('bad-response');
    expect(emulator.received).toBe(0);
  });

  test('a server that echoes the key cannot make us show it', async () => {
    const plainKey = 'pa55w0rd-of-a-gateway';
    const message = `API key ${plainKey} (AIzaSyOther-key_123) is odd. ${'x'.repeat(500)}`;
    const details = [{ fieldViolations: [{ field: plainKey }] }];
    scripted.answer = { status: 400, body: JSON.stringify({ error: { message, details } }) };
    const error = await failureOf(googleProvider.generate(draft, passageTo(scripted.origin, plainKey).context));
    expect(everythingIn(error)).not.toContain(plainKey);
    expect(everythingIn(error)).not.toContain('AIzaSyOther');
    expect(error.message.length).toBeLessThan(450);
  });
});
