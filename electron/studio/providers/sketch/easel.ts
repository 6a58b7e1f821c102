/** Owns what a scene draws with: it records marks in picture units and lets the hand decide how each mark looks. */
import { createNoise, type Noise } from './coherent-noise.ts';
import { brushwork, hatching, stipple } from './form-shading.ts';
import type { Hand } from './hand-style.ts';
import { type Colour, clamp, hex, mix } from './oklch-colour.ts';
import {
  type Box,
  boundsOf,
  type Outline,
  type Point,
  pathData,
  reachOf,
  roughened,
  round,
  united,
} from './outline.ts';
import { type Gradient, type Paint, paintMarkup, typicalColour } from './paint.ts';
import type { Frame } from './picture-frame.ts';
import type { Random } from './seeded-random.ts';

/** Fills `rgba` (0-255, straight alpha) for the point at x, y. */
export type FieldSample = (x: number, y: number, rgba: Float64Array) => void;

export type Mark =
  | { readonly kind: 'vector'; readonly markup: string }
  | {
      readonly kind: 'soft';
      readonly markup: string;
      readonly blurUnits: number;
      readonly clip: string | null;
      /** What the blurred marks can reach. */
      readonly box: Box;
    }
  | {
      readonly kind: 'field';
      readonly box: Box;
      readonly pixelsPerUnit: number;
      readonly clip: string | null;
      readonly sample: FieldSample;
    }
  | { readonly kind: 'inset'; readonly inner: Easel; readonly box: Box; readonly clip: string };

export interface Glow {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: Colour;
  /** 0-1. */
  readonly strength: number;
}

export interface AreaOptions {
  readonly alpha?: number;
  /** Backdrops have no contour and no brushwork. */
  readonly isBackdrop?: boolean;
  /** Ink contour in the line hand; off for light effects. */
  readonly hasContour?: boolean;
}

export interface Shade {
  /** Where the tone is strongest, and where it has faded out. */
  readonly from: Point;
  readonly to: Point;
  readonly tone: Colour;
  readonly alpha: number;
}

export interface LineOptions {
  readonly widthUnits: number;
  readonly alpha?: number;
}

export interface Easel {
  readonly frame: Frame;
  readonly hand: Hand;
  /** False when only the subject is wanted, on transparent ground. */
  readonly hasBackdrop: boolean;
  readonly marks: readonly Mark[];
  readonly glows: readonly Glow[];
  /** What areas and lines cover so far; null when there are none. */
  extent(): Box | null;
  /** Letters that stand above all light. */
  readonly letters: readonly string[];
  area(shape: Outline, paint: Paint, options?: AreaOptions): void;
  line(shape: Outline, tone: Colour, options: LineOptions): void;
  /** A shadow or a light laid into a form. */
  shade(shape: Outline, shade: Shade): void;
  /** Blurred marks; skipped by hands that do not model. */
  soft(blurUnits: number, draw: (easel: Easel) => void, clip?: Outline): void;
  /** Per-point colour, computed at a fixed resolution. */
  field(options: { box?: Box; pixelsPerUnit?: number; clip?: Outline }, sample: FieldSample): void;
  glow(glow: Glow): void;
  /** Letters above glows and bloom, as path data. */
  letter(path: string, tone: Colour): void;
  /** Ready SVG in picture units, for text and dense marks. */
  raw(markup: string): void;
  /** An easel for a picture inside the picture, with a frame of its own of one million square units. */
  inset(box: Box): Easel;
  /** Hangs what an inset easel holds into its box, cut to the shape. */
  hang(inner: Easel, box: Box, shape: Outline): void;
  /** The fill of dense marks: the tone, or paper where the hand draws in line only. */
  tint(tone: Colour): string;
  /** The fill of letters and fine marks: the tone as it is. */
  ink(tone: Colour): string;
  /** Attributes dense marks need in the line hand to be seen; else empty. */
  readonly dabStroke: string;
}

export interface EaselSetup {
  readonly frame: Frame;
  readonly hand: Hand;
  readonly random: Random;
  readonly hasBackdrop: boolean;
  readonly paper: Colour;
  readonly ink: Colour;
}

let clipCount = 0;

/** A clip path element with an id of its own, and the attribute that uses it. */
function clipMarkup(path: string): { element: string; attribute: string } {
  clipCount = (clipCount + 1) % 1_000_000;
  const id = `k${clipCount}`;
  return { element: `<clipPath id="${id}"><path d="${path}"/></clipPath>`, attribute: `clip-path="url(#${id})"` };
}

