/** Owns the XMP packet (ISO 16684-1) that says how a picture was made, and finding the recipe in one again. */
import type { Receipt } from '../../../shared/generation.ts';

/** A JPEG segment holds 65,533 bytes; libvips drops a longer packet without a word. */
const MAX_PACKET_BYTES = 64_000;
const MAX_READ_CHARACTERS = 4_000_000;
const NAMESPACE = 'https://maquette.invalid/ns/1.0/';
/** https://cv.iptc.org/newscodes/digitalsourcetype/ */
const SOURCE_TYPES = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/**
 * Prompt, engine and IPTC digital source type for programs that look for provenance, and the whole receipt for
 * ourselves. When all of it exceeds one JPEG segment the receipt is left out, then the prompt, never the provenance.
 */
export function xmpPacket(receipt: Receipt): string {
  const provenance = provenanceElements(receipt);
  const prompt = [element('Iptc4xmpExt:AIPromptInformation', receipt.prompt), description(receipt.prompt)];
  const recipe = element('maquette:Recipe', JSON.stringify(receipt));
  for (const elements of [
    [...provenance, ...prompt, recipe],
    [...provenance, ...prompt],
  ]) {
    const packet = wrap(elements);
    if (Buffer.byteLength(packet) <= MAX_PACKET_BYTES) return packet;
  }
  return wrap(provenance);
}

/** The receipt's JSON text, still to be validated; null when the packet has none. */
export function recipeInXmp(packet: string): string | null {
  const match = /<maquette:Recipe>([^<]*)<\/maquette:Recipe>/.exec(packet.slice(0, MAX_READ_CHARACTERS));
  return match?.[1] === undefined ? null : unescapeXml(match[1]);
}

function provenanceElements(receipt: Receipt): readonly string[] {
  const elements = [
    element('xmp:CreatorTool', 'Maquette'),
    element('xmp:CreateDate', receipt.endedAt),
    element('Iptc4xmpExt:DigitalSourceType', SOURCE_TYPES + digitalSourceType(receipt)),
  ];
  if (receipt.providerId === 'sketch') return elements;
  return [...elements, element('Iptc4xmpExt:AISystemUsed', `${receipt.engine} (${receipt.vendorId})`)];
}

/** Sketch computes and was trained on nothing, so calling its pictures AI would be as wrong as calling AI's photos. */
function digitalSourceType({ providerId, operation }: Receipt): string {
  if (providerId === 'sketch') return operation === 'edit' ? 'compositeSynthetic' : 'algorithmicMedia';
  return operation === 'edit' ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia';
}

function wrap(elements: readonly string[]): string {
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
    ` xmlns:maquette="${NAMESPACE}">`,
    ...elements,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n');
}

function description(text: string): string {
  return `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt></dc:description>`;
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

/** Characters that XML 1.0 cannot hold at all, not even escaped, are dropped; in JSON they are already escaped. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
