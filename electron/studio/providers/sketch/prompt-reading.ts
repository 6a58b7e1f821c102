/** Owns the reading of a prompt: plain word matching, no model. What it cannot place it leaves to the seed. */
import { isAlsoThing, isColourName, namedColour } from './colour-words.ts';
import type { HandName } from './hand-style.ts';
import { type Colour, parseColour, shift } from './oklch-colour.ts';
import {
  HAND_WORDS,
  LAYOUT_WORDS,
  type LayoutName,
  MOOD_WORDS,
  type MoodName,
  SEASON_WORDS,
  type SeasonName,
  SUBJECT_NAMES,
  SUBJECT_RANK,
  SUBJECT_WORDS,
  type SubjectName,
  TIME_WORDS,
  type TimeName,
  WEATHER_WORDS,
  type WeatherName,
} from './prompt-words.ts';
import { indexWords, type WordIndex } from './word-index.ts';

export interface ColourWish {
  readonly colour: Colour;
  readonly target: 'overall' | 'subject' | 'backdrop';
}

export interface Reading {
  readonly subject: SubjectName | null;
  /** Where the subject stands, or what a poster shows. */
  readonly setting: SubjectName | null;
  readonly colours: readonly ColourWish[];
  readonly time: TimeName | null;
  readonly weather: WeatherName | null;
  readonly season: SeasonName | null;
  readonly moods: readonly MoodName[];
  readonly hand: HandName | null;
  readonly layout: ReadonlySet<LayoutName>;
  /** Quoted text, in order, to be set in type. */
  readonly texts: readonly string[];
  /** The edit asks for something to go away. */
  readonly isRemoval: boolean;
  /** True when the word, or its plural, stands outside the quotes. */
  says(words: string): boolean;
}

const QUOTED =
  /"([^"]{1,300})"|“([^”]{1,300})”|«([^»]{1,300})»|„([^“”]{1,300})[“”]|「([^」]{1,300})」|『([^』]{1,300})』|(?<![\p{L}\p{N}])'([^']{2,300})'(?![\p{L}\p{N}])/gu;

function firstOf<Name extends string>(words: WordIndex, table: Readonly<Partial<Record<Name, string>>>): Name | null {
  let best: Name | null = null;
  let bestAt = Number.POSITIVE_INFINITY;
  for (const [name, list] of entriesOf(table)) {
    const at = words.placeOf(list);
    if (at >= 0 && at < bestAt) {
      best = name;
      bestAt = at;
    }
  }
  return best;
}

function entriesOf<Name extends string>(table: Readonly<Partial<Record<Name, string>>>): [Name, string][] {
  const result: [Name, string][] = [];
  for (const name in table) {
    const words = table[name];
    if (words !== undefined) result.push([name, words]);
  }
  return result;
}

export function readPrompt(prompt: string): Reading {
  const texts: string[] = [];
  const rest = prompt.normalize('NFC').replace(QUOTED, (whole, ...groups: unknown[]) => {
    const inner = groups.find((group) => typeof group === 'string' && whole.includes(group));
    if (typeof inner === 'string' && inner.trim()) texts.push(inner.trim());
    return ' , ';
  });
  const text = rest.toLowerCase();
  const index = indexWords(text);
  const subjects = subjectsOf(index);
  const says = (words: string) => index.placeOf(words) >= 0;
  return {
    subject: subjects[0] ?? null,
    setting: subjects[1] ?? null,
    colours: coloursOf(text),
    time: firstOf(index, TIME_WORDS),
    weather: firstOf(index, WEATHER_WORDS),
    season: firstOf(index, SEASON_WORDS),
    moods: entriesOf(MOOD_WORDS).flatMap(([mood, words]) => (says(words) ? [mood] : [])),
    hand: handOf(index),
    layout: new Set(entriesOf(LAYOUT_WORDS).flatMap(([name, words]) => (says(words) ? [name] : []))),
    texts,
    isRemoval: says(
      'remove|erase|delete|clean up|get rid of|without|take away|entferne|entfernen|supprimer|quitar|убери|удали',
    ),
    says,
  };
}

/** A flat lay is a view, not a flat hand. */
function handOf(index: WordIndex): HandName | null {
  const { flat: _, ...others } = HAND_WORDS;
  return firstOf(index, index.placeOf('flat lay|flatlay') >= 0 ? others : HAND_WORDS);
}

const ROOMS =
  'interior|room|living room|bedroom|kitchen|bathroom|studio apartment|loft|hallway|library|office|café|cafe|restaurant';

