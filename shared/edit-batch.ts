/** Owns several mask edits that are started together: places of one picture one after the other, or one mask over many. */
import { z } from 'zod';
import { assetSchema } from './asset.ts';
import { wireErrorSchema } from './errors.ts';
import { costEstimateSchema, generationRequestSchema, warningSchema } from './generation.ts';
import { assetIdSchema, boardIdSchema, itemIdSchema, jobIdSchema } from './ids.ts';

export type BatchId = `batch_${string}`;
export const batchIdSchema = z.templateLiteral(['batch_', z.string().regex(/^[a-z0-9]{8,32}$/)]);

/** Steps of one batch at most; each is a call that may cost money. */
const BATCH_LIMIT = 48;

/**
 * `places`: several masks of one picture, in this order, each step drawn on the result of the one before; every request
 * names the first picture as its source. `pictures`: one edit each, independent of the others.
 */
const BATCH_KINDS = ['places', 'pictures'] as const;

export const batchPlanSchema = z.object({
  kind: z.enum(BATCH_KINDS),
  steps: z.array(generationRequestSchema).min(1).max(BATCH_LIMIT),
  /** `earlier`: a step that was done before with the very same request is taken again, free. `run`: drawn anew. */
  repeat: z.enum(['earlier', 'run']).default('run'),
});
export type BatchPlan = z.infer<typeof batchPlanSchema>;

const plannedStepSchema = z.object({
  /** null when nothing can do it. */
  modelId: z.string().nullable(),
  modelLabel: z.string(),
  estimate: costEstimateSchema,
  /** Done before: it is taken again, free. */
  isEarlier: z.boolean(),
  warnings: z.array(warningSchema),
  problem: wireErrorSchema.nullable(),
});
export type PlannedStep = z.infer<typeof plannedStepSchema>;

export const batchPreviewSchema = z.object({
  steps: z.array(plannedStepSchema),
  /** One unknown price makes the sum unknown. */
  total: costEstimateSchema,
  /** The first thing that stands in the way; null when all of it can be started. */
  problem: wireErrorSchema.nullable(),
});
export type BatchPreview = z.infer<typeof batchPreviewSchema>;

const STEP_STATES = ['waiting', 'running', 'done', 'not-aligned', 'failed', 'possibly-billed', 'skipped'] as const;

const batchStepSchema = z.object({
  /** As it is or will be sent; the source of a later place is known once the place before it is done. */
  request: generationRequestSchema,
  modelLabel: z.string(),
  estimate: costEstimateSchema,
  jobId: jobIdSchema,
  state: z.enum(STEP_STATES),
  /** The aligned edit; null until there is one. */
  resultAssetId: assetIdSchema.nullable(),
  /** The answer that could not be laid; null when there is none. */
  answerAssetId: assetIdSchema.nullable(),
  costMicros: z.number().int().nullable(),
  error: wireErrorSchema.nullable(),
});
export type BatchStep = z.infer<typeof batchStepSchema>;

export const editBatchSchema = z.object({
  id: batchIdSchema,
  kind: z.enum(BATCH_KINDS),
  boardId: boardIdSchema,
  /** The picture that the first step changes. */
  originalAssetId: assetIdSchema,
  /** `stopped`: a step brought no edit; nothing goes on before a person says how. */
  state: z.enum(['running', 'stopped', 'cancelled', 'done']),
  steps: z.array(batchStepSchema),
  /** Of all steps together, as agreed to. */
  estimate: costEstimateSchema,
  /** Spent so far; null = unknown. */
  costMicros: z.number().int().nullable(),
  /** The newest picture with everything that was done; null before the first. */
  resultAssetId: assetIdSchema.nullable(),
  /** Which were done, what was kept, what to do. */
  message: z.string(),
  createdAtMs: z.number(),
});
export type EditBatch = z.infer<typeof editBatchSchema>;

/** How a stopped batch goes on: the step again, without it, or with its answer as a person laid it. */
export const goOnSchema = z.discriminatedUnion('how', [
  z.object({ how: z.literal('again'), acceptsSecondCharge: z.boolean().default(false) }),
  z.object({ how: z.literal('skip') }),
  z.object({ how: z.literal('laid'), assetId: assetIdSchema }),
]);
export type GoOn = z.infer<typeof goOnSchema>;

const place = z.object({
  itemId: itemIdSchema,
  xUnits: z.number(),
  yUnits: z.number(),
  widthUnits: z.number().min(1),
  heightUnits: z.number().min(1),
});

/** The part of the wire that is about batches; `contract.ts` takes it in. */
export const editBatchContract = {
  /** What it would do and cost, all together. Nothing is sent. */
  'edits.previewBatch': {
    input: z.object({ plan: batchPlanSchema, boardId: boardIdSchema.nullable().default(null) }),
    output: batchPreviewSchema,
  },
  /** Rows first, then the first step. Sending the same batchId again answers the same batch. */
  'edits.startBatch': {
    input: z.object({
      batchId: batchIdSchema,
      plan: batchPlanSchema,
      boardId: boardIdSchema,
      /** `pictures`: one a step. `places`: one, for the last result. Empty: nothing is placed. */
      places: z.array(place).max(BATCH_LIMIT).default([]),
    }),
    output: editBatchSchema,
  },
  'edits.getBatch': { input: z.object({ id: batchIdSchema }), output: editBatchSchema },
  /** Those of a picture (as the first step's source), newest first. */
  'edits.listBatches': { input: z.object({ assetId: assetIdSchema }), output: z.array(editBatchSchema) },
  'edits.goOnBatch': { input: z.object({ id: batchIdSchema, way: goOnSchema }), output: editBatchSchema },
  /** What is under way is cancelled; what was made is kept. */
  'edits.cancelBatch': { input: z.object({ id: batchIdSchema }), output: editBatchSchema },
  /** The mask for another picture: as it is where the pixel sizes are equal, stretched over it when `isRelative`. */
  'edits.fitMask': {
    input: z.object({ maskAssetId: assetIdSchema, pictureAssetId: assetIdSchema, isRelative: z.boolean() }),
    output: assetSchema,
  },
} as const;
