import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { CALL_LIMITS } from '../../electron/studio/providers/guarded-call.ts';
import { openAiModels } from '../../electron/studio/providers/openai-models.ts';
import { createOpenAiProvider, openAiProvider } from '../../electron/studio/providers/openai-provider.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import {
  type ExpectedFailure,
  everythingIn,
  failureOf,
  modelNamed,
  passageTo,
  requestOf,
} from '../support/provider-call.ts';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts';

const KEY = 'sk-emulator-5ecr3t5ecr3t';
const sunburst = modelNamed(openAiModels, 'gpt-image-2.6-sunburst');

let emulator: Emulator;
let scripted: ScriptedServer;
beforeAll(async () => {
  emulator = await startOpenAiEmulator();
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
  const draft = requestOf(sunburst, { quality: 'low' });

  const faults: readonly [Parameters<Emulator['setFaults']>[0][number], ExpectedFailure][] = [
    [{ kind: 'unauthorized' }, { code: 'auth', says: /did not accept the API key/ }],
    [{ kind: 'forbidden' }, { code: 'verification', says: /verified organizations.*15 minutes/ }],
    [{ kind: 'quota' }, { code: 'billing', says: /no credit left/ }],
    [
      { kind: 'quota', detail: 'project_spend_limit_exceeded' },
      { code: 'billing', says: /spending limit/ },
    ],
    [{ kind: 'server-error' }, { code: 'server', says: /trouble on its side \(500\)/ }],
    [{ kind: 'unavailable' }, { code: 'server', says: /503/ }],
    [{ kind: 'html-502' }, { code: 'server', says: /502/ }],
    [{ kind: 'html-200' }, { code: 'bad-response', says: /not the one its API promises/ }],
    [
      { kind: 'moderation' },
      { code: 'moderation', says: /refused the prompt or a picture you sent \(violence\)/, field: 'prompt' },
    ],
    [{ kind: 'moderation-output' }, { code: 'moderation', says: /held back the finished picture/ }],
    [{ kind: 'no-picture' }, { code: 'bad-response', says: /without a picture/ }],
    [{ kind: 'empty-data' }, { code: 'bad-response', says: /not a picture/ }],
    [{ kind: 'cut-before-headers' }, { code: 'network', says: /broke off before an answer/ }],
    [{ kind: 'cut-mid-body' }, { code: 'network', says: /broke off in the middle/ }],
  ];

  test.each(faults)(
    '%o has its code and its sentence, is never repeated, and shows no key',
    async (fault, expected) => {
      const console = vi.spyOn(globalThis.console, 'error');
      emulator.setFaults([fault]);
      const error = await failureOf(openAiProvider.generate(draft, passage().context));
      expect(error).toMatchObject({ code: expected.code, field: expected.field ?? null });
      expect(error.message).toMatch(expected.says);
      expect(error.message).not.toMatch(/<\w/);
      expect(everythingIn(error)).not.toContain(KEY);
      expect(emulator.received).toBe(1);
      expect(console).not.toHaveBeenCalled();
    },
  );

  test('a rate limit carries the moment from which it makes sense to try again', async () => {
    const clocked = createOpenAiProvider({ ...CALL_LIMITS, now: () => 1_000_000 });
    emulator.setFaults([{ kind: 'rate-limit', retryAfterSeconds: 90 }]);
    const error = await failureOf(clocked.generate(draft, passage().context));
    expect(error).toMatchObject({ code: 'rate', retryAtMs: 1_090_000 });
    expect(error.message).toMatch(/Try again in 90 s/);
  });

  test.each([
    ['120', 1_120_000],
    [new Date(1_045_000).toUTCString(), 1_045_000],
    ['soon', null],
    ['9999999', null],
  ])('retry-after %s is read', async (after, retryAtMs) => {
    const clocked = createOpenAiProvider({ ...CALL_LIMITS, now: () => 1_000_000 });
    scripted.answer = {
      status: 429,
      headers: { 'content-type': 'application/json', 'retry-after': after },
      body: '{}',
    };
    const error = await failureOf(clocked.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(error).toMatchObject({ code: 'rate', retryAtMs });
  });

  test('a refused field is named', async () => {
    const request = requestOf(sunburst, { quality: 'low', sizePx: { widthPx: 1000, heightPx: 1000 } });
    const error = await failureOf(openAiProvider.generate(request, passage().context));
    expect(error).toMatchObject({ code: 'invalid-param', field: 'size' });
  });

  test('a model that is gone is said to be gone', async () => {
    const model = { ...sunburst, vendorId: 'dall-e-3' };
    const error = await failureOf(openAiProvider.generate({ ...draft, model }, passage().context));
    expect(error).toMatchObject({ code: 'not-found', field: 'modelId' });
  });

  test('fewer pictures than asked are a result with a warning', async () => {
    emulator.setFaults([{ kind: 'fewer-pictures' }]);
    const result = await openAiProvider.generate({ ...draft, count: 3 }, passage().context);
    expect(result.pictures).toHaveLength(2);
    expect(result.warnings).toEqual([{ field: 'count', note: '3 asked, 2 came.' }]);
  });

  test('usage that was not sent is unknown, not zero', async () => {
    emulator.setFaults([{ kind: 'missing-usage' }]);
    expect((await openAiProvider.generate(draft, passage().context)).usage).toBeNull();
  });

  test('an answer that never comes is ended by the deadline', async () => {
    const impatient = createOpenAiProvider({ ...CALL_LIMITS, paid: { ...CALL_LIMITS.paid, overallMs: 80 } });
    emulator.setFaults([{ kind: 'hang' }]);
    const error = await failureOf(impatient.generate(draft, passage().context));
    expect(error.code).toBe('timeout');
    expect(emulator.received).toBe(1);
  });

  test('cancelling while waiting for the answer is cancelled at once', async () => {
    const seen = passage();
    seen.onHeaders = () => seen.cancel.abort();
    emulator.setFaults([{ kind: 'hang-after-headers' }]);
    expect((await failureOf(openAiProvider.generate(draft, seen.context))).code).toBe('cancelled');
  });

  test('cancelled before the start sends nothing', async () => {
    const seen = passage();
    seen.cancel.abort();
    const error = await failureOf(openAiProvider.generate(draft, seen.context));
    expect(error).toMatchObject({ code: 'cancelled', message: 'Cancelled before anything was sent.' });
    expect(emulator.received).toBe(0);
  });

  test('an address where nobody answers is a network error, and nothing was sent', async () => {
    const gone = await startScriptedServer();
    await gone.close();
    const error = await failureOf(openAiProvider.generate(draft, passageTo(gone.origin, KEY).context));
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('Nothing was sent') });
  });

  test('without a key nothing is sent', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-from-the-environment');
    const error = await failureOf(openAiProvider.generate(draft, passageTo(emulator.baseUrl, null).context));
    expect(error.code).toBe('auth');
    expect(emulator.received).toBe(0);
  });
});

