/**
 * Owns the repainting of a source Sketch did not draw: its composition and colours stay, the hand is new. Strokes run
 * along the forms of the picture, from broad to fine, and never farther than the colours allow.
 */
import sharp from 'sharp';
import type { InputPicture } from '../provider.ts';
import { createBreath } from './breathing.ts';
import { createNoise } from './coherent-noise.ts';
import { createEasel } from './easel.ts';
import { HAND } from './hand-style.ts';
import { type Colour, clamp, colour, fromRgb, hex, shift, turnHue } from './oklch-colour.ts';
import { round } from './outline.ts';
import { bufferSize } from './picture-frame.ts';
import { makePlate, type Plate } from './picture-plate.ts';
import { type Reading, readPrompt } from './prompt-reading.ts';
import type { ReferenceLook } from './reference-look.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import type { DrawingRequest } from './sketch-drawing.ts';

interface SourceMap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Buffer;
  readonly grey: Float32Array;
}

/** Pixels per unit of the map the strokes look at. */
const MAP_SCALE = 0.32;

export async function repaintSource(
  request: DrawingRequest,
  { source, sourceLook }: { source: InputPicture; sourceLook: ReferenceLook | null },
): Promise<Plate> {
  const breath = createBreath(request.signal);
  const reading = readPrompt(request.prompt);
  const random = seededRandom(`${request.seed}/repaint/${request.prompt}`);
  const map = await readMap(request, source);
  const paper = sourceLook?.lightest ?? colour(0.95, 0.01, 90);
  const easel = createEasel({
    frame: request.frame,
    hand: { ...HAND.gouache, bloom: 0 },
    random,
    hasBackdrop: request.hasBackdrop,
    paper,
    ink: sourceLook?.darkest ?? colour(0.2, 0.02, 260),
  });
  const grade = gradeFor(reading, random.fork('grade'), request.look);
  easel.raw(underpainting(await tinyPicture(map), request));
  for (const pass of PASSES) {
    await breath.pause();
    easel.raw(strokes(map, request, { pass, grade, random: random.fork(`pass${pass.length}`) }));
  }
  return makePlate(easel, paper, breath);
}

