/** Owns what a hand does to the whole sheet after the drawing: rim, washes, printing dots, darker corners. */
import { createNoise, type Noise } from './coherent-noise.ts';
import type { Easel } from './easel.ts';
import type { Hand } from './hand-style.ts';
import { type Colour, clamp, hex, rgb255, smoothstep } from './oklch-colour.ts';
import { type Outline, type Point, pathData, roughened, round, roundedRectangle } from './outline.ts';
import type { Frame } from './picture-frame.ts';
import { seededRandom } from './seeded-random.ts';

let sheet: Noise | null = null;

/** One sheet for every picture: what the paper does has no seed. */
function sheetNoise(): Noise {
  sheet ??= createNoise(seededRandom('sheet'));
  return sheet;
}

/** Laid on the easel before the first mark. */
export function layPaper(easel: Easel, paper: Colour): void {
  if (!easel.hasBackdrop) return;
  const { width, height } = easel.frame;
  easel.raw(`<rect width="${round(width)}" height="${round(height)}" fill="${hex(paper)}"/>`);
}

/** Laid on the easel after the last mark. Transparent pictures stay as drawn. */
export function finishSheet(easel: Easel, paper: Colour): void {
  if (!easel.hasBackdrop) return;
  const { hand, frame } = easel;
  if (hand.pooling > 0.3) layWashes(easel, paper);
  if (hand.name === 'risograph') easel.raw(printingDots(frame, paper));
  if (hand.vignette > 0) easel.raw(corners(frame, hand));
  if (hand.margin > 0) easel.raw(rim(frame, hand, paper));
}

/** Pigment thins out in clouds and dries with darker tide lines, so that the paper shows through. */
function layWashes(easel: Easel, paper: Colour): void {
  const noise = sheetNoise();
  const [r, g, b] = rgb255(paper);
  const strength = easel.hand.pooling;
  easel.field({ pixelsPerUnit: 0.5 }, (x, y, rgba) => {
    const cloud = noise.fractal(x * 0.0034, y * 0.0038, 4);
    const bloom = noise.fractal(x * 0.0021 + 30, y * 0.0021 + 7, 3);
    const tide = smoothstep(0.94, 1, 1 - Math.abs(bloom - 0.12) * 2.2);
    const speck = noise.at(x * 0.31, y * 0.31) * 0.1 + noise.at(x * 0.62, y * 0.62) * 0.07;
    const open = smoothstep(0.12, 0.2, bloom) * 0.1;
    rgba[0] = r;
    rgba[1] = g;
    rgba[2] = b;
    rgba[3] = 255 * clamp(strength * (0.1 + cloud * 0.34 + speck + open - tide * 0.1), 0, 0.62);
  });
}

/** A screen of paper-coloured dots at thirty degrees, as a stencil printer leaves them. */
function printingDots(frame: Frame, paper: Colour): string {
  const extent = `width="${round(frame.width)}" height="${round(frame.height)}"`;
  const dots = '<circle cx="1.6" cy="1.6" r=".72"/><circle cx="4.8" cy="4.8" r=".72"/>';
  return (
    `<pattern id="screen" width="6.4" height="6.4" patternUnits="userSpaceOnUse" patternTransform="rotate(30)"><g fill="${hex(paper)}" fill-opacity=".5">${dots}</g></pattern>` +
    `<rect ${extent} fill="url(#screen)"/>`
  );
}

/** Darker corners, as vectors: cheaper than one more layer. */
function corners(frame: Frame, hand: Hand): string {
  const [x, y] = [round(frame.width / 2), round(frame.height / 2)];
  const reach = round(Math.hypot(frame.width, frame.height) / 2);
  return (
    `<radialGradient id="corners" gradientUnits="userSpaceOnUse" cx="${x}" cy="${y}" r="${reach}"><stop offset=".5" stop-opacity="0"/>` +
    `<stop offset=".78" stop-opacity="${round(hand.vignette * 0.3)}"/><stop offset="1" stop-opacity="${round(hand.vignette)}"/></radialGradient>` +
    `<rect width="${round(frame.width)}" height="${round(frame.height)}" fill="url(#corners)"/>`
  );
}

/** The unpainted rim; wet hands leave it uneven, with a darker line where the paint stopped. */
function rim(frame: Frame, hand: Hand, paper: Colour): string {
  const inset = hand.margin * Math.min(frame.width, frame.height);
  const isWet = hand.pooling > 0;
  const hole = roundedRectangle(inset, inset, frame.width - inset * 2, frame.height - inset * 2, isWet ? 10 : 1);
  const edge: Outline = isWet ? roughened(hole, sheetNoise(), 9, 46) : hole;
  const outer: Point[] = [
    [-9, -9],
    [-9, frame.height + 9],
    [frame.width + 9, frame.height + 9],
    [frame.width + 9, -9],
  ];
  const path = pathData({ points: outer, isSmooth: false, isClosed: true }) + pathData(edge);
  const tide = isWet
    ? `<path d="${pathData(edge)}" fill="none" stroke="#241f2e" stroke-opacity=".16" stroke-width="2.2"/>`
    : '';
  return `${tide}<path d="${path}" fill="${hex(paper)}" fill-rule="evenodd"/>`;
}
