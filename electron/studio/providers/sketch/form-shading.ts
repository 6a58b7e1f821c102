/** Owns shading made of many small marks: dots, hatching and brush strokes, as dense path data. */
import { type Colour, clamp, hex, shift } from './oklch-colour.ts';
import { type Box, type Point, round } from './outline.ts';
import type { Random } from './seeded-random.ts';

interface Direction {
  readonly from: Point;
  readonly to: Point;
}

/** 1 at `from`, 0 at `to`. */
function fading({ from, to }: Direction): (x: number, y: number) => number {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length = dx * dx + dy * dy || 1;
  return (x, y) => clamp(1 - ((x - from[0]) * dx + (y - from[1]) * dy) / length, 0, 1);
}

const DOT_LIMIT = 5200;

/** Sprayed dots, dense where the shade is strong. Many more at fewer units would only slow the 4K picture. */
export function stipple(box: Box, direction: Direction, random: Random): string {
  const density = fading(direction);
  const wanted = Math.min(DOT_LIMIT, (box.width * box.height) / 14);
  let data = '';
  for (let dot = 0; dot < wanted; dot += 1) {
    const x = box.x + random.next() * box.width;
    const y = box.y + random.next() * box.height;
    const strength = density(x, y);
    if (random.next() > strength * strength * 1.1) continue;
    const size = 0.7 + random.next() * 1.1;
    data += `M${round(x)} ${round(y)}l${round(size)} ${round(size * 0.5)}l${round(-size * 0.6)} ${round(size)}z`;
  }
  return data;
}

/** Slanted pen lines with lifted ends; `darkness` 0-1 sets the spacing. */
export function hatching(box: Box, darkness: number, random: Random, direction?: Direction): string {
  const spacing = 15 - 11 * clamp(darkness, 0, 1);
  const density = direction ? fading(direction) : () => 1;
  const slant = 0.55;
  let data = '';
  for (let start = box.x - box.height * slant; start < box.x + box.width; start += spacing) {
    const segments = Math.max(1, Math.round(box.height / 60));
    // Each line lifts at places of its own, or the gaps would join to bands.
    const phase = random.range(-0.5, 0.5) * Math.min(60, box.height / 2);
    for (let segment = 0; segment < segments; segment += 1) {
      const top = box.y + (box.height * segment) / segments + phase * Math.sign(segment) + random.range(-6, 6);
      const bottom =
        box.y + (box.height * (segment + 1)) / segments + (segment + 1 < segments ? phase : 0) + random.range(-9, 2);
      const x = start + (top - box.y) * slant;
      if (random.next() > density(x, (top + bottom) / 2) * 1.2) continue;
      const bend = random.range(-1.2, 1.2);
      const endX = start + (bottom - box.y) * slant;
      data += `M${round(x + bend)} ${round(top)}L${round(endX + bend)} ${round(bottom)}`;
    }
  }
  return data;
}

/** Loose strokes in neighbouring tones, to be clipped to a form. */
export function brushwork(box: Box, tone: Colour, random: Random): string {
  const count = clamp(Math.round((box.width * box.height) / 1600), 6, 130);
  const reach = clamp(Math.sqrt(box.width * box.height) / 3.2, 14, 150);
  let markup = '';
  for (let stroke = 0; stroke < count; stroke += 1) {
    const x = box.x + random.next() * box.width;
    const y = box.y + random.next() * box.height;
    const length = reach * random.range(0.5, 1.4);
    const slope = random.range(-0.22, 0.16);
    const width = reach * random.range(0.06, 0.2);
    const near = shift(tone, { l: random.range(-0.045, 0.05), c: random.range(0.85, 1.2), h: random.range(-9, 9) });
    const data = `M${round(x)} ${round(y)}q${round(length / 2)} ${round(length * slope - width * 0.4)} ${round(length)} ${round(length * slope)}`;
    markup += `<path d="${data}" fill="none" stroke="${hex(near)}" stroke-width="${round(width)}" stroke-opacity=".5" stroke-linecap="round"/>`;
  }
  return markup;
}
