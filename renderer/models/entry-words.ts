import { type ModelState, PROVIDER_LABELS, type Role } from '../../shared/model.ts';
import { formatMicros } from '../../shared/money.ts';

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  draft: 'Draft',
  final: 'Final',
  edit: 'Edit',
  'text-draft': 'Text, quick',
  'text-final': 'Text, careful',
};

export const CONFIDENCE_LABELS: Readonly<Record<ModelState['price']['confidence'], string>> = {
  published: 'published by the vendor',
  reported: 'reported by others',
  computed: 'computed from tokens',
  unknown: 'unknown',
  free: 'free',
};

/** "$0.0336 to $0.24 a picture", "$0.05 in, $0.40 out per million tokens", "unknown". */
export function priceRange({ price, output }: ModelState): string {
  if (price.confidence === 'free') return 'Free';
  const micros = price.perImage.map((row) => row.micros);
  if (output === 'image' && micros.length > 0) {
    const low = formatMicros(Math.min(...micros));
    const high = formatMicros(Math.max(...micros));
    return low === high ? `${low} a picture` : `${low} to ${high} a picture`;
  }
  const { textIn = null, textOut = null, imageOut = null } = price.perMillionTokens ?? {};
  const out = output === 'text' ? textOut : imageOut;
  if (out === null) return 'Price unknown';
  const input = textIn === null ? '' : `${formatMicros(textIn)} in, `;
  return `${input}${formatMicros(out)} out per million tokens`;
}

/** "512 to 4K · 14 references · mask", what it takes at most. */
export function limitWords(model: ModelState): string {
  const parts: string[] = [];
  const [first] = model.tiers;
  const last = model.tiers.at(-1);
  if (first && last) parts.push(first === last ? first : `${first} to ${last}`);
  const { total } = model.referenceLimit;
  if (model.output === 'image') parts.push(total === 0 ? 'no references' : `${total} references`);
  if (model.mask !== 'none') parts.push('mask');
  if (model.backgrounds.includes('transparent')) parts.push('transparency');
  if (model.contextTokens !== null && model.output === 'text') {
    parts.push(`${Math.round(model.contextTokens / 1_000).toLocaleString('en')}k tokens`);
  }
  return parts.join(' · ');
}

/** Whose figures these are, where they are not Maquette's. */
export const ORIGIN_WORDS = { own: 'Your own', changed: 'Changed by you' } as const;

const AVAILABILITY: Readonly<Record<ModelState['availability'], string>> = {
  ready: 'Ready',
  'key-missing': 'Needs a key',
  disabled: 'Off',
  unavailable: 'Not available',
};

export function availabilityWords(model: ModelState): string {
  return AVAILABILITY[model.availability];
}

/** Everything a person may look for. */
export function searchText(model: ModelState): string {
  const roles = model.roles.map((role) => ROLE_LABELS[role]);
  const facts = [PROVIDER_LABELS[model.providerId], availabilityWords(model), limitWords(model), priceRange(model)];
  const origin = model.origin ? ORIGIN_WORDS[model.origin] : '';
  return [model.label, model.vendorId, model.note, origin, ...roles, ...facts].join(' ').toLowerCase();
}
