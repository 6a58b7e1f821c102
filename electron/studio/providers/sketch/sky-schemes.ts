/** Owns the light of the day: curated skies per hour and weather, and what season and hour do to land. */
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import type { SeasonName, TimeName, WeatherName } from './prompt-words.ts';
import type { Random } from './seeded-random.ts';

export interface SkyScheme {
  /** Zenith, middle, horizon. */
  readonly sky: readonly [Colour, Colour, Colour];
  /** Sun, moon or lamp. */
  readonly light: Colour;
  /** Land at the feet before season and weather. */
  readonly near: Colour;
}

type Triple = readonly [number, number, number];
const of = ([l, c, h]: Triple): Colour => colour(l, c, h);

const scheme = (sky: readonly [Triple, Triple, Triple], light: Triple, near: Triple): SkyScheme => ({
  sky: [of(sky[0]), of(sky[1]), of(sky[2])],
  light: of(light),
  near: of(near),
});

const SKIES: Readonly<Record<TimeName, readonly SkyScheme[]>> = {
  dawn: [
    scheme(
      [
        [0.6, 0.075, 262],
        [0.8, 0.07, 335],
        [0.92, 0.07, 65],
      ],
      [0.97, 0.06, 80],
      [0.32, 0.05, 240],
    ),
    scheme(
      [
        [0.7, 0.06, 225],
        [0.86, 0.06, 20],
        [0.93, 0.06, 85],
      ],
      [0.97, 0.07, 70],
      [0.34, 0.055, 205],
    ),
    scheme(
      [
        [0.52, 0.08, 285],
        [0.75, 0.1, 350],
        [0.89, 0.09, 45],
      ],
      [0.96, 0.07, 60],
      [0.27, 0.06, 280],
    ),
  ],
  morning: [
    scheme(
      [
        [0.69, 0.08, 238],
        [0.84, 0.05, 222],
        [0.94, 0.035, 95],
      ],
      [0.98, 0.04, 95],
      [0.36, 0.055, 170],
    ),
    scheme(
      [
        [0.76, 0.05, 205],
        [0.87, 0.04, 180],
        [0.94, 0.045, 110],
      ],
      [0.98, 0.05, 100],
      [0.36, 0.06, 160],
    ),
  ],
  noon: [
    scheme(
      [
        [0.62, 0.115, 246],
        [0.77, 0.085, 234],
        [0.92, 0.04, 215],
      ],
      [0.99, 0.02, 95],
      [0.4, 0.08, 145],
    ),
    scheme(
      [
        [0.67, 0.1, 232],
        [0.82, 0.07, 220],
        [0.94, 0.035, 190],
      ],
      [0.99, 0.02, 95],
      [0.4, 0.075, 165],
    ),
  ],
  golden: [
    scheme(
      [
        [0.68, 0.05, 235],
        [0.84, 0.075, 82],
        [0.91, 0.11, 78],
      ],
      [0.97, 0.1, 85],
      [0.34, 0.06, 80],
    ),
    scheme(
      [
        [0.72, 0.06, 60],
        [0.85, 0.1, 70],
        [0.93, 0.09, 88],
      ],
      [0.98, 0.09, 90],
      [0.33, 0.07, 45],
    ),
  ],
  sunset: [
    scheme(
      [
        [0.4, 0.1, 288],
        [0.66, 0.16, 22],
        [0.85, 0.135, 68],
      ],
      [0.95, 0.12, 75],
      [0.22, 0.06, 300],
    ),
    scheme(
      [
        [0.46, 0.08, 250],
        [0.74, 0.12, 40],
        [0.87, 0.125, 75],
      ],
      [0.96, 0.11, 80],
      [0.23, 0.05, 255],
    ),
    scheme(
      [
        [0.36, 0.12, 310],
        [0.6, 0.19, 5],
        [0.81, 0.15, 50],
      ],
      [0.94, 0.12, 65],
      [0.2, 0.07, 320],
    ),
  ],
  dusk: [
    scheme(
      [
        [0.29, 0.085, 272],
        [0.49, 0.1, 300],
        [0.74, 0.1, 35],
      ],
      [0.93, 0.08, 60],
      [0.17, 0.05, 270],
    ),
    scheme(
      [
        [0.27, 0.07, 245],
        [0.47, 0.075, 230],
        [0.76, 0.07, 75],
      ],
      [0.94, 0.07, 80],
      [0.17, 0.04, 240],
    ),
  ],
  night: [
    scheme(
      [
        [0.15, 0.05, 268],
        [0.235, 0.065, 262],
        [0.37, 0.065, 250],
      ],
      [0.94, 0.03, 95],
      [0.1, 0.03, 262],
    ),
    scheme(
      [
        [0.14, 0.045, 290],
        [0.24, 0.07, 280],
        [0.39, 0.075, 225],
      ],
      [0.93, 0.035, 90],
      [0.1, 0.03, 275],
    ),
    scheme(
      [
        [0.15, 0.035, 220],
        [0.25, 0.05, 215],
        [0.4, 0.06, 195],
      ],
      [0.94, 0.04, 100],
      [0.1, 0.025, 215],
    ),
  ],
};