export function createEasel(setup: EaselSetup): Easel {
  const noise = createNoise(setup.random.fork('hand'));
  const marks: Mark[] = [];
  const glows: Glow[] = [];
  let extent: Box | null = null;
  const letters: string[] = [];
  const isDrawn = setup.hand.shading === 'hatch';
  const vector = (markup: string) => {
    const last = marks.at(-1);
    if (last?.kind === 'vector') marks[marks.length - 1] = { kind: 'vector', markup: last.markup + markup };
    else marks.push({ kind: 'vector', markup });
  };
  const easel: Easel = {
    frame: setup.frame,
    hand: setup.hand,
    hasBackdrop: setup.hasBackdrop,
    marks,
    glows,
    letters,
    letter: (path, tone) => letters.push(`<path d="${path}" fill="${hex(tone)}"/>`),
    extent: () => extent,
    area: (shape, paint, options = {}) => {
      extent = united(extent, boundsOf(shape));
      vector(areaMarkup(setup, noise, { shape, paint, options }));
    },
    line: (shape, tone, options) => {
      extent = united(extent, boundsOf(shape), options.widthUnits);
      vector(lineMarkup(setup, noise, { shape, tone, options }));
    },
    shade: (shape, shade) => vector(shadeMarkup(setup, shape, shade)),
    soft: (blurUnits, draw, clip) => {
      const mark = setup.hand.isModelled ? softMark(setup, { blurUnits, draw, clip: clip ?? null }) : null;
      if (mark) marks.push(mark);
    },
    field: (options, sample) => {
      if (!setup.hand.isModelled) return;
      marks.push({
        kind: 'field',
        box: options.box ?? { x: 0, y: 0, width: setup.frame.width, height: setup.frame.height },
        pixelsPerUnit: options.pixelsPerUnit ?? 0.42,
        clip: options.clip ? pathData(roughenedFor(setup.hand, noise, options.clip)) : null,
        sample,
      });
    },
    glow: (glow) => {
      if (setup.hand.isModelled) glows.push(glow);
    },
    raw: vector,
    inset: (box) => {
      const ratio = box.width / box.height;
      const frame = { width: 1000 * Math.sqrt(ratio), height: 1000 / Math.sqrt(ratio) };
      return createEasel({ ...setup, frame, hasBackdrop: true });
    },
    hang: (inner, box, shape) => marks.push({ kind: 'inset', inner, box, clip: pathData(shape) }),
    ink: hex,
    tint: (tone) => hex(isDrawn ? setup.paper : tone),
    dabStroke: isDrawn ? ` stroke="${hex(setup.ink)}" stroke-width=".7"` : '',
  };
  return easel;
}

interface SoftJob {
  readonly blurUnits: number;
  readonly draw: (easel: Easel) => void;
  readonly clip: Outline | null;
}

/** Blurred marks are drawn plainly: no hand shows through a blur. */
function softMark(setup: EaselSetup, { blurUnits, draw, clip }: SoftJob): Mark | null {
  const inner = createEasel({ ...setup, hand: { ...setup.hand, shading: 'none', name: 'photo', wobble: 0 } });
  draw(inner);
  const markup = inner.marks.map((mark) => (mark.kind === 'vector' ? mark.markup : '')).join('');
  const box = reachOf(inner.extent(), blurUnits * 3 + 2, setup.frame);
  return box && { kind: 'soft', markup, blurUnits, clip: clip && pathData(clip), box };
}

const roughenedFor = (hand: Hand, noise: Noise, shape: Outline): Outline =>
  hand.wobble > 0 ? roughened(shape, noise, hand.wobble, 22) : shape;

interface AreaJob {
  readonly shape: Outline;
  readonly paint: Paint;
  readonly options: AreaOptions;
}

function areaMarkup(setup: EaselSetup, noise: Noise, { shape, paint, options }: AreaJob): string {
  const { hand } = setup;
  const alpha = options.alpha ?? 1;
  const path = pathData(options.isBackdrop ? shape : roughenedFor(hand, noise, shape));
  if (hand.shading === 'hatch') return drawnArea(setup, path, { shape, paint, options });
  const flattened: Paint = hand.isModelled || alpha < 0.6 || options.isBackdrop ? paint : typicalColour(paint);
  const { defs, fill } = paintMarkup(flattened);
  const body = `${defs}<path d="${path}" fill="${fill}"${alpha < 1 ? ` fill-opacity="${round(alpha)}"` : ''}/>`;
  const isPlain = options.isBackdrop || alpha < 0.6;
  if (isPlain) return body;
  return body + handMarks(setup, path, { shape, paint, options });
}

