/** Owns skies: gradient, sun or moon, clouds, stars, aurora, rain and snow. */
import { type Colour, clamp, colour, lerp, mix, type Rgb, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { ellipse, type Point, rectangle, round } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { FIREWORK_WORDS, paintFireworks, paintLightning } from './sky-events.ts';

export interface SkyOptions {
  /** Where the sky ends, units. */
  readonly horizonY: number;
  readonly sun?: Point;
  readonly sunRadius?: number;
  readonly hasClouds?: boolean;
}

/** The sun's place for this hour and composition. */
export function sunPlace(scene: Scene, horizonY: number): Point {
  const { frame, composition, palette, random } = scene;
  const stream = random.fork('sun-place');
  const height: Record<string, number> = {
    dawn: 0.18,
    morning: 0.46,
    noon: 0.74,
    golden: 0.26,
    sunset: 0.1,
    dusk: 0.08,
    night: 0.62,
  };
  const side = composition.isSymmetrical
    ? frame.width / 2
    : lerp(composition.focusX, frame.width - composition.focusX, stream.chance(0.5) ? 0.9 : 0.12);
  return [side, horizonY * (1 - (height[palette.time] ?? 0.3)) + stream.range(-14, 14)];
}

export function paintSky(scene: Scene, options: SkyOptions): void {
  const { easel, frame, palette, reading } = scene;
  if (!easel.hasBackdrop) return;
  const [top, middle, low] = palette.sky;
  const isNight = palette.time === 'night';
  easel.area(
    rectangle(-2, -2, frame.width + 4, frame.height + 4),
    vertical(0, options.horizonY * 1.04, top, mix(top, middle, 0.55), middle, mix(middle, low, 0.6), low),
    { isBackdrop: true },
  );
  if (isNight || palette.time === 'dusk') paintStars(scene, options.horizonY, isNight ? 1 : 0.25);
  const hasFireworks = reading.says(FIREWORK_WORDS);
  if (options.sun && reading.weather !== 'storm' && !hasFireworks)
    paintSun(scene, options.sun, options.sunRadius ?? 30);
  if (reading.says('aurora|northern lights')) paintAurora(scene, options.horizonY);
  if (options.hasClouds ?? true) paintClouds(scene, options);
  if (hasFireworks) paintFireworks(scene, options.horizonY);
  if (reading.weather === 'storm' && easel.hand.shading !== 'hatch') paintLightning(scene, options.horizonY);
}

function paintSun(scene: Scene, [x, y]: Point, radius: number): void {
  const { easel, palette, reading } = scene;
  const isMoon = palette.time === 'night';
  const haze = reading.weather === 'fog' || reading.weather === 'rain' || reading.weather === 'cloudy' ? 0.5 : 1;
  const reach = isMoon ? 300 : 620;
  easel.glow({ x, y, radius: reach, colour: palette.light, strength: (isMoon ? 0.34 : 0.5) * haze });
  easel.glow({ x, y, radius: radius * 3.4, colour: palette.light, strength: 0.6 * haze });
  easel.area(ellipse(x, y, radius, radius), isMoon ? palette.light : mix(palette.light, colour(0.99, 0.03, 90), 0.4), {
    alpha: haze > 0.8 ? 1 : 0.62,
  });
  if (!isMoon) return;
  const maria = mix(palette.light, palette.sky[2], 0.35);
  for (const [dx, dy, size] of [
    [-0.3, -0.15, 0.32],
    [0.25, -0.35, 0.2],
    [0.1, 0.3, 0.26],
    [0.42, 0.12, 0.14],
  ] as const) {
    easel.area(ellipse(x + dx * radius, y + dy * radius, size * radius, size * radius * 0.8), maria, {
      alpha: 0.4,
      hasContour: false,
    });
  }
}

function paintStars(scene: Scene, horizonY: number, share: number): void {
  const { easel, frame, random, palette } = scene;
  const stream = random.fork('stars');
  const count = Math.round(360 * share);
  let [small, large] = ['', ''];
  for (let star = 0; star < count; star += 1) {
    const x = stream.range(0, frame.width);
    const y = stream.next() ** 1.3 * horizonY * 0.92;
    const size = 0.35 + stream.next() ** 5 * 1.5;
    const data = `M${round(x - size)} ${round(y)}a${round(size)} ${round(size)} 0 1 0 ${round(size * 2)} 0a${round(size)} ${round(size)} 0 1 0 ${round(-size * 2)} 0z`;
    if (size > 0.8) large += data;
    else small += data;
  }
  if (easel.hand.shading === 'hatch') return;
  const tone = mix(palette.light, colour(0.98, 0.01, 240), 0.5);
  easel.raw(starPath(small, tone, 0.55) + starPath(large, tone, 0.95));
}

const starPath = (data: string, tone: Colour, alpha: number): string => {
  const [r, g, b] = rgb255(tone).map(Math.round);
  return `<path d="${data}" fill="rgb(${r},${g},${b})" fill-opacity="${alpha}"/>`;
};

/** Wispy or heaped clouds, lit from the sun's side; density follows the weather. */
function paintClouds(scene: Scene, options: SkyOptions): void {
  const { easel, reading, noise, frame, random, composition } = scene;
  const stream = random.fork('clouds');
  const cover = {
    clear: 0,
    cloudy: 0.62,
    fog: 0.3,
    rain: 0.66,
    snow: 0.58,
    storm: 0.8,
    none: stream.range(0.22, 0.42),
  }[reading.weather ?? 'none'];
  if (cover === 0 || (composition.isMinimal && reading.weather === null)) return;
  const isHeavy = cover > 0.55;
  const [lit, shade] = cloudTones(scene, isHeavy);
  const [stretchX, stretchY] = isHeavy ? [0.003, 0.0058] : [0.0021, 0.0088];
  const drift = stream.range(0, 400);
  const sun = options.sun ?? [frame.width / 2, 0];
  const threshold = 0.34 - cover * 0.62;
  easel.field(
    { box: { x: 0, y: 0, width: frame.width, height: options.horizonY }, pixelsPerUnit: 0.34 },
    (x, y, rgba) => {
      const depth = 0.55 + (y / options.horizonY) * 1.5;
      const u = (x + drift) * stretchX * depth;
      const v = y * stretchY * depth + drift;
      const warp = noise.at(u * 1.3 + 9, v * 1.3) * (isHeavy ? 0.32 : 0.7);
      const body = noise.fractal(u + warp, v + warp * 0.5, 5);
      const cloud = smoothstep(threshold, threshold + 0.42, body);
      if (cloud <= 0) return;
      const toward = noise.fractal(u + warp + 0.1 * clamp((sun[0] - x) / 160, -1, 1), v + warp * 0.5 - 0.12, 3);
      const light = clamp(0.55 + (body - toward) * 1.7 + (1 - cloud) * 0.3, 0, 1);
      const fade = smoothstep(0, 0.1, (options.horizonY - y) / options.horizonY);
      blend(rgba, shade, lit, light);
      rgba[3] = 255 * cloud * fade * (isHeavy ? 0.92 : 0.72);
    },
  );
}

function cloudTones({ palette }: Scene, isHeavy: boolean): [Rgb, Rgb] {
  const [top, middle, low] = palette.sky;
  const night = palette.time === 'night';
  const lit = night ? shift(low, { l: 0.08 }) : mix(low, palette.light, isHeavy ? 0.3 : 0.62);
  const shade = isHeavy ? mix(shift(top, { l: -0.05 }), middle, 0.3) : mix(middle, top, 0.45);
  return [rgb255(lit), rgb255(shade)];
}

function blend(rgba: Float64Array, from: Rgb, to: Rgb, share: number): void {
  for (let channel = 0; channel < 3; channel += 1) rgba[channel] = lerp(from[channel] ?? 0, to[channel] ?? 0, share);
}

function paintAurora(scene: Scene, horizonY: number): void {
  const { easel, noise, frame } = scene;
  const green = rgb255(colour(0.84, 0.2, 155));
  const violet = rgb255(colour(0.6, 0.2, 310));
  easel.field({ box: { x: 0, y: 0, width: frame.width, height: horizonY }, pixelsPerUnit: 0.3 }, (x, y, rgba) => {
    let alpha = 0;
    let height = 0;
    for (let band = 0; band < 3; band += 1) {
      const base =
        horizonY * (0.5 + band * 0.14) + noise.fractal(x * 0.0022 + band * 7, band * 3.1, 3) * horizonY * 0.42;
      const above = base - y;
      if (above < -18) continue;
      const streak = 0.5 + 0.5 * noise.at(x * 0.035 + noise.at(x * 0.006, band) * 3, band * 5);
      const strength = (above < 0 ? 1 + above / 18 : Math.exp(-above / (horizonY * 0.23))) * (0.35 + 0.65 * streak);
      if (strength > alpha) [alpha, height] = [strength, clamp(above / (horizonY * 0.4), 0, 1)];
    }
    blend(rgba, green, violet, height);
    rgba[3] = 255 * clamp(alpha * 0.8, 0, 0.9);
  });
}

/** Rain or snow in front of everything, in perspective sizes. */
export function paintPrecipitation(scene: Scene): void {
  const { easel, frame, random, reading, palette } = scene;
  const stream = random.fork('weather');
  if (reading.weather === 'rain' || reading.weather === 'storm') {
    let data = '';
    for (let drop = 0; drop < 420; drop += 1) {
      const length = stream.range(14, 52);
      data += `M${round(stream.range(-20, frame.width))} ${round(stream.range(-40, frame.height))}l${round(-length * 0.16)} ${round(length)}`;
    }
    easel.raw(
      `<path d="${data}" fill="none" stroke="#fff" stroke-opacity=".2" stroke-width=".9" stroke-linecap="round"/>`,
    );
  }
  if (reading.weather === 'snow') {
    const white = mix(palette.light, colour(0.99, 0.005, 240), 0.8);
    for (let flake = 0; flake < 300; flake += 1) {
      const size = 0.7 + stream.next() ** 4 * 5;
      easel.area(ellipse(stream.range(0, frame.width), stream.range(0, frame.height), size, size), white, {
        alpha: size > 3 ? 0.35 : 0.59,
        hasContour: false,
      });
    }
  }
}

/** A bank of mist lying on a level: strongest at `y`, gone `height` above and below. */
export function paintMist(scene: Scene, y: number, height: number, options: { tone: Colour; alpha: number }): void {
  const { easel, noise, frame, random } = scene;
  const [r, g, b] = rgb255(options.tone);
  const drift = random.fork(`mist${Math.round(y)}`).range(0, 900);
  const box = { x: 0, y: y - height, width: frame.width, height: height * 2 };
  easel.field({ box, pixelsPerUnit: 0.26 }, (x, py, rgba) => {
    const fall = 1 - Math.abs(py - y) / height;
    const wave = 0.62 + 0.5 * noise.fractal((x + drift) * 0.0032, py * 0.014 + drift, 3);
    rgba[0] = r;
    rgba[1] = g;
    rgba[2] = b;
    rgba[3] = 255 * clamp(smoothstep(0, 1, fall) * wave, 0, 1) * options.alpha;
  });
}