/** Hours the seed may choose when the prompt names none; each is worth showing. */
const FREE_HOURS: readonly TimeName[] = ['dawn', 'golden', 'morning', 'sunset', 'dusk', 'dawn', 'noon', 'sunset'];

export function freeHour(turn: number): TimeName {
  return FREE_HOURS[turn % FREE_HOURS.length] ?? 'golden';
}

export function skyFor(time: TimeName, weather: WeatherName | null, random: Random): SkyScheme {
  const base = random.pick(SKIES[time]);
  const [top, middle, low] = base.sky;
  if (weather === 'storm') {
    const lead = colour(Math.min(top.l, 0.36), 0.035, 250);
    return {
      ...base,
      sky: [lead, mix(lead, middle, 0.35), mix(shift(lead, { l: 0.22 }), low, 0.4)],
      near: shift(base.near, { l: -0.06, c: 0.6 }),
    };
  }
  if (weather === 'rain' || weather === 'cloudy') {
    const grey = (tone: Colour) => mix(tone, colour(tone.l * 0.94, 0.02, 245), 0.62);
    return { ...base, sky: [grey(top), grey(middle), grey(low)], near: shift(base.near, { c: 0.7 }) };
  }
  if (weather === 'fog') {
    const pale = (tone: Colour, share: number) => mix(tone, shift(low, { c: 0.55 }), share);
    return {
      ...base,
      sky: [pale(top, 0.45), pale(middle, 0.6), pale(low, 0.2)],
      near: shift(base.near, { l: 0.05, c: 0.7 }),
    };
  }
  if (weather === 'snow') {
    const cool = (tone: Colour) => mix(tone, colour(Math.min(0.95, tone.l + 0.04), 0.02, 240), 0.5);
    return { ...base, sky: [cool(top), cool(middle), cool(low)] };
  }
  return base;
}

const LEAF: Readonly<Record<SeasonName, Triple>> = {
  spring: [0.6, 0.11, 132],
  summer: [0.46, 0.095, 146],
  autumn: [0.58, 0.14, 55],
  winter: [0.62, 0.03, 215],
};

/** Foliage by season and hour; without a season it leans toward the land of the scheme. */
export function leafFor(season: SeasonName | null, scheme_: SkyScheme, time: TimeName): Colour {
  const day = of(LEAF[season ?? 'summer']);
  const dim = time === 'night' ? 0.72 : time === 'dusk' || time === 'sunset' ? 0.45 : time === 'dawn' ? 0.28 : 0.1;
  return mix(season ? day : mix(day, scheme_.near, 0.35), scheme_.near, dim);
}
