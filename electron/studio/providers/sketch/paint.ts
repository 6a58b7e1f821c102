/** Owns fills: one colour or a gradient in picture units, interpolated through OKLab. */
import { type Colour, hex, mix } from './oklch-colour.ts';
import { type Point, round } from './outline.ts';

export interface GradientStop {
  readonly at: number;
  readonly colour: Colour;
  readonly alpha?: number;
}

export interface Gradient {
  readonly from: Point;
  readonly to: Point;
  /** Radial around `from`, out to `to`. */
  readonly isRadial?: boolean;
  readonly stops: readonly GradientStop[];
}

export type Paint = Colour | Gradient;

export const isGradient = (paint: Paint): paint is Gradient => 'stops' in paint;

/** Evenly spaced colours from top to bottom. */
export const vertical = (top: number, bottom: number, ...colours: readonly Colour[]): Gradient => ({
  from: [0, top],
  to: [0, bottom],
  stops: evenly(colours),
});

export const across = (from: Point, to: Point, ...colours: readonly Colour[]): Gradient => ({
  from,
  to,
  stops: evenly(colours),
});

export const radial = (centre: Point, radius: number, ...colours: readonly Colour[]): Gradient => ({
  from: centre,
  to: [centre[0] + radius, centre[1]],
  isRadial: true,
  stops: evenly(colours),
});

const evenly = (colours: readonly Colour[]): GradientStop[] =>
  colours.map((colour, at) => ({ at: colours.length > 1 ? at / (colours.length - 1) : 0, colour }));

/** The colour a flat hand uses instead of the gradient. */
export function typicalColour(paint: Paint): Colour {
  if (!isGradient(paint)) return paint;
  const first = paint.stops[0]?.colour;
  const last = paint.stops.at(-1)?.colour;
  if (!first || !last) throw new RangeError('A gradient needs a stop.');
  return mix(first, last, 0.5);
}

const INNER_STOPS = 3;
let gradientCount = 0;

/** SVG interpolates in sRGB; extra stops bend it to the OKLab line. */
export function paintMarkup(paint: Paint): { defs: string; fill: string } {
  if (!isGradient(paint)) return { defs: '', fill: hex(paint) };
  gradientCount = (gradientCount + 1) % 1_000_000;
  const id = `p${gradientCount}`;
  const [x1, y1] = paint.from;
  const [x2, y2] = paint.to;
  const stops = dense(paint.stops).map(stopMarkup).join('');
  const geometry = paint.isRadial
    ? `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${round(x1)}" cy="${round(y1)}" r="${round(Math.hypot(x2 - x1, y2 - y1))}">${stops}</radialGradient>`
    : `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}">${stops}</linearGradient>`;
  return { defs: geometry, fill: `url(#${id})` };
}

function dense(stops: readonly GradientStop[]): GradientStop[] {
  const result: GradientStop[] = [];
  stops.forEach((stop, at) => {
    result.push(stop);
    const next = stops[at + 1];
    if (!next) return;
    for (let step = 1; step <= INNER_STOPS; step += 1) {
      const share = step / (INNER_STOPS + 1);
      const alpha = (stop.alpha ?? 1) * (1 - share) + (next.alpha ?? 1) * share;
      result.push({ at: stop.at + (next.at - stop.at) * share, colour: mix(stop.colour, next.colour, share), alpha });
    }
  });
  return result;
}

const stopMarkup = ({ at, colour, alpha }: GradientStop): string =>
  `<stop offset="${Math.round(at * 1000) / 1000}" stop-color="${hex(colour)}"${
    alpha !== undefined && alpha < 1 ? ` stop-opacity="${Math.round(alpha * 1000) / 1000}"` : ''
  }/>`;
