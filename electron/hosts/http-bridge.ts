/** Owns the way between a socket and the studio's fetch handler: Node's HTTP in, Web `Request` and `Response` out. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type FetchHandler = (request: Request) => Response | Promise<Response>;

export interface Listening {
  readonly port: number;
  /** Ends open streams too, so that it settles while a page still listens to events. */
  close(): Promise<void>;
}

/** Long enough that a page which polls nothing keeps its connections between two clicks. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Serves `handler` on 127.0.0.1 only. Port 0 takes any free one. Bodies stream both ways; a client that goes away
 * aborts `request.signal`. Rejects with Node's own error when the port is taken (`EADDRINUSE`).
 */
export function listenOnLoopback(handler: FetchHandler, port: number): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    void answer(handler, incoming, outgoing);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function answer(handler: FetchHandler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  try {
    const request = toRequest(incoming, gone.signal);
    const response = request === null ? refuseMalformed() : await handler(request);
    await send(response, outgoing, incoming.method === 'HEAD');
  } catch {
    // The handler answers its own errors; what is left here is a client that went away, or a body that broke off.
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(500, { 'content-type': 'text/plain' }).end('The studio could not answer.');
  } finally {
    // A body nobody read must still be drained, or the connection cannot be used again.
    incoming.resume();
  }
}

/** Null when the address or the headers cannot be read. */
function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | null {
  const method = incoming.method ?? 'GET';
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const path = incoming.url ?? '/';
  const url = `http://${incoming.headers.host ?? ''}${path}`;
  if (!path.startsWith('/') || !URL.canParse(url)) return null;
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  return new Request(url, { method, headers, signal, body: Readable.toWeb(incoming), duplex: 'half' });
}

function refuseMalformed(): Response {
  return new Response('The address could not be read.', { status: 400, headers: { 'content-type': 'text/plain' } });
}

async function send(response: Response, outgoing: ServerResponse, isHead: boolean): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  if (response.body === null || isHead) {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  // An event stream may stay silent for minutes; the page must learn at once that it is connected.
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(response.body), outgoing);
}
