/** Owns the contract of an exporter: one file format, and how pixels become a file of it. */
import type { Sharp } from 'sharp';
import type { ExportFormat, ExportRequest } from '../../../shared/export.ts';
import type { Receipt } from '../../../shared/generation.ts';

/** What a delivered file is made with; the asset and the file's name are the caller's business. */
export type ExportOptions = Pick<ExportRequest, 'format' | 'quality' | 'dpi' | 'matte' | 'metadata'>;

export interface Exporter {
  readonly format: ExportFormat;
  readonly mime: `image/${string}`;
  /** Without the dot. */
  readonly extension: string;
  /** For people. */
  readonly label: string;
  /** False: transparent pixels are laid over the matte first. */
  readonly keepsAlpha: boolean;
  /** True: 16-bit pictures stay 16-bit. */
  readonly keeps16Bit: boolean;
  /** False: libvips writes XMP where other programs do not look for it, so `finish` writes it. */
  readonly hasNativeXmp: boolean;
  /** The format's own bound. */
  readonly maxEdgePx: number;
  /**
   * Adds the encoder to a pipeline that is already upright, at full size, with its colour profile, resolution and XMP.
   * A higher quality never gives fewer details.
   */
  encode(pipeline: Sharp, options: ExportOptions): Sharp;
  /** Writes into the encoded file what libvips cannot. */
  finish?(encoded: Uint8Array, tags: FileTags): Uint8Array;
}

export interface FileTags {
  readonly dpi: number;
  /** null: the file says nothing of how the picture was made. */
  readonly recipe: Receipt | null;
  /** The seed of this very picture; null where the model has none. */
  readonly seed: number | null;
}
