/** Owns what lies ready when a picture is edited again: its saved masks, and results nobody decided on yet. */
import { z } from 'zod';
import { assetIdSchema } from './ids.ts';
import { jobSchema } from './job.ts';

const maskNameSchema = z.string().trim().min(1).max(80);

export const savedMaskSchema = z.object({
  name: maskNameSchema,
  /** SHA-256 of the mask's file: white = selected, as large as the picture. */
  hash: z.string(),
  savedAtMs: z.number(),
});
export type SavedMask = z.infer<typeof savedMaskSchema>;

/** The newest edit of a picture that is under way, may have been billed, or whose results are all undecided. */
const openEditSchema = z.object({
  job: jobSchema,
  /** Answers of it that were laid by hand. */
  laidIds: z.array(assetIdSchema),
  /** The edit was an extension: its results are larger than the picture. */
  isExtension: z.boolean(),
});
export type OpenEdit = z.infer<typeof openEditSchema>;

const ofPicture = z.object({ assetId: assetIdSchema });
const masks = z.array(savedMaskSchema);

/** The part of the contract that is about one picture's desk. */
export const deskContract = {
  /** The masks that were saved for a picture, newest first. */
  'masks.list': { input: ofPicture, output: masks },
  /** Saving under a name that is taken replaces. */
  'masks.save': { input: ofPicture.extend({ name: maskNameSchema, maskAssetId: assetIdSchema }), output: masks },
  'masks.forget': { input: ofPicture.extend({ name: z.string() }), output: masks },
  /** The newest mask edit of the picture that still waits for a person or a model; null when there is none. */
  'edits.open': { input: ofPicture, output: openEditSchema.nullable() },
};
