// Several edits from the shell: one price, one after the other, what stopped is kept and goes on.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { ellipseMask, PLACES, SIZE, texturedPicture } from '../support/batch-desk.ts';
import { type CommandPlace, runCommand, runJson } from '../support/command-run.ts';
import { startVendors } from '../support/vendor-place.ts';

const { openai, google, openPlace } = await startVendors();
const LIMIT_MS = { timeout: 90_000 };
const paid = ['--model', 'openai:gpt-image-2', '--yes'];

interface Desk extends CommandPlace {
  readonly tasks: readonly string[];
}

async function openDesk(): Promise<Desk> {
  const place = await openPlace();
  await writeFile(join(place.folder, 'harbour.png'), await texturedPicture());
  await writeFile(join(place.folder, 'coast.png'), await texturedPicture(SIZE, 2));
  await writeFile(join(place.folder, 'small.png'), await texturedPicture({ widthPx: 360, heightPx: 300 }, 3));
  const words = ['a red boat', 'a gull', 'a lamp'];
  const tasks: string[] = [];
  for (const [at, where] of PLACES.entries()) {
    await writeFile(join(place.folder, `mask-${at}.png`), await ellipseMask(where));
    tasks.push('--task', `mask-${at}.png`, words[at] ?? '');
  }
  return { ...place, tasks };
}

async function rawOf(file: string): Promise<Buffer> {
  return sharp(file).removeAlpha().extractChannel(0).raw().toBuffer();
}

/** Pixels of the first channel that differ outside all of the masks, and within each. */
async function differing(desk: Desk, before: string, after: string, masks: readonly string[]) {
  const inFolder = (name: string) => rawOf(join(desk.folder, name));
  const [one, two, ...planes] = await Promise.all([before, after, ...masks].map(inFolder));
  const count = { outside: 0, inside: masks.map(() => 0) };
  for (const [at, sample] of (one ?? []).entries()) {
    if (sample === two?.[at]) continue;
    const place = planes.findIndex((plane) => plane[at] !== 0);
    if (place < 0) count.outside += 1;
    else count.inside[place] = (count.inside[place] ?? 0) + 1;
  }
  return count;
}

describe('several places of one picture', () => {
  test('are done one on the other, with one file at the end and a proof each', LIMIT_MS, async () => {
    const desk = await openDesk();
    const told = await runJson(desk, 'edit', 'harbour.png', ...desk.tasks, ...paid, '--out', 'out.png');
    expect(told).toMatchObject({ state: 'done', message: 'All 3 places done.', file: 'out.png', next: null });
    expect(told.steps.map((step: { place: string }) => step.place)).toEqual(['a red boat', 'a gull', 'a lamp']);
    for (const step of told.steps) expect(step).toMatchObject({ state: 'done', proof: { samplesDiffering: 0 } });
    const count = await differing(desk, 'harbour.png', 'out.png', ['mask-0.png', 'mask-1.png', 'mask-2.png']);
    expect(count.outside).toBe(0);
    for (const inside of count.inside) expect(inside).toBeGreaterThan(500);
    expect(openai.received).toBe(3);
    expect(await runJson(desk, 'edit', '--verify', 'out.png')).toMatchObject({ isProven: true, depth: 3 });
    const again = await runJson(desk, 'edit', 'harbour.png', ...desk.tasks, ...paid);
    expect(again).toMatchObject({ costMicros: 0, assetId: told.assetId });
    expect(openai.received).toBe(3);
  });

  test('need consent for the sum of all of them', LIMIT_MS, async () => {
    const desk = await openDesk();
    const unasked = await runCommand(
      desk,
      'edit',
      'harbour.png',
      ...desk.tasks,
      '--model',
      'openai:gpt-image-2',
      '--json',
    );
    expect(unasked.code).toBe(2);
    expect(JSON.parse(unasked.stderr).error.message).toMatch(/costs money/);
    const model = ['--model', 'openai:gpt-image-2'];
    const one = await runCommand(desk, 'edit', 'harbour.png', ...desk.tasks, ...model, '--max-cost', '0.15', '--json');
    expect(one.code).toBe(2);
    expect(openai.received).toBe(0);
    const noted = await runCommand(desk, 'edit', 'harbour.png', ...desk.tasks, ...paid);
    expect(noted.stderr).toMatch(/Together about \$/);
    expect(noted.stdout).toMatch(/All 3 places done\./);
  });

  test('an empty prompt fills from around, without any model', LIMIT_MS, async () => {
    const desk = await openDesk();
    const told = await runJson(desk, 'edit', 'harbour.png', '--task', 'mask-0.png', '', '--task', 'mask-1.png', '');
    expect(told.steps.map((step: { modelId: string }) => step.modelId)).toEqual(
      Array.from({ length: 2 }, () => 'sketch:local-fill'),
    );
  });

  test('stop at the one that fails, and go on from there', LIMIT_MS, async () => {
    const desk = await openDesk();
    openai.setFaults([{ kind: 'delay' }, { kind: 'moderation' }]);
    const stopped = await runCommand(desk, 'edit', 'harbour.png', ...desk.tasks, ...paid, '--out', 'out.png', '--json');
    expect(stopped.code).toBe(1);
    const told = JSON.parse(stopped.stdout);
    expect(told).toMatchObject({
      state: 'stopped',
      file: null,
      message: expect.stringMatching(/^Stopped at place 2: .*1 of 3 places done\. What was done is kept\.$/),
      next: `maquette edit --go-on ${told.batchId}`,
    });
    expect(told.steps.map((step: { state: string }) => step.state)).toEqual(['done', 'failed', 'waiting']);
    const unasked = await runCommand(desk, 'edit', '--go-on', told.batchId, '--json');
    expect(unasked.code).toBe(2);
    expect(openai.received).toBe(2);
    const done = await runJson(desk, 'edit', '--go-on', told.batchId, '--yes', '--out', 'out.png');
    expect(done).toMatchObject({ state: 'done', file: 'out.png' });
    expect(openai.received).toBe(4);
    expect((await differing(desk, 'harbour.png', 'out.png', ['mask-0.png', 'mask-1.png', 'mask-2.png'])).outside).toBe(
      0,
    );
  });

  test('a lost call ends with 4 and is left out only when a person says so', LIMIT_MS, async () => {
    const desk = await openDesk();
    openai.setFaults([{ kind: 'delay' }, { kind: 'cut-mid-body' }]);
    const lost = await runCommand(desk, 'edit', 'harbour.png', ...desk.tasks, ...paid, '--json');
    expect(lost.code).toBe(4);
    const { batchId } = JSON.parse(lost.stdout);
    const again = await runCommand(desk, 'edit', '--go-on', batchId, '--yes', '--json');
    expect(again.code).toBe(4);
    expect(openai.received).toBe(2);
    expect(await runJson(desk, 'edit', '--go-on', batchId, '--skip', '--yes')).toMatchObject({ state: 'done' });
    expect(openai.received).toBe(3);
  });
});

