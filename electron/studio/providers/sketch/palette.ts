/** Owns the palette of one picture: sky and studio schemes bent by the prompt's colours, its moods and the references. */
import type { HandName } from './hand-style.ts';
import { type Colour, clamp, colour, mix, shift, turnHue } from './oklch-colour.ts';
import type { ColourWish, Reading } from './prompt-reading.ts';
import type { TimeName } from './prompt-words.ts';
import type { ReferenceLook } from './reference-look.ts';
import type { Random } from './seeded-random.ts';
import { freeHour, leafFor, skyFor } from './sky-schemes.ts';
import { DARK_SCHEMES, LIGHT_SCHEMES } from './studio-schemes.ts';

export interface Palette {
  readonly time: TimeName;
  readonly sky: readonly [Colour, Colour, Colour];
  readonly light: Colour;
  readonly near: Colour;
  readonly leaf: Colour;
  readonly wall: Colour;
  readonly surface: Colour;
  readonly subject: Colour;
  readonly accents: readonly [Colour, Colour, Colour, Colour];
  readonly paper: Colour;
  readonly ink: Colour;
  readonly isDark: boolean;
}

type Mutable = { -readonly [Key in keyof Palette]: Palette[Key] };

export interface PaletteRequest {
  readonly reading: Reading;
  readonly hand: HandName;
  /** Counts up over the candidates of one seed series, so that neighbours differ. */
  readonly turn: number;
  readonly random: Random;
  readonly look: ReferenceLook | null;
}

export function makePalette(request: PaletteRequest): Palette {
  const { reading, turn, random } = request;
  const time = reading.time ?? (reading.moods.includes('dark') ? 'dusk' : freeHour(turn));
  const sky = skyFor(time, reading.weather, random.fork('sky'));
  const isDark = wantsDark(reading) || (!hasLightWish(reading) && turn % 4 === 3);
  const schemes = isDark ? DARK_SCHEMES : LIGHT_SCHEMES;
  const studio = schemes[(turn * 2 + random.int(0, 1)) % schemes.length] ?? random.pick(schemes);
  const palette: Mutable = {
    time,
    ...sky,
    leaf: leafFor(reading.season ?? (reading.weather === 'snow' ? 'winter' : null), sky, time),
    ...studio,
    paper: colour(0.955, 0.014, 88),
    ink: colour(0.22, 0.03, 262),
    isDark,
  };
  if (request.look) wearLook(palette, request.look);
  wearWishes(palette, reading.colours);
  wearMoods(palette, reading);
  wearHand(palette, request.hand, random);
  return palette;
}

function wantsDark(reading: Reading): boolean {
  return reading.time === 'night' || reading.moods.includes('dark') || reading.moods.includes('dramatic');
}

const hasLightWish = (reading: Reading): boolean =>
  reading.time !== null ||
  reading.colours.length > 0 ||
  reading.moods.some((mood) => mood === 'joyful' || mood === 'calm' || mood === 'dreamy' || mood === 'muted');

type ColourKey = 'light' | 'near' | 'leaf' | 'wall' | 'surface' | 'subject';
const COLOUR_KEYS: readonly ColourKey[] = ['light', 'near', 'leaf', 'wall', 'surface', 'subject'];

/** Applies one change to every colour of the picture. */
function repaint(palette: Mutable, change: (tone: Colour) => Colour): void {
  for (const key of COLOUR_KEYS) palette[key] = change(palette[key]);
  const [top, middle, low] = palette.sky;
  palette.sky = [change(top), change(middle), change(low)];
  const [first, second, third, fourth] = palette.accents;
  palette.accents = [change(first), change(second), change(third), change(fourth)];
}

