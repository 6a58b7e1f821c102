// `maquette route`: the pick, the others and the refused, in words and in JSON, with nothing sent.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openCommandPlace, runCommand, runJson } from '../support/command-run.ts';
import { png } from '../support/test-pictures.ts';
import { startVendors } from '../support/vendor-place.ts';

const { openai, google, openPlace } = await startVendors();
// Each test starts several processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });

interface Told {
  readonly modelId: string;
  readonly reasons: readonly string[];
  readonly refusals: readonly string[];
}
const idsOf = (list: readonly Told[]) => list.map((entry) => entry.modelId);
const named = (list: readonly Told[], id: string) => list.find((entry) => entry.modelId === id);

test('ranks with reasons and prices, says why not the others, and sends nothing', async () => {
  const place = await openPlace();
  const asked = ['route', 'A poster of a red kite', '--size', '4K', '--refs', '9', '--role', 'final'];
  const { ranked, refused } = await runJson(place, ...asked, '--budget', 'print');
  expect(ranked[0]).toMatchObject({ widthPx: 4096, heightPx: 4096, estimate: { kind: 'known' } });
  expect(ranked[0].reasons).toContainEqual(expect.stringMatching(/^4K asked: only .* reach it$/));
  expect(named(ranked, 'openai:gpt-image-2')?.reasons).toContainEqual(expect.stringMatching(/it stops at/));
  expect(named(refused, 'google:gemini-2.5-flash-image')?.refusals.join()).toMatch(/9 references: over the limit/);
  const told = await runCommand(place, ...asked);
  expect(told.stdout).toMatch(/^1\. .*4096×4096 .*about \$\d/);
  expect(told.stdout).toMatch(/Cannot do it:\n- /);
  expect([openai.received, google.received]).toEqual([0, 0]);
});

test('references that are only counted weigh like pictures that are there', async () => {
  const place = await openPlace();
  const files: string[] = [];
  for (const name of ['a.png', 'b.png']) {
    await writeFile(join(place.folder, name), await png({ widthPx: 1024, heightPx: 1024 }, files.length + 1));
    files.push('--reference', name);
  }
  const counted = await runJson(place, 'route', 'A kite', '--refs', '2');
  const sent = await runJson(place, 'route', 'A kite', ...files);
  expect(counted.ranked).toEqual(sent.ranked);
  const bare = await runJson(place, 'route', 'A kite');
  expect(counted.ranked[0].estimate.expectedMicros).toBeGreaterThan(bare.ranked[0].estimate.expectedMicros);
});

test('budget, speed, transparency and masks each change the answer', async () => {
  const place = await openPlace();
  const draft = await runJson(place, 'route', 'A kite');
  const print = await runJson(place, 'route', 'A kite', '--budget', 'print');
  expect(print.ranked[0].estimate.expectedMicros).toBeGreaterThan(draft.ranked[0].estimate.expectedMicros);
  const fast = await runJson(place, 'route', 'A kite', '--role', 'final', '--fast');
  expect(fast.ranked[0].reasons).toContain('Speed first: one of the fast models');
  const clear = await runJson(place, 'route', 'A kite', '--transparent');
  expect(named(clear.refused, 'google:gemini-3-pro-image')?.refusals.join()).toMatch(/no transparent background/);
  const masked = await runJson(place, 'route', 'A kite', '--mask');
  expect(masked.ranked[0].reasons).toContain('Mask edit: it takes the mask itself');
});

test('without a key Sketch is the pick; as if keys were there, the vendors are compared', async () => {
  const place = await openCommandPlace();
  const bare = await runJson(place, 'route', 'A kite');
  expect(idsOf(bare.ranked)).toEqual(['sketch:sketch-1']);
  expect((await runCommand(place, 'route', 'A kite')).stdout).toMatch(/--as-if-keys/);
  const asIf = await runJson(place, 'route', 'A kite', '--as-if-keys');
  expect(asIf.ranked[0].modelId).toMatch(/^(openai|google):/);
  const drawn = await runCommand(place, 'draft', 'A kite', '--model', asIf.ranked[0].modelId, '--json');
  expect(drawn.code).toBe(3);
});

test('"no model can" is an answer with an exit code; a bad request is an error', async () => {
  const place = await openPlace();
  const nobody = await runCommand(place, 'route', 'A kite', '--refs', '40', '--json');
  expect(nobody.code).toBe(2);
  const { ranked, refused, problems } = JSON.parse(nobody.stdout);
  expect(ranked).toEqual([]);
  expect(refused.length).toBeGreaterThan(5);
  expect(problems[0].code).toBe('too-many-references');
  expect(await runCommand(place, 'route', ' ', '--json')).toMatchObject({ code: 2, stdout: '' });
  expect(await runCommand(place, 'route', 'x', '--refs', '65', '--json')).toMatchObject({ code: 2, stdout: '' });
  expect(await runCommand(place, 'route', 'x', '--budget', 'huge', '--json')).toMatchObject({ code: 2, stdout: '' });
});
