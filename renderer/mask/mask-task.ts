/** Owns what the window and the mask worker say to each other. */
import type { Point } from './mask-camera.ts';
import type { MaskRegion } from './mask-plane.ts';
import type { RefineKind } from './mask-refine.ts';

interface PictureAsk {
  /** Address of the bytes to decode; absolute, since a worker's own address is another. */
  readonly url: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

export type MaskTask =
  | { readonly kind: 'polygon'; readonly points: readonly Point[]; readonly widthPx: number; readonly heightPx: number }
  | ({ readonly kind: 'wand'; readonly tolerance: number; readonly isContiguous: boolean } & Point & PictureAsk)
  | ({ readonly kind: 'transparent' } & PictureAsk)
  /** A picture as a mask, fitted to the given pixels. */
  | { readonly kind: 'mask-picture'; readonly file: Blob; readonly widthPx: number; readonly heightPx: number }
  | {
      readonly kind: 'refine';
      readonly refine: RefineKind;
      readonly amountPx: number;
      readonly widthPx: number;
      readonly heightPx: number;
      readonly values: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly kind: 'encode';
      readonly widthPx: number;
      readonly heightPx: number;
      readonly values: Uint8Array<ArrayBuffer>;
    };

export interface MaskTaskAnswer {
  readonly region?: MaskRegion | null;
  readonly file?: Blob;
}

export interface TaskMessage {
  readonly id: number;
  readonly task: MaskTask;
}

export type AnswerMessage =
  | { readonly id: number; readonly answer: MaskTaskAnswer }
  | { readonly id: number; readonly problem: string };
