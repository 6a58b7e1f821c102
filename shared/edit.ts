/** Owns what is kept of a mask edit: its proof, its patch, and how the answer was laid on the picture. */
import { z } from 'zod';
import { assetSchema } from './asset.ts';
import { assetIdSchema } from './ids.ts';

/** What an edit can show for itself; see the pixel core for how each figure is found. */
export const editProofSchema = z.object({
  /** Samples of pixels whose mask is 0, all channels, compared after the file was decoded again. */
  samplesCompared: z.number().int().nonnegative(),
  /** Always 0: an edit with any other count is refused. */
  samplesDiffering: z.number().int().nonnegative(),
  sourceHash: z.string(),
  resultHash: z.string(),
  maskHash: z.string(),
  /** Pixels of the source by which the answer's surround still misses, median. */
  residualPx: z.number(),
  /** 0 to 1. */
  confidence: z.number(),
  /** Median ΔE00 along the mask's border; null when the whole picture is masked. */
  seamDeltaE: z.number().nullable(),
});
export type EditProof = z.infer<typeof editProofSchema>;

const rectSchema = z.object({
  left: z.number(),
  top: z.number(),
  widthPx: z.number(),
  heightPx: z.number(),
});

export const editRecordSchema = z.object({
  assetId: assetIdSchema,
  sourceAssetId: assetIdSchema,
  maskAssetId: assetIdSchema,
  /** The first original: all patches of a chain lie over it. */
  originalAssetId: assetIdSchema,
  /** How many edits lie between the original and this picture, this one included. */
  depth: z.number().int().positive(),
  /** `not-aligned`: the answer could not be laid on the picture; it is kept as it came. */
  status: z.enum(['aligned', 'not-aligned']),
  proof: editProofSchema.nullable(),
  /** What the patch covers, in upright pixels; null when not aligned. */
  rect: z
    .object({ left: z.number().int(), top: z.number().int(), widthPx: z.number().int(), heightPx: z.number().int() })
    .nullable(),
  /** What of the picture was sent (`rect`), at which size (`sendPx`), and where it lies in that (`placement`). */
  crop: z.object({
    rect: rectSchema,
    sendPx: z.object({ widthPx: z.number(), heightPx: z.number() }),
    placement: rectSchema,
  }),
});
export type EditRecord = z.infer<typeof editRecordSchema>;

/** In the picture's upright pixels. */
export const selectionWishSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('click'), x: z.number(), y: z.number() }),
  z.object({
    kind: z.literal('box'),
    left: z.number(),
    top: z.number(),
    widthPx: z.number().positive(),
    heightPx: z.number().positive(),
  }),
]);

/** How a mask file is meant. `white`: white = change; `alpha`: transparent = change. Pixels are those of the picture. */
export const maskFormSchema = z.object({
  polarity: z.enum(['white', 'alpha']).default('white'),
  growPx: z.number().int().min(0).max(1_000).default(0),
  featherPx: z.number().int().min(0).max(1_000).default(0),
});

/** With less surround an answer cannot be laid: there would be nothing to hold it against. */
export const LEAST_PADDING_PX = 16;

/** How the answer to a mask edit is asked for and laid; a request without it leaves both to the studio. */
export const layingSchema = z.object({
  /** Context around the mask in pixels of the picture; null: half of the mask's long edge, at least 64. */
  paddingPx: z.number().int().min(LEAST_PADDING_PX).max(8_192).nullable(),
  /** Brings the answer's tone back to the picture's, as read around the mask. */
  isToneMatched: z.boolean(),
});
export type Laying = z.infer<typeof layingSchema>;

export const extensionStepSchema = z.object({
  /** The wider canvas, and the mask of what is new on it. */
  source: assetSchema,
  mask: assetSchema,
  /** Where the picture lies on the canvas. */
  left: z.number().int().nonnegative(),
  top: z.number().int().nonnegative(),
  /** What is still to be added to this step's result, and in how many steps; null when this one is the last. */
  next: z.object({ to: z.string(), steps: z.number().int().positive() }).nullable(),
});
