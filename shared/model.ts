/** Owns what the registry says about a model: roles, sizes, limits, dated prices. Pure data, no vendor code. */
import { z } from 'zod';

export const ROLES = ['draft', 'final', 'edit', 'text-draft', 'text-final'] as const;
export type Role = (typeof ROLES)[number];

export const PROVIDER_IDS = ['sketch', 'openai', 'google'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

/** The vendors' own spelling, for sentences. */
export const PROVIDER_LABELS: Readonly<Record<ProviderId, string>> = {
  sketch: 'Sketch',
  openai: 'OpenAI',
  google: 'Google',
};

/** Size tiers a person picks. A model maps tier and aspect to real pixels, see sizes.ts. */
export const TIERS = ['512', '1K', '2K', '4K'] as const;
export type Tier = (typeof TIERS)[number];

const pixels = z.tuple([z.number().int().positive(), z.number().int().positive()]);

/** How a model turns "3:2 at 2K" into pixels. */
const sizeRuleSchema = z.discriminatedUnion('kind', [
  z.object({
    /** Any width and height within these bounds. */
    kind: z.literal('free'),
    multipleOfPx: z.number().int().positive(),
    minPixels: z.number().int().positive(),
    maxPixels: z.number().int().positive(),
    maxEdgePx: z.number().int().positive(),
    /** Long edge over short edge, 3 means 1:3 to 3:1. */
    maxRatio: z.number().positive(),
  }),
  z.object({
    /** Ratio and tier only; the table holds the pixels that come back. */
    kind: z.literal('table'),
    pixelsByAspect: z.record(z.string(), z.partialRecord(z.enum(TIERS), pixels)),
  }),
  z.object({ kind: z.literal('fixed'), sizes: z.array(pixels).min(1) }),
]);
export type SizeRule = z.infer<typeof sizeRuleSchema>;

/** Subjects a model is known to be good at; routing rules name these, never a model. */
const STRENGTHS = [
  'text-in-picture',
  'non-latin-text',
  'interface-design',
  'infographic',
  'precise-edit',
  'many-references',
] as const;
export type Strength = (typeof STRENGTHS)[number];

/** Prices in micros per million tokens; null where the vendor publishes none. */
const tokenPrices = z.object({
  textIn: z.number().nullable(),
  cachedIn: z.number().nullable(),
  imageIn: z.number().nullable(),
  textOut: z.number().nullable(),
  imageOut: z.number().nullable(),
});

const priceSchema = z.object({
  /** ISO day on which the figures were read. */
  date: z.iso.date(),
  source: z.string(),
  confidence: z.enum(['published', 'reported', 'computed', 'unknown', 'free']),
  perMillionTokens: tokenPrices.nullable(),
  /** Output price of one picture. `size` is a tier or WxH; `quality` null where the model has none. */
  perImage: z.array(
    z.object({
      size: z.string(),
      quality: z.string().nullable(),
      micros: z.number().int(),
      tokens: z.number().int().nullable(),
    }),
  ),
  /** 0.5 means half price in the vendor's batch mode; null where there is none. */
  batchDiscount: z.number().nullable(),
  /**
   * Output tokens as a formula of size and quality: a grid whose long side is `longSide[quality]`, weighted by
   * (offsetPx + width × height) / unitPx. It stands beside `perImage` for sizes that no table lists.
   */
  outputGrid: z
    .object({
      longSide: z.record(z.string(), z.number().int().positive()),
      offsetPx: z.number().int().positive(),
      unitPx: z.number().int().positive(),
      /** True when the formula belongs to a sibling model, because this one's vendor publishes none. */
      isAssumed: z.boolean(),
    })
    .optional(),
  /** Input tokens of one reference picture; absent = not known, then a wide range is used. */
  inputPicture: z
    .discriminatedUnion('kind', [
      /** Squares of `patchPx`, at most `budget` of them. */
      z.object({ kind: z.literal('patches'), patchPx: z.number().int(), budget: z.number().int() }),
      z.object({ kind: z.literal('range'), low: z.number().int(), expected: z.number().int(), high: z.number().int() }),
    ])
    .optional(),
  /** Thinking that is billed as text output for each picture, at most; absent = the model does not think. */
  thinkingTokensHigh: z.number().int().nonnegative().optional(),
  /** Image output tokens of one streamed preview. */
  partialPictureTokens: z.number().int().nonnegative().optional(),
  /** Other prices once the input is longer than this. */
  longInput: z
    .object({ overTokens: z.number().int(), textIn: z.number(), cachedIn: z.number().nullable(), textOut: z.number() })
    .optional(),
});
export type ModelPrice = z.infer<typeof priceSchema>;

/** What a text model takes beyond the prompt. */
const textParametersSchema = z.object({
  maxOutputTokens: z.number().int().positive(),
  efforts: z.array(z.string()),
  defaultEffort: z.string().nullable(),
  /** `effort-none`: only while the effort is `none`. */
  temperature: z.enum(['always', 'effort-none', 'never']),
});

export const modelEntrySchema = z.object({
  /** Unique here: `provider:vendorId`. */
  id: z.string().regex(/^[a-z]+:[A-Za-z0-9._-]+$/),
  providerId: z.enum(PROVIDER_IDS),
  /** The id sent to the vendor. */
  vendorId: z.string(),
  label: z.string(),
  /** One line for a designer. */
  note: z.string(),
  roles: z.array(z.enum(ROLES)).min(1),
  output: z.enum(['image', 'text']),
  sizes: sizeRuleSchema.nullable(),
  tiers: z.array(z.enum(TIERS)),
  defaultTier: z.enum(TIERS).nullable(),
  qualities: z.array(z.string()),
  /** The quality used in the draft role and in every other role, if the model has qualities. */
  draftQuality: z.string().nullable(),
  finalQuality: z.string().nullable(),
  formats: z.array(z.enum(['png', 'jpeg', 'webp', 'avif'])),
  backgrounds: z.array(z.enum(['opaque', 'transparent'])),
  referenceLimit: z.object({
    total: z.number().int().nonnegative(),
    objects: z.number().int().nonnegative().nullable(),
    characters: z.number().int().nonnegative().nullable(),
    style: z.number().int().nonnegative().nullable(),
  }),
  /** Polarity of the mask file a model takes: `alpha-zero` = transparent means change, `white` = white means change. */
  mask: z.enum(['none', 'alpha-zero', 'white']),
  /** Previews while it works. */
  streaming: z.enum(['none', 'partial-images', 'text']),
  maxPerCall: z.number().int().positive(),
  hasSeed: z.boolean(),
  /** It only works inside a mask; absent = it draws whole pictures too. */
  needsMask: z.boolean().optional(),
  maxPromptCharacters: z.number().int().positive(),
  contextTokens: z.number().int().positive().nullable(),
  price: priceSchema,
  /** ISO day after which the vendor switches it off; null when none is known. */
  shutdownDate: z.iso.date().nullable(),
  isEnabled: z.boolean(),
  /** What routing may count on; absent = nothing special is known. */
  strengths: z.array(z.enum(STRENGTHS)).optional(),
  speed: z.enum(['fast', 'normal', 'slow']).optional(),
  /** `nano` is made for drafts, `high` for finals, `legacy` for neither: it works, newer ones do it better. */
  fidelity: z.enum(['nano', 'standard', 'high', 'legacy']).optional(),
  /** Whether it can look facts up while it draws. */
  grounding: z.enum(['none', 'web', 'web-and-pictures']).optional(),
  /** True while the vendor calls its transparent background a preview. */
  isTransparencyPreview: z.boolean().optional(),
  /** Above this many pixels the vendor calls the result experimental. */
  experimentalAbovePixels: z.number().int().positive().optional(),
  /** A sentence when sources disagree on whether the vendor still serves it. */
  availabilityDoubt: z.string().optional(),
  text: textParametersSchema.optional(),
});
export type ModelEntry = z.infer<typeof modelEntrySchema>;

/** A registry entry with what this machine knows about it. */
export const modelStateSchema = modelEntrySchema.extend({
  availability: z.enum(['ready', 'key-missing', 'disabled', 'unavailable']),
  /** Why it is not ready, or a warning such as "ends 2026-12-01". */
  availabilityNote: z.string().nullable(),
  /** A person added it, or changed a shipped one; absent = as shipped, the on/off switch apart. */
  origin: z.enum(['own', 'changed']).optional(),
});
export type ModelState = z.infer<typeof modelStateSchema>;
