/** Owns the reading of request bodies: JSON, multipart by the platform's own parser, size cap. */
import type { IncomingMessage } from 'node:http';

export interface FilePart {
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: Buffer;
}

export interface FormPart {
  readonly name: string;
  readonly value: string | FilePart;
}

export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly parts: readonly FormPart[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Above this the emulators answer 413, like the load balancers in front of the vendors. */
const MAX_BODY_BYTES = 300 * 1024 * 1024;

/** null when the body is larger than any vendor takes. */
export async function readBytes(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function parseBody(bytes: Buffer<ArrayBuffer>, contentType: string): Promise<Body> {
  if (bytes.length === 0) return { kind: 'none' };
  if (contentType.startsWith('multipart/form-data')) return parseForm(bytes, contentType);
  if (!contentType.startsWith('application/json')) return { kind: 'unreadable', reason: `content type ${contentType}` };
  try {
    return { kind: 'json', value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return { kind: 'unreadable', reason: 'invalid JSON' };
  }
}

async function parseForm(bytes: Buffer<ArrayBuffer>, contentType: string): Promise<Body> {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
    const parts: FormPart[] = [];
    for (const [name, value] of form) {
      parts.push({ name, value: typeof value === 'string' ? value : await filePart(value) });
    }
    return { kind: 'form', parts };
  } catch {
    return { kind: 'unreadable', reason: 'invalid multipart form' };
  }
}

const filePart = async (file: File): Promise<FilePart> => ({
  fileName: file.name,
  mime: file.type,
  bytes: Buffer.from(await file.arrayBuffer()),
});
