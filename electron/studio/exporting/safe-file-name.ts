/** Owns file names that every system accepts, made from what a person or a prompt says. */

/** Most file systems hold 255 bytes; this leaves room for " (12)" and a browser's ".crdownload". */
const MAX_BYTES = 200;
/** Code units looked at, so that a prompt of 32,000 characters costs nothing. */
const MAX_LOOKED_AT = 600;
const FALLBACK_STEM = 'picture';
/** Windows' device names, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE_NAME = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Path separators, and what Windows or shells refuse in a name. */
const FORBIDDEN = /[/\\:*?"<>|\u2044\u2215\uff0f\uff3c]+/gu;
/** Controls, text direction overrides (they disguise extensions), line separators, byte order marks. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]+/gu;

/**
 * `stem.extension`: Unicode kept in composed form, unsafe characters turned into "-" or a space, no leading or trailing
 * dots, at most 200 bytes, never empty, never a device name. `wanted` may already end in the extension.
 */
export function safeFileName(wanted: string, extension: string): string {
  const ending = `.${extension}`;
  const plain = wanted
    .slice(0, MAX_LOOKED_AT)
    .toWellFormed()
    .normalize('NFC')
    .replace(INVISIBLE, ' ')
    .replace(FORBIDDEN, '-')
    .replace(/\s+/gu, ' ');
  const stem = trimEnds(withoutEnding(trimEnds(plain), ending));
  const short = trimEnds(cutToBytes(stem, MAX_BYTES - Buffer.byteLength(ending) - 1));
  const named = short === '' ? FALLBACK_STEM : short;
  return `${DEVICE_NAME.test(named) ? '_' : ''}${named}${ending}`;
}

/** Leading dots hide a file, trailing dots and spaces are dropped by Windows. */
function trimEnds(text: string): string {
  return text.replace(/^[.\s-]+/u, '').replace(/[.\s-]+$/u, '');
}

function withoutEnding(text: string, ending: string): string {
  return text.toLowerCase().endsWith(ending.toLowerCase()) ? text.slice(0, -ending.length) : text;
}

/** Cuts between what a person sees as characters, so that no emoji or accent is left in half. */
function cutToBytes(text: string, maxBytes: number): string {
  let kept = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maxBytes) break;
    kept += segment;
  }
  return kept;
}