async function readMap(request: DrawingRequest, source: InputPicture): Promise<SourceMap> {
  const size = bufferSize(request.frame, MAP_SCALE);
  const rgb = await sharp(source.bytes)
    .resize(size.widthPx, size.heightPx, { fit: 'cover', position: 'attention' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .blur(0.7)
    .raw()
    .toBuffer();
  const grey = new Float32Array(size.widthPx * size.heightPx);
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = (rgb[at * 3] ?? 0) * 0.3 + (rgb[at * 3 + 1] ?? 0) * 0.59 + (rgb[at * 3 + 2] ?? 0) * 0.11;
  }
  return { ...size, rgb, grey };
}

const tinyPicture = (map: SourceMap) =>
  sharp(map.rgb, { raw: { width: map.widthPx, height: map.heightPx, channels: 3 } })
    .blur(3)
    .png()
    .toBuffer();

const underpainting = (png: Buffer, { frame }: DrawingRequest): string =>
  `<image width="${round(frame.width)}" height="${round(frame.height)}" preserveAspectRatio="none" href="data:image/png;base64,${png.toString('base64')}"/>`;

/** What the prompt, the references and the seed do to every colour. */
function gradeFor(reading: Reading, random: Random, look: ReferenceLook | null): (tone: Colour) => Colour {
  const warmth = random.range(-14, 14);
  const lift = random.range(-0.02, 0.03) + (reading.moods.includes('dark') || reading.time === 'night' ? -0.16 : 0);
  const depth =
    random.range(0.92, 1.16) *
    (reading.moods.includes('muted') ? 0.55 : 1) *
    (reading.moods.includes('vivid') ? 1.4 : 1);
  const wish = reading.colours.find(({ target }) => target === 'overall')?.colour ?? look?.loudest ?? null;
  return (tone) => {
    const graded = colour(clamp(tone.l + lift, 0.03, 0.99), tone.c * depth, tone.h + warmth);
    if (!wish) return graded;
    return colour(graded.l, Math.max(graded.c, wish.c * 0.3), turnHue(graded.h, wish.h, 0.45));
  };
}

interface Pass {
  /** Units. */
  readonly length: number;
  readonly width: number;
  readonly spacing: number;
  /** Strokes are laid only where the picture changes more than this, 0-255 per map pixel. */
  readonly detail: number;
}

const PASSES: readonly Pass[] = [
  { length: 92, width: 24, spacing: 25, detail: 0 },
  { length: 44, width: 9.5, spacing: 12.5, detail: 1.6 },
  { length: 21, width: 4.4, spacing: 7, detail: 5.5 },
  { length: 12, width: 2.2, spacing: 4.4, detail: 13 },
];

function strokes(
  map: SourceMap,
  { frame }: DrawingRequest,
  { pass, grade, random }: { pass: Pass; grade: (tone: Colour) => Colour; random: Random },
): string {
  const noise = createNoise(random.fork('flow'));
  const marks: { order: number; markup: string }[] = [];
  const scaleX = map.widthPx / frame.width;
  const scaleY = map.heightPx / frame.height;
  for (let y = pass.spacing / 2; y < frame.height + pass.spacing; y += pass.spacing) {
    for (let x = pass.spacing / 2; x < frame.width + pass.spacing; x += pass.spacing) {
      const px = x + random.range(-0.5, 0.5) * pass.spacing;
      const py = y + random.range(-0.5, 0.5) * pass.spacing;
      const order = random.next();
      const [gradientX, gradientY] = gradientAt(map, px * scaleX, py * scaleY);
      const change = Math.hypot(gradientX, gradientY);
      if (change < pass.detail) continue;
      const free = noise.fractal(px * 0.003, py * 0.003, 2) * 2.4;
      const along = change > 2.2 ? Math.atan2(gradientX, -gradientY) : free;
      const reach = pass.length * random.range(0.6, 1.25);
      const tone = shift(grade(toneAt(map, px * scaleX, py * scaleY)), {
        l: random.range(-0.022, 0.022),
        h: random.range(-5, 5),
      });
      marks.push({ order, markup: strokeMarkup([px, py, along, reach], tone, pass.width * random.range(0.7, 1.2)) });
    }
  }
  marks.sort((a, b) => a.order - b.order);
  return `<g fill="none" stroke-linecap="round">${marks.map(({ markup }) => markup).join('')}</g>`;
}

function strokeMarkup(
  [x, y, angle, length]: readonly [number, number, number, number],
  tone: Colour,
  width: number,
): string {
  const dx = (Math.cos(angle) * length) / 2;
  const dy = (Math.sin(angle) * length) / 2;
  const bend = length * 0.12;
  return `<path d="M${round(x - dx)} ${round(y - dy)}q${round(dx - dy * 0.24 + 0)} ${round(dy + bend * 0.4)} ${round(dx * 2)} ${round(dy * 2)}" stroke="${hex(tone)}" stroke-width="${round(width)}" stroke-opacity=".86"/>`;
}

function indexAt(map: SourceMap, x: number, y: number): number {
  const column = clamp(Math.round(x), 1, map.widthPx - 2);
  const row = clamp(Math.round(y), 1, map.heightPx - 2);
  return row * map.widthPx + column;
}

function gradientAt(map: SourceMap, x: number, y: number): [number, number] {
  const at = indexAt(map, x, y);
  const { grey, widthPx } = map;
  const dx = ((grey[at + 1] ?? 0) - (grey[at - 1] ?? 0)) / 2;
  const dy = ((grey[at + widthPx] ?? 0) - (grey[at - widthPx] ?? 0)) / 2;
  return [dx, dy];
}

function toneAt(map: SourceMap, x: number, y: number): Colour {
  const at = indexAt(map, x, y) * 3;
  return fromRgb((map.rgb[at] ?? 0) / 255, (map.rgb[at + 1] ?? 0) / 255, (map.rgb[at + 2] ?? 0) / 255);
}
