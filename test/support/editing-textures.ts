// What local fill and registration meet in practice: a dozen textures as functions of place, all generated.
import { fractal, type Scene, seededRandom, smoothNoise } from './editing-scenes.ts';

type Rgb = readonly [number, number, number];

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];
const shaded = ([red, green, blue]: Rgb, light: number): Rgb => [red + light, green + light, blue + light];
const ramp = (value: number) => Math.min(1, Math.max(0, value));

/** Courses of bricks in a running bond, each burnt a little differently. */
const brick: Scene = (x, y) => {
  const course = Math.floor(y / 22);
  const along = x + (course % 2) * 26;
  const [across, down] = [along - Math.floor(along / 52) * 52, y - course * 22];
  const inBrick = Math.min(across, 52 - across, down, 22 - down);
  const burnt = smoothNoise(Math.floor(along / 52) * 7.3, course * 5.1, 3) - 0.5;
  const rough = 0.25 * fractal(x * 2, y * 2, 5);
  return mix([0.72, 0.7, 0.66], shaded([0.58 + 0.25 * burnt, 0.27 + 0.1 * burnt, 0.2], rough), ramp(inBrick - 0.7));
};

/** Thin blades that lean this way and that. */
const grass: Scene = (x, y) => {
  const lean = 5 * smoothNoise(x / 40, y / 40, 2);
  const blade = smoothNoise((x + lean * Math.sin(y / 9)) / 2.2, y / 13, 9);
  const patch = smoothNoise(x / 70, y / 70, 4) - 0.5;
  return mix([0.13, 0.25, 0.06], [0.5, 0.68, 0.24], ramp(blade + 0.4 * patch));
};

const sand: Scene = (x, y) => {
  const ripple = 0.05 * Math.sin(y / 7 + 2.5 * smoothNoise(x / 50, y / 60, 6));
  const grain = 0.14 * (smoothNoise(x / 1.3, y / 1.3, 8) - 0.5);
  return shaded([0.83, 0.73, 0.55], ripple + grain + 0.08 * (smoothNoise(x / 120, y / 120, 1) - 0.5));
};

const wood: Scene = (x, y) => {
  const bend = 18 * smoothNoise(x / 190, y / 55, 3);
  const ring = 0.5 + 0.5 * Math.sin((y + bend) / 4.2);
  const fibre = 0.16 * (smoothNoise(x / 34, y / 1.4, 7) - 0.5);
  return shaded(mix([0.42, 0.26, 0.13], [0.67, 0.46, 0.26], ring), fibre);
};

const sky: Scene = (x, y) =>
  shaded(mix([0.25, 0.47, 0.8], [0.83, 0.88, 0.93], ramp(y / 420)), 0.012 * (smoothNoise(x, y, 5) - 0.5));

const water: Scene = (x, y) => {
  const swell = Math.sin((y + 9 * smoothNoise(x / 46, y / 16, 2)) / 4.6) * 0.09;
  const glint = ramp(7 * (smoothNoise(x / 15, y / 3.2, 11) - 0.86));
  return mix(
    shaded([0.1, 0.34, 0.44], swell + 0.06 * (smoothNoise(x / 60, y / 22, 4) - 0.5)),
    [0.86, 0.93, 0.95],
    glint,
  );
};

/** A twill: threads over and under, seven pixels to the repeat. */
const fabric: Scene = (x, y) => {
  const thread = Math.sin(((x + y) * 2 * Math.PI) / 7) * 0.09 + Math.sin(((x - y) * 2 * Math.PI) / 14) * 0.05;
  return shaded(
    [0.32, 0.36, 0.52],
    thread + 0.12 * (smoothNoise(x / 90, y / 90, 3) - 0.5) + 0.06 * (smoothNoise(x, y, 6) - 0.5),
  );
};

/** Flat shapes with hard borders, as a poster has. */
const poster: Scene = (x, y) => {
  const slope = 0.35 * x;
  const ground = mix([0.94, 0.9, 0.8], [0.95, 0.75, 0.27], ramp(y + slope - 170));
  const foot = mix(ground, [0.12, 0.2, 0.35], ramp(y + slope - 232));
  return mix(foot, [0.93, 0.36, 0.22], ramp(62 - Math.hypot(x - 105, y - 95)));
};

/** Discs of light out of focus. */
const bokeh: Scene = (x, y) => {
  const random = seededRandom(77);
  let colour: Rgb = shaded([0.07, 0.07, 0.14], 0.1 * smoothNoise(x / 110, y / 110, 2));
  for (let disc = 0; disc < 40; disc += 1) {
    const [at, down, radius, warm] = [random() * 460, random() * 380, 12 + 26 * random(), random()];
    const cover = ramp((radius - Math.hypot(x - at, y - down)) / 3) * 0.45;
    colour = mix(colour, [0.95, 0.45 + 0.45 * warm, 0.25 + 0.5 * (1 - warm)], cover);
  }
  return colour;
};

/** Plaster, half of it in the soft-edged shade of something outside. */
const wallWithShadow: Scene = (x, y) => {
  const plaster = 0.07 * fractal(x * 1.5, y * 1.5, 12) + 0.03 * (smoothNoise(x / 1.5, y / 1.5, 4) - 0.5);
  const shade = ramp((x - 0.55 * y - 90) / 26);
  return mix(shaded([0.45, 0.44, 0.46], plaster), shaded([0.85, 0.81, 0.74], plaster), shade);
};

/** A head and shoulders before a blurred room. */
const portrait: Scene = (left, y) => {
  const x = left + 90;
  const room: Rgb = shaded(
    mix([0.55, 0.6, 0.58], [0.28, 0.33, 0.38], ramp(x / 420)),
    0.12 * (smoothNoise(x / 80, y / 80, 8) - 0.5),
  );
  const shoulders = ramp((1 - Math.hypot((x - 210) / 150, (y - 390) / 140)) * 60);
  const cloth: Rgb = shaded([0.2, 0.16, 0.3], 0.08 * (smoothNoise(x / 5, y / 9, 3) - 0.5));
  const head = ramp((1 - Math.hypot((x - 210) / 66, (y - 165) / 86)) * 40);
  const skin: Rgb = shaded(
    [0.82, 0.62, 0.51],
    0.12 * Math.sin((x - 150) / 60) + 0.04 * (smoothNoise(x / 3, y / 3, 2) - 0.5),
  );
  return mix(mix(room, cloth, shoulders), skin, head);
};

const stripes: Scene = (x, y) => {
  const stripe = ramp(2.5 * Math.sin((x * 2 * Math.PI) / 24) + 0.5);
  return shaded(mix([0.9, 0.88, 0.82], [0.16, 0.3, 0.48], stripe), 0.02 * (smoothNoise(x, y, 1) - 0.5));
};

export const TEXTURES = {
  brick,
  grass,
  sand,
  wood,
  sky,
  water,
  fabric,
  poster,
  bokeh,
  'wall with shadow': wallWithShadow,
  portrait,
  stripes,
} as const satisfies Record<string, Scene>;
