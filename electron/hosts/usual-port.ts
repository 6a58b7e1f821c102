/**
 * Owns that a library is found at the same port on every start, so that a page left open and a bookmark lead back to it.
 *
 * Only the number is kept. Token and cookie stay new on every launch: a page left open keeps asking this port while no
 * studio runs, and whoever took the port meanwhile would be sent a cookie that still counts. A page from before is told
 * what happened instead, and works again once the new address was opened in the same browser.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FetchHandler } from './http-bridge.ts';
import { type LoopbackServer, serveOnLoopback } from './loopback-server.ts';

const FILE = 'browser-port';

/** Any free port when the usual one is taken. */
export async function serveOnUsualPort(handler: FetchHandler, libraryPath: string): Promise<LoopbackServer> {
  const path = join(libraryPath, FILE);
  const usual = await readPort(path);
  const server = usual === null ? null : await serveOnLoopback(handler, usual).catch(() => null);
  if (server !== null) return server;
  const fresh = await serveOnLoopback(handler, 0);
  // A full disk is no reason not to serve.
  await writeFile(path, `${fresh.port}\n`).catch(() => undefined);
  return fresh;
}

/** Null on the first start, and when the file holds no port that a person may use. */
async function readPort(path: string): Promise<number | null> {
  const port = Number(await readFile(path, 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : null;
}
