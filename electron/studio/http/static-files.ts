/** Owns the built page: its files, read once, and the policy they run under. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Context } from 'hono';
import { StudioError } from '../../../shared/errors.ts';

const MIME_BY_ENDING: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Only what the page ships runs; nothing inline, nothing from elsewhere, no string becomes code or markup. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one policy of the page: it lets the mask editor's own worker start, and nothing else.
  'trusted-types maquette-worker',
].join('; ');

export function pageRoute(pagePath: string): (context: Context) => Promise<Response> {
  return async (context) => {
    const name = decodePath(context.req.path);
    const file = normalize(join(pagePath, name === '/' ? 'index.html' : name));
    if (!file.startsWith(normalize(pagePath) + sep)) throw new StudioError('not-found', 'There is no such page.');
    const mime = MIME_BY_ENDING[extname(file)];
    const bytes = mime ? await readFile(file).catch(() => null) : null;
    if (!mime || !bytes) throw new StudioError('not-found', 'There is no such page.');
    const isHashed = name.startsWith('/assets/');
    return new Response(bytes, {
      headers: {
        'content-type': mime,
        'content-security-policy': PAGE_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
        'cache-control': isHashed ? 'private, max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}
