/** Owns WebP: for the web, with transparency; its container stops at 16,383 pixels an edge. */
import type { Exporter } from './exporter.ts';

export const webpExporter: Exporter = {
  format: 'webp',
  mime: 'image/webp',
  extension: 'webp',
  label: 'WebP',
  keepsAlpha: true,
  keeps16Bit: false,
  hasNativeXmp: true,
  maxEdgePx: 16_383,
  // Smart subsampling keeps red and blue edges crisp, which 4:2:0 otherwise smears.
  encode: (pipeline, { quality }) => pipeline.webp({ quality, alphaQuality: 100, effort: 3, smartSubsample: true }),
};
