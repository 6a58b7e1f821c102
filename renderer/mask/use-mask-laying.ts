/** Owns how the next edits are asked for and laid: context, tone, and the border of the mask that is sent. */
import { create } from 'zustand';
import type { Laying } from '../../shared/edit.ts';
import { recall, remember } from '../api/browser-memory.ts';
import type { PixelRect } from './mask-plane.ts';

interface LayingChoice extends Laying {
  /** The mask that is sent is widened and then softened inward by so much; the selection stays as it was painted. */
  readonly growPx: number;
  readonly featherPx: number;
}

interface MaskLaying extends LayingChoice {
  /** While it is chosen, the stage shows what would be sent. */
  readonly isShown: boolean;
}

const MEMORY_KEY = 'maquette-mask-laying';
const PLAIN: LayingChoice = { paddingPx: null, isToneMatched: true, growPx: 0, featherPx: 0 };

export const useMaskLaying = create<MaskLaying>(() => ({
  ...PLAIN,
  ...recall<Partial<LayingChoice>>(MEMORY_KEY, {}),
  isShown: false,
}));

export function changeLaying(choice: Partial<LayingChoice>): void {
  useMaskLaying.setState(choice);
  const { paddingPx, isToneMatched, growPx, featherPx } = useMaskLaying.getState();
  remember(MEMORY_KEY, { paddingPx, isToneMatched, growPx, featherPx });
}

export function resetLaying(): void {
  changeLaying(PLAIN);
}

export function isLayingChanged({ paddingPx, isToneMatched, growPx, featherPx }: LayingChoice): boolean {
  return paddingPx !== null || !isToneMatched || growPx > 0 || featherPx > 0;
}

/** As the request takes it; undefined where nothing was chosen, so that an earlier edit of the same words is found. */
export function currentLaying(): Laying | undefined {
  const { paddingPx, isToneMatched } = useMaskLaying.getState();
  return paddingPx === null && isToneMatched ? undefined : { paddingPx, isToneMatched };
}

/** As the studio chooses it: half of the mask's long edge, at least 64. */
export function automaticPaddingPx({ widthPx, heightPx }: PixelRect): number {
  return Math.max(64, Math.round(Math.max(widthPx, heightPx) / 2));
}
