/** Owns the whole wire between window and studio: every procedure's input and output, and every event. */
import { z } from 'zod';
import { assetSchema } from './asset.ts';
import { boardChangeSchema, boardItemSchema, boardSchema, boardSummarySchema, lineageEdgeSchema } from './board.ts';
import { wireErrorSchema } from './errors.ts';
import { exportRequestSchema, exportResultSchema } from './export.ts';
import {
  candidateSchema,
  costEstimateSchema,
  generationRequestSchema,
  receiptSchema,
  VERDICTS,
  warningSchema,
} from './generation.ts';
import { assetIdSchema, boardIdSchema, candidateIdSchema, itemIdSchema, jobIdSchema } from './ids.ts';
import { chainStepSchema, JOB_STATES, jobSchema } from './job.ts';
import { modelStateSchema, PROVIDER_IDS } from './model.ts';
import { providerStateSchema, settingsSchema } from './settings.ts';

const nothing = z.object({});
const boardName = z.string().trim().min(1).max(120);
const providerId = z.enum(PROVIDER_IDS);

export const studioStatusSchema = z.object({
  version: z.string(),
  hostKind: z.enum(['electron', 'browser', 'command-line']),
  /** Whether "Reveal in folder" can work here. */
  canReveal: z.boolean(),
  secretStore: z.object({ label: z.string(), isSecure: z.boolean(), canStore: z.boolean() }),
  libraryPath: z.string(),
  /** Sentences about what is wrong but not fatal, such as a vendor address taken from the environment. */
  notices: z.array(z.string()),
});
export type StudioStatus = z.infer<typeof studioStatusSchema>;

/** What the dock shows before anything is sent. */
export const jobPreviewSchema = z.object({
  modelId: z.string().nullable(),
  modelLabel: z.string(),
  reasons: z.array(z.string()),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
  estimate: costEstimateSchema,
  warnings: z.array(warningSchema),
  /** Empty when it can run. */
  problems: z.array(wireErrorSchema),
  /** What is tried next, in order, when the model fails without a charge. */
  chain: z.array(chainStepSchema),
  /** The other models that could do it, best first, and those that could not: "why not X?". Empty when a model is named. */
  alternatives: z.array(
    z.object({
      modelId: z.string(),
      modelLabel: z.string(),
      estimate: costEstimateSchema,
      /** Empty when it could not. */
      reasons: z.array(z.string()),
      refusals: z.array(z.string()),
    }),
  ),
  /** The same request, done before or under way now; null when it is new. */
  earlier: z
    .object({ jobId: jobIdSchema, isUnderWay: z.boolean(), createdAtMs: z.number(), assetIds: z.array(assetIdSchema) })
    .nullable(),
});
export type JobPreview = z.infer<typeof jobPreviewSchema>;

export const CAP_SCOPES = ['session', 'month', 'board'] as const;

/** A hard cap and what is committed under it: settled, reserved for calls under way, and possibly billed. */
const capStateSchema = z.object({
  scope: z.enum(CAP_SCOPES),
  boardId: boardIdSchema.nullable(),
  capMicros: z.number().int(),
  committedMicros: z.number().int(),
});
export type CapState = z.infer<typeof capStateSchema>;

const spendRowSchema = z.object({
  /** Model id, board id, day as YYYY-MM-DD, or the final's asset id. */
  key: z.string(),
  label: z.string(),
  micros: z.number().int(),
  possiblyBilledMicros: z.number().int(),
  /** Calls whose price is not known; they are not in the sum. */
  unknownCount: z.number().int(),
  calls: z.number().int(),
});
export type SpendRow = z.infer<typeof spendRowSchema>;

export const spendSummarySchema = z.object({
  sessionMicros: z.number().int(),
  todayMicros: z.number().int(),
  monthMicros: z.number().int(),
  possiblyBilledMicros: z.number().int(),
  /** Calls whose price is not known. */
  unknownCount: z.number().int(),
  caps: z.array(capStateSchema),
  byModel: z.array(
    z.object({ modelId: z.string(), label: z.string(), micros: z.number().int(), calls: z.number().int() }),
  ),
});
export type SpendSummary = z.infer<typeof spendSummarySchema>;

export const historyEntrySchema = z.object({
  asset: assetSchema,
  candidate: candidateSchema.nullable(),
  prompt: z.string(),
  modelId: z.string().nullable(),
  modelLabel: z.string(),
  role: z.string().nullable(),
  boardId: boardIdSchema.nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const assetDetailSchema = z.object({
  asset: assetSchema,
  candidate: candidateSchema.nullable(),
  job: jobSchema.nullable(),
  receipt: receiptSchema.nullable(),
  parents: z.array(lineageEdgeSchema),
  children: z.array(lineageEdgeSchema),
  /** The assets the lineage names. */
  relatives: z.array(assetSchema),
});
export type AssetDetail = z.infer<typeof assetDetailSchema>;

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

  'jobs.preview': {
    input: z.object({ request: generationRequestSchema, boardId: boardIdSchema.nullable().default(null) }),
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
  /** For failed and cancelled jobs. A possibly billed job needs `acceptsSecondCharge`. */
  'jobs.retry': { input: z.object({ id: jobIdSchema, acceptsSecondCharge: z.boolean() }), output: jobSchema },

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
  'settings.change': { input: settingsSchema.partial(), output: settingsSchema },

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
    input: z.object({
      by: z.enum(['model', 'board', 'day', 'final']),
      /** YYYY-MM; null = all time. */
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .nullable(),
    }),
    output: z.array(spendRowSchema),
  },

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
  z.object({ name: z.literal('boards-changed') }),
  z.object({ name: z.literal('candidate-changed'), candidate: candidateSchema }),
  z.object({ name: z.literal('settings-changed'), settings: settingsSchema }),
  z.object({ name: z.literal('providers-changed') }),
  z.object({ name: z.literal('spend-changed'), summary: spendSummarySchema }),
]);
export type StudioEvent = z.infer<typeof studioEventSchema>;
