/** Owns a chain of edits as people see it: its steps over the first original, which are hidden, and in which order. */
import { z } from 'zod';
import { assetSchema } from './asset.ts';
import { generationRequestSchema } from './generation.ts';
import { type AssetId, assetIdSchema } from './ids.ts';

const frameSchema = z.object({
  left: z.number().int(),
  top: z.number().int(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
});
export type ChainFrame = z.infer<typeof frameSchema>;

/** A step is named by the picture that its edit made. */
export const chainStateStepSchema = z.object({ assetId: assetIdSchema, isHidden: z.boolean() });
export type ChainStateStep = z.infer<typeof chainStateStepSchema>;

/** What a state made of patches can show for itself. */
export const chainProofSchema = z.object({
  /** Samples that no shown patch covers, all channels, compared with the first original after decoding the file again. */
  samplesCompared: z.number().int().nonnegative(),
  samplesDiffering: z.number().int().nonnegative(),
  originalHash: z.string(),
  resultHash: z.string(),
});
export type ChainProof = z.infer<typeof chainProofSchema>;

export const chainStepViewSchema = chainStateStepSchema.extend({
  kind: z.enum(['patch', 'extension']),
  /** The canvas it was made on, counted from the first original's corner; of an extension, the one it makes. */
  frame: frameSchema,
  /** The canvas an extension goes on from; null for a patch. */
  base: frameSchema.nullable(),
  /** What the patch covers on the canvas as it is now, cut at its edge; null when it is hidden or lies outside. */
  rect: frameSchema.nullable(),
  prompt: z.string(),
  modelLabel: z.string(),
  /** null: unknown, not zero. */
  costMicros: z.number().int().nullable(),
  createdAtMs: z.number(),
  /** Other steps that share pixels with it. */
  overlaps: z.array(assetIdSchema),
  /** Steps that it was made on top of, where they overlap it, and that are not shown now. */
  hiddenBelow: z.array(assetIdSchema),
  thumbnailHash: z.string().nullable(),
  /** Why it cannot be laid again, as a sentence. */
  problem: z.string().nullable(),
});
export type ChainStepView = z.infer<typeof chainStepViewSchema>;

export const chainViewSchema = z.object({
  asset: assetSchema,
  original: assetSchema,
  /** The canvas now. */
  frame: frameSchema,
  /** In the order they lie on each other, hidden ones in their place. */
  steps: z.array(chainStepViewSchema),
  /** Of a state made of patches; an edit's own proof is with the edit. */
  proof: chainProofSchema.nullable(),
  /** A preview: not in the history yet. */
  isKept: z.boolean(),
});
export type ChainView = z.infer<typeof chainViewSchema>;

export const chainCheckSchema = chainProofSchema.extend({
  /** Original and shown patches give the very same file once more, byte for byte. */
  isRebuilt: z.boolean(),
  /** Edits between the first original and the picture. */
  depth: z.number().int().nonnegative(),
});
export type ChainCheck = z.infer<typeof chainCheckSchema>;

const steps = z.array(chainStateStepSchema).max(500);

/** The chain's part of the wire contract. */
export const chainContract = {
  /** The picture's whole chain, from the first original on, hidden steps included. */
  'edits.readChain': { input: z.object({ assetId: assetIdSchema }), output: chainViewSchema },
  /**
   * Original and shown patches in this order: a new picture, proven against the first original. Nothing is sent and
   * nothing replaced; the same state twice is the same picture. `isKept` false: a preview that no history lists.
   */
  'edits.arrange': {
    input: z.object({ assetId: assetIdSchema, steps, isKept: z.boolean() }),
    output: assetSchema,
  },
  /** Builds the picture once more from the files on disk and compares it with the first original, and with itself. */
  'edits.verifyChain': { input: z.object({ assetId: assetIdSchema }), output: chainCheckSchema },
  /** A grey picture of the canvas, at most 1,024 pixels an edge: each value is the number of edits that overlap there. */
  'edits.mapDepth': { input: z.object({ assetId: assetIdSchema }), output: assetSchema },
  /** What to ask for to run one step again: same mask, same words, over what lies below it in this picture now. */
  'edits.prepareRerun': {
    input: z.object({ assetId: assetIdSchema, stepAssetId: assetIdSchema }),
    output: generationRequestSchema,
  },
} as const;

type Laid = ChainStateStep & Pick<ChainStepView, 'kind' | 'frame' | 'base'>;

const isSame = (one: ChainFrame, two: ChainFrame) =>
  one.left === two.left && one.top === two.top && one.widthPx === two.widthPx && one.heightPx === two.heightPx;

/**
 * Hides extensions that have no canvas to go on from, so that what remains can be laid: an extension goes with the one
 * it continues. `ground` is the first original's own canvas.
 */
export function withoutLoose<Step extends Laid>(steps: readonly Step[], ground: ChainFrame): Step[] {
  let canvas = ground;
  return steps.map((step) => {
    if (step.isHidden || step.base === null) return step;
    if (!isSame(step.base, canvas)) return { ...step, isHidden: true };
    canvas = step.frame;
    return step;
  });
}

/** One step hidden or shown, and with it the extensions that depend on it or that it depends on. */
export function withShown<Step extends Laid>(
  steps: readonly Step[],
  change: { readonly assetId: AssetId; readonly isHidden: boolean },
  ground: ChainFrame,
): Step[] {
  const changed = steps.map((step) =>
    step.assetId === change.assetId ? { ...step, isHidden: change.isHidden } : step,
  );
  const target = changed.find((step) => step.assetId === change.assetId);
  if (change.isHidden || !target || target.base === null) return withoutLoose(changed, ground);
  const needed = new Set<AssetId>([target.assetId]);
  const bases: ChainFrame[] = [target.base];
  // From the last to the first: each wider canvas asks for the one it was made of.
  for (const step of changed.slice(0, changed.indexOf(target)).toReversed()) {
    const wanted = bases.at(-1);
    if (step.base === null || !wanted || !isSame(step.frame, wanted)) continue;
    needed.add(step.assetId);
    bases.push(step.base);
  }
  // Two extensions of the same canvas cannot both be laid; the one asked for wins.
  const isRival = (step: Step) =>
    step.base !== null && !needed.has(step.assetId) && bases.some((base) => step.base && isSame(step.base, base));
  const shown = changed.map((step) => ({
    ...step,
    isHidden: needed.has(step.assetId) ? false : step.isHidden || isRival(step),
  }));
  return withoutLoose(shown, ground);
}

/** One step moved to another place, counted from 0. */
export function withMoved<Step extends Laid>(
  steps: readonly Step[],
  move: { readonly assetId: AssetId; readonly to: number },
  ground: ChainFrame,
): Step[] {
  const moved = steps.find((step) => step.assetId === move.assetId);
  if (!moved) return [...steps];
  const others = steps.filter((step) => step !== moved);
  return withoutLoose([...others.slice(0, move.to), moved, ...others.slice(move.to)], ground);
}
