/** Owns what a person asks of a model, and what one attempt at it left behind. */
import { z } from 'zod';
import { layingSchema } from './edit.ts';
import { assetIdSchema, candidateIdSchema, jobIdSchema } from './ids.ts';
import { ROLES, TIERS } from './model.ts';
import { REFERENCE_NAME_LIMIT } from './prompt-marks.ts';

export const PROMPT_LIMIT = 32_000;
export const COUNT_LIMIT = 8;

export const REFERENCE_ROLES = ['object', 'character', 'style'] as const;

export const referenceSchema = z.object({
  assetId: assetIdSchema,
  role: z.enum(REFERENCE_ROLES),
  /** What the prompt calls it after an @; absent where the prompt does not speak of it. */
  name: z.string().min(1).max(REFERENCE_NAME_LIMIT).optional(),
});
export type Reference = z.infer<typeof referenceSchema>;

export const OPERATIONS = ['generate', 'promote', 'edit', 'vary'] as const;

/**
 * One request, as the window sends it and as the row keeps it. Bounds that have a sentence of their own (empty or long
 * prompt, count, reference limit) are checked by planning, not by this schema, so that the person reads that sentence.
 */
export const generationRequestSchema = z.object({
  operation: z.enum(OPERATIONS),
  role: z.enum(ROLES),
  /** A registry id, or `auto` for the role's binding. */
  modelId: z.string().max(200),
  prompt: z.string().max(200_000),
  /** "3:2". */
  aspect: z.string().max(20),
  tier: z.enum(TIERS),
  count: z.number().int(),
  /** null: the studio draws one, and the receipt says which. */
  seed: z.number().int().min(0).max(4_294_967_295).nullable(),
  /** null: the model's own for the role. */
  quality: z.string().max(40).nullable(),
  background: z.enum(['auto', 'transparent', 'opaque']),
  /** Sent in this order. */
  references: z.array(referenceSchema).max(64),
  /** The draft that is promoted, varied or edited. It is sent before the references. */
  sourceAssetId: assetIdSchema.nullable(),
  /** 8-bit grey, 255 = change here; same pixels as the source. */
  maskAssetId: assetIdSchema.nullable(),
  /** Of a mask edit. */
  laying: layingSchema.optional(),
});
export type GenerationRequest = z.infer<typeof generationRequestSchema>;

/** What a vendor says it counted. null = the vendor did not say. */
export const usageSchema = z.object({
  textInTokens: z.number().int().nonnegative().nullable(),
  imageInTokens: z.number().int().nonnegative().nullable(),
  cachedInTokens: z.number().int().nonnegative().nullable(),
  textOutTokens: z.number().int().nonnegative().nullable(),
  imageOutTokens: z.number().int().nonnegative().nullable(),
});
export type Usage = z.infer<typeof usageSchema>;

/** A price before the call. Unknown stays unknown, it is never shown as zero. */
export type CostEstimate =
  | {
      readonly kind: 'known';
      readonly lowMicros: number;
      readonly expectedMicros: number;
      readonly highMicros: number;
      /** What the figure is made of, in words: "4 × $0.0336 output", "input about $0.002". */
      readonly parts: readonly string[];
      readonly priceDate: string;
    }
  | { readonly kind: 'free' }
  | { readonly kind: 'unknown'; readonly reason: string };

export const costEstimateSchema: z.ZodType<CostEstimate> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('known'),
    lowMicros: z.number().int(),
    expectedMicros: z.number().int(),
    highMicros: z.number().int(),
    parts: z.array(z.string()),
    priceDate: z.string(),
  }),
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('unknown'), reason: z.string() }),
]);

/** A note of what a model could not do as asked, or of what came back other than asked. Never silence. */
export const warningSchema = z.object({ field: z.string(), note: z.string() });
export type Warning = z.infer<typeof warningSchema>;

/** How one picture was judged. */
export const VERDICTS = ['new', 'kept', 'rejected'] as const;

export const candidateSchema = z.object({
  id: candidateIdSchema,
  jobId: jobIdSchema,
  assetId: assetIdSchema,
  /** Place within the job, from 0. */
  slot: z.number().int().nonnegative(),
  seed: z.number().int().nullable(),
  verdict: z.enum(VERDICTS),
  rating: z.number().int().min(0).max(5),
  /** Its share of the attempt's cost; null = unknown. */
  costMicros: z.number().int().nullable(),
  elapsedMs: z.number().int().nonnegative(),
  /** Differences between what was asked and what came: "1024×1024 delivered, 4096×4096 asked". */
  badges: z.array(z.string()),
  /** How far it moved from the draft it was promoted from: structure (1 = same) and mean colour difference; null = no draft. */
  drift: z.object({ ssim: z.number(), deltaE: z.number() }).nullable(),
  createdAtMs: z.number(),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** What travels with a picture, as canonical JSON. It never holds a key. */
export const receiptSchema = z.object({
  schema: z.literal('maquette-receipt/1'),
  jobId: z.string(),
  attemptId: z.string(),
  operation: z.enum(OPERATIONS),
  providerId: z.string(),
  modelId: z.string(),
  vendorId: z.string(),
  /** "Sketch: offline, no AI" for the built-in engine, the vendor's endpoint otherwise. */
  engine: z.string(),
  prompt: z.string(),
  /** The vendor's rewriting, if it told us. */
  revisedPrompt: z.string().nullable(),
  aspect: z.string(),
  askedPx: z.tuple([z.number(), z.number()]),
  deliveredPx: z.array(z.tuple([z.number(), z.number()])),
  quality: z.string().nullable(),
  background: z.string(),
  seeds: z.array(z.number().nullable()),
  /** SHA-256 of each picture sent, in the order sent. */
  sourceHash: z.string().nullable(),
  referenceHashes: z.array(z.string()),
  maskHash: z.string().nullable(),
  outputHashes: z.array(z.string()),
  /** SHA-256 of the request body as sent and of the response body as received; null for Sketch. */
  requestHash: z.string().nullable(),
  responseHash: z.string().nullable(),
  requestId: z.string().nullable(),
  usage: usageSchema.nullable(),
  costMicros: z.number().int().nullable(),
  priceDate: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  warnings: z.array(warningSchema),
});
export type Receipt = z.infer<typeof receiptSchema>;
