// Draws what local fill and extending make of every texture, before, masked and after at 1:1, to be looked at.
// Run with a folder: node test/support/draw-fill-sheet.ts FOLDER [name …]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { extendCanvas, extensionSteps, marginsFor } from '../../electron/studio/imaging/editing/extend-canvas.ts';
import { fillLocally } from '../../electron/studio/imaging/editing/local-fill.ts';
import type { Plane, Size } from '../../electron/studio/imaging/editing/plane.ts';
import { renderScene } from './editing-scenes.ts';
import { TEXTURES } from './editing-textures.ts';

const SIZE: Size = { widthPx: 420, heightPx: 340 };
const SQUARE: Size = { widthPx: 300, heightPx: 300 };
const EXTENSIONS = ['16:9', '3:1', '+24,24,24,24'] as const;
const GAP_PX = 8;

type Texture = keyof typeof TEXTURES;

/** What a hand masks: a round thing with a stalk, away from the edge. */
function blobMask({ widthPx, heightPx }: Size): Plane {
  const data = new Uint8Array(widthPx * heightPx);
  for (let row = 0; row < heightPx; row += 1) {
    for (let column = 0; column < widthPx; column += 1) {
      const isHead = Math.hypot((column - 205) / 62, (row - 140) / 54) < 1;
      const isStalk = Math.abs(column - 215) < 16 && row > 150 && row < 262;
      if (isHead || isStalk) data[row * widthPx + column] = 255;
    }
  }
  return { widthPx, heightPx, data };
}

function pngOf(samples: Uint8Array, { widthPx, heightPx }: Size): Promise<Buffer> {
  return sharp(samples, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png()
    .toBuffer();
}

async function fillRow(name: Texture): Promise<readonly Buffer[]> {
  const clean = renderScene(TEXTURES[name], SIZE, { grain: 0.008 });
  const mask = blobMask(SIZE);
  const masked = clean.map((value, at) => (mask.data[Math.floor(at / 3)] === 0 ? value : (at % 3) * 127));
  const source = await pngOf(masked, SIZE);
  const started = performance.now();
  const { file, proof } = await fillLocally(source, mask);
  const ms = performance.now() - started;
  process.stdout.write(`${name}: seam ΔE00 ${proof.seamDeltaE?.toFixed(2)}, ${ms.toFixed(0)} ms\n`);
  return [await pngOf(clean, SIZE), source, Buffer.from(file)];
}

async function extended(name: Texture, wish: string): Promise<Buffer> {
  let file: Uint8Array = await pngOf(renderScene(TEXTURES[name], SQUARE, { grain: 0.008 }), SQUARE);
  let size = SQUARE;
  for (const step of extensionSteps(size, marginsFor(wish, size))) {
    const canvas = await extendCanvas(file, step);
    const filled = await fillLocally(canvas.file, canvas.mask);
    process.stdout.write(`${name} to ${wish}: seam ΔE00 ${filled.proof.seamDeltaE?.toFixed(2)}\n`);
    file = filled.file;
    size = canvas.mask;
  }
  return Buffer.from(file);
}

async function sideBySide(pictures: readonly Buffer[], isStacked: boolean, path: string): Promise<void> {
  const sizes = await Promise.all(pictures.map((picture) => sharp(picture).metadata()));
  const along = sizes.map(({ width, height }) => (isStacked ? height : width));
  const places = along.map((_, at) => along.slice(0, at).reduce((sum, length) => sum + length + GAP_PX, 0));
  const total = (places.at(-1) ?? 0) + (along.at(-1) ?? 0);
  const across = Math.max(...sizes.map(({ width, height }) => (isStacked ? width : height)));
  const canvas = { width: isStacked ? across : total, height: isStacked ? total : across, channels: 3 } as const;
  await sharp({ create: { ...canvas, background: '#ffffff' } })
    .composite(
      pictures.map((input, at) => ({
        input,
        left: isStacked ? 0 : (places[at] ?? 0),
        top: isStacked ? (places[at] ?? 0) : 0,
      })),
    )
    .png()
    .toFile(path);
}

const { positionals } = parseArgs({ allowPositionals: true });
const [folder = 'fill-sheet', ...wanted] = positionals;
await mkdir(folder, { recursive: true });
for (const name of Object.keys(TEXTURES) as Texture[]) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await sideBySide(await fillRow(name), false, join(folder, `fill-${name.replaceAll(' ', '-')}.png`));
  const drawn: Buffer[] = [];
  for (const wish of EXTENSIONS) drawn.push(await extended(name, wish));
  await sideBySide(drawn, true, join(folder, `extend-${name.replaceAll(' ', '-')}.png`));
}