/** The reference gives sky and wall from where they stand in it, and accents by how loud they are. */
function wearLook(palette: Mutable, look: ReferenceLook): void {
  const [top, middle, low] = look.bands;
  palette.sky = [top, mix(top, middle, 0.6), look.horizonTone];
  palette.near = mix(low, look.darkest, 0.45);
  palette.leaf = mix(low, look.loudest, 0.25);
  palette.light = mix(look.lightest, palette.light, 0.25);
  palette.wall = mix(top, look.dominant, 0.5);
  palette.surface = low;
  palette.subject = look.loudest;
  const [first, second, third, fourth] = look.colours;
  palette.accents = [look.loudest, second ?? first, third ?? look.darkest, fourth ?? look.lightest];
  palette.ink = shift(look.darkest, { l: Math.min(0, 0.25 - look.darkest.l) });
  palette.isDark = look.meanLightness < 0.45;
}

/** The first colour without a target colours the whole picture; the next ones are accents. */
function wearWishes(palette: Mutable, wishes: readonly ColourWish[]): void {
  const general = wishes.filter(({ target }) => target === 'overall').map(({ colour: wish }) => wish);
  const [lead, ...others] = general;
  if (lead) {
    toward(palette, lead);
    const second = others[0];
    if (second) bringIn(palette, second);
    palette.subject = others[0] ?? lead;
    palette.accents = [
      others[0] ?? shift(lead, { l: lead.l > 0.6 ? -0.2 : 0.2, h: 24 }),
      others[1] ?? shift(lead, { l: lead.l > 0.5 ? -0.3 : 0.3, h: -30, c: 0.8 }),
      others[2] ?? lead,
      others[3] ?? colour(0.95, Math.min(0.03, lead.c), lead.h),
    ];
  }
  for (const { target, colour: wish } of wishes) {
    if (target === 'subject') palette.subject = wish;
    if (target !== 'backdrop') continue;
    palette.wall = wish;
    palette.surface = shift(wish, { l: wish.l > 0.3 ? -0.06 : 0.05, c: 1.08 });
    palette.sky = [shift(wish, { l: -0.06 }), wish, shift(wish, { l: 0.08, c: 0.8 })];
    palette.paper = wish.l > 0.75 ? wish : palette.paper;
    palette.isDark = wish.l < 0.45;
  }
}

/** A second colour takes the horizon, the light and what grows, so that both are seen in one picture. */
function bringIn(palette: Mutable, second: Colour): void {
  const wear = (tone: Colour, share: number) =>
    colour(tone.l, tone.c * (1 - share) + Math.min(second.c, 0.13) * share, turnHue(tone.h, second.h, share));
  const [top, middle, low] = palette.sky;
  palette.sky = [top, wear(middle, 0.45), wear(low, 0.95)];
  palette.light = wear(palette.light, 0.8);
  palette.leaf = wear(palette.leaf, 0.5);
  palette.surface = wear(palette.surface, 0.5);
}

function toward(palette: Mutable, lead: Colour): void {
  const strength = clamp(lead.c / 0.1, 0.12, 1);
  repaint(palette, (tone) =>
    colour(
      tone.l,
      tone.c * (1 - 0.7 * strength) + lead.c * 0.62 * strength * (tone.l > 0.9 ? 0.4 : 1),
      turnHue(tone.h, lead.h, 0.86),
    ),
  );
  if (lead.c < 0.02) repaint(palette, (tone) => colour(tone.l, tone.c * 0.12, tone.h));
  if (lead.l < 0.26) repaint(palette, (tone) => shift(tone, { l: -0.28 * tone.l }));
}

