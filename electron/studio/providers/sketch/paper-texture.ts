/** Owns paper: tooth, and pigment blotches, as one small multiply layer. */
import type { Breath } from './breathing.ts';
import { createNoise, type Noise } from './coherent-noise.ts';
import type { Hand } from './hand-style.ts';
import { bufferSize, type Frame } from './picture-frame.ts';
import type { RawPicture } from './picture-plate.ts';
import { seededRandom } from './seeded-random.ts';

const PIXELS_PER_UNIT = 0.5;

let sheet: Noise | null = null;

/** The same sheet for every picture: a paper has no seed. */
function paperNoise(): Noise {
  sheet ??= createNoise(seededRandom('paper'));
  return sheet;
}

export async function paperTexture(frame: Frame, hand: Hand, breath: Breath): Promise<RawPicture> {
  const size = bufferSize(frame, PIXELS_PER_UNIT);
  const noise = paperNoise();
  const data = Buffer.alloc(size.widthPx * size.heightPx * 3);
  let at = 0;
  for (let row = 0; row < size.heightPx; row += 1) {
    const y = ((row + 0.5) / size.heightPx) * frame.height;
    for (let column = 0; column < size.widthPx; column += 1) {
      const x = ((column + 0.5) / size.widthPx) * frame.width;
      const tooth = noise.at(x * 0.19, y * 0.21) * 0.6 + noise.at(x * 0.34, y * 0.08) * 0.4;
      const blotch = noise.fractal(x * 0.006, y * 0.006, 3);
      const value = 255 * (1 - hand.paper * (0.055 + tooth * 0.06 + blotch * 0.09));
      data[at] = Math.min(255, value);
      data[at + 1] = Math.min(255, value);
      data[at + 2] = Math.min(255, value);
      at += 3;
    }
    await breath.pause();
  }
  return { data, ...size, channels: 3 };
}