/** Pooling edges for wet hands, visible strokes for gouache. */
function handMarks(setup: EaselSetup, path: string, { shape, paint }: AreaJob): string {
  const { hand, random } = setup;
  const box = boundsOf(shape);
  if (hand.name === 'watercolour' || hand.name === 'ink') {
    const edge = mix(typicalColour(paint), setup.ink, 0.35);
    return `<path d="${path}" fill="none" stroke="${hex(edge)}" stroke-opacity=".3" stroke-width="1.6"/>`;
  }
  if (hand.name !== 'gouache' || box.width * box.height < 900) return '';
  const clip = clipMarkup(path);
  return `${clip.element}<g ${clip.attribute}>${brushwork(box, typicalColour(paint), random)}</g>`;
}

/** Line art: paper inside, ink around, hatching as dense as the tone is dark. */
function drawnArea(setup: EaselSetup, path: string, { shape, paint, options }: AreaJob): string {
  const tone = typicalColour(paint);
  if (options.isBackdrop) return '';
  const alpha = options.alpha ?? 1;
  if (alpha < 0.5 || options.hasContour === false) return '';
  const clip = clipMarkup(path);
  const darkness = clamp((0.8 - tone.l) / 0.65, 0, 1);
  const lines = darkness > 0.12 ? hatching(boundsOf(shape), darkness, setup.random) : '';
  const hatch = `<g ${clip.attribute}><path d="${lines}" fill="none" stroke="${hex(setup.ink)}" stroke-width=".8" stroke-opacity=".8"/></g>`;
  return (
    `<path d="${path}" fill="${hex(setup.paper)}"/>` +
    (lines ? clip.element + hatch : '') +
    `<path d="${path}" fill="none" stroke="${hex(setup.ink)}" stroke-width="1.7" stroke-linejoin="round"/>`
  );
}

interface LineJob {
  readonly shape: Outline;
  readonly tone: Colour;
  readonly options: LineOptions;
}

function lineMarkup(setup: EaselSetup, noise: Noise, { shape, tone, options }: LineJob): string {
  const path = pathData(roughenedFor(setup.hand, noise, shape));
  const stroke = setup.hand.shading === 'hatch' ? setup.ink : tone;
  const alpha = options.alpha ?? 1;
  return (
    `<path d="${path}" fill="none" stroke="${hex(stroke)}" stroke-width="${round(options.widthUnits)}"` +
    `${alpha < 1 ? ` stroke-opacity="${round(alpha)}"` : ''} stroke-linecap="round" stroke-linejoin="round"/>`
  );
}

function shadeMarkup(setup: EaselSetup, shape: Outline, shade: Shade): string {
  const { hand } = setup;
  if (hand.shading === 'none') return '';
  const path = pathData(shape);
  const clip = clipMarkup(path);
  if (hand.shading === 'hatch') {
    if (shade.tone.l > 0.6) return '';
    const lines = hatching(boundsOf(shape), shade.alpha * 0.6, setup.random, shade);
    return `${clip.element}<path ${clip.attribute} d="${lines}" fill="none" stroke="${hex(setup.ink)}" stroke-width=".8" stroke-opacity=".7"/>`;
  }
  const isStippled = hand.shading === 'stipple' && hand.isModelled;
  const gradient: Gradient = {
    from: shade.from,
    to: shade.to,
    stops: [
      { at: 0, colour: shade.tone, alpha: shade.alpha * (isStippled ? 0.62 : 1) },
      { at: 0.5, colour: shade.tone, alpha: shade.alpha * (isStippled ? 0.26 : 0.42) },
      { at: 1, colour: shade.tone, alpha: 0 },
    ],
  };
  const { defs, fill } = paintMarkup(gradient);
  const smooth = hand.isModelled ? `${defs}<path d="${path}" fill="${fill}"/>` : '';
  if (hand.shading === 'smooth') return smooth;
  const dots = stipple(boundsOf(shape), shade, setup.random);
  const alpha = round(Math.min(1, shade.alpha * 0.75));
  return `${smooth}${clip.element}<path ${clip.attribute} d="${dots}" fill="${hex(shade.tone)}" fill-opacity="${alpha}"/>`;
}
