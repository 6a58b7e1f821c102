// Sources and answers of mask edits in every form they come in, made from one scene.
import sharp, { type Sharp } from 'sharp';
import { featherInward } from '../../electron/studio/imaging/editing/mask-shape.ts';
import { emptyPlane, type Plane, type Rect, type Size } from '../../electron/studio/imaging/editing/plane.ts';
import { type Answer, renderScene, type Scene } from './editing-scenes.ts';

export function pictureOf(samples: Uint8Array, { widthPx, heightPx }: Size, channels: 1 | 2 | 3 | 4 = 3): Sharp {
  return sharp(samples, { raw: { width: widthPx, height: heightPx, channels } });
}

export function rectMask(rect: Rect, size: Size, featherPx = 0): Plane {
  const plane = emptyPlane(size);
  for (let row = rect.top; row < rect.top + rect.heightPx; row += 1) {
    plane.data.fill(255, row * size.widthPx + rect.left, row * size.widthPx + rect.left + rect.widthPx);
  }
  return featherInward(plane, featherPx);
}

function withAlpha(rgb: Uint8Array, size: Size): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4);
  for (let pixel = 0; pixel < rgb.length / 3; pixel += 1) {
    rgba.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    // Clear at the left edge, half clear beside it.
    rgba[pixel * 4 + 3] = Math.min(255, (pixel % size.widthPx) * 12);
  }
  return rgba;
}

/** 16 bits that are not 8 bits in disguise. */
function asWords(samples: Uint8Array): Uint16Array {
  return Uint16Array.from(samples, (value, index) => Math.min(65_535, value * 257 + ((index * 37) % 101)));
}

export type SourceKind = keyof typeof SOURCES;

/** Each makes a file of the scene's 8-bit RGB samples. */
export const SOURCES = {
  png: (rgb: Uint8Array, size: Size) => pictureOf(rgb, size).withMetadata({ density: 300 }).png().toBuffer(),
  jpeg: (rgb: Uint8Array, size: Size) => pictureOf(rgb, size).jpeg({ quality: 93 }).toBuffer(),
  webp: (rgb: Uint8Array, size: Size) => pictureOf(rgb, size).webp({ quality: 92 }).toBuffer(),
  'png 16-bit': (rgb: Uint8Array, { widthPx, heightPx }: Size) =>
    sharp(asWords(rgb), { raw: { width: widthPx, height: heightPx, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer(),
  'png alpha': (rgb: Uint8Array, size: Size) => pictureOf(withAlpha(rgb, size), size, 4).png().toBuffer(),
  'cmyk jpeg': (rgb: Uint8Array, size: Size) =>
    pictureOf(rgb, size).toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 93 }).toBuffer(),
  'p3 png': (rgb: Uint8Array, size: Size) => pictureOf(rgb, size).withIccProfile('p3').png().toBuffer(),
  'p3 16-bit': (rgb: Uint8Array, size: Size) =>
    pictureOf(rgb, size).toColourspace('rgb16').withIccProfile('p3').png().toBuffer(),
  grey: (rgb: Uint8Array, size: Size) => pictureOf(rgb, size).toColourspace('b-w').png().toBuffer(),
  'grey alpha': (rgb: Uint8Array, size: Size) =>
    pictureOf(withAlpha(rgb, size), size, 4).toColourspace('b-w').png().toBuffer(),
  'turned jpeg': (rgb: Uint8Array, size: Size) =>
    // Stored lying down so that orientation 6 shows it as the scene.
    pictureOf(rgb, size).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 93 }).toBuffer(),
  palette: (rgb: Uint8Array, size: Size) => pictureOf(rgb, size).png({ palette: true, colours: 128 }).toBuffer(),
} as const;

export type AnswerKind = keyof typeof ANSWERS;

interface AnswerForm {
  readonly answer: Answer;
  /** Size of the answer over that of the crop. */
  readonly zoom?: number;
  readonly encode?: (picture: Sharp) => Sharp;
}

export const ANSWERS = {
  same: { answer: {} },
  larger: { answer: {}, zoom: 1.7 },
  smaller: { answer: {}, zoom: 0.72 },
  'moved right and up': { answer: { moveXPx: 24, moveYPx: -24 } },
  'moved by parts of a pixel': { answer: { moveXPx: -7.4, moveYPx: 3.3 } },
  shrunk: { answer: { scale: 0.97 } },
  enlarged: { answer: { scale: 1.03, moveXPx: 5 } },
  'turned by a degree': { answer: { degrees: 1, moveXPx: 4 } },
  recoloured: { answer: { gain: [1.12, 0.95, 0.86], offset: [-0.04, 0.03, 0.05] } },
  'jpeg without alpha': { answer: {}, encode: (picture) => picture.jpeg({ quality: 90 }) },
  'turned by exif': { answer: {}, encode: (picture) => picture.rotate(90).withMetadata({ orientation: 8 }).jpeg() },
  webp: { answer: { moveXPx: 3 }, encode: (picture) => picture.webp({ quality: 90 }) },
} as const satisfies Record<string, AnswerForm>;

/** What a model would send back for the whole scene, with `redrawn` inside. */
export async function answerFile(
  kind: AnswerKind,
  { scene, size, redrawn, seed }: { scene: Scene; size: Size; redrawn: { rect: Rect; scene: Scene }; seed: number },
): Promise<Buffer> {
  const form: AnswerForm = ANSWERS[kind];
  const samples = renderScene(scene, size, { grain: 0.01, ...form.answer, redrawn, seed });
  const zoom = form.zoom ?? 1;
  const picture = pictureOf(samples, size);
  const resized =
    zoom === 1
      ? picture
      : pictureOf(
          await picture
            .resize({ width: Math.round(size.widthPx * zoom), height: Math.round(size.heightPx * zoom), fit: 'fill' })
            .raw()
            .toBuffer(),
          { widthPx: Math.round(size.widthPx * zoom), heightPx: Math.round(size.heightPx * zoom) },
        );
  return (form.encode?.(resized) ?? resized.png()).toBuffer();
}
