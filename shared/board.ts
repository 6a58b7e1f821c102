/** Owns boards and what lies on them. Units are board units: 1 unit is one CSS pixel at 100 % zoom. */
import { z } from 'zod';
import { assetSchema } from './asset.ts';
import { candidateSchema } from './generation.ts';
import { assetIdSchema, boardIdSchema, itemIdSchema, jobIdSchema } from './ids.ts';

/** Wide enough for any board, small enough that no arithmetic on it loses a pixel. */
const coordinate = z.number().min(-10_000_000).max(10_000_000);
const extent = z.number().min(1).max(1_000_000);

const base = {
  id: itemIdSchema,
  xUnits: coordinate,
  yUnits: coordinate,
  widthUnits: extent,
  heightUnits: extent,
  /** Stacking order; higher is nearer. */
  z: z.number().int(),
  isLocked: z.boolean(),
};

export const boardItemSchema = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('image'),
    /** null while a job still works on it: then it is a placeholder. */
    assetId: assetIdSchema.nullable(),
    /** The job and its slot that fill or filled it; null for imported pictures. */
    jobId: jobIdSchema.nullable(),
    slot: z.number().int().nonnegative(),
  }),
  z.object({
    ...base,
    kind: z.literal('note'),
    text: z.string().max(20_000),
    tone: z.enum(['plain', 'yellow', 'green', 'blue', 'pink']),
  }),
  z.object({ ...base, kind: z.literal('frame'), title: z.string().max(200) }),
]);
export type BoardItem = z.infer<typeof boardItemSchema>;
export type ImageItem = Extract<BoardItem, { kind: 'image' }>;
export type NoteItem = Extract<BoardItem, { kind: 'note' }>;
export type FrameItem = Extract<BoardItem, { kind: 'frame' }>;

export const boardSummarySchema = z.object({
  id: boardIdSchema,
  name: z.string().min(1).max(120),
  itemCount: z.number().int(),
  /** Hashes of up to four pictures for the tile. */
  coverHashes: z.array(z.string()),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
});
export type BoardSummary = z.infer<typeof boardSummarySchema>;

export const LINEAGE_KINDS = ['promoted', 'reference', 'edited', 'varied'] as const;

/** "child was made from parent". */
export const lineageEdgeSchema = z.object({
  parentAssetId: assetIdSchema,
  childAssetId: assetIdSchema,
  kind: z.enum(LINEAGE_KINDS),
});
export type LineageEdge = z.infer<typeof lineageEdgeSchema>;

export const boardSchema = boardSummarySchema.extend({
  /** Grows by one with every change, so that a window can tell whether it is behind. */
  revision: z.number().int(),
  items: z.array(boardItemSchema),
  /** Every asset an item names. */
  assets: z.array(assetSchema),
  lineage: z.array(lineageEdgeSchema),
  candidates: z.array(candidateSchema),
});
export type Board = z.infer<typeof boardSchema>;

/** One change to a board: these items now look like this, those are gone (to the bin, so undo can bring them back). */
export const boardChangeSchema = z.object({
  boardId: boardIdSchema,
  upsert: z.array(boardItemSchema).max(5_000),
  remove: z.array(itemIdSchema).max(5_000),
});
export type BoardChange = z.infer<typeof boardChangeSchema>;