function wearMoods(palette: Mutable, reading: Reading): void {
  for (const mood of reading.moods) {
    if (mood === 'calm' || mood === 'elegant') repaint(palette, (tone) => shift(tone, { c: 0.86 }));
    if (mood === 'muted') repaint(palette, (tone) => colour(tone.l * 0.97, tone.c * 0.5, turnHue(tone.h, 75, 0.18)));
    if (mood === 'joyful') repaint(palette, (tone) => shift(tone, { c: 1.18, l: 0.02 }));
    if (mood === 'vivid') repaint(palette, (tone) => shift(tone, { c: 1.5 }));
    if (mood === 'dreamy')
      repaint(palette, (tone) => colour(tone.l * 0.86 + 0.13, tone.c * 0.95, turnHue(tone.h, 330, 0.16)));
    if (mood === 'melancholy')
      repaint(palette, (tone) => colour(tone.l * 0.93, tone.c * 0.6, turnHue(tone.h, 245, 0.3)));
    if (mood === 'cosy') repaint(palette, warmed);
    if (mood === 'dark')
      repaint(palette, (tone) => shift(tone, { l: (palette.isDark ? -0.04 : -0.16) * tone.l, c: 0.92 }));
    if (mood === 'dramatic') repaint(palette, (tone) => shift(tone, { l: (tone.l - 0.55) * 0.16, c: 1.08 }));
  }
}

/** Blue would turn green on its way to warm; it stays blue and the lamps are warm. */
function warmed(tone: Colour): Colour {
  const away = Math.abs(((tone.h - 60 + 540) % 360) - 180);
  return away > 110 ? tone : colour(tone.l, tone.c * 1.05 + 0.01, turnHue(tone.h, 60, 0.3));
}

/** Two or three inks for a risograph, greys and one seal red for ink, primaries for the Bauhaus, gold for deco. */
function wearHand(palette: Mutable, hand: HandName, random: Random): void {
  if (hand === 'ink') {
    const warm = palette.sky[1].h;
    repaint(palette, (tone) => colour(clamp(tone.l * 1.04, 0.1, 0.97), Math.min(tone.c, 0.012), warm));
    palette.accents = [colour(0.55, 0.18, 30), palette.accents[1], palette.accents[2], palette.accents[3]];
  }
  if (hand === 'risograph') inkDown(palette, random);
  if (hand === 'watercolour') repaint(palette, (tone) => colour(tone.l * 0.82 + 0.165, tone.c * 1.02, tone.h));
  if (hand === 'bauhaus') {
    palette.wall = colour(0.92, 0.035, 88);
    palette.surface = colour(0.86, 0.04, 85);
    palette.accents = [colour(0.58, 0.2, 30), colour(0.45, 0.15, 262), colour(0.83, 0.15, 88), colour(0.22, 0.01, 60)];
  }
  if (hand === 'deco') {
    palette.accents = [colour(0.79, 0.11, 86), colour(0.45, 0.07, 190), colour(0.9, 0.05, 88), colour(0.25, 0.04, 200)];
    palette.paper = colour(0.24, 0.045, 205);
    palette.ink = colour(0.82, 0.1, 86);
  }
}

const INKS: readonly (readonly [Colour, Colour])[] = [
  [colour(0.65, 0.22, 25), colour(0.42, 0.15, 262)],
  [colour(0.7, 0.2, 5), colour(0.48, 0.09, 195)],
  [colour(0.85, 0.16, 95), colour(0.45, 0.17, 275)],
  [colour(0.74, 0.17, 55), colour(0.4, 0.08, 200)],
  [colour(0.72, 0.16, 160), colour(0.52, 0.22, 5)],
];

/** Every tone becomes a tint of the light ink, the dark ink, or both printed over each other. */
function inkDown(palette: Mutable, random: Random): void {
  const [bright, deep] = random.pick(INKS);
  const paper = colour(0.955, 0.02, 88);
  const over = colour(deep.l * 0.62, deep.c * 0.8, deep.h);
  const warmSide = (tone: Colour) => Math.cos(((tone.h - bright.h) * Math.PI) / 180) > -0.1 && tone.c > 0.03;
  repaint(palette, (tone) => {
    if (tone.l > 0.9) return mix(paper, bright, 0.08);
    if (tone.l < 0.33) return mix(deep, over, (0.33 - tone.l) * 2.4);
    const ink = warmSide(tone) ? bright : deep;
    return mix(paper, ink, clamp((0.98 - tone.l) / (0.98 - ink.l), 0.1, 1));
  });
  palette.paper = paper;
  palette.ink = over;
}
