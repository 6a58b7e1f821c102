/** Owns the whole wire between window and studio: every procedure's input and output, and every event. */
import { z } from 'zod';
import { assetSchema } from './asset.ts';
import { boardChangeSchema, boardItemSchema, boardSchema, boardSummarySchema, lineageEdgeSchema } from './board.ts';
import { editProofSchema, editRecordSchema, extensionStepSchema, maskFormSchema, selectionWishSchema } from './edit.ts';
import { editBatchContract, editBatchSchema } from './edit-batch.ts';
import { chainContract } from './edit-chain.ts';
import { deskContract } from './edit-desk.ts';
import { exportRequestSchema, exportResultSchema } from './export.ts';
import { candidateSchema, generationRequestSchema, VERDICTS } from './generation.ts';
import { assetIdSchema, boardIdSchema, candidateIdSchema, itemIdSchema, jobIdSchema } from './ids.ts';
import { JOB_STATES, jobSchema } from './job.ts';
import { modelStateSchema, PROVIDER_IDS } from './model.ts';
import { providerStateSchema, settingsChangeSchema, settingsSchema } from './settings.ts';
import {
  assetDetailSchema,
  CAP_SCOPES,
  dualRunSchema,
  historyEntrySchema,
  jobPreviewSchema,
  learnedSchema,
  planAssumptionsSchema,
  probeSchema,
  routingRuleSchema,
  spendRowSchema,
  spendSummarySchema,
  studioStatusSchema,
} from './views.ts';

const nothing = z.object({});
const boardName = z.string().trim().min(1).max(120);
const providerId = z.enum(PROVIDER_IDS);
const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .nullable();
const modelId = z.string().max(200);
const groupId = z.string().regex(/^[a-z0-9_]{8,40}$/);

/** Where the placeholders go: `itemIds[slot]` at `places[slot]`; the studio makes the items with the job, in one step. */
const placement = z.object({
  boardId: boardIdSchema,
  places: z
    .array(
      z.object({
        itemId: itemIdSchema,
        xUnits: z.number(),
        yUnits: z.number(),
        widthUnits: z.number().min(1),
        heightUnits: z.number().min(1),
      }),
    )
    .max(8),
});

