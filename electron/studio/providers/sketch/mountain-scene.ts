/** Owns mountains: lit ridges one behind the other, valley mist, a lake or a treeline in front. */
import type { Noise } from './coherent-noise.ts';
import { type Colour, clamp, colour, lerp, mix, type Rgb, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { type Outline, type Point, polygon } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { paintMist, paintPrecipitation, paintSky, sunPlace } from './sky-painting.ts';
import { paintConiferBand } from './tree-painting.ts';
import { paintVillage, VILLAGE_WORDS } from './village-painting.ts';
import { paintWater } from './water-painting.ts';

interface Ridge {
  /** Share of the way from the far haze to the viewer, 0-1. */
  readonly nearness: number;
  readonly crestAt: (x: number) => number;
  readonly outline: Outline;
  readonly tone: Colour;
  readonly lit: Colour;
  readonly base: number;
  readonly height: number;
}

export async function paintMountains(scene: Scene): Promise<void> {
  const { composition, frame, reading, palette } = scene;
  const hasLake =
    reading.says('lake|reflection|reflections|fjord|mirror|tarn|pond|river') ||
    (composition.turn % 3 === 0 && !reading.says('valley|canyon|desert|volcano'));
  const shoreY = hasLake ? frame.height * clamp(composition.horizonY / frame.height + 0.08, 0.5, 0.78) : frame.height;
  const skyEnd = hasLake ? shoreY : frame.height * 0.86;
  const sun = clearSun(scene, sunPlace(scene, skyEnd * 0.8), skyEnd);
  paintSky(scene, { horizonY: skyEnd, sun, sunRadius: 26 * composition.scale });
  const ridges = makeRidges(scene, skyEnd, sun);
  for (const ridge of ridges) {
    await scene.breath.pause();
    paintRidge(scene, ridge, sun);
  }
  if (hasLake) {
    paintConiferBand(scene, {
      y: shoreY + 2,
      heightUnits: 46 * composition.scale,
      tone: mix(palette.near, palette.leaf, 0.5),
      density: 1.1,
    });
    paintWater(scene, { shoreY, sun, reflections: ridges.map(({ outline, tone }) => ({ outline, tone })) });
    paintMist(scene, shoreY, 46, { tone: palette.sky[2], alpha: reading.weather === 'fog' ? 0.9 : 0.4 });
  }
  if (reading.says(VILLAGE_WORDS))
    paintVillage(scene, hasLake ? shoreY + 4 : frame.height * 0.9, 62 * composition.scale);
  paintForeground(scene, hasLake, shoreY);
  paintPrecipitation(scene);
}

/** Peaks would stand behind a low sun that glows in front of them; it rises above the far crest instead. */
function clearSun(scene: Scene, [x, y]: Point, baseY: number): Point {
  const crestTop =
    baseY *
    (0.86 - 0.47 * Math.sqrt(scene.composition.scale) * (Math.abs(x - scene.composition.focusX) < 200 ? 1.15 : 0.72));
  return [x, Math.max(60, Math.min(y, crestTop))];
}

/** From the far range, tall and pale, to the near slopes, low and dark. */
function makeRidges(scene: Scene, baseY: number, sun: Point): Ridge[] {
  const { composition, frame, palette, random, reading } = scene;
  const stream = random.fork('ridges');
  const count = composition.isMinimal ? 3 : 5;
  const rise = baseY * 0.5 * Math.sqrt(composition.scale);
  const haze = mix(palette.sky[2], palette.sky[1], 0.42);
  const hazy = reading.weather === 'fog' ? 1.5 : 1;
  const isSnowy =
    reading.season === 'winter' ||
    reading.weather === 'snow' ||
    reading.says('snow|snowy|alps|alpine|himalaya|glacier|arctic');
  return Array.from({ length: count }, (_, at) => {
    const nearness = (at + 0.5) / count;
    const base = lerp(baseY * 0.86, baseY * 1.03, nearness ** 0.8);
    const height = rise * lerp(1, 0.3, nearness) * stream.range(0.85, 1.1);
    const crestAt = crest(scene.noise, {
      base,
      height,
      nearness,
      peakX: peakX(scene, at, stream.range(-0.2, 0.2)),
      offset: stream.range(0, 900),
      isVolcano: at === 0 && reading.says('volcano|fuji|mount fuji'),
    });
    const body = mix(
      haze,
      at === count - 1 ? mix(palette.near, palette.leaf, 0.25) : palette.near,
      (0.16 + 0.8 * nearness ** 1.15) / hazy,
    );
    const snow = isSnowy && nearness < 0.75;
    const sunny = mix(body, palette.light, snow ? 0.78 * (1 - nearness * 0.5) : 0.3 * (1 - nearness * 0.45));
    return {
      nearness,
      crestAt,
      base,
      height,
      tone: body,
      lit: sunny,
      outline: ridgeOutline(frame.width, frame.height, crestAt),
    };
  }).map((ridge) => ({ ...ridge, lit: sun[1] < 0 ? ridge.tone : ridge.lit }));
}

function peakX(scene: Scene, at: number, stray: number): number {
  const { composition, frame } = scene;
  if (at === 0) return composition.focusX;
  return frame.width * (at % 2 === 0 ? 0.2 : 0.8) + stray * frame.width;
}

interface CrestShape {
  readonly base: number;
  readonly height: number;
  readonly nearness: number;
  readonly peakX: number;
  readonly offset: number;
  readonly isVolcano: boolean;
}

function crest(noise: Noise, shape: CrestShape): (x: number) => number {
  const frequency = lerp(0.0024, 0.0042, shape.nearness);
  return (x) => {
    const away = Math.abs(x - shape.peakX);
    if (shape.isVolcano) {
      const cone = Math.exp(-away / 210) * 1.15;
      const flat = Math.min(cone, 0.96 + noise.at(x * 0.05, 3) * 0.012);
      return shape.base - shape.height * (flat + noise.fractal(x * 0.012, shape.offset, 3) * 0.03);
    }
    const mass = 0.42 + 0.58 * Math.exp(-((away / 330) ** 2));
    const ridge = noise.ridged(x * frequency + shape.offset, shape.offset * 0.37, 6);
    const rough = noise.fractal(x * 0.03 + shape.offset, 5, 3) * 0.035;
    return shape.base - shape.height * (mass * (ridge * 1.05 + 0.12) + rough);
  };
}

function ridgeOutline(width: number, height: number, crestAt: (x: number) => number): Outline {
  const points: Point[] = [[-6, height + 6]];
  for (let x = -6; x <= width + 6; x += 2) points.push([x, crestAt(x)]);
  points.push([width + 6, height + 6]);
  return polygon(points);
}

/** Silhouette with a veil at its foot, then gullies lit from the sun's side. */
function paintRidge(scene: Scene, ridge: Ridge, sun: Point): void {
  const { easel, palette } = scene;
  const veil = mix(palette.sky[2], palette.sky[1], 0.3);
  const foot = mix(ridge.tone, veil, 0.62 * (1 - ridge.nearness * 0.75));
  easel.area(
    ridge.outline,
    vertical(ridge.base - ridge.height, ridge.base + 20, ridge.tone, mix(ridge.tone, foot, 0.3), foot),
  );
  const slope = slopeLight(scene, ridge, sun);
  const box = { x: 0, y: ridge.base - ridge.height * 1.3, width: scene.frame.width, height: ridge.height * 1.3 + 30 };
  easel.field({ box, pixelsPerUnit: 0.55, clip: ridge.outline }, slope);
  const side = sun[0] > scene.frame.width / 2 ? -1 : 1;
  easel.shade(ridge.outline, {
    from: [scene.frame.width / 2 + side * 420, ridge.base - ridge.height],
    to: [scene.frame.width / 2 - side * 260, ridge.base + 20],
    tone: shift(ridge.tone, { l: -0.09 }),
    alpha: 0.5,
  });
}

/**
 * Treats the depth below the crest as height of the slope: gullies run downhill and fan out, each face is lit by which
 * way it turns. Alpha fades toward the foot where mist lies.
 */
function slopeLight(scene: Scene, ridge: Ridge, sun: Point): (x: number, y: number, rgba: Float64Array) => void {
  const { noise } = scene;
  const crestAt = smoothedCrest(scene, ridge);
  const lit: Rgb = rgb255(ridge.lit);
  const dark: Rgb = rgb255(shift(ridge.tone, { l: -0.1 - 0.03 * (1 - ridge.nearness), c: 1.1 }));
  const scale = lerp(0.011, 0.016, ridge.nearness);
  const heightAt = (x: number, depth: number) => {
    const fan = 1 + depth / (ridge.height * 1.6);
    const bend = noise.at(x * 0.006, depth * 0.009) * 26;
    return noise.ridged(((x + bend) * scale) / fan + ridge.base, depth * scale * 0.26, 4);
  };
  const direction = sun[0] > scene.frame.width / 2 ? 1 : -1;
  return (x, y, rgba) => {
    const depth = y - crestAt(x);
    const fade = 1 - smoothstep(ridge.height * 0.34, ridge.height * 1.02, depth);
    if (depth < -14 || fade <= 0) return;
    const slope = (heightAt(x, depth) - heightAt(x + 5, depth + 1)) * direction * 5.2;
    const big = (crestAt(x - 26 * direction) - crestAt(x + 26 * direction)) / 52;
    const light = clamp(slope * 0.8 - big * 0.75, -1, 1);
    const tone = light > 0 ? lit : dark;
    rgba[0] = tone[0];
    rgba[1] = tone[1];
    rgba[2] = tone[2];
    rgba[3] = 255 * Math.min(0.92, Math.abs(light) * 1.15) * fade;
  };
}

/** The crest without its teeth, one value per unit: faces follow the mass of the mountain, not every notch. */
function smoothedCrest({ frame }: Scene, ridge: Ridge): (x: number) => number {
  const pad = 60;
  const reach = 7;
  const exact = Float64Array.from({ length: Math.ceil(frame.width) + pad * 2 }, (_, at) => ridge.crestAt(at - pad));
  const smooth = exact.map((_, at) => {
    let sum = 0;
    for (let step = -reach; step <= reach; step += 1) sum += exact[clamp(at + step, 0, exact.length - 1)] ?? 0;
    return sum / (reach * 2 + 1);
  });
  return (x) => {
    const place = clamp(x + pad, 0, smooth.length - 2);
    const low = Math.floor(place);
    return lerp(smooth[low] ?? 0, smooth[low + 1] ?? 0, place - low);
  };
}

function paintForeground(scene: Scene, hasLake: boolean, shoreY: number): void {
  const { frame, palette, composition, reading, random } = scene;
  const tone = mix(palette.near, colour(0.12, palette.near.c, palette.near.h), palette.time === 'noon' ? 0.25 : 0.5);
  if (composition.isMinimal) return;
  if (hasLake) {
    if (random.fork('bank').chance(0.6))
      paintConiferBand(scene, {
        y: frame.height + 30,
        heightUnits: 250 * composition.scale,
        tone,
        density: 0.5,
        side: composition.focusX > frame.width / 2 ? 'left' : 'right',
      });
    return;
  }
  if (reading.weather === 'fog') paintMist(scene, shoreY * 0.84, 110, { tone: palette.sky[2], alpha: 0.7 });
  paintConiferBand(scene, {
    y: frame.height + 12,
    heightUnits: 150 * composition.scale,
    tone: mix(tone, palette.leaf, 0.22),
    density: 0.9,
  });
}
