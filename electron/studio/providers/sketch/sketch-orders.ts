/** Owns what the studio and the drawing threads say to each other. */
import type { ErrorCode } from '../../../../shared/errors.ts';
import type { ProviderContext, ProviderPicture, ProviderRequest } from '../provider.ts';

export type SketchOrder =
  | { readonly kind: 'draw'; readonly id: number; readonly request: ProviderRequest }
  | { readonly kind: 'cancel'; readonly id: number };

type Progress = Parameters<ProviderContext['onProgress']>[0];

export type SketchReply =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'drawn'; readonly pictures: readonly ProviderPicture[] }
  | { readonly id: number; readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  /** A fault of the program; its stack is for the log. */
  | { readonly id: number; readonly kind: 'failed'; readonly error: unknown };