function subjectsOf(index: WordIndex): SubjectName[] {
  const found = SUBJECT_NAMES.map((name) => ({ name, at: index.placeOf(SUBJECT_WORDS[name]) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => SUBJECT_RANK[a.name] - SUBJECT_RANK[b.name] || a.at - b.at)
    .map(({ name }) => name);
  // What stands in a kitchen does not make it a product picture: the room was named first.
  const roomAt = index.placeOf(ROOMS);
  const isRoom =
    roomAt >= 0 &&
    ['product', 'still-life', 'flower'].includes(found[0] ?? '') &&
    roomAt < index.placeOf(SUBJECT_WORDS[found[0] ?? 'product']);
  if (isRoom) return ['interior', ...found.filter((name) => name !== 'interior')];
  // Church and houses are what a mountain village is made of.
  const isVillage = found[0] === 'architecture' && found.includes('mountain') && index.placeOf('village|hamlet') >= 0;
  if (isVillage) return ['mountain', ...found.filter((name) => name !== 'mountain')];
  // A meadow of poppies and a lonely tree are countryside, not a still of a flower or a wood.
  const isCountryside = index.placeOf('lonely tree|lone tree|single tree|solitary tree') >= 0;
  const isField = found.includes('hills') && found[0] === 'flower' && index.placeOf('meadow|field|hill|garden') >= 0;
  return isCountryside || isField ? ['hills', ...found.filter((name) => name !== 'hills')] : found;
}

/** The colour of hair paints neither walls nor clothes. */
const OF_A_PERSON = /^\s*(?:hair|haired|beard|moustache|mustache|eyes|braids|curls)\b/u;
const HEX = /#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-z])/g;
const BACKDROP = /^(?:background|backdrop|wall|walls|sky|paper|ground|surface|room|hintergrund|fond|fondo)\b/u;
const SHADE_WORDS: Readonly<Record<string, { l: number; c: number }>> = {
  light: { l: 0.14, c: 0.7 },
  pale: { l: 0.18, c: 0.5 },
  pastel: { l: 0.18, c: 0.55 },
  dark: { l: -0.16, c: 0.85 },
  deep: { l: -0.13, c: 1 },
  bright: { l: 0.06, c: 1.2 },
};

/** The word after a colour says what it is for: "white background", "red bottle". */
function coloursOf(text: string): ColourWish[] {
  const found: { at: number; wish: ColourWish }[] = [];
  for (const match of text.matchAll(HEX)) {
    const parsed = parseColour(match[0]);
    if (parsed)
      found.push({ at: match.index, wish: { colour: parsed, target: targetAt(text, match.index + match[0].length) } });
  }
  const words = [...text.matchAll(/[\p{L}#]+/gu)];
  words.forEach((match, at) => {
    const named = namedColour(match[0]);
    if (!named || (isAlsoThing(match[0]) && !isColourUse(text, match.index, match[0]))) return;
    if (OF_A_PERSON.test(text.slice(match.index + match[0].length))) return;
    const modifier = SHADE_WORDS[words[at - 1]?.[0] ?? ''];
    const made = modifier ? shift(named, modifier) : named;
    found.push({ at: match.index, wish: { colour: made, target: targetAt(text, match.index + match[0].length) } });
  });
  return found.sort((a, b) => a.at - b.at).map(({ wish }) => wish);
}

/** "a rose" is a flower, "rose bottle" and "in rose" are colours. */
function isColourUse(text: string, at: number, word: string): boolean {
  const before = text.slice(Math.max(0, at - 12), at);
  const after = text.slice(at + word.length).trimStart();
  if (/(?:in|and|&|dark|light|pale|deep|bright|soft)\s+$/u.test(before) && !/^\p{L}/u.test(after)) return true;
  if (targetAt(text, at + word.length) === 'backdrop') return true;
  // In a row of colours each is one: "clay, sand and sage".
  const beside = [
    /(\p{L}+)\s*(?:,|and|&)\s*(?:and\s)?$/u.exec(text.slice(0, at)),
    /^(?:,|and|&)\s*(?:and\s)?(\p{L}+)/u.exec(after),
  ];
  if (beside.some((neighbour) => neighbour?.[1] && isColourName(neighbour[1]))) return true;
  return isSaid(after.split(/\s+/)[0] ?? '', SUBJECT_WORDS.product);
}

const THINGS = [
  SUBJECT_WORDS.product,
  SUBJECT_WORDS.flower,
  SUBJECT_WORDS.animal,
  SUBJECT_WORDS.vehicle,
  SUBJECT_WORDS.food,
  SUBJECT_WORDS['still-life'],
  SUBJECT_WORDS.interior,
  SUBJECT_WORDS.architecture,
].join('|');

const isSaid = (word: string, list: string): boolean => indexWords(word).placeOf(list) >= 0;

function targetAt(text: string, end: number): ColourWish['target'] {
  const following = text.slice(end).split(/[,.;]/)[0]?.trim().split(/\s+/).slice(0, 3) ?? [];
  for (const word of following) {
    if (BACKDROP.test(word)) return 'backdrop';
    if (/^(?:on|at|in|under|over|against|and|with|of)$/u.test(word)) return 'overall';
    if (isSaid(word, THINGS)) return 'subject';
  }
  return 'overall';
}
