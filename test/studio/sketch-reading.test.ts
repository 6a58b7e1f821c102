// What the words of a prompt do to the picture, measured on the picture.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrompt } from '../../electron/studio/providers/sketch/prompt-reading.ts';
import { difference, meanColour, meanLuminance, sketch } from '../support/sketch-call.ts';

const SEEDS = [3, 14] as const;

async function averageOf(prompt: string, measure: (file: Uint8Array) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const seed of SEEDS) sum += await measure(await sketch({ prompt, seeds: [seed] }));
  return sum / SEEDS.length;
}

const redness = async (file: Uint8Array) => {
  const [red = 0, green = 0, blue = 0] = await meanColour(file);
  return red - (green + blue) / 2;
};

describe('words', () => {
  it.each(['mountains', 'abstract shapes', 'still life', 'city'])(
    '"red" turns the picture red: %s',
    async (subject) => {
      const plain = await averageOf(subject, redness);
      expect(await averageOf(`${subject}, red`, redness)).toBeGreaterThan(plain + 10);
    },
  );

  it.each(['mountains', 'sea', 'city', 'forest'])('night is darker than noon: %s', async (subject) => {
    const noon = await averageOf(`${subject} at noon`, meanLuminance);
    expect(await averageOf(`${subject} at night`, meanLuminance)).toBeLessThan(noon - 40);
  });

  it('a hexadecimal colour counts like a named one', async () => {
    const [red = 0, green = 0, blue = 0] = await meanColour(await sketch({ prompt: 'abstract gradient #0033cc' }));
    expect(blue).toBeGreaterThan(red + 30);
    expect(blue).toBeGreaterThan(green + 20);
  });

  it.each([
    ['a bottle of perfume on a beach at sunset', 'product', 'sea'],
    ['poster for a jazz night with mountains', 'poster', 'mountain'],
    ['portrait of a woman in the forest', 'portrait', 'forest'],
    ['a meadow full of poppies', 'hills', 'flower'],
    ['a kitchen with brass lamps', 'interior', 'product'],
    ['a brass lamp in a kitchen', 'product', 'interior'],
    ['alpine village with a church tower', 'mountain', 'architecture'],
    ['mood board for a skincare brand', 'mood-board', 'product'],
    ['ein Berg im Nebel', 'mountain', null],
    ['静かな森', 'forest', null],
    ['gibberish qwrtz', null, null],
  ])('%s', (prompt, subject, setting) => {
    expect(readPrompt(prompt)).toMatchObject({ subject, setting });
  });

  it('knows what a colour belongs to', () => {
    const { colours } = readPrompt('red bottle on a white background, a rose');
    expect(colours.map(({ target }) => target)).toEqual(['subject', 'backdrop']);
  });

  it('reads a row of colours, and leaves hair its own', () => {
    expect(readPrompt('mood board, clay, sand and sage').colours).toHaveLength(3);
    expect(readPrompt('a woman with red hair and a grey coat').colours).toHaveLength(1);
  });

  it('takes the text out of every kind of quotes, and its words do not choose the subject', () => {
    const reading = readPrompt('logo "Forest & Sea" “Zwei” «три» 「四」');
    expect(reading.texts).toEqual(['Forest & Sea', 'Zwei', 'три', '四']);
    expect(reading.subject).toBe('logo');
    expect(reading.setting).toBeNull();
  });

  it('a flat lay is a view, flat design is a hand', () => {
    expect(readPrompt('coffee flat lay').hand).toBeNull();
    expect(readPrompt('coffee, flat design').hand).toBe('flat');
  });

  it('reads anything without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (prompt) => {
        expect(readPrompt(prompt).texts.every((text) => text.length > 0)).toBe(true);
      }),
    );
  });
});

describe('hands', () => {
  it.each(['watercolour', 'ink drawing', 'line art', 'flat design', 'risograph', 'gouache', 'film photo'])(
    '%s looks different from the plain hand',
    async (hand) => {
      const plain = await sketch({ prompt: 'mountain lake at noon', seeds: [6] });
      expect(
        await difference(plain, await sketch({ prompt: `mountain lake at noon, ${hand}`, seeds: [6] })),
      ).toBeGreaterThan(2);
    },
  );
});
