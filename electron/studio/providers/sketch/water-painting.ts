/** Owns still and open water: mirrored tones, ripples that thin out with distance, the sun's glitter path. */
import { type Colour, clamp, lerp, mix, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { mapped, type Outline, type Point, rectangle, round } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';

export interface WaterOptions {
  readonly shoreY: number;
  readonly sun: Point;
  /** Forms standing on the far shore, mirrored below it. */
  readonly reflections: readonly { readonly outline: Outline; readonly tone: Colour }[];
}

export function paintWater(scene: Scene, options: WaterOptions): void {
  const { easel, frame, palette } = scene;
  const { shoreY } = options;
  const [top, middle, low] = palette.sky;
  const basin = rectangle(-4, shoreY, frame.width + 8, frame.height - shoreY + 8);
  const deep = shift(mix(top, palette.near, 0.3), { l: -0.05 });
  easel.area(
    basin,
    vertical(shoreY, frame.height, shift(low, { l: -0.035 }), mix(middle, low, 0.35), mix(middle, top, 0.6), deep),
  );
  easel.soft(
    3.2,
    (soft) => {
      for (const { outline, tone } of options.reflections) {
        const mirrored = mapped(outline, ([x, y]): Point => [x, shoreY + (shoreY - y) * 0.86]);
        soft.area(mirrored, mix(tone, middle, 0.26), { alpha: 0.8 });
      }
    },
    basin,
  );
  paintRipples(scene, options);
  paintGlitter(scene, options);
}

/** Long thin lens-shaped strokes, wider and farther apart toward the viewer. */
function paintRipples(scene: Scene, { shoreY }: WaterOptions): void {
  const { easel, frame, random, palette } = scene;
  if (easel.hand.shading === 'none') return;
  const stream = random.fork('ripples');
  const depth = frame.height - shoreY;
  for (const [tone, alpha, count] of [
    [palette.sky[2], 0.3, 90],
    [shift(palette.sky[0], { l: -0.1 }), 0.2, 90],
  ] as const) {
    let data = '';
    for (let ripple = 0; ripple < count; ripple += 1) {
      const near = stream.next() ** 1.7;
      data += lens(
        stream.range(-40, frame.width),
        shoreY + 3 + near * depth,
        lerp(26, 210, near) * stream.range(0.3, 1),
        lerp(0.5, 3.4, near),
      );
    }
    easel.raw(`<path d="${data}" fill="${easel.tint(tone)}" fill-opacity="${alpha}"/>`);
  }
}

const lens = (x: number, y: number, length: number, thickness: number): string =>
  `M${round(x)} ${round(y)}q${round(length / 2)} ${round(-thickness)} ${round(length)} 0q${round(-length / 2)} ${round(thickness)} ${round(-length)} 0z`;

function paintGlitter(scene: Scene, { shoreY, sun }: WaterOptions): void {
  const { easel, frame, random, palette, reading } = scene;
  if (reading.weather === 'rain' || reading.weather === 'storm' || easel.hand.shading === 'hatch') return;
  const stream = random.fork('glitter');
  const depth = frame.height - shoreY;
  let data = '';
  for (let spark = 0; spark < 340; spark += 1) {
    const near = stream.next() ** 1.4;
    const spread = lerp(16, 110, near) * (1 - 0.4 * Math.sin(near * 9));
    const x = sun[0] + stream.bell() * spread;
    data += lens(x, shoreY + 2 + near * depth, lerp(5, 44, near) * stream.range(0.3, 1.2), lerp(0.7, 3.2, near));
  }
  easel.raw(`<path d="${data}" fill="${easel.tint(palette.light)}" fill-opacity=".6"/>`);
  easel.glow({ x: sun[0], y: shoreY + depth * 0.12, radius: depth * 0.9, colour: palette.light, strength: 0.3 });
}

/** Open sea: swell seen in perspective, each face lit by its slope. */
export function paintSwell(scene: Scene, options: { horizonY: number; sun: Point; height: number }): void {
  const { easel, frame, palette, noise, random } = scene;
  const { horizonY, sun } = options;
  const [top, middle, low] = palette.sky;
  const sea = rectangle(-4, horizonY, frame.width + 8, frame.height - horizonY + 8);
  const water = mix(mix(top, palette.accents[0], 0.08), palette.near, 0.42);
  easel.area(
    sea,
    vertical(
      horizonY,
      frame.height,
      mix(low, water, 0.38),
      mix(middle, water, 0.62),
      water,
      shift(water, { l: -0.07 }),
    ),
  );
  const bright = rgb255(mix(low, palette.light, 0.4));
  const dark = rgb255(shift(water, { l: -0.12 }));
  const depth = frame.height - horizonY;
  const drift = random.fork('swell').range(0, 700);
  const heightAt = (u: number, v: number) =>
    noise.ridged(u * 0.55 + drift, v, 3) + 0.35 * noise.at(u * 2.4, v * 3.1 + drift);
  easel.field({ box: { x: 0, y: horizonY, width: frame.width, height: depth }, pixelsPerUnit: 0.62 }, (x, y, rgba) => {
    const t = (y - horizonY) / depth;
    const distance = 1 / (t + 0.035);
    const u = (x - frame.width / 2) * 0.0031 * distance;
    const v = distance * 3.4;
    const slope = (heightAt(u, v) - heightAt(u + 0.02, v + 0.06)) * 3.2 * options.height;
    const path = Math.exp(-(((x - sun[0]) / lerp(70, 300, t)) ** 2)) * 0.55;
    const light = clamp(slope + path * clamp(slope * 4 + 0.2, 0, 1), -1, 1);
    const calm = smoothstep(0, 0.07, t);
    const tone = light > 0 ? bright : dark;
    rgba[0] = tone[0];
    rgba[1] = tone[1];
    rgba[2] = tone[2];
    rgba[3] = 255 * Math.min(0.85, Math.abs(light)) * (0.25 + 0.75 * calm);
  });
}
