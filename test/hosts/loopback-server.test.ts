import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { FetchHandler } from '../../electron/hosts/http-bridge.ts';
import { type LoopbackServer, serveOnLoopback } from '../../electron/hosts/loopback-server.ts';

let server: LoopbackServer | null = null;
afterEach(() => server?.close());

async function serve(handler: FetchHandler = () => new Response('the studio')): Promise<LoopbackServer> {
  server = await serveOnLoopback(handler, 0);
  return server;
}

/** Node's own client, because `fetch` forbids setting `Host`, `Origin` and `Sec-Fetch-Site`. */
function ask(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const sent = httpRequest({ port: server?.port, host: '127.0.0.1', path, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    sent.on('error', reject).end();
  });
}

async function enter(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual' });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('who may talk to the studio on loopback', () => {
  it('gives the printed address a cookie and takes the token out of the address', async () => {
    const { address } = await serve();
    const answer = await fetch(address, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(answer.headers.get('set-cookie')).not.toContain(new URL(address).searchParams.get('token'));
  });

  it('lets the holder of the cookie through and refuses everybody else', async () => {
    const { address } = await serve();
    const cookie = await enter(address);
    expect(await ask('/', { cookie })).toMatchObject({ status: 200, body: 'the studio' });
    expect(await ask('/', { cookie: `other=1; ${cookie}` })).toMatchObject({ status: 200 });
    expect(await ask('/')).toMatchObject({ status: 403 });
    expect(await ask('/', { cookie: `${cookie}x` })).toMatchObject({ status: 403 });
    expect(await ask('/?token=guess')).toMatchObject({ status: 403 });
    expect(await ask('/?token=')).toMatchObject({ status: 403 });
  });

  it('answers a refused program with a coded error and a refused person with a page', async () => {
    await serve();
    const forProgram = await ask('/rpc/boards.list');
    expect(JSON.parse(forProgram.body)).toMatchObject({ error: { code: 'forbidden' } });
    const forPerson = await ask('/', { accept: 'text/html' });
    expect(forPerson.headers['content-type']).toContain('text/html');
    expect(forPerson.body).toContain('Open the address that was printed');
  });

  it('lets a ticket in once, because other accounts can read a command line', async () => {
    const ticket = (await serve()).issueAddress();
    expect(await enter(ticket)).not.toBe('');
    expect((await fetch(ticket, { redirect: 'manual' })).status).toBe(403);
  });

  it('refuses a foreign name that resolves to this computer', async () => {
    const { address, port } = await serve();
    const cookie = await enter(address);
    expect(await ask('/', { cookie, host: `evil.example:${port}` })).toMatchObject({ status: 403 });
    expect(await ask('/', { cookie, host: '127.0.0.1' })).toMatchObject({ status: 403 });
    expect(await ask('/', { cookie, host: `localhost:${port}` })).toMatchObject({ status: 200 });
  });

  it('refuses pages of another origin, also those on another port of this computer', async () => {
    const { address, port } = await serve();
    const cookie = await enter(address);
    const origins = ['https://evil.example', 'null', `http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`];
    for (const origin of origins) expect(await ask('/', { cookie, origin })).toMatchObject({ status: 403 });
    for (const site of ['cross-site', 'same-site']) {
      expect(await ask('/', { cookie, 'sec-fetch-site': site })).toMatchObject({ status: 403 });
    }
    expect(await ask('/', { cookie, origin: `http://127.0.0.1:${port}` })).toMatchObject({ status: 200 });
  });

  it('moves on by a page of its own after a link elsewhere, since a redirect would lose the strict cookie', async () => {
    const { address } = await serve();
    const answer = await ask(new URL(address).pathname + new URL(address).search, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('http-equiv="refresh"');
  });
});

describe('what passes between the socket and the studio', () => {
  it('carries a body both ways, whole', async () => {
    const { address } = await serve(async (request) => new Response(await request.arrayBuffer()));
    const cookie = await enter(address);
    const sent = new Uint8Array(5_000_000).map((_, index) => index % 251);
    const answer = await fetch(new URL('/echo', address), { method: 'POST', body: sent, headers: { cookie } });
    expect(Buffer.from(await answer.arrayBuffer()).equals(sent)).toBe(true);
  });

  it('hands over method, path, query and headers, and brings back status and headers', async () => {
    const { address, port } = await serve(
      (request) =>
        new Response(`${request.method} ${request.url} ${request.headers.get('x-window')}`, {
          status: 418,
          headers: { etag: '"one"' },
        }),
    );
    const headers = { cookie: await enter(address), 'x-window': 'w1' };
    const answer = await fetch(new URL('/media/abc?w=5', address), { method: 'DELETE', headers });
    expect(answer.status).toBe(418);
    expect(answer.headers.get('etag')).toBe('"one"');
    expect(await answer.text()).toBe(`DELETE http://127.0.0.1:${port}/media/abc?w=5 w1`);
  });

  it('lets events through one by one, and tells the studio when the listener leaves', async () => {
    const left = Promise.withResolvers<void>();
    let push: (text: string) => void = () => undefined;
    const { address } = await serve((request) => {
      request.signal.addEventListener('abort', () => left.resolve());
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          push = (text) => controller.enqueue(new TextEncoder().encode(text));
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    });
    const leaving = new AbortController();
    const headers = { cookie: await enter(address) };
    // The answer arrives before the first event: the page learns at once that it is connected.
    const answer = await fetch(new URL('/events', address), { headers, signal: leaving.signal });
    const reader = answer.body?.getReader();
    push('data: 1\n\n');
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    push('data: 2\n\n');
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 2\n\n');
    leaving.abort();
    await left.promise;
  });

  it('aborts the request of a client that hangs up while the studio still works', async () => {
    const aborted = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const { address } = await serve(async (request) => {
      request.signal.addEventListener('abort', () => aborted.resolve());
      started.resolve();
      await aborted.promise;
      return new Response('too late');
    });
    const leaving = new AbortController();
    const headers = { cookie: await enter(address) };
    const answer = fetch(new URL('/slow', address), { headers, signal: leaving.signal });
    await started.promise;
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await aborted.promise;
  });

  it('answers 500 without the text of an error that the studio let out', async () => {
    const { address } = await serve(() => {
      throw new Error('secret path /home/somebody');
    });
    const answer = await fetch(new URL('/x', address), { headers: { cookie: await enter(address) } });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
  });

  it('stops at once although a page still listens to events', async () => {
    const { address, close } = await serve(() => new Response(new ReadableStream()));
    const answer = await fetch(new URL('/events', address), { headers: { cookie: await enter(address) } });
    await close();
    await expect(answer.text()).rejects.toThrow();
    await expect(fetch(address)).rejects.toThrow();
  });
});
