/** Owns drawing the visible part of a picture at the screen's own pixels. Runs in the worker. */
import { levelOf, type PictureSource } from './picture-source.ts';
import type { StageView } from './stage-message.ts';

/** From here on single pixels are seen as squares. */
const PIXELATED_FROM = 3;

/** Halvings after which the picture's pixels are still at least as fine as the screen's. */
function levelFor(devicePxPerPixel: number): number {
  return Math.max(0, Math.floor(Math.log2(1 / devicePxPerPixel) + 1e-6));
}

/** `isRough`: pixels are picked instead of mixed, for while the view moves. A null source shows nothing. */
export function paintPicture(
  context: OffscreenCanvasRenderingContext2D,
  { picture, pictureCamera: camera, ratio }: StageView,
  source: PictureSource | null,
  isRough: boolean,
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const scale = source ? (camera.scale * ratio * picture.widthPx) / source.widthPx : 1;
  const level = levelFor(scale);
  const bitmap = source && levelOf(source, level);
  if (!bitmap) return;
  context.imageSmoothingEnabled = scale < PIXELATED_FROM && !isRough;
  context.imageSmoothingQuality = 'low';
  // Drawn whole: what lies beyond the canvas is cut off before it costs anything.
  const step = scale * 2 ** level;
  const place = [camera.x * ratio, camera.y * ratio, bitmap.width * step, bitmap.height * step] as const;
  if (picture.hasAlpha) paintSquares(context, place, ratio);
  context.drawImage(bitmap, ...place);
}

const SQUARE_PX = 8;
/** Greys without a hue: nothing tints what stands over them. */
const SQUARES = ['rgb(90 90 90)', 'rgb(120 120 120)'] as const;

function paintSquares(
  context: OffscreenCanvasRenderingContext2D,
  place: readonly [x: number, y: number, width: number, height: number],
  ratio: number,
): void {
  const edge = Math.round(SQUARE_PX * ratio);
  const square = new OffscreenCanvas(edge * 2, edge * 2);
  const brush = square.getContext('2d');
  if (!brush) return;
  for (const [index, colour] of [...SQUARES, SQUARES[1], SQUARES[0]].entries()) {
    brush.fillStyle = colour;
    brush.fillRect((index % 2) * edge, Math.floor(index / 2) * edge, edge, edge);
  }
  const pattern = context.createPattern(square, 'repeat');
  if (!pattern) return;
  context.fillStyle = pattern;
  context.fillRect(...place);
}
