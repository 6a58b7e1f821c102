import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startOpenAiEmulator({ apiKey: 'sk-only-this' });
});
afterEach(() => emulator.close());

const ask = (patch: Record<string, unknown> = {}, path = '/images/generations') =>
  fetch(`${emulator.baseUrl}${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-only-this', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-image-2', prompt: 'a fox', ...patch }),
  });

const control = (path: string, body?: unknown) =>
  fetch(`${emulator.origin}/__emulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

it('takes faults over HTTP, as often as they say', async () => {
  await control('faults', { kind: 'unavailable', times: 2 });
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([503, 503, 200]);
});

it('aims a fault at one route', async () => {
  await control('faults', [{ kind: 'server-error', path: '/models' }]);
  expect((await ask()).status).toBe(200);
  const headers = { authorization: 'Bearer sk-only-this' };
  expect((await fetch(`${emulator.baseUrl}/models`, { headers })).status).toBe(500);
  expect((await fetch(`${emulator.baseUrl}/models`, { headers })).status).toBe(200);
});

it('does not spend a fault on a request that the vendor refuses anyway', async () => {
  emulator.setFaults([{ kind: 'no-picture' }]);
  expect((await ask({ n: 0 })).status).toBe(400);
  expect((await (await ask()).json()).data).toEqual([]);
});

it('names the known faults when asked for an unknown one', async () => {
  const answer = await control('faults', { kind: 'meteor' });
  expect(answer.status).toBe(400);
  expect((await answer.json()).error).toContain('rate-limit');
});

it('shows the log without the key, and forgets it on reset', async () => {
  await ask();
  await ask({ n: 0 });
  const log = async () => (await fetch(`${emulator.origin}/__emulator/log`)).json();
  const before = await log();
  expect(before).toMatchObject({ received: 2, paidRequests: 1 });
  expect(before.log[1]).toMatchObject({ status: 400, hasKey: true, body: { prompt: 'a fox', n: 0 } });
  expect(JSON.stringify(before)).not.toContain('sk-only-this');
  await control('reset');
  expect(await log()).toMatchObject({ received: 0, paidRequests: 0, log: [] });
});

it('accepts only the key it was given', async () => {
  const headers = { authorization: 'Bearer sk-emulator' };
  expect((await fetch(`${emulator.baseUrl}/models`, { headers })).status).toBe(401);
});

it('changes its pace on request', async () => {
  await control('latency', { latencyMs: 5 });
  expect(emulator.latencyMs).toBe(5);
  expect((await ask({ stream: true, partial_images: 3 })).status).toBe(200);
});
