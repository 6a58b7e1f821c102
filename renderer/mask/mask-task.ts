/** Owns what the window and the mask workers say to each other. */
import type { Point } from './mask-camera.ts';
import type { PixelSize } from './mask-plane.ts';
import type { RefineKind } from './mask-refine.ts';
import type { TiledMask } from './mask-tiles.ts';

interface PictureAsk extends PixelSize {
  /** Address of the bytes to decode; absolute, since a worker's own address is another. The size is the picture's. */
  readonly url: string;
}

/** Needs the picture's pixels. */
export type PictureTask =
  | ({ readonly kind: 'wand'; readonly tolerance: number; readonly isContiguous: boolean } & Point & PictureAsk)
  | ({ readonly kind: 'transparent' } & PictureAsk);

/** Needs selections only. */
export type SelectionTask =
  | ({ readonly kind: 'polygon'; readonly points: readonly Point[] } & PixelSize)
  /** A picture as a mask, fitted to the given pixels. */
  | ({ readonly kind: 'mask-picture'; readonly file: Blob } & PixelSize)
  | { readonly kind: 'refine'; readonly refine: RefineKind; readonly amountPx: number; readonly mask: TiledMask }
  | { readonly kind: 'encode'; readonly mask: TiledMask };

export type MaskTask = PictureTask | SelectionTask;

export interface MaskTaskAnswer {
  readonly selection?: TiledMask | null;
  readonly file?: Blob;
}

export interface TaskMessage {
  readonly id: number;
  readonly task: MaskTask;
}

export type AnswerMessage =
  | { readonly id: number; readonly answer: MaskTaskAnswer }
  | { readonly id: number; readonly problem: string };
