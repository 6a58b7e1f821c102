/** Owns the entry of Local fill: removes what a mask covers and continues borders, by example from the picture itself. */
import type { ModelEntry } from '../../../shared/model.ts';

export const LOCAL_FILL = 'local-fill';

export const localFillModels: readonly ModelEntry[] = [
  {
    id: `sketch:${LOCAL_FILL}`,
    providerId: 'sketch',
    vendorId: LOCAL_FILL,
    label: 'Local fill',
    note: 'Removes objects and extends borders from the picture itself. Offline, no AI, free; the prompt plays no part.',
    roles: ['edit'],
    output: 'image',
    sizes: { kind: 'free', multipleOfPx: 1, minPixels: 1, maxPixels: 33_600_000, maxEdgePx: 8_192, maxRatio: 64 },
    tiers: ['512', '1K', '2K', '4K'],
    defaultTier: '1K',
    qualities: [],
    draftQuality: null,
    finalQuality: null,
    formats: ['png'],
    backgrounds: ['opaque'],
    referenceLimit: { total: 1, objects: null, characters: null, style: null },
    mask: 'white',
    streaming: 'none',
    maxPerCall: 1,
    hasSeed: true,
    needsMask: true,
    maxPromptCharacters: 32_000,
    contextTokens: null,
    price: {
      date: '2026-11-20',
      source: 'built in',
      confidence: 'free',
      perMillionTokens: null,
      perImage: [],
      batchDiscount: null,
    },
    shutdownDate: null,
    isEnabled: true,
  },
];
