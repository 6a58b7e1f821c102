/** Owns the walk through a grid of tiles by keyboard. */

const TILE_TARGET_PX = 96;

/** At least two, so that a narrow panel still shows pictures side by side. */
export function columnsFor(widthPx: number): number {
  return Math.max(2, Math.round(widthPx / TILE_TARGET_PX));
}

interface GridPlace {
  /** −1 when nothing is chosen. */
  readonly index: number;
  readonly columns: number;
  readonly count: number;
}

/** Where a key leads from here; null for keys that do not move, and in an empty grid. */
export function stepIndex(key: string, { index, columns, count }: GridPlace): number | null {
  if (count === 0) return null;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * 5,
    PageDown: columns * 5,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined) return null;
  if (index < 0) return key === 'End' ? count - 1 : 0;
  const next = index + step;
  // A row up or down that would leave the grid stays; a jump goes as far as it can.
  if (Math.abs(step) <= columns && (next < 0 || next >= count)) return index;
  return Math.min(Math.max(next, 0), count - 1);
}
