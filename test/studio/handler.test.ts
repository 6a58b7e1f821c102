// The one Web handler: what it answers to pages, to pixels, and to rubbish.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio, type Studio } from '../../electron/studio/studio.ts';
import { cutOff, htmlPage, png, pngBomb, scriptedSvg } from '../support/test-pictures.ts';
import { draftRequest, openBoard, openTestStudio, temporaryFolder } from '../support/test-studio.ts';

const ORIGIN = 'http://studio.test';
const get = (studio: Studio, path: string, headers = {}) => studio.fetch(new Request(`${ORIGIN}${path}`, { headers }));
const post = (studio: Studio, path: string, body: BodyInit) =>
  studio.fetch(new Request(`${ORIGIN}${path}`, { method: 'POST', body }));
const rpc = async (studio: Studio, name: string, input: unknown) => {
  const response = await post(studio, `/rpc/${name}`, JSON.stringify(input));
  return { status: response.status, body: await response.json() };
};

describe('procedures', () => {
  it.each([
    ['rpc/boards.get', '{"id":"board_doesnotexist"}', 'not-found'],
    ['rpc/boards.get', '{"id":"../../etc/passwd"}', 'bad-request'],
    ['rpc/boards.create', '{"name":""}', 'bad-request'],
    ['rpc/boards.create', 'not json', 'bad-request'],
    ['rpc/boards.create', '[]', 'bad-request'],
    ['rpc/__proto__', '{}', 'not-found'],
    ['rpc/constructor', '{}', 'not-found'],
    ['rpc/settings.change', '{"baseUrls":{"openai":"http://example.com"}}', 'bad-request'],
    ['rpc/settings.change', '{"baseUrls":{"openai":"https://user:pw@example.com"}}', 'bad-request'],
    ['rpc/providers.setKey', '{"id":"openai","key":"sk-1234\\n5678"}', 'bad-request'],
  ])('%s with %s answers %s and no stack', async (path, body, code) => {
    const studio = await openTestStudio();
    const response = await post(studio, `/${path}`, body);
    const answer = await response.text();
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(JSON.parse(answer).error).toMatchObject({ code, message: expect.stringMatching(/\.$|\S/) });
    expect(answer).not.toMatch(/\.ts:|node_modules|at async/);
  });

  it.each([
    [{ prompt: '   ' }, 'prompt-empty'],
    [{ prompt: 'x'.repeat(40_000) }, 'prompt-too-long'],
    [{ modelId: 'openai:gpt-image-99' }, 'unknown-model'],
    [{ aspect: '40:1' }, 'impossible-size'],
    [{ aspect: 'wide' }, 'impossible-size'],
    [{ count: 0 }, 'bad-count'],
    [{ count: 99 }, 'bad-count'],
  ])('refuses %o as %s before a job exists', async (changes, code) => {
    const studio = await openTestStudio();
    const boardId = await openBoard(studio);
    const request = draftRequest(changes);
    const answer = await rpc(studio, 'jobs.enqueue', {
      jobId: 'job_0123456789',
      request,
      placement: { boardId, places: [] },
    });
    expect(answer.body.error.code).toBe(code);
    const preview = await rpc(studio, 'jobs.preview', { request });
    expect(preview.body.result.problems[0].code).toBe(code);
    expect(await studio.call('jobs.list', { states: null, limit: 5 })).toEqual([]);
  });
});

const wholePng = await png({ widthPx: 300, heightPx: 300 });

describe('pictures coming in', () => {
  it('stores a picture once, however often it comes', async () => {
    const studio = await openTestStudio();
    const bytes = await png({ widthPx: 40, heightPx: 30 });
    const first = (await (await post(studio, '/upload?name=..%2F..%2Fmood%20board.png', bytes)).json()).result;
    const second = (await (await post(studio, '/upload?name=again.png', bytes)).json()).result;
    expect(first).toMatchObject({ widthPx: 40, heightPx: 30, name: 'mood board.png', source: 'imported' });
    expect(second.id).toBe(first.id);
    expect(Buffer.from(await studio.readBlob(first.hash))).toEqual(bytes);
  });

  it.each([
    ['an HTML page', htmlPage, 'not-an-image'],
    ['an SVG with a script', scriptedSvg, 'not-an-image'],
    ['nothing', Buffer.alloc(0), 'not-an-image'],
    ['a 30,000 × 30,000 bomb', pngBomb(), 'image-too-large'],
    ['a cut-off PNG', cutOff(wholePng), 'image-damaged'],
  ])('refuses %s in a sentence', async (_what, bytes, code) => {
    const studio = await openTestStudio();
    const response = await post(studio, '/upload?name=x.png', new Uint8Array(bytes));
    expect((await response.json()).error).toMatchObject({ code, message: expect.stringMatching(/\w+ .*\.$/) });
    expect((await studio.call('history.search', allHistory)).total).toBe(0);
  });
});

