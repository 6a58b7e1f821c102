/** Owns the life of one request: queued, running, and the ways it can end. */
import { z } from 'zod';
import { wireErrorSchema } from './errors.ts';
import { candidateSchema, costEstimateSchema, generationRequestSchema, warningSchema } from './generation.ts';
import { boardIdSchema, itemIdSchema, jobIdSchema } from './ids.ts';
import { PROVIDER_IDS } from './model.ts';

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled', 'possibly-billed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What is tried next when a model fails without a charge; shown with its price before anything is sent. */
export const chainStepSchema = z.object({
  modelId: z.string(),
  modelLabel: z.string(),
  providerId: z.enum(PROVIDER_IDS),
  quality: z.string().nullable(),
  widthPx: z.number().int().nonnegative(),
  heightPx: z.number().int().nonnegative(),
  estimate: costEstimateSchema,
});
export type ChainStep = z.infer<typeof chainStepSchema>;

export const jobSchema = z.object({
  id: jobIdSchema,
  boardId: boardIdSchema,
  request: generationRequestSchema,
  /** What `auto` became, and why, in words. */
  modelId: z.string(),
  modelLabel: z.string(),
  providerId: z.enum(PROVIDER_IDS),
  reasons: z.array(z.string()),
  /** 0 × 0 for text. */
  widthPx: z.number().int().nonnegative(),
  heightPx: z.number().int().nonnegative(),
  /** What a text model wrote; null for pictures and while it writes. */
  text: z.string().nullable(),
  state: z.enum(JOB_STATES),
  /** The placeholders on the board, one a slot; they become the pictures. */
  itemIds: z.array(itemIdSchema),
  estimate: costEstimateSchema,
  chain: z.array(chainStepSchema),
  /** Jobs of one dual run share it. */
  groupId: z.string().nullable(),
  /** What it waits for, in words; null when it does not wait. */
  note: z.string().nullable(),
  /** Spent so far; null = unknown. Possibly billed amounts are in `possiblyBilledMicros`. */
  costMicros: z.number().int().nullable(),
  /** The most that lost calls may have cost; 0 when none was lost. null = unknown price. */
  possiblyBilledMicros: z.number().int().nullable(),
  error: wireErrorSchema.nullable(),
  warnings: z.array(warningSchema),
  candidates: z.array(candidateSchema),
  createdAtMs: z.number(),
  startedAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
});
export type Job = z.infer<typeof jobSchema>;