describe('the key and the way it travels', () => {
  const draft = requestOf(sunburst, { quality: 'low' });

  test('the environment redirects nothing and replaces no header', async () => {
    vi.stubEnv('OPENAI_BASE_URL', scripted.origin);
    vi.stubEnv('OPENAI_API_KEY', 'sk-from-the-environment');
    vi.stubEnv('OPENAI_ORG_ID', 'org-environment');
    vi.stubEnv('OPENAI_PROJECT_ID', 'proj-environment');
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'Authorization: Bearer sk-trap\nX-Trap: 1');
    const trapped = scripted.received.length;
    const seen = passage();
    await openAiProvider.generate(draft, seen.context);
    expect(scripted.received).toHaveLength(trapped);
    const headers = Object.fromEntries(new Headers(seen.sent[0]?.init?.headers));
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
    expect(Object.keys(headers).sort()).toEqual(['accept', 'authorization', 'content-type', 'user-agent']);
  });

  test('a redirect is not followed', async () => {
    scripted.answer = { status: 307, headers: { location: `${emulator.baseUrl}/images/generations` }, body: '' };
    const error = await failureOf(openAiProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(error).toMatchObject({ code: 'bad-response', message: expect.stringContaining('redirect') });
    expect(emulator.received).toBe(0);
  });

  test('a server that echoes the key cannot make us show it', async () => {
    const plainKey = 'pa55w0rd-of-a-gateway';
    const message = `Incorrect key ${plainKey} (also sk-proj-abc***xyz), sent as Bearer ${plainKey}. ${'x'.repeat(500)}`;
    scripted.answer = { status: 400, body: JSON.stringify({ error: { message, code: plainKey, param: plainKey } }) };
    const error = await failureOf(openAiProvider.generate(draft, passageTo(scripted.origin, plainKey).context));
    expect(everythingIn(error)).not.toContain(plainKey);
    expect(everythingIn(error)).not.toContain('sk-proj');
    expect(error.message.length).toBeLessThan(450);
  });

  test.each([
    ['a bare string', '{"error":"model is not loaded"}', /model is not loaded/],
    ['a detail', '{"detail":"too many steps"}', /refused the request/],
    ['nothing', '', /refused the request/],
  ])('a compatible server that answers %s with 400 is still understood', async (_, body, says) => {
    scripted.answer = { status: 400, headers: { 'content-type': 'application/json' }, body };
    const error = await failureOf(openAiProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(error.code).toBe('invalid-param');
    expect(error.message).toMatch(says);
  });

  test('an error in an answer with status 200 is an error', async () => {
    scripted.answer = { status: 200, body: '{"error":{"message":"no","code":"insufficient_quota"}}' };
    const error = await failureOf(openAiProvider.generate(draft, passageTo(scripted.origin, KEY).context));
    expect(error.code).toBe('billing');
  });
});