describe('one mask over several pictures', () => {
  const words = ['--mask', 'mask-0.png', '--prompt', 'a red boat'];

  test('makes one edit each, into a folder, and tells what the mask does not fit', LIMIT_MS, async () => {
    const desk = await openDesk();
    const pictures = ['harbour.png', 'small.png', 'coast.png'];
    const ended = await runCommand(desk, 'edit', ...pictures, ...words, ...paid, '--out', 'done', '--json');
    expect(ended.code).toBe(1);
    const told = JSON.parse(ended.stdout);
    expect(told).toMatchObject({ state: 'done', message: 'All 2 pictures done.' });
    expect(told.refused).toEqual([
      {
        image: 'small.png',
        error: expect.objectContaining({
          code: 'bad-request',
          message: expect.stringMatching(/^small\.png has 360 × 300 pixels, the mask 720 × 480\./),
        }),
      },
    ]);
    expect((await readdir(join(desk.folder, 'done'))).sort()).toEqual(['coast-edited.png', 'harbour-edited.png']);
    for (const name of ['harbour', 'coast']) {
      const count = await differing(desk, `${name}.png`, `done/${name}-edited.png`, ['mask-0.png']);
      expect(count.outside).toBe(0);
      expect(count.inside[0]).toBeGreaterThan(500);
    }
    expect(openai.received).toBe(2);
  });

  test('is stretched over other sizes when a person says so', LIMIT_MS, async () => {
    const desk = await openDesk();
    const told = await runJson(desk, 'edit', 'small.png', 'coast.png', '--mask', 'mask-0.png', '--relative');
    expect(told).toMatchObject({ state: 'done', refused: [] });
    for (const step of told.steps) expect(step.proof.samplesDiffering).toBe(0);
  });
});

test('references go along: the source first, then they', LIMIT_MS, async () => {
  const desk = await openDesk();
  await writeFile(join(desk.folder, 'look.png'), await texturedPicture({ widthPx: 90, heightPx: 60 }, 5));
  const given = ['edit', 'harbour.png', '--mask', 'mask-0.png', '--prompt', 'a boat'];
  const named = ['--ref', 'look.png', '--style', 'coast.png', '--model', 'google:gemini-3-pro-image', '--yes'];
  const told = await runJson(desk, ...given, ...named, '--out', 'out.png');
  expect(told).toMatchObject({ status: 'aligned', proof: { samplesDiffering: 0 } });
  expect(
    JSON.stringify(google.log[0]?.body)
      .match(/"width":\d+/g)
      ?.slice(1),
  ).toEqual(['"width":90', '"width":720']);
  const receipt = await runJson(desk, 'receipt', told.assetId);
  expect(JSON.stringify(receipt)).toContain('referenceHashes');
  expect((await readFile(join(desk.folder, 'out.png'))).length).toBeGreaterThan(1_000);
});

test.each([
  ['a task without words', ['edit', 'harbour.png', '--task', 'mask-0.png']],
  ['tasks and a mask', ['edit', 'harbour.png', '--mask', 'mask-0.png', '--task', 'mask-1.png', 'a gull']],
  ['tasks over several pictures', ['edit', 'harbour.png', 'coast.png', '--task', 'mask-1.png', 'a gull']],
  ['several candidates of several places', ['edit', 'harbour.png', '--count', '2', '--task', 'mask-1.png', 'a gull']],
  ['no picture', ['edit', '--mask', 'mask-0.png']],
  ['nothing of that id', ['edit', '--go-on', 'something']],
])('%s is said before anything is sent', async (_what, given) => {
  const desk = await openDesk();
  const told = await runCommand(desk, ...given, '--json', ...paid.slice(2));
  expect(told).toMatchObject({ code: 2, stdout: '' });
  expect(JSON.parse(told.stderr).error.message).toMatch(/^[^\n]{8,}\.$/);
  expect(openai.received).toBe(0);
});
