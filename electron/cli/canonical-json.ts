/** Owns JSON that is the same bytes for the same content: sorted keys, no spaces (RFC 8785). */

export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sorted(part) : part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By UTF-16 code units, as the RFC says. Keys that look like numbers would jump ahead; receipts have none. */
function sorted(record: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(record).toSorted((one, other) => (one < other ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, record[key]]));
}
