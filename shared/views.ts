/** Owns the shapes that procedures answer with and that belong to no single thing: status, previews, spend, history, details. */
import { z } from 'zod';
import { assetSchema } from './asset.ts';
import { lineageEdgeSchema } from './board.ts';
import { editRecordSchema } from './edit.ts';
import { wireErrorSchema } from './errors.ts';
import { candidateSchema, costEstimateSchema, receiptSchema, warningSchema } from './generation.ts';
import { assetIdSchema, boardIdSchema, jobIdSchema } from './ids.ts';
import { chainStepSchema, jobSchema } from './job.ts';

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

/** What a picture is for. */
export const BUDGET_TIERS = ['prototype', 'validate', 'final', 'print'] as const;

/** What a comparison of models takes as given, though it is not there yet. */
export const planAssumptionsSchema = z.object({
  /** null: as the role says. */
  budget: z.enum(BUDGET_TIERS).nullable().default(null),
  isSpeedFirst: z.boolean().default(false),
  /** Pictures that will be sent besides those the request names. */
  references: z.number().int().min(0).max(64).default(0),
  hasSource: z.boolean().default(false),
  hasMask: z.boolean().default(false),
  /** Models whose key is missing take part. */
  hasAllKeys: z.boolean().default(false),
});
export type PlanAssumptions = z.infer<typeof planAssumptionsSchema>;

/** What the dock shows before anything is sent. */
export const jobPreviewSchema = z.object({
  modelId: z.string().nullable(),
  modelLabel: z.string(),
  reasons: z.array(z.string()),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
  quality: z.string().nullable(),
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
      widthPx: z.number().int().nullable(),
      heightPx: z.number().int().nullable(),
      quality: z.string().nullable(),
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

export const spendRowSchema = z.object({
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
  /** null when the picture is no mask edit. */
  edit: editRecordSchema.nullable(),
  parents: z.array(lineageEdgeSchema),
  children: z.array(lineageEdgeSchema),
  /** The assets the lineage names. */
  relatives: z.array(assetSchema),
});
export type AssetDetail = z.infer<typeof assetDetailSchema>;

/** A rule of the router as a person sees and orders it. */
export const routingRuleSchema = z.object({ name: z.string(), label: z.string(), isOn: z.boolean() });
export type RoutingRuleView = z.infer<typeof routingRuleSchema>;

/** What routing learned: decisions by kind of request and model. */
export const learnedSchema = z.object({
  isOn: z.boolean(),
  decisions: z.number().int(),
  picks: z.array(
    z.object({
      kind: z.string(),
      modelId: z.string(),
      modelLabel: z.string(),
      kept: z.number().int(),
      rejected: z.number().int(),
    }),
  ),
});
export type LearnedRouting = z.infer<typeof learnedSchema>;

/** What a vendor's own model list says of the registry. */
export const probeSchema = z.object({
  ok: z.boolean(),
  message: z.string(),
  /** Registry ids the vendor does not list for this key. */
  missing: z.array(z.string()),
  /** Vendor ids that the registry does not know. */
  unknown: z.array(z.string()),
  ending: z.array(z.object({ modelId: z.string(), shutdownDate: z.string() })),
});
export type ProbeResult = z.infer<typeof probeSchema>;

/** The candidates of a dual run side by side, and which one won; null = no vote yet. */
export const dualRunSchema = z.object({
  groupId: z.string(),
  jobs: z.array(jobSchema),
  winner: z.string().nullable(),
});
export type DualRun = z.infer<typeof dualRunSchema>;
