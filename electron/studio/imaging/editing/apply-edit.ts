/** Owns a mask edit from the model's answer to a proven file: register, tone, blend, seal. */
import { StudioError } from '../../../../shared/errors.ts';
import { type AlignedAnswer, alignedSamples, type PatchPixels } from './blend-patch.ts';
import { type CropPlan, partOfAnswer } from './crop-plan.ts';
import { type EditProof, hashBytes, hashPlane } from './edit-proof.ts';
import { readPlane } from './mask-file.ts';
import { decodeNative, type NativePicture } from './native-picture.ts';
import { encodePatch, type Patch } from './patch-file.ts';
import { containsRect, cutPlane, growRect, type Plane, type Rect } from './plane.ts';
import { type Alignment, type Registration, registerPictures } from './register-pictures.ts';
import { decodeResult, type ResultPicture } from './result-picture.ts';
import { sealPatch } from './seal-edit.ts';
import { seamDifference } from './seam-difference.ts';
import { identityTone, matchTone } from './tone-match.ts';

export interface EditInput {
  /** The source file. */
  readonly source: Uint8Array;
  /** At the source's upright size; grown and feathered already. */
  readonly mask: Plane;
  /** The model's answer, as it came. */
  readonly result: Uint8Array;
  /** The plan the answer was asked for with. */
  readonly crop: CropPlan;
  /** Default true. */
  readonly isToneMatched?: boolean;
  /** A person's own placement instead of the measured one, in pixels of the source, counted from the plan's place. */
  readonly nudge?: { readonly xPx: number; readonly yPx: number; readonly scale: number };
  /** Hash of the source when the edit was begun; another one now is refused. */
  readonly expectedSourceHash?: string;
}

export type EditOutcome =
  | {
      readonly status: 'aligned';
      readonly file: Uint8Array;
      /** PNG, or TIFF for a CMYK source. */
      readonly mime: 'image/png' | 'image/tiff';
      readonly proof: EditProof;
      readonly patch: Patch;
      readonly alignment: Alignment;
    }
  /** Nothing is made; the answer stays with the caller, for a nudge or another try. */
  | { readonly status: 'not-aligned'; readonly alignment: Alignment };

/** Border pixels around the mask that a patch carries for judging its seam; their mask is 0. */
const SEAM_MARGIN_PX = 6;

/**
 * Throws `bad-request` (mask of another size, empty, outside the crop; source changed), `bad-response` (the answer is
 * no picture), `unsupported` (samples of the source), `internal` (one sample outside the mask would differ).
 */
export async function applyEdit(input: EditInput): Promise<EditOutcome> {
  const sourceHash = hashBytes(input.source);
  if (input.expectedSourceHash !== undefined && input.expectedSourceHash !== sourceHash) throw changedMeanwhile();
  const source = await decodeNative(input.source);
  const { mask, bounds } = readPlane(input.mask, source);
  if (!containsRect(input.crop.rect, bounds)) throw outsideCrop();
  const result = await decodeResult(input.result, source);
  const placed = placeAnswer(input, source, result);
  if (placed.alignment.status === 'not-aligned') return { status: 'not-aligned', alignment: placed.alignment };
  const rect = growRect(bounds, SEAM_MARGIN_PX, source);
  const pixels = patchPixels(placed.answer, within(rect, input.crop.rect), { source, mask });
  // libvips decodes on its own threads; what else there is to know is found meanwhile.
  const [sealed, seamDeltaE, patch] = await Promise.all([
    sealPatch(source, pixels, mask),
    seamDifference(source, pixels, mask),
    encodePatch(pixels, source),
  ]);
  const { residualPx, confidence } = placed.alignment;
  const { samplesCompared, samplesDiffering, resultHash } = sealed;
  const proof = {
    samplesCompared,
    samplesDiffering,
    sourceHash,
    resultHash,
    maskHash: hashPlane(mask),
    residualPx,
    confidence,
    seamDeltaE,
  };
  return { status: 'aligned', file: sealed.file, mime: sealed.mime, proof, patch, alignment: placed.alignment };
}

interface Placed {
  readonly alignment: Alignment;
  readonly answer: AlignedAnswer;
}

function placeAnswer(
  { mask, crop, nudge, isToneMatched = true }: EditInput,
  source: NativePicture,
  result: ResultPicture,
): Placed {
  const part = partOfAnswer(crop, result);
  const registration = registerPictures({ source, mask, crop: crop.rect, result, part });
  const moved = nudge ? nudged(registration, { part, crop: crop.rect, nudge }) : registration;
  const colours = source.channels - (source.hasAlpha ? 1 : 0);
  const tone = isToneMatched && moved.alignment.status === 'aligned' ? matchTone(moved) : identityTone(colours);
  return { alignment: moved.alignment, answer: { result, map: moved.alignment.map, tone, crop: crop.rect } };
}

interface Nudging {
  readonly part: Rect;
  readonly crop: Rect;
  readonly nudge: NonNullable<EditInput['nudge']>;
}

/** Tone is read from the measuring grid, so the grid is moved along. */
function nudged(registration: Registration, { part, crop, nudge }: Nudging): Registration {
  const along = (lengthPx: number, startPx: number, count: number, moved: number) => {
    const scale = lengthPx / count / nudge.scale;
    const middle = (count - 1) / 2;
    // The answer's middle comes to lie `moved` px beside the crop's middle.
    return { scale, shift: startPx + lengthPx / 2 - 0.5 - scale * (middle + moved) };
  };
  const { source } = registration;
  const factor = crop.widthPx / source.widthPx;
  const map = {
    x: along(part.widthPx, part.left, crop.widthPx, nudge.xPx),
    y: along(part.heightPx, part.top, crop.heightPx, nudge.yPx),
  };
  const gridMap = {
    x: along(source.widthPx, 0, source.widthPx, nudge.xPx / factor),
    y: along(source.heightPx, 0, source.heightPx, nudge.yPx / factor),
  };
  const moves = { movedXPx: nudge.xPx, movedYPx: nudge.yPx, scaleX: 1 / nudge.scale, scaleY: 1 / nudge.scale };
  const alignment = { ...registration.alignment, ...moves, map, status: 'aligned', reason: 'nudged' } as const;
  return { ...registration, alignment, gridMap };
}

function patchPixels(
  answer: AlignedAnswer,
  rect: Rect,
  { source, mask }: { source: NativePicture; mask: Plane },
): PatchPixels {
  return {
    rect,
    samples: alignedSamples(answer, rect, source),
    hasAlpha: answer.result.hasAlpha,
    mask: cutPlane(mask, rect),
  };
}

function within(rect: Rect, outer: Rect): Rect {
  const left = Math.max(rect.left, outer.left);
  const top = Math.max(rect.top, outer.top);
  return {
    left,
    top,
    widthPx: Math.min(rect.left + rect.widthPx, outer.left + outer.widthPx) - left,
    heightPx: Math.min(rect.top + rect.heightPx, outer.top + outer.heightPx) - top,
  };
}

function changedMeanwhile(): StudioError {
  return new StudioError(
    'bad-request',
    'The picture has changed since this edit was begun, so the answer no longer fits it. Apply the edit to the earlier picture, or run it again.',
  );
}

function outsideCrop(): StudioError {
  return new StudioError(
    'bad-request',
    'The mask reaches beyond the part of the picture that was sent. Run the edit again.',
  );
}
