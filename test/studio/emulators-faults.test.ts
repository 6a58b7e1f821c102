import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault, FaultKind } from '../emulators/emulator-faults.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';

interface Peer {
  readonly emulator: Emulator;
  /** One honest picture request. */
  readonly ask: (options?: { readonly isStream?: boolean; readonly signal?: AbortSignal }) => Promise<Response>;
}

const PROMPT = 'a red fox';
let openAi: Emulator;
let google: Emulator;
const peers: Record<'openai' | 'google', Peer> = {
  openai: {
    get emulator() {
      return openAi;
    },
    ask: ({ isStream = false, signal } = {}) =>
      fetch(`${openAi.baseUrl}/images/generations`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk-emulator', 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'gpt-image-2',
          prompt: PROMPT,
          n: 2,
          ...(isStream ? { n: 1, stream: true, partial_images: 1 } : {}),
        }),
        signal: signal ?? null,
      }),
  },
  google: {
    get emulator() {
      return google;
    },
    ask: ({ isStream = false, signal } = {}) =>
      fetch(
        `${google.origin}/v1beta/models/gemini-3-pro-image:${isStream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
        {
          method: 'POST',
          headers: { 'x-goog-api-key': 'emulator', 'content-type': 'application/json' },
          body: JSON.stringify({ contents: [{ parts: [{ text: PROMPT }] }] }),
          signal: signal ?? null,
        },
      ),
  },
};
const NAMES = ['openai', 'google'] as const;

beforeAll(async () => {
  [openAi, google] = await Promise.all([startOpenAiEmulator(), startGoogleEmulator()]);
});
afterAll(() => Promise.all([openAi.close(), google.close()]));
beforeEach(() => {
  openAi.reset();
  google.reset();
});

describe.each(NAMES)('refusals that are not billed: %s', (name) => {
  const expected: Record<string, readonly [openai: number, google: number]> = {
    unauthorized: [401, 401],
    forbidden: [403, 403],
    'rate-limit': [429, 429],
    quota: [429, 429],
    'server-error': [500, 500],
    unavailable: [503, 503],
    'html-502': [502, 502],
    'html-200': [200, 200],
  };
  it.each<FaultKind>([
    'unauthorized',
    'forbidden',
    'rate-limit',
    'quota',
    'server-error',
    'unavailable',
    'html-502',
    'html-200',
  ])('%s, once, then well again', async (kind) => {
    const { emulator, ask } = peers[name];
    emulator.setFaults([{ kind }]);
    const answer = await ask();
    expect(answer.status).toBe(expected[kind]?.[name === 'openai' ? 0 : 1]);
    expect((await answer.text()).startsWith('<!doctype html>')).toBe(kind.startsWith('html'));
    expect(emulator.paidRequests).toBe(0);
    expect((await ask()).status).toBe(200);
    expect([emulator.received, emulator.paidRequests]).toEqual([2, 1]);
  });
});

describe('the words of the vendors', () => {
  const errorOf = async (peer: Peer, fault: Fault) => {
    peer.emulator.setFaults([fault]);
    const answer = await peer.ask();
    return { headers: answer.headers, ...(await answer.json()) };
  };

  it('OpenAI names the wait in a header and the empty purse in the code', async () => {
    const rate = await errorOf(peers.openai, { kind: 'rate-limit', retryAfterSeconds: 7 });
    expect([rate.headers.get('retry-after'), rate.error.code]).toEqual(['7', 'rate_limit_exceeded']);
    const quota = await errorOf(peers.openai, { kind: 'quota', detail: 'credit_balance_exhausted' });
    expect(quota.error).toMatchObject({ type: 'insufficient_quota', code: 'credit_balance_exhausted' });
  });

  it('Google names the wait and the spent day in the details', async () => {
    const rate = await errorOf(peers.google, { kind: 'rate-limit', retryAfterSeconds: 7 });
    expect(rate.error.status).toBe('RESOURCE_EXHAUSTED');
    expect(rate.error.details).toContainEqual(expect.objectContaining({ retryDelay: '7s' }));
    const quota = await errorOf(peers.google, { kind: 'quota' });
    expect(JSON.stringify(quota.error.details)).toContain('PerDay');
  });

  it.each([
    ['moderation', 'input'],
    ['moderation-output', 'output'],
  ] as const)('OpenAI %s is a 400 that says at which stage', async (kind, stage) => {
    const { error } = await errorOf(peers.openai, { kind, detail: 'sexual' });
    expect(error).toMatchObject({
      type: 'image_generation_user_error',
      code: 'moderation_blocked',
      moderation_details: { moderation_stage: stage, categories: ['sexual'] },
    });
    expect(openAi.paidRequests).toBe(0);
  });

  it.each<[Fault, unknown]>([
    [{ kind: 'moderation' }, { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }],
    [{ kind: 'moderation', detail: 'SAFETY' }, { promptFeedback: { blockReason: 'SAFETY' } }],
    [{ kind: 'moderation-output' }, { candidates: [{ finishReason: 'IMAGE_SAFETY' }] }],
    [{ kind: 'no-picture' }, { candidates: [{ finishReason: 'NO_IMAGE' }] }],
    [
      { kind: 'text-only' },
      { candidates: [{ finishReason: 'STOP', content: { parts: [{ text: expect.any(String) }] } }] },
    ],
  ])('Google answers %o with 200 and no picture', async (fault, shape) => {
    google.setFaults([fault]);
    const answer = await peers.google.ask();
    const body = await answer.json();
    expect(answer.status).toBe(200);
    expect(body).toMatchObject(shape as object);
    expect(JSON.stringify(body)).not.toContain('inlineData');
    expect(google.paidRequests).toBe(0);
  });
});

/** The picture files of a whole answer, of either vendor. */
async function filesOf(answer: Response): Promise<readonly Buffer[]> {
  const text = await answer.text();
  return [...text.matchAll(/"(?:b64_json|data)":"([^"]*)"/g)].map(([, b64 = '']) => Buffer.from(b64, 'base64'));
}

describe.each(NAMES)('pictures that are not what was asked for: %s', (name) => {
  const meet = async (kind: FaultKind) => {
    peers[name].emulator.setFaults([{ kind }]);
    return filesOf(await peers[name].ask());
  };

  it('wrong size', async () => {
    const [file] = await meet('wrong-size');
    expect(await sharp(file).metadata()).toMatchObject({ width: 1000, height: 1032 });
  });

  it('wrong format', async () => {
    const [file] = await meet('wrong-format');
    expect((await sharp(file).metadata()).format).toBe(name === 'openai' ? 'jpeg' : 'png');
  });

  it('fewer than asked for', async () => {
    expect(await meet('fewer-pictures')).toHaveLength(name === 'openai' ? 1 : 0);
  });

  it('empty data is not billed, half a picture is', async () => {
    expect((await meet('empty-data')).every((file) => file.length === 0)).toBe(true);
    expect(peers[name].emulator.paidRequests).toBe(0);
    const [file] = await meet('truncated-picture');
    await expect(sharp(file, { failOn: 'truncated' }).raw().toBuffer()).rejects.toThrow();
    expect(peers[name].emulator.paidRequests).toBe(1);
  });

  it('no usage', async () => {
    peers[name].emulator.setFaults([{ kind: 'missing-usage' }]);
    expect(await (await peers[name].ask()).text()).not.toMatch(/usage/i);
    expect(await (await peers[name].ask()).text()).toMatch(/usage/i);
  });
});

describe.each(NAMES)('connections that let go after the request was accepted: %s', (name) => {
  const isPaid = () => vi.waitFor(() => expect(peers[name].emulator.paidRequests).toBe(1));

  it('hang: no answer until the caller gives up, and billed', async () => {
    const { emulator, ask } = peers[name];
    emulator.setFaults([{ kind: 'hang' }]);
    const caller = new AbortController();
    const answer = ask({ signal: caller.signal });
    await isPaid();
    caller.abort();
    await expect(answer).rejects.toThrow(/abort/i);
    expect(emulator.log[0]).toMatchObject({ status: null, fault: 'hang' });
  });

  it.each<[FaultKind, boolean]>([
    ['hang-after-headers', false],
    ['stall', false],
    ['stall', true],
  ])('%s (stream: %s): headers, then silence', async (kind, isStream) => {
    const { emulator, ask } = peers[name];
    emulator.setFaults([{ kind }]);
    const caller = new AbortController();
    const answer = await ask({ isStream, signal: caller.signal });
    expect(answer.status).toBe(200);
    const reader = answer.body?.getReader();
    if (kind === 'stall') expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    caller.abort();
    await expect(reader?.closed).rejects.toThrow(/abort/i);
    expect(emulator.paidRequests).toBe(1);
  });

  it('cut before the headers', async () => {
    peers[name].emulator.setFaults([{ kind: 'cut-before-headers' }]);
    await expect(peers[name].ask()).rejects.toThrow('fetch failed');
    expect(peers[name].emulator.paidRequests).toBe(1);
  });

  it.each([false, true])('cut in the middle (stream: %s)', async (isStream) => {
    peers[name].emulator.setFaults([{ kind: 'cut-mid-body' }]);
    const answer = await peers[name].ask({ isStream });
    await expect(answer.text()).rejects.toThrow('terminated');
    expect(peers[name].emulator.paidRequests).toBe(1);
  });

  it('a script may say that the vendor did not bill', async () => {
    peers[name].emulator.setFaults([{ kind: 'cut-before-headers', isBilled: false }]);
    await expect(peers[name].ask()).rejects.toThrow('fetch failed');
    expect(peers[name].emulator.paidRequests).toBe(0);
  });
});

describe('streams as the SDKs see them', () => {
  const client = () => new OpenAI({ apiKey: 'sk-emulator', baseURL: openAi.baseUrl, maxRetries: 0 });
  const events = async (): Promise<readonly string[]> => {
    const body = { model: 'gpt-image-2', prompt: PROMPT, stream: true, partial_images: 1 } as const;
    const types = [];
    for await (const event of await client().images.generate(body)) types.push(event.type);
    return types;
  };
  const gemini = () =>
    new GoogleGenAI({ apiKey: 'emulator', httpOptions: { baseUrl: google.baseUrl, apiVersion: 'v1beta' } });
  const chunks = async (): Promise<number> => {
    let count = 0;
    const stream = await gemini().models.generateContentStream({ model: 'gemini-3-pro-image', contents: PROMPT });
    for await (const _ of stream) count += 1;
    return count;
  };

  it('OpenAI: an end without completed raises nothing, and is billed', async () => {
    openAi.setFaults([{ kind: 'no-completed' }]);
    expect(await events()).toEqual(['image_generation.partial_image']);
    expect(openAi.paidRequests).toBe(1);
  });

  it('OpenAI: plain JSON yields no event at all', async () => {
    openAi.setFaults([{ kind: 'plain-json' }]);
    expect(await events()).toEqual([]);
  });

  it('OpenAI: an error event throws with its code', async () => {
    openAi.setFaults([{ kind: 'error-event' }]);
    await expect(events()).rejects.toMatchObject({ code: 'image_generation_failed' });
    expect(openAi.paidRequests).toBe(0);
  });

  it('Google: an error chunk throws, an early end does not', async () => {
    google.setFaults([{ kind: 'error-event' }, { kind: 'no-completed' }]);
    await expect(chunks()).rejects.toMatchObject({ status: 503 });
    expect(await chunks()).toBe(1);
  });

  it('leaves a fault of streams in the queue until a stream comes', async () => {
    openAi.setFaults([{ kind: 'no-completed' }]);
    expect((await peers.openai.ask()).status).toBe(200);
    expect(await events()).toHaveLength(1);
  });
});
