/** Owns what a picture's pixels come to on paper at a resolution tag. */

const CENTIMETRES_PER_INCH = 2.54;

export interface PrintSize {
  /** "21.7 × 14.5 cm" */
  readonly centimetres: string;
  /** "8.5 × 5.7 in" */
  readonly inches: string;
}

function pair(widthInches: number, heightInches: number, factor: number): string {
  const digits = Math.min(widthInches, heightInches) * factor < 1 ? 2 : 1;
  return `${(widthInches * factor).toFixed(digits)} × ${(heightInches * factor).toFixed(digits)}`;
}

/** null for a resolution that cannot be, so that the dialog shows nothing instead of "Infinity cm". */
export function printSize(widthPx: number, heightPx: number, dpi: number): PrintSize | null {
  if (!Number.isFinite(dpi) || dpi < 1) return null;
  const width = widthPx / dpi;
  const height = heightPx / dpi;
  return {
    centimetres: `${pair(width, height, CENTIMETRES_PER_INCH)} cm`,
    inches: `${pair(width, height, 1)} in`,
  };
}

const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;

/** "812 bytes", "24 kB", "3.4 MB": thousands, as file managers of today count. */
export function formatBytes(sizeBytes: number): string {
  let value = sizeBytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? ''}`;
}
