/** Owns the mask in words, for models that take none: where to change, as shares of the picture. */
import sharp from 'sharp';

const GRID = 100;

/**
 * One sentence for the prompt, or null when nothing is masked. `mask`: 8-bit grey, 255 = change. The model takes it as a
 * hint; that the rest stays as it was is guaranteed by compositing here afterwards.
 */
export async function maskWords(mask: Uint8Array): Promise<string | null> {
  const { data, info } = await sharp(mask)
    .extractChannel(0)
    .resize(GRID, GRID, { fit: 'fill', kernel: 'cubic' })
    .threshold(128)
    .raw()
    .toBuffer({ resolveWithObject: true });
  let [left, top, right, bottom] = [GRID, GRID, -1, -1];
  for (let place = 0; place < GRID * GRID; place += 1) {
    if (data[place * info.channels] !== 255) continue;
    const [x, y] = [place % GRID, Math.floor(place / GRID)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  if (right < 0) return null;
  const across = `${left}% to ${right + 1}% of the width from the left`;
  const down = `${top}% to ${bottom + 1}% of the height from the top`;
  return `Change only the region of the first picture from ${across} and ${down}. Keep everything outside it exactly as it is: same composition, framing, colours and details.`;
}
