// What a person writes into the prompt, and what a model is told: quoted text, and references by their names.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeReferenceName, promptMarks, REFERENCE_NAME_LIMIT, spokenPrompt } from '../../shared/prompt-marks.ts';

const wordsOf = (prompt: string) => promptMarks(prompt).map(({ kind, words }) => `${kind}: ${words}`);

describe('what stands out in a prompt', () => {
  it.each([
    ['Poster "OPEN STUDIO" in the light of @harbour', ['text: OPEN STUDIO', 'reference: harbour']],
    ['“Grand Opening” „Heute“ «Demain» 「新茶」', ['text: Grand Opening', 'text: Heute', 'text: Demain', 'text: 新茶']],
    ['a label that says "@studio" beside @kanne-2.', ['text: @studio', 'reference: kanne-2']],
    ['write to me@example.com, it’s Ann’s', []],
    ['an unclosed "quote and a lone @', []],
    ['@北京 und @Äpfel', ['reference: 北京', 'reference: Äpfel']],
  ])('%s', (prompt, found) => {
    expect(wordsOf(prompt)).toEqual(found);
  });

  it('lies where it says, in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '“', '”', '@', 'a', ' ', '-', '北', '.') }), (prompt) => {
        let behind = 0;
        for (const { start, end, words } of promptMarks(prompt)) {
          expect(start).toBeGreaterThanOrEqual(behind);
          expect(prompt.slice(start, end)).toContain(words);
          behind = end;
        }
      }),
    );
  });
});

describe('the name of a reference', () => {
  it.each([
    ['Old harbour (2).png', 'old-harbour-2'],
    ['IMG_2044.HEIC', 'img-2044'],
    ['北京.jpg', '北京'],
    ['???.png', 'picture'],
    ['a-very-long-name-that-nobody-wants-to-type.png', 'a-very-long-name-that'],
  ])('%s is %s', (file, name) => {
    expect(makeReferenceName(file, new Set())).toBe(name);
  });

  it('can be written, found again, and is given once', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (files) => {
        const taken = new Set<string>();
        for (const file of files) taken.add(makeReferenceName(file, taken));
        expect(taken.size).toBe(files.length);
        for (const name of taken) {
          expect(name.length).toBeLessThanOrEqual(REFERENCE_NAME_LIMIT);
          expect(wordsOf(`like @${name}, only warmer`)).toEqual([`reference: ${name}`]);
        }
      }),
    );
  });
});

describe('what a model is told', () => {
  const references = [{ name: 'harbour' }, {}, { name: 'jug' }];

  it('counts the pictures that go along, the source first', () => {
    const prompt = '@jug on the quay of @Harbour, no @boat';
    expect(spokenPrompt({ prompt, references, sourceAssetId: null })).toBe('image 3 on the quay of image 1, no @boat');
    expect(spokenPrompt({ prompt, references, sourceAssetId: 'asset_1' })).toBe(
      'image 4 on the quay of image 2, no @boat',
    );
  });

  it('leaves text that is to be drawn as it is', () => {
    expect(spokenPrompt({ prompt: 'sign "@jug"', references, sourceAssetId: null })).toBe('sign "@jug"');
  });
});
