/** Owns finding out how a picture was made, from what is written inside its file. */
import { type Receipt, receiptSchema } from '../../../shared/generation.ts';
import { decoding, openPicture, requirePicture } from './open-picture.ts';
import { type ParametersText, parseParameters } from './parameters-text.ts';
import { readPngTexts } from './png-text.ts';
import { recipeInXmp } from './xmp-recipe.ts';

/** The PNG keyword under which our own receipt stands. */
export const RECIPE_KEYWORD = 'maquette';
export const PARAMETERS_KEYWORD = 'parameters';

export type Recipe =
  | { readonly kind: 'maquette'; readonly receipt: Receipt }
  | { readonly kind: 'parameters'; readonly parameters: ParametersText };

/**
 * Our own receipt (PNG text or XMP of any format), else another tool's `parameters` text, else null. What the file says
 * is only data: it is validated, bounded, and never followed. Throws as `probePicture` for a file that is no picture.
 */
export async function readRecipe(bytes: Uint8Array): Promise<Recipe | null> {
  const texts = requirePicture(bytes) === 'image/png' ? await readPngTexts(bytes) : [];
  const textOf = (keyword: string) => texts.find((text) => text.keyword === keyword)?.text;
  const receipt = parseReceipt(textOf(RECIPE_KEYWORD)) ?? parseReceipt(await recipeTextInXmp(bytes));
  if (receipt) return { kind: 'maquette', receipt };
  const parameters = textOf(PARAMETERS_KEYWORD);
  return parameters === undefined ? null : { kind: 'parameters', parameters: parseParameters(parameters) };
}

async function recipeTextInXmp(bytes: Uint8Array): Promise<string | null> {
  const { xmp } = await decoding(() => openPicture(bytes, { limitInputPixels: false }).metadata());
  return xmp ? recipeInXmp(xmp.toString('utf8')) : null;
}

function parseReceipt(text: string | null | undefined): Receipt | null {
  if (text === null || text === undefined) return null;
  try {
    return receiptSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
