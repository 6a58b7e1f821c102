// Routing of text requests as a table: short and frequent to a nano model, long, stepped or risky to a large one.
import { describe, it } from 'vitest';
import { expectPick, expectReasons, type Row, registryWith } from './routing-cases.ts';

const GOOGLE = { models: registryWith('google') };
const OPENAI = { models: registryWith('openai') };
const copy = { role: 'text-draft', count: 1 } as const;
const finalCopy = { role: 'text-final', count: 1 } as const;

const rows: readonly Row[] = [
  [
    'a caption',
    { ...copy, prompt: 'Alt text for a lighthouse' },
    {},
    'GPT-5.4 Nano',
    /Short text: a nano model is enough/,
  ],
  [
    'a caption with a Google key',
    { ...copy, prompt: 'Three names for a tea' },
    GOOGLE,
    'Gemini 3.1 Flash Lite',
    /Short text/,
  ],
  ['a press release', { ...copy, prompt: 'Press release about the recall' }, {}, 'GPT-5.4', /High stakes/],
  [
    'several steps',
    { ...copy, prompt: 'First list the themes, then write a claim for each' },
    {},
    'GPT-5.4',
    /Several steps/,
  ],
  ['a long brief', { ...copy, prompt: 'word '.repeat(3_000) }, {}, 'GPT-5.4', /Long context/],
  [
    'a long brief with a Google key',
    { ...copy, prompt: 'word '.repeat(3_000) },
    GOOGLE,
    'Gemini 3.8 Flash',
    /Long context/,
  ],
  [
    'final copy of ordinary length',
    { ...finalCopy, prompt: 'A paragraph about our new chair' },
    {},
    'Gemini 3.8 Flash',
    /Final copy/,
  ],
  [
    'final copy with an OpenAI key',
    { ...finalCopy, prompt: 'A paragraph about our new chair' },
    OPENAI,
    'GPT-5.4 Mini',
    /Final copy/,
  ],
];

describe('the text model that routing offers first', () => {
  it.each(rows)('%s', (...row) => expectPick(row));

  it.each(rows)('%s: every other model says why it is not first', (...row) => expectReasons(row));
});
