/** Owns politeness: long loops on the studio's thread give way every few milliseconds. */
import { StudioError } from '../../../../shared/errors.ts';

const SLICE_MS = 12;

export interface Breath {
  /** Gives way when the slice is used up. Throws StudioError `cancelled` once the signal is aborted. */
  pause(): Promise<void>;
  /** Throws StudioError `cancelled` once the signal is aborted. */
  check(): void;
}

export function createBreath(signal: AbortSignal): Breath {
  let sliceStart = performance.now();
  const check = () => {
    if (signal.aborted) throw new StudioError('cancelled', 'The sketch was cancelled. Nothing was charged.');
  };
  return {
    check,
    pause: async () => {
      check();
      if (performance.now() - sliceStart < SLICE_MS) return;
      await new Promise<void>((resolve) => setImmediate(resolve));
      sliceStart = performance.now();
      check();
    },
  };
}
