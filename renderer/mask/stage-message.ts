/** Owns what the window tells the worker that paints the stage. */
import type { MaskCamera } from './mask-camera.ts';
import type { PixelRect, PixelSize } from './mask-plane.ts';
import type { Tile } from './mask-tiles.ts';
import type { OverlayLook } from './overlay-paint.ts';

export interface StagePicture extends PixelSize {
  /** Absolute addresses: of what is shown at any zoom, and of a small copy that is there sooner. */
  readonly url: string;
  readonly smallUrl: string;
  /** Shown on squares, so that what is see-through is seen to be so. */
  readonly hasAlpha: boolean;
}

export interface StageView {
  /** Of the stage, in device pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
  readonly picture: StagePicture;
  /** Where the picture lies; a result may lie elsewhere than the picture that is edited. */
  readonly pictureCamera: MaskCamera;
  readonly maskCamera: MaskCamera;
  /** null: the selection is not shown. */
  readonly look: OverlayLook | null;
}

/** Without values, the worker has them under that name. */
export type SentTile = Tile | { readonly name: number; readonly values?: Exclude<Tile, number> };

/** Of the selection. */
export type MaskMessage =
  /** Everything that was told before is void; nothing is selected. */
  | ({ readonly kind: 'stage-mask' } & PixelSize)
  | {
      readonly kind: 'stage-tiles';
      readonly tiles: readonly (readonly [index: number, SentTile])[];
      /** Around the pixels that changed. */
      readonly rect: PixelRect;
      readonly forgotten: readonly number[];
    }
  /** The tiles that stand there now have these names. */
  | {
      readonly kind: 'stage-names';
      readonly names: readonly (readonly [index: number, name: number])[];
      readonly forgotten: readonly number[];
    };

export type StageMessage =
  | { readonly kind: 'stage-open'; readonly picture: OffscreenCanvas; readonly overlay: OffscreenCanvas }
  | { readonly kind: 'stage-view'; readonly view: StageView }
  | MaskMessage;
