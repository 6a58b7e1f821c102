/** Owns where things stand: focal point, horizon, scale and density, from layout words, references and the seed. */
import type { Frame } from './picture-frame.ts';
import type { Reading } from './prompt-reading.ts';
import type { ReferenceLook } from './reference-look.ts';
import type { Random } from './seeded-random.ts';

export interface Composition {
  /** Units. */
  readonly focusX: number;
  readonly focusY: number;
  readonly horizonY: number;
  /** 1 is the normal size of the subject. */
  readonly scale: number;
  /** 0 sparse, 0.5 normal, 1 lush. */
  readonly density: number;
  readonly isSymmetrical: boolean;
  readonly isMinimal: boolean;
  readonly isTopView: boolean;
  /** Which of a scene's arrangements to take; scenes use it modulo their own count. */
  readonly turn: number;
}

const FREE_FOCUS = [0.36, 0.62, 0.5, 0.68, 0.4, 0.58, 0.33, 0.54] as const;

export function compose(request: {
  readonly frame: Frame;
  readonly reading: Reading;
  readonly look: ReferenceLook | null;
  readonly turn: number;
  readonly random: Random;
}): Composition {
  const { frame, reading, look, turn, random } = request;
  const has = (name: Parameters<typeof reading.layout.has>[0]) => reading.layout.has(name);
  const free = FREE_FOCUS[turn % FREE_FOCUS.length] ?? 0.5;
  const isSymmetrical = has('symmetrical');
  const focus = focusShare(reading, look?.focus[0] ?? free, isSymmetrical);
  const horizon = horizonShare(reading, look?.horizon ?? random.range(0.5, 0.66));
  const isMinimal = has('minimal') || has('space');
  return {
    focusX: frame.width * focus,
    focusY: frame.height * (look?.focus[1] ?? 0.54),
    horizonY: frame.height * horizon,
    scale: (has('close') ? 1.42 : 1) * (has('wide') ? 0.72 : 1) * (has('space') ? 0.78 : 1),
    density: has('dense') ? 1 : isMinimal ? 0.12 : 0.5,
    isSymmetrical,
    isMinimal,
    isTopView: has('top'),
    turn,
  };
}

function focusShare(reading: Reading, free: number, isSymmetrical: boolean): number {
  if (reading.layout.has('left')) return 0.31;
  if (reading.layout.has('right')) return 0.69;
  if (reading.layout.has('centred') || isSymmetrical) return 0.5;
  if (reading.layout.has('space')) return free < 0.5 ? 0.3 : 0.7;
  return Math.min(0.78, Math.max(0.22, free));
}

function horizonShare(reading: Reading, free: number): number {
  if (reading.layout.has('lowHorizon')) return 0.76;
  if (reading.layout.has('highHorizon')) return 0.34;
  return Math.min(0.8, Math.max(0.3, free));
}
