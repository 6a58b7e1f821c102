/** Owns a server that answers one scripted way, for what no honest vendor sends; it counts and remembers. */
import { createServer, type IncomingHttpHeaders } from 'node:http';

interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ScriptedServer {
  readonly origin: string;
  readonly received: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  answer: ScriptedAnswer;
  close(): Promise<void>;
}

export async function startScriptedServer(): Promise<ScriptedServer> {
  const received: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    received.push({ path: request.url ?? '', headers: request.headers });
    request.resume();
    response.writeHead(scripted.answer.status, scripted.answer.headers ?? { 'content-type': 'application/json' });
    response.end(scripted.answer.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const scripted: ScriptedServer = {
    origin: `http://127.0.0.1:${address.port}`,
    received,
    answer: { status: 404, body: '{}' },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return scripted;
}
