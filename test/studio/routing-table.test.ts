// Routing as a table: what a designer asks, which model they are offered first, and the words that say why.
import { describe, expect, it } from 'vitest';
import { A_PICTURE, expectPick, expectReasons, NOW_MS, type Row, references, registryWith } from './routing-cases.ts';

const GOOGLE = { models: registryWith('google') };
const OPENAI = { models: registryWith('openai') };
const NOBODY = { models: registryWith() };
const final = { role: 'final', count: 1 } as const;
const edit = { role: 'edit', operation: 'edit', count: 1, sourceAssetId: A_PICTURE } as const;
const masked = { ...edit, maskAssetId: A_PICTURE } as const;

const FLARE = 'GPT Image 2.6 Flare';
const SUNBURST = 'GPT Image 2.6 Sunburst';
const BANANA = 'Nano Banana 2.1';
const PRO = 'Nano Banana Pro';

const rows: readonly Row[] = [
  // drafts
  ['a plain draft', {}, {}, FLARE, /Draft: a quick model is enough/],
  ['a plain draft says how many it was compared with', {}, {}, FLARE, /Cheapest of 4 that fit: about \$0\.02/],
  ['a plain draft with a Google key', {}, GOOGLE, BANANA, /Cheapest of 2 that fit: about \$0\.13/],
  ['a plain draft with an OpenAI key', {}, OPENAI, FLARE, /Draft: a quick model is enough/],
  ['a single draft', { count: 1 }, {}, FLARE, /Cheapest of 4/],
  ['a tall draft', { aspect: '9:16' }, GOOGLE, BANANA, /Draft/],
  ['a draft at 2K', { tier: '2K' }, {}, FLARE, /Draft/],
  ['a draft at 2K skips the 1K models', { tier: '2K' }, GOOGLE, BANANA, /Draft/],
  ['a strip of 8:1 is beyond OpenAI', { aspect: '8:1' }, {}, BANANA, /Cheapest of 2/],
  ['a draft at 512', { tier: '512' }, GOOGLE, 'Nano Banana 2', /may have switched it off/],
  ['a variation of a draft', { operation: 'vary', sourceAssetId: A_PICTURE }, {}, FLARE, /Draft/],
  // 4K
  [
    'a 4K draft',
    { tier: '4K' },
    {},
    BANANA,
    /4K asked: only Nano Banana 2\.1, Nano Banana Pro and Nano Banana 2 reach it/,
  ],
  ['a 4K final', { ...final, tier: '4K' }, {}, PRO, /4K asked: only .*Nano Banana Pro/],
  ['a 4K final is high fidelity', { ...final, tier: '4K' }, {}, PRO, /Final: high fidelity/],
  [
    'a 4K final with an OpenAI key only',
    { ...final, tier: '4K' },
    OPENAI,
    SUNBURST,
    /4K asked: it stops at 2880 × 2880/,
  ],
  ['a wide 4K final', { ...final, tier: '4K', aspect: '16:9' }, {}, PRO, /4K asked/],
  [
    'a 4K strip of 8:1',
    { ...final, tier: '4K', aspect: '8:1' },
    {},
    BANANA,
    /4K asked: only Nano Banana 2\.1 and Nano Banana 2 reach it|best fit/,
  ],
  // finals
  ['a final', final, {}, PRO, /Final: high fidelity/],
  ['a final with a Google key', final, GOOGLE, PRO, /Final: high fidelity/],
  ['a final with an OpenAI key', final, OPENAI, SUNBURST, /Cheapest of 2 that fit: about \$0\.22/],
  ['a promoted draft', { ...final, operation: 'promote', sourceAssetId: A_PICTURE }, {}, PRO, /Final: high fidelity/],
  [
    'a promoted draft at 2K',
    { ...final, operation: 'promote', sourceAssetId: A_PICTURE, tier: '2K' },
    {},
    PRO,
    /Cheapest of 3/,
  ],
  ['a final in the quality xhigh', { ...final, quality: 'xhigh' }, OPENAI, SUNBURST, /Final: high fidelity/],
  // budget tiers
  ['a prototype in the final role', final, { budget: 'prototype' }, FLARE, /Draft: a quick model is enough/],
  ['validating an idea', final, { budget: 'validate' }, BANANA, /To validate an idea/],
  ['validating with an OpenAI key', final, { ...OPENAI, budget: 'validate' }, FLARE, /To validate an idea/],
  ['a final from the draft role', {}, { budget: 'final' }, PRO, /Final: high fidelity/],
  ['print at 2K', { ...final, tier: '2K' }, { budget: 'print' }, PRO, /Print: high fidelity at the most pixels/],
  ['print at 4K', { ...final, tier: '4K' }, { budget: 'print' }, PRO, /Print: high fidelity/],
  [
    'print with an OpenAI key',
    { ...final, tier: '4K', aspect: '16:9' },
    { ...OPENAI, budget: 'print' },
    SUNBURST,
    /Print/,
  ],
  // references
  ['two references', { references: references(2) }, {}, FLARE, /Draft/],
  ['five references', { references: references(5) }, {}, BANANA, /5 references: within its limit of 14/],
  [
    'nine objects are over the limit of Pro',
    { ...final, references: references(9) },
    {},
    SUNBURST,
    /9 references: within its limit of 16/,
  ],
  [
    'six objects and five people in a final',
    { ...final, references: [...references(6), ...references(5, 'character')] },
    GOOGLE,
    PRO,
    /11 references: within its limit of 14/,
  ],
  ['fifteen references', { references: references(15) }, {}, FLARE, /15 references: within its limit of 16/],
  [
    'five people are over the limit of Nano Banana 2.1',
    { references: references(5, 'character') },
    GOOGLE,
    PRO,
    /5 references/,
  ],
  ['three style references', { ...final, references: references(3, 'style') }, {}, PRO, /Final/],
  [
    'eight objects with a Google key',
    { ...final, references: references(8) },
    GOOGLE,
    BANANA,
    /8 references: within its limit of 14/,
  ],
  // lettering
  [
    'a long Chinese headline',
    { ...final, prompt: 'Poster, headline “春天的花園今日開放” in red' },
    {},
    PRO,
    /Long Chinese text in the picture/,
  ],
  [
    'a long Japanese sign',
    { ...final, prompt: 'Shop sign 「いらっしゃいませ本日の特選」' },
    {},
    PRO,
    /Long Japanese text/,
  ],
  [
    'a long Korean headline',
    { ...final, prompt: 'Poster with “오늘의 특별한 메뉴”' },
    OPENAI,
    SUNBURST,
    /Long Korean text/,
  ],
  [
    'a long Arabic headline in a draft',
    { prompt: 'Poster with “مرحبا بكم في المعرض”' },
    {},
    SUNBURST,
    /Long Arabic text/,
  ],
  ['a single Chinese character is not long', { prompt: 'A seal with “福”' }, {}, FLARE, /Draft/],
  ['a Chinese prompt without text to render', { prompt: '黄昏时的灯塔，油画' }, {}, FLARE, /Draft/],
  [
    'a long Latin text',
    { prompt: 'Menu: “Soup of the day with garden herbs and bread, seven euros”' },
    GOOGLE,
    BANANA,
    /Long text in the picture/,
  ],
  [
    'three separate texts',
    { ...final, prompt: 'Label "OAT" "12 oz" "Roasted in Leith"' },
    {},
    PRO,
    /Long text in the picture/,
  ],
  [
    'an apostrophe is no quotation',
    { prompt: "The baker's shop and the painter's house in a village of the north, in winter" },
    {},
    FLARE,
    /Draft/,
  ],
  // subjects
  ['a UI mock-up', { ...final, prompt: 'Dashboard for a solar plant, light theme' }, {}, SUNBURST, /UI mock-up/],
  ['a UI mock-up as a draft', { prompt: 'Mobile app onboarding screen for a bank' }, {}, FLARE, /UI mock-up/],
  ['a UI mock-up with a Google key', { prompt: 'Landing page for a bakery' }, GOOGLE, BANANA, /Draft/],
  [
    'an infographic with facts',
    { ...final, prompt: 'Infographic: the five longest rivers of Asia' },
    {},
    PRO,
    /Infographic with facts: it can search the web/,
  ],
  ['an infographic as a draft', { prompt: 'Infographic about bees' }, {}, BANANA, /search the web/],
  ['statistics in a bar chart', { ...final, prompt: 'Bar chart of rainfall in Bergen' }, {}, PRO, /search the web/],
  ['an infographic with an OpenAI key', { prompt: 'Infographic about bees' }, OPENAI, FLARE, /Draft/],
  // transparency, masks, edits
  ['a transparent draft', { background: 'transparent' }, {}, FLARE, /Transparent background/],
  ['a transparent final', { ...final, background: 'transparent' }, {}, SUNBURST, /Transparent background/],
  [
    'a transparent final with a Google key',
    { ...final, background: 'transparent' },
    GOOGLE,
    'Sketch',
    /No model with a key fits: Sketch works offline/,
  ],
  ['a mask edit', masked, {}, SUNBURST, /Mask edit: it takes the mask itself/],
  ['a mask edit with a Google key', masked, GOOGLE, PRO, /Mask edit: it takes no mask/],
  ['an edit in words', edit, {}, SUNBURST, /Edit: it leaves the rest as it was/],
  ['an edit in words with a Google key', edit, GOOGLE, PRO, /Final: high fidelity/],
  ['a quick mask edit', masked, { budget: 'prototype' }, SUNBURST, /leaves the rest/],
  // speed, money, health
  ['speed first', {}, { isSpeedFirst: true }, FLARE, /Speed first/],
  ['speed first in a final', final, { isSpeedFirst: true }, BANANA, /Speed first/],
  ['speed first with a Google key', final, { ...GOOGLE, isSpeedFirst: true }, BANANA, /Speed first/],
  ['nine cents left under the cap', final, { spendLeftMicros: 90_000 }, BANANA, /left under the cap/],
  ['nothing left under the cap', {}, { spendLeftMicros: 0 }, 'Sketch', /No model with a key fits/],
  ['OpenAI stopped answering', {}, { paused: [{ providerId: 'openai', untilMs: NOW_MS + 30_000 }] }, BANANA, /Draft/],
  ['the pause is over', {}, { paused: [{ providerId: 'openai', untilMs: NOW_MS - 1 }] }, FLARE, /Draft/],
  // no key
  ['no key', {}, NOBODY, 'Sketch', /No key is set: Sketch works offline/],
  ['a 4K final without a key', { ...final, tier: '4K' }, NOBODY, 'Sketch', /No key is set/],
  // a person's own order and switches
  [
    'cheap before lettering',
    { prompt: 'Poster with “مرحبا بكم في المعرض”' },
    { rules: [{ name: 'budget', isOn: true }] },
    FLARE,
    /Draft/,
  ],
  [
    'the rule for interfaces switched off',
    { ...final, prompt: 'Dashboard for a solar plant' },
    { rules: [{ name: 'interface', isOn: false }] },
    PRO,
    /Final/,
  ],
];

describe('the model that routing offers first', () => {
  it.each(rows)('%s', (...row) => expectPick(row));

  it.each(rows)('%s: every other model says why it is not first', (...row) => expectReasons(row));

  it('is tested on at least sixty requests', () => {
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });
});