const allHistory = { text: '', modelId: null, verdict: null, minRating: 0, cursor: null, limit: 10 };

describe('pictures going out', () => {
  it('answers originals byte for byte, thumbnails no wider than asked, and 304 for what is known', async () => {
    const studio = await openTestStudio();
    const bytes = await png({ widthPx: 900, heightPx: 600 });
    const { hash } = await studio.importPicture(bytes, 'x.png');
    const original = await get(studio, `/media/${hash}`);
    expect(Buffer.from(await original.arrayBuffer())).toEqual(bytes);
    const small = await get(studio, `/media/${hash}?w=320`);
    expect(small.headers.get('content-type')).toBe('image/webp');
    expect(small.headers.get('cache-control')).toContain('immutable');
    expect((await small.arrayBuffer()).byteLength).toBeLessThan(bytes.byteLength);
    const again = await get(studio, `/media/${hash}?w=320`, { 'if-none-match': small.headers.get('etag') });
    expect(again.status).toBe(304);
  });

  it.each([
    '/media/../../etc/passwd',
    '/media/%2e%2e%2fmaquette.sqlite',
    `/media/${'0'.repeat(64)}`,
    `/media/${'0'.repeat(64)}?w=7`,
    '/exports/nothing/x.png',
    '/partial/job_x/0',
  ])('has nothing at %s', async (path) => {
    const studio = await openTestStudio();
    const response = await get(studio, path);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect((await response.json()).error.message).toMatch(/\.$/);
  });

  it('serves every picture inert', async () => {
    const studio = await openTestStudio();
    const { hash } = await studio.importPicture(await png({ widthPx: 8, heightPx: 8 }), 'x.png');
    const response = await get(studio, `/media/${hash}`);
    await response.arrayBuffer();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
  });
});

describe('the page', () => {
  async function withPage() {
    const folder = await temporaryFolder();
    const pagePath = join(folder, 'page');
    await mkdir(pagePath);
    await writeFile(join(pagePath, 'index.html'), '<!doctype html><title>Maquette</title>');
    await writeFile(join(folder, 'secret.json'), '{}');
    const libraryPath = join(folder, 'library');
    const host = createNodeHost({ kind: 'browser', libraryPath, environment: { HOME: folder } });
    return createStudio({ host, libraryPath, pagePath });
  }

  it('comes under a policy without inline code, foreign hosts or strings as markup', async () => {
    const studio = await withPage();
    const response = await get(studio, '/');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toMatch(/(^|; )trusted-types maquette-worker(;|$)/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    await studio.close();
  });

  it.each(['/../secret.json', '/%2e%2e/secret.json', '/..%5csecret.json', '/nothing.js'])('has no %s', async (path) => {
    const studio = await withPage();
    expect((await get(studio, path)).status).toBe(404);
    await studio.close();
  });
});

it('changes the setting that was named, and no other', async () => {
  const studio = await openTestStudio();
  const bindings = {
    draft: 'sketch:sketch-1',
    final: 'auto',
    edit: 'auto',
    'text-draft': 'auto',
    'text-final': 'auto',
  };
  await rpc(studio, 'settings.change', { appearance: 'light', isLearning: false, roleBindings: bindings });
  const { body } = await rpc(studio, 'settings.change', { hasSeenWelcome: true });
  const expected = { appearance: 'light', isLearning: false, roleBindings: bindings, hasSeenWelcome: true };
  expect(body.result).toMatchObject(expected);
  expect((await rpc(studio, 'settings.get', {})).body.result).toMatchObject(expected);
});

it('tells every window what happened', async () => {
  const studio = await openTestStudio();
  const stop = new AbortController();
  const response = await studio.fetch(new Request(`${ORIGIN}/events`, { signal: stop.signal }));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('event: ready');
  await studio.call('settings.change', { appearance: 'light' });
  const message = (await reader?.read())?.value ?? '';
  expect(JSON.parse(message.replace(/^data: /, ''))).toMatchObject({
    name: 'settings-changed',
    settings: { appearance: 'light' },
  });
  await reader?.cancel();
  stop.abort();
});