export const contract = {
  'studio.status': { input: nothing, output: studioStatusSchema },

  'boards.list': { input: nothing, output: z.array(boardSummarySchema) },
  'boards.create': { input: z.object({ name: boardName }), output: boardSummarySchema },
  'boards.rename': { input: z.object({ id: boardIdSchema, name: boardName }), output: boardSummarySchema },
  /** To the bin; `boards.restore` brings it back. */
  'boards.remove': { input: z.object({ id: boardIdSchema }), output: nothing },
  'boards.restore': { input: z.object({ id: boardIdSchema }), output: boardSummarySchema },
  'boards.get': { input: z.object({ id: boardIdSchema }), output: boardSchema },
  'boards.change': { input: boardChangeSchema, output: z.object({ revision: z.number().int() }) },

  'assets.get': { input: z.object({ id: assetIdSchema }), output: assetDetailSchema },
  'assets.reveal': { input: z.object({ id: assetIdSchema }), output: nothing },

  /** One click or a rough box: answers a mask (a working picture, white = selected) of the object. Offline. */
  'edits.select': { input: z.object({ assetId: assetIdSchema, wish: selectionWishSchema }), output: assetSchema },
  /**
   * A wider canvas around the picture and the mask of what is new: source and mask for an edit. Nothing is drawn yet.
   * "16:9" adds as little as gives the ratio, "3000x2000" centres on that size, "+left,top,right,bottom" adds pixels.
   * Stepwise, the canvas grows only as far as a model sees sense in it; `next` is what to ask of that step's result.
   */
  'edits.prepareExtend': {
    input: z.object({ assetId: assetIdSchema, to: z.string().max(60), isStepwise: z.boolean().default(false) }),
    output: extensionStepSchema,
  },
  /** A mask file that was brought in, as the grey one edits take: read by its polarity, grown, feathered inward. */
  'edits.readMask': {
    input: maskFormSchema.extend({ assetId: assetIdSchema, pictureAssetId: assetIdSchema }),
    output: assetSchema,
  },
  /** The edit whose finished file has this SHA-256, the newest if several; null when none was made here. */
  'edits.find': { input: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }), output: editRecordSchema.nullable() },
  /** Compares an edit with its source once more, from the files on disk. */
  'edits.verify': { input: z.object({ assetId: assetIdSchema }), output: editProofSchema },
  ...chainContract,
  /** Every edit of the picture's chain, oldest first. */
  'edits.chain': { input: z.object({ assetId: assetIdSchema }), output: z.array(editRecordSchema) },
  /** Original + patches of the chain in this order (leave one out to hide it): a new picture, lossless. Nothing is sent. */
  'edits.rebuild': {
    input: z.object({ originalAssetId: assetIdSchema, editAssetIds: z.array(assetIdSchema).max(500) }),
    output: assetSchema,
  },
  /** Lays a kept answer that was not aligned by hand: moved and scaled, in source pixels. Nothing is sent. */
  'edits.nudge': {
    input: z.object({
      assetId: assetIdSchema,
      xPx: z.number().min(-512).max(512),
      yPx: z.number().min(-512).max(512),
      scale: z.number().min(0.5).max(2),
    }),
    output: assetSchema,
  },

  ...deskContract,

  ...editBatchContract,

  'jobs.preview': {
    input: z.object({
      request: generationRequestSchema,
      boardId: boardIdSchema.nullable().default(null),
      /** Only to compare models; absent when the real thing is planned. */
      assumptions: planAssumptionsSchema.optional(),
    }),
    output: jobPreviewSchema,
  },
  /** The row is written, state queued, before this answers. Sending the same jobId again answers the same job. */
  'jobs.enqueue': {
    input: z.object({
      jobId: jobIdSchema,
      request: generationRequestSchema,
      placement,
      /** Jobs of one dual run share it. */
      groupId: z
        .string()
        .regex(/^[a-z0-9_]{8,40}$/)
        .nullable()
        .default(null),
      /**
       * When the very same request is under way or done already: `share` answers the one under way instead of paying
       * twice, `earlier` takes the finished result for free, `run` pays again.
       */
      repeat: z.enum(['share', 'earlier', 'run']).default('share'),
    }),
    output: jobSchema,
  },
  'jobs.get': { input: z.object({ id: jobIdSchema }), output: jobSchema },
  'jobs.list': {
    input: z.object({ states: z.array(z.enum(JOB_STATES)).nullable(), limit: z.number().int().min(1).max(500) }),
    output: z.array(jobSchema),
  },
  'jobs.cancel': { input: z.object({ id: jobIdSchema }), output: jobSchema },
  /** A possibly billed job needs `acceptsSecondCharge`; one that an earlier process left goes on. */
  'jobs.retry': { input: z.object({ id: jobIdSchema, acceptsSecondCharge: z.boolean() }), output: jobSchema },

  /** After looking at the vendor's own bill: a lost call was billed after all (and counts as spent), or was not. */
  'jobs.settleLost': { input: z.object({ id: jobIdSchema, wasBilled: z.boolean() }), output: jobSchema },

  'duals.get': { input: z.object({ groupId }), output: dualRunSchema },
  /** null takes the vote back. */
  'duals.vote': { input: z.object({ groupId, candidateId: candidateIdSchema.nullable() }), output: dualRunSchema },

  /** Builds the request again from the receipt and compares it with what was sent, byte for byte. Sends nothing. */
  'receipts.verify': {
    input: z.object({ assetId: assetIdSchema }),
    output: z.object({ isIdentical: z.boolean(), requestHash: z.string().nullable(), message: z.string() }),
  },

  'candidates.judge': {
    input: z.object({
      id: candidateIdSchema,
      verdict: z.enum(VERDICTS).optional(),
      rating: z.number().int().min(0).max(5).optional(),
    }),
    output: candidateSchema,
  },

  'history.search': {
    input: z.object({
      text: z.string().max(500),
      modelId: z.string().nullable(),
      verdict: z.enum(VERDICTS).nullable(),
      minRating: z.number().int().min(0).max(5),
      /** Opaque; from the previous page. */
      cursor: z.string().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({
      entries: z.array(historyEntrySchema),
      nextCursor: z.string().nullable(),
      total: z.number().int(),
    }),
  },

  'models.list': { input: nothing, output: z.array(modelStateSchema) },
  /** Adds or changes an entry; a bad one is refused with the field and the reason. Shipped data stays beneath it. */
  'models.save': { input: z.object({ entry: z.unknown() }), output: modelStateSchema },
  /** A JSON entry or a list of them, from a file or the clipboard: good ones are saved, bad ones told. */
  'models.import': {
    input: z.object({ text: z.string().max(2_000_000) }),
    output: z.object({
      saved: z.array(z.string()),
      problems: z.array(z.object({ entry: z.string(), field: z.string(), message: z.string() })),
    }),
  },
  'models.setEnabled': { input: z.object({ id: modelId, isEnabled: z.boolean() }), output: modelStateSchema },
  /** Back to the shipped entry; an entry of one's own goes away. Without an id: everything back. */
  'models.reset': { input: z.object({ id: modelId.nullable() }), output: z.array(modelStateSchema) },
  /** Reads the vendor's model list (free) and marks what is missing or ends soon. */
  'models.probe': { input: z.object({ id: providerId }), output: probeSchema },

  'routing.rules': { input: nothing, output: z.array(routingRuleSchema) },
  'routing.setRules': {
    input: z.object({ rules: z.array(z.object({ name: z.string().max(60), isOn: z.boolean() })).max(60) }),
    output: z.array(routingRuleSchema),
  },
  'routing.learned': { input: nothing, output: learnedSchema },
  'routing.setLearning': { input: z.object({ isOn: z.boolean() }), output: learnedSchema },
  'routing.forget': { input: nothing, output: learnedSchema },

  'providers.list': { input: nothing, output: z.array(providerStateSchema) },
  'providers.setKey': {
    input: z.object({ id: providerId, key: z.string().trim().min(8).max(400) }),
    output: providerStateSchema,
  },
  'providers.removeKey': { input: z.object({ id: providerId }), output: providerStateSchema },
  /** A free call (the model list). `models` are vendor ids the key can see. */
  'providers.test': {
    input: z.object({ id: providerId }),
    output: z.object({ ok: z.boolean(), message: z.string(), models: z.array(z.string()) }),
  },

  'settings.get': { input: nothing, output: settingsSchema },
  'settings.change': { input: settingsChangeSchema, output: settingsSchema },

  /** Sums and caps; with a board, its own cap too. */
  'spending.summary': {
    input: z.object({ boardId: boardIdSchema.nullable().default(null) }),
    output: spendSummarySchema,
  },
  /** A null amount removes the cap. */
  'spending.setCap': {
    input: z.object({
      scope: z.enum(CAP_SCOPES),
      boardId: boardIdSchema.nullable(),
      micros: z.number().int().min(0).max(1_000_000_000_000).nullable(),
    }),
    output: spendSummarySchema,
  },
  /** `final`: what each accepted final cost, with its drafts, rejected candidates and failed calls. */
  'spending.report': {
    /** `month` as YYYY-MM; null = all time. */
    input: z.object({ by: z.enum(['model', 'board', 'day', 'final']), month }),
    output: z.array(spendRowSchema),
  },
  /** One line a call, for a spreadsheet. */
  'spending.export': { input: z.object({ month }), output: z.object({ csv: z.string() }) },

  'exports.create': { input: exportRequestSchema, output: exportResultSchema },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type Contract = typeof contract;
export type ProcedureName = keyof Contract;
export type ProcedureInput<Name extends ProcedureName> = z.input<Contract[Name]['input']>;
export type ProcedureParsed<Name extends ProcedureName> = z.output<Contract[Name]['input']>;
export type ProcedureOutput<Name extends ProcedureName> = z.output<Contract[Name]['output']>;

/** Sent on `/events`, one JSON object a message. */
export const studioEventSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('job-changed'), job: jobSchema }),
  z.object({
    name: z.literal('job-progressed'),
    jobId: jobIdSchema,
    slot: z.number().int(),
    /** 0 to 1; null when the model does not say. */
    fraction: z.number().nullable(),
    /** Address of the newest partial picture; null when there is none. */
    partialUrl: z.string().nullable(),
  }),
  z.object({
    name: z.literal('board-changed'),
    boardId: boardIdSchema,
    revision: z.number().int(),
    upsert: z.array(boardItemSchema),
    remove: z.array(itemIdSchema),
    /** Assets, candidates and lineage that the upserted items newly name. */
    assets: z.array(assetSchema),
    lineage: z.array(lineageEdgeSchema),
    /** The window that asked for it (header `x-window`), so that it does not apply its own change twice. */
    windowId: z.string().nullable(),
  }),
  z.object({ name: z.literal('edit-batch-changed'), batch: editBatchSchema }),
  z.object({ name: z.literal('boards-changed') }),
  z.object({ name: z.literal('candidate-changed'), candidate: candidateSchema }),
  z.object({ name: z.literal('settings-changed'), settings: settingsSchema }),
  z.object({ name: z.literal('providers-changed') }),
  z.object({ name: z.literal('spend-changed'), summary: spendSummarySchema }),
]);
export type StudioEvent = z.infer<typeof studioEventSchema>;
