/** Owns PNG: exact, 16-bit where the source is, with the recipe as readable text. */
import type { Receipt } from '../../../shared/generation.ts';
import { formatParameters } from '../imaging/parameters-text.ts';
import { insertPngTexts } from '../imaging/png-text.ts';
import { PARAMETERS_KEYWORD, RECIPE_KEYWORD } from '../imaging/read-recipe.ts';
import { xmpPacket } from '../imaging/xmp-recipe.ts';
import type { Exporter } from './exporter.ts';

export const pngExporter: Exporter = {
  format: 'png',
  mime: 'image/png',
  extension: 'png',
  label: 'PNG',
  keepsAlpha: true,
  keeps16Bit: true,
  hasNativeXmp: false,
  maxEdgePx: 32_767,
  // Level 4 with filters: 4 % larger than level 6 in half the time (measured on 4096² noise).
  encode: (pipeline) => pipeline.png({ compressionLevel: 4, adaptiveFiltering: true }),
  finish: (encoded, { recipe, seed }) =>
    recipe === null
      ? encoded
      : insertPngTexts(encoded, [
          { keyword: 'XML:com.adobe.xmp', text: xmpPacket(recipe) },
          { keyword: RECIPE_KEYWORD, text: JSON.stringify(recipe) },
          { keyword: PARAMETERS_KEYWORD, text: parametersOf(recipe, seed) },
        ]),
};

/** As Stable Diffusion tools write it, so that their galleries show prompt, seed, size and model. */
function parametersOf(recipe: Receipt, seed: number | null): string {
  const [widthPx, heightPx] = recipe.deliveredPx[0] ?? recipe.askedPx;
  const settings = [
    { name: 'Size', value: `${widthPx}x${heightPx}` },
    { name: 'Model', value: recipe.vendorId },
    { name: 'Version', value: 'Maquette' },
  ];
  if (seed !== null) settings.unshift({ name: 'Seed', value: String(seed) });
  return formatParameters({ prompt: recipe.prompt, negativePrompt: null, settings });
}
