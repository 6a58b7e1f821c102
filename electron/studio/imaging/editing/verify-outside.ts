/** Owns the proof of an edit: the finished file is decoded again and every sample outside the mask compared. */
import { StudioError } from '../../../../shared/errors.ts';
import { decodeNative, type NativeFormat, type NativePicture } from './native-picture.ts';
import type { Plane } from './plane.ts';

export interface OutsideCount {
  /** Samples of pixels whose mask is 0, all channels. */
  readonly samplesCompared: number;
  readonly samplesDiffering: number;
}

/**
 * Throws `internal` when one sample outside the mask differs, or size, channels, depth or profile do: such a file must
 * not be saved. `file` is decoded by libvips, which had no part in writing it.
 */
export async function verifyOutside(source: NativePicture, file: Uint8Array, mask: Plane): Promise<OutsideCount> {
  const again = await decodeNative(file);
  requireSameForm(source, again);
  const count = countOutside(source, again, mask);
  if (count.samplesDiffering > 0) {
    throw refusal(
      `${count.samplesDiffering.toLocaleString('en-US')} of ${count.samplesCompared.toLocaleString('en-US')} samples outside the mask would have changed`,
    );
  }
  return count;
}

function requireSameForm(source: NativePicture, again: NativePicture): void {
  if (source.widthPx !== again.widthPx || source.heightPx !== again.heightPx)
    throw refusal('the size would have changed');
  const fields = ['space', 'bitDepth', 'channels'] as const satisfies readonly (keyof NativeFormat)[];
  if (fields.some((field) => source[field] !== again[field])) throw refusal('channels or bit depth would have changed');
  const isSameProfile = Buffer.compare(source.icc ?? new Uint8Array(), again.icc ?? new Uint8Array()) === 0;
  if (!isSameProfile) throw refusal('the colour profile would have changed');
}

function refusal(what: string): StudioError {
  return new StudioError('internal', `This edit was not saved because ${what}. The answer of the model is kept.`);
}

/** Whole runs of kept pixels are compared as bytes; only a run that differs is counted sample by sample. */
export function countOutside(source: NativePicture, other: NativePicture, mask: Plane): OutsideCount {
  const { channels } = source;
  let compared = 0;
  let differing = 0;
  forEachKeptRun(mask, (start, end) => {
    compared += (end - start) * channels;
    const one = source.samples.subarray(start * channels, end * channels);
    const two = other.samples.subarray(start * channels, end * channels);
    if (Buffer.compare(bytesOf(one), bytesOf(two)) === 0) return;
    for (let index = 0; index < one.length; index += 1) if (one[index] !== two[index]) differing += 1;
  });
  return { samplesCompared: compared, samplesDiffering: differing };
}

/** Calls with first and last plus one of each run of pixels whose mask is 0, across the ends of rows. */
function forEachKeptRun({ widthPx, heightPx, data }: Plane, use: (start: number, end: number) => void): void {
  const keptRow = new Uint8Array(widthPx);
  let start = -1;
  for (let row = 0; row < heightPx; row += 1) {
    const first = row * widthPx;
    // Most rows lie outside altogether; one comparison tells, where a look at each pixel would cost the most here.
    if (Buffer.compare(data.subarray(first, first + widthPx), keptRow) === 0) {
      if (start < 0) start = first;
      continue;
    }
    for (let pixel = first; pixel < first + widthPx; pixel += 1) {
      if (data[pixel] === 0) {
        if (start < 0) start = pixel;
      } else if (start >= 0) {
        use(start, pixel);
        start = -1;
      }
    }
  }
  if (start >= 0) use(start, data.length);
}

function bytesOf(samples: Uint8Array | Uint16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}
