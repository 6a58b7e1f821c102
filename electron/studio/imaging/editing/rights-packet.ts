/** Owns what an edit carries on of its source's metadata: whose picture it is, and nothing else. */

/**
 * Place, device, thumbnail and history are left behind: they tell where somebody was, or show and describe the picture
 * before the edit. Names as XMP has them (Dublin Core; XMP Rights Management; Photoshop), in the order written.
 */
const FIELDS = [
  'dc:creator',
  'dc:rights',
  'photoshop:Credit',
  'photoshop:Source',
  'xmpRights:Marked',
  'xmpRights:Owner',
  'xmpRights:UsageTerms',
  'xmpRights:WebStatement',
] as const;
type Field = (typeof FIELDS)[number];

const NAMESPACES: Readonly<Record<string, string>> = {
  dc: 'http://purl.org/dc/elements/1.1/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
};

const LIMIT_CHARACTERS = 4_000;
const EXIF_ARTIST = 315;
const EXIF_COPYRIGHT = 33_432;
/** Text and the lists of RDF, nothing that could hide another field. */
const PLAIN_VALUE =
  /^(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\dA-Fa-f]{1,6});|<\/?rdf:(?:Alt|Bag|Seq|li)(?: xml:lang="[\w-]*")?>)*$/;

interface SourceMetadata {
  readonly exif?: Uint8Array | undefined;
  readonly xmp?: Uint8Array | undefined;
}

/**
 * An XMP packet with the rights alone, null when the file states none. Reading the packet gives the packet again, so
 * that a chain of edits stays the same to the byte. EXIF counts where XMP is silent.
 */
export function readRights(file: SourceMetadata): string | null {
  const xmp = file.xmp ? new TextDecoder().decode(file.xmp) : '';
  const stated = new Map<Field, string>();
  for (const field of FIELDS) {
    const value = statedValue(xmp, field);
    if (value !== null) stated.set(field, value);
  }
  const artist = file.exif ? readExifText(file.exif, EXIF_ARTIST) : null;
  const copyright = file.exif ? readExifText(file.exif, EXIF_COPYRIGHT) : null;
  if (artist && !stated.has('dc:creator')) stated.set('dc:creator', list('Seq', artist));
  if (copyright && !stated.has('dc:rights')) stated.set('dc:rights', list('Alt', copyright));
  return stated.size === 0 ? null : packetOf(stated);
}

function packetOf(stated: ReadonlyMap<Field, string>): string {
  const names = Object.entries(NAMESPACES).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  const fields = FIELDS.filter((field) => stated.has(field)).map(
    (field) => `<${field}>${stated.get(field)}</${field}>`,
  );
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `<rdf:Description rdf:about=""${names.join('')}>`,
    ...fields,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n');
}

/** As an element, or as the attribute that XMP allows for plain text. */
function statedValue(xmp: string, field: Field): string | null {
  const [prefix = ''] = field.split(':');
  if (!xmp.includes(NAMESPACES[prefix] ?? '\0')) return null;
  const element = new RegExp(`<${field}>([^]{0,${LIMIT_CHARACTERS}}?)</${field}>`).exec(xmp)?.[1];
  const value = element ?? new RegExp(`\\s${field}="([^"<]{0,${LIMIT_CHARACTERS}})"`).exec(xmp)?.[1];
  return value && PLAIN_VALUE.test(value) ? value : null;
}

function list(kind: 'Seq' | 'Alt', text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const item = kind === 'Alt' ? '<rdf:li xml:lang="x-default">' : '<rdf:li>';
  return `<rdf:${kind}>${item}${escaped}</rdf:li></rdf:${kind}>`;
}

/** A text of the first directory (TIFF 6.0); null for anything that is not where it should be. */
function readExifText(exif: Uint8Array, tag: number): string | null {
  const start = Buffer.from(exif.subarray(0, 6)).toString('latin1') === 'Exif\0\0' ? 6 : 0;
  const bytes = Buffer.from(exif.buffer, exif.byteOffset + start, exif.byteLength - start);
  const isLittle = bytes.toString('latin1', 0, 2) === 'II';
  const short = (at: number) =>
    at + 2 > bytes.length ? 0 : isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  const long = (at: number) => (at + 4 > bytes.length ? 0 : isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const directory = long(4);
  for (let entry = 0; entry < Math.min(short(directory), 200); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (short(at) !== tag) continue;
    const count = Math.min(long(at + 4), LIMIT_CHARACTERS);
    const from = count <= 4 ? at + 8 : long(at + 8);
    return textOf(bytes.subarray(from, from + count));
  }
  return null;
}

/** EXIF says ASCII; programs write UTF-8 or Latin-1. Control characters have no place in XML. */
function textOf(bytes: Buffer): string | null {
  const utf8 = bytes.toString('utf8');
  const text = utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8;
  return text.replaceAll(/\p{Cc}/gu, ' ').trim() || null;
}
