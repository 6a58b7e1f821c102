import type { CapState } from '../../shared/views.ts';
import { useBoard } from '../board/use-board.ts';
import { useSpending } from './use-spending.ts';

/** From this part of a cap on, it is said that it comes near. */
const NEAR = 0.8;

export type CapLevel = 'fine' | 'near' | 'reached';

function usedPart(cap: CapState): number {
  return cap.capMicros === 0 ? 1 : cap.committedMicros / cap.capMicros;
}

export function capLevel(cap: CapState): CapLevel {
  const used = usedPart(cap);
  if (used >= 1) return 'reached';
  return used >= NEAR ? 'near' : 'fine';
}

/** The cap that leaves least to spend: it is the one that will stop the next request. */
export function tightestCap(caps: readonly CapState[]): CapState | null {
  const left = (cap: CapState) => cap.capMicros - cap.committedMicros;
  return caps.toSorted((a, b) => left(a) - left(b))[0] ?? null;
}

/** The tightest cap that bears on the open board; null while there is none. */
export function useTightestCap(): CapState | null {
  const boardId = useBoard((state) => state.boardId);
  const { data } = useSpending(boardId);
  return data ? tightestCap(data.caps) : null;
}
