/** Owns who may talk to the loopback server: the person who started it, through pages that it served itself. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { WireError } from '../../shared/errors.ts';

export interface LaunchGate {
  /** In the printed address; works for as long as the program runs. */
  readonly token: string;
  /** A token that works once. For the window's command line, which other accounts of the computer can read. */
  issueTicket(): string;
  /** Null: let it through. Otherwise the answer to give: the cookie for a right token, or a refusal. */
  check(request: Request, port: number): Response | null;
}

const FORBIDDEN =
  'Maquette was started anew, and this page was not let in since. Open the address that was printed when it started, or go on in its own window; nothing saved is lost.';

/** Tokens are 256 random bits, new on every launch, and compared in constant time. */
export function createLaunchGate(): LaunchGate {
  const token = newToken();
  // The cookie is a second secret: an address that ends up in a browser's history does not hold it.
  const cookie = newToken();
  const tickets = new Set<string>();

  const accepts = (given: string): boolean => {
    if (isSame(given, token)) return true;
    for (const ticket of tickets) {
      if (isSame(given, ticket)) return tickets.delete(ticket);
    }
    return false;
  };

  return {
    token,
    issueTicket() {
      const ticket = newToken();
      tickets.add(ticket);
      return ticket;
    },
    check(request, port) {
      const url = new URL(request.url);
      if (!isOwnAddress(request, port)) return refuse(request);
      // Cookies do not know ports: without the port in its name, two studios would overwrite each other's.
      const cookieName = `maquette-${port}`;
      const given = url.pathname === '/' && request.method === 'GET' ? url.searchParams.get('token') : null;
      if (given !== null) return accepts(given) ? welcome(request, cookieName, cookie) : refuse(request);
      const isKnown = isSame(readCookie(request.headers.get('cookie') ?? '', cookieName), cookie);
      return isKnown && isOwnPage(request) ? null : refuse(request);
    },
  };
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Hashing first makes the lengths equal, which timingSafeEqual demands, without telling the length. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** A foreign name that resolves to 127.0.0.1 (DNS rebinding) shows in `Host`; a foreign page shows in `Origin`. */
function isOwnAddress(request: Request, port: number): boolean {
  const host = request.headers.get('host') ?? '';
  const origin = request.headers.get('origin');
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false;
  return origin === null || origin === `http://${host}`;
}

/** Another port of this computer counts as the same site, so `same-site` is refused as well. */
function isOwnPage(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
}

function readCookie(header: string, name: string): string {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined) return value;
  }
  return '';
}

/** Takes the token out of the address bar, so that it is neither bookmarked nor sent as a referrer. */
function welcome(request: Request, cookieName: string, cookie: string): Response {
  const headers = {
    'set-cookie': `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': PAGE_POLICY,
  };
  if (isOwnPage(request)) return new Response(null, { status: 303, headers: { ...headers, location: '/' } });
  // After a click on a link elsewhere, a redirect would not carry a Strict cookie; a page of our own that moves on does.
  return new Response(page('Opening Maquette.', '<meta http-equiv="refresh" content="0; url=/">'), {
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
  });
}

function refuse(request: Request): Response {
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  if (request.headers.get('accept')?.includes('text/html')) {
    const html = { ...headers, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY };
    return new Response(page(FORBIDDEN, ''), { status: 403, headers: html });
  }
  const error: WireError = { code: 'forbidden', message: FORBIDDEN, retryAtMs: null, field: null };
  return Response.json({ error }, { status: 403, headers });
}

const STYLE =
  'html{color-scheme:dark light;font:15px/1.5 system-ui,sans-serif}body{max-width:30rem;margin:18vh auto;padding:0 24px}';

/** Static pages: nothing that was sent stands in them. */
const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'`;

function page(sentence: string, head: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}<title>Maquette</title><style>${STYLE}</style></head><body><p>${sentence}</p></body></html>`;
}
