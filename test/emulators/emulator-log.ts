/** Owns what an emulator remembers of a request: everything but the key and the picture bytes. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import sharp from 'sharp';
import type { Body } from './emulator-body.ts';
import type { FaultKind } from './emulator-faults.ts';

/** Stands in the log where the picture's bytes stood. */
interface LoggedPicture {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** null when the bytes are no picture. */
  readonly width: number | null;
  readonly height: number | null;
  /** As declared by the sender. */
  readonly mime: string;
  readonly fileName?: string;
}

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names; the key's header is missing here, see `hasKey`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly hasKey: boolean;
  /** JSON as sent; a form as one property per field name, an array where a name was repeated. */
  readonly body: unknown;
  /** Set when a scripted fault was met. */
  fault: FaultKind | null;
  /** null while unanswered. */
  status: number | null;
  isBilled: boolean;
}

const KEY_HEADERS = new Set(['authorization', 'x-goog-api-key', 'api-key']);

export const loggedHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !KEY_HEADERS.has(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );

export const hasKey = (headers: IncomingHttpHeaders): boolean =>
  Object.keys(headers).some((name) => KEY_HEADERS.has(name));

export async function loggedBody(body: Body): Promise<unknown> {
  if (body.kind === 'json') return withoutPictures(body.value, '');
  if (body.kind === 'unreadable') return { unreadable: body.reason };
  if (body.kind === 'none') return null;
  const fields: Record<string, unknown[]> = {};
  for (const { name, value } of body.parts) {
    const logged = typeof value === 'string' ? value : await describe(value.bytes, value.mime, value.fileName);
    fields[name] = [...(fields[name] ?? []), logged];
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

/** A text shorter than this is never a picture in base64. */
const MIN_PICTURE_CHARACTERS = 80;

async function withoutPictures(value: unknown, mime: string): Promise<unknown> {
  if (typeof value === 'string') return withoutPicture(value, mime);
  if (Array.isArray(value)) return Promise.all(value.map((item) => withoutPictures(item, mime)));
  if (typeof value !== 'object' || value === null) return value;
  const declared = 'mimeType' in value && typeof value.mimeType === 'string' ? value.mimeType : mime;
  const entries = Object.entries(value).map(async ([name, inner]) => [name, await withoutPictures(inner, declared)]);
  return Object.fromEntries(await Promise.all(entries));
}

async function withoutPicture(text: string, mime: string): Promise<unknown> {
  const dataUrl = /^data:([^;,]+);base64,/.exec(text.slice(0, 100));
  const isPicture = dataUrl !== null || (mime !== '' && text.length >= MIN_PICTURE_CHARACTERS);
  if (!isPicture) return text;
  return describe(Buffer.from(text.slice(dataUrl?.[0].length ?? 0), 'base64'), dataUrl?.[1] ?? mime);
}

async function describe(bytes: Buffer, mime: string, fileName?: string): Promise<LoggedPicture> {
  const size = await sharp(bytes)
    .metadata()
    .then(({ width, height }) => ({ width, height }))
    .catch(() => ({ width: null, height: null }));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, sizeBytes: bytes.length, ...size, mime, ...(fileName === undefined ? {} : { fileName }) };
}
