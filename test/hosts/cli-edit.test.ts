// A mask edit from the shell: the file that comes out differs from the one that went in only where the mask says so.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { type CommandPlace, openCommandPlace, runCommand, runJson } from '../support/command-run.ts';
import { SOURCES, type SourceKind } from '../support/editing-pictures.ts';
import { photographicScene, renderScene } from '../support/editing-scenes.ts';
import { startVendors } from '../support/vendor-place.ts';

const size = { widthPx: 480, heightPx: 330 };
const rgb = renderScene(photographicScene(4, size), size, { grain: 0.01, seed: 2 });
const { openai, openPlace } = await startVendors();
const boat = ['--prompt', 'A red boat'];
const paid = ['--yes'];

function ellipse(fill: string, ground: string, of = size): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${of.widthPx}" height="${of.heightPx}">
    <rect width="100%" height="100%" fill="${ground}"/>
    <ellipse cx="230" cy="160" rx="70" ry="52" fill="${fill}"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

interface Desk extends CommandPlace {
  readonly image: string;
  readonly mask: string;
  readonly out: string;
}

async function openDesk(kind: SourceKind = 'png', opened = openCommandPlace()): Promise<Desk> {
  const place = await opened;
  const file = (name: string) => join(place.folder, name);
  const desk = { ...place, image: file('source.img'), mask: file('mask.png'), out: file('result.png') };
  await writeFile(desk.image, await SOURCES[kind](rgb, size));
  await writeFile(desk.mask, await ellipse('white', 'black'));
  return desk;
}

/** Every sample as the file holds it, without any of the product's code. */
async function samplesOf(file: string): Promise<{ samples: Uint16Array; channels: number; widthPx: number }> {
  const { space, depth } = await sharp(file).metadata();
  const is16 = depth === 'ushort';
  const picture = sharp(file, { ignoreIcc: true });
  const own = space === 'cmyk' ? picture.pipelineColourspace('cmyk').toColourspace('cmyk') : picture;
  const { data, info } = await (is16 ? own.toColourspace('rgb16') : own)
    .raw({ depth: is16 ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const samples = is16 ? new Uint16Array(new Uint8Array(data).buffer) : Uint16Array.from(data);
  return { samples, channels: info.channels, widthPx: info.width };
}

/** Samples that differ, where the mask is black and where it is not. */
async function differing(desk: Desk, result: string): Promise<{ outside: number; inside: number }> {
  const [before, after] = [await samplesOf(desk.image), await samplesOf(result)];
  expect([after.channels, after.samples.length]).toEqual([before.channels, before.samples.length]);
  const mask = await sharp(desk.mask).extractChannel(0).raw().toBuffer();
  const count = { outside: 0, inside: 0 };
  for (const [index, sample] of before.samples.entries()) {
    if (sample === after.samples[index]) continue;
    count[mask[Math.floor(index / before.channels)] === 0 ? 'outside' : 'inside'] += 1;
  }
  return count;
}

describe('edit', () => {
  test.each([
    ['sketch:sketch-1', 'png'],
    ['sketch:local-fill', 'png 16-bit'],
    ['sketch:sketch-1', 'p3 16-bit'],
    ['openai:gpt-image-2', 'jpeg'],
    ['google:gemini-3-pro-image', 'png 16-bit'],
    ['openai:gpt-image-2', 'png alpha'],
  ] as const)('%s changes nothing outside the mask of a %s', { timeout: 60_000 }, async (model, kind) => {
    const desk = await openDesk(kind, openPlace());
    const { image, mask, out } = desk;
    const told = await runJson(desk, 'edit', image, '--mask', mask, ...boat, '--model', model, '--out', out, ...paid);
    expect(told).toMatchObject({
      status: 'aligned',
      message: null,
      modelId: model,
      assetId: expect.stringMatching(/^asset_/),
      costMicros: expect.any(Number),
      file: out,
      answerFile: null,
      proof: {
        samplesDiffering: 0,
        residualPx: expect.any(Number),
        confidence: expect.any(Number),
        seamDeltaE: expect.any(Number),
        sourceHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        maskHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    const count = await differing(desk, out);
    expect(count.outside).toBe(0);
    expect(count.inside).toBeGreaterThan(1_000);
    const again = await runJson(desk, 'edit', '--verify', out);
    expect(again).toMatchObject({ assetId: told.assetId, isProven: true, proof: told.proof });
  });

  test('a CMYK picture becomes a TIFF, whatever the ending asked for', { timeout: 60_000 }, async () => {
    const desk = await openDesk('cmyk jpeg');
    const { file } = await runJson(desk, 'edit', desk.image, '--mask', desk.mask, ...boat, '--out', desk.out);
    expect(file).toBe(join(desk.folder, 'result.tif'));
    expect(await sharp(file).metadata()).toMatchObject({ format: 'tiff', space: 'cmyk', hasProfile: true });
    expect((await differing(desk, file)).outside).toBe(0);
  });

  test('transparent can mean change, and a mask can be grown and feathered', { timeout: 60_000 }, async () => {
    const desk = await openDesk();
    const hole = join(desk.folder, 'hole.png');
    const white = await sharp(desk.mask).extractChannel(0).negate().toColourspace('b-w').toBuffer();
    await writeFile(
      hole,
      await sharp(rgb, { raw: { width: 480, height: 330, channels: 3 } })
        .joinChannel(white)
        .png()
        .toBuffer(),
    );
    const ask = ['edit', desk.image, '--model', 'sketch:sketch-1', ...boat, '--seed', '5', '--out', desk.out];
    const byAlpha = await runJson(desk, ...ask, '--mask', hole, '--mask-alpha');
    expect((await differing(desk, desk.out)).outside).toBe(0);
    const byWhite = await runJson(desk, ...ask, '--mask', desk.mask, '--force');
    expect(byWhite.proof.maskHash).toBe(byAlpha.proof.maskHash);
    expect(byWhite.job.isEarlier).toBe(true);
    const grown = await runJson(desk, ...ask, '--mask', desk.mask, '--grow', '9', '--force');
    expect(grown.proof.samplesCompared).toBeLessThan(byWhite.proof.samplesCompared);
    const soft = await runJson(desk, ...ask, '--mask', desk.mask, '--feather', '9', '--force');
    expect(soft.proof.samplesCompared).toBe(byWhite.proof.samplesCompared);
    expect((await differing(desk, desk.out)).outside).toBe(0);
  });

  test('several candidates are several files, and an edit can be edited by its id', { timeout: 60_000 }, async () => {
    const desk = await openDesk();
    const { image, mask, out } = desk;
    const ask = ['--mask', mask, ...boat, '--model', 'sketch:sketch-1', '--seed', '3'];
    const { edits } = await runJson(desk, 'edit', image, ...ask, '--count', '2', '--out', out);
    expect(edits.map((edit: { file: string }) => edit.file)).toEqual([out, join(desk.folder, 'result-2.png')]);
    for (const { file } of edits) expect((await differing(desk, file)).outside).toBe(0);
    const next = await runJson(desk, 'edit', edits[1].assetId.slice(-6), ...ask);
    expect(next).toMatchObject({ depth: 2, originalAssetId: edits[0].originalAssetId, file: null });
  });

  test('an answer that shows another picture is kept beside, and is no edit', { timeout: 60_000 }, async () => {
    // This one draws something of its own, whatever it is sent.
    const stubborn = await startOpenAiEmulator({ cannedPictures: true });
    onTestFinished(() => stubborn.close());
    const environment = { OPENAI_API_KEY: 'sk-emulator-0123456789', MAQUETTE_OPENAI_BASE_URL: stubborn.baseUrl };
    const desk = await openDesk('png', openCommandPlace(environment));
    const { image, mask, out } = desk;
    const model = ['--model', 'openai:gpt-image-2', ...paid];
    const told = await runCommand(desk, 'edit', image, '--mask', mask, ...boat, ...model, '--out', out, '--json');
    expect(told).toMatchObject({ code: 1, stderr: '' });
    const value = JSON.parse(told.stdout);
    expect(value).toMatchObject({ status: 'not-aligned', proof: null, file: null });
    expect(value.message).toMatch(/Not aligned/);
    expect(value.answerFile).toMatch(/result\.answer\.(png|jpg|webp)$/);
    expect((await sharp(value.answerFile).metadata()).width).toBe(value.widthPx);
    expect((await runJson(desk, 'history')).pictures.map((one: { assetId: string }) => one.assetId)).toContain(
      value.assetId,
    );
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });
});

describe('extend', () => {
  test.each([
    ['16:9', [], { widthPx: 587, heightPx: 330 }, 1],
    ['+400,0,10,20', [], { widthPx: 890, heightPx: 350 }, 3],
    ['700x400', boat, { widthPx: 700, heightPx: 400 }, 1],
  ] as const)('to %s, with the picture on it bit for bit', { timeout: 90_000 }, async (to, prompt, canvas, steps) => {
    const desk = await openDesk('png 16-bit');
    const told = await runJson(desk, 'extend', desk.image, '--to', to, ...prompt, '--out', desk.out);
    expect(told).toMatchObject({ status: 'aligned', ...canvas, costMicros: 0, proof: { samplesDiffering: 0 } });
    expect(told.modelId).toBe(prompt.length > 0 ? 'sketch:sketch-1' : 'sketch:local-fill');
    expect(told.steps).toHaveLength(steps);
    const [before, after] = [await samplesOf(desk.image), await samplesOf(desk.out)];
    const { left, top } = told.pictureRect;
    let unequal = 0;
    for (let row = 0; row < size.heightPx; row += 1) {
      const start = ((row + top) * canvas.widthPx + left) * 3;
      const line = after.samples.subarray(start, start + size.widthPx * 3);
      const own = before.samples.subarray(row * size.widthPx * 3, (row + 1) * size.widthPx * 3);
      for (const [index, sample] of own.entries()) if (sample !== line[index]) unequal += 1;
    }
    expect(unequal).toBe(0);
    expect(await runJson(desk, 'edit', '--verify', desk.out)).toMatchObject({ isProven: true });
  });

  test('--max-cost is for all steps together, and what it stops is kept to go on with', {
    timeout: 60_000,
  }, async () => {
    const desk = await openDesk('png', openPlace());
    const ask = ['extend', desk.image, '--to', '+400,0,0,0', ...boat, '--model', 'openai:gpt-image-2', '--json'];
    const asked = await runCommand(desk, ...ask);
    expect(asked.code).toBe(2);
    expect(openai.received).toBe(0);
    const mostForOne = Number(/to \$([\d.]+)\)/.exec(JSON.parse(asked.stderr).error.message)?.[1]);
    const stopped = await runCommand(desk, ...ask, '--max-cost', (mostForOne + 0.01).toFixed(4));
    expect(stopped.code).toBe(2);
    expect(openai.paidRequests).toBe(1);
    const { message } = JSON.parse(stopped.stderr).error;
    const [, id = '', to = ''] = /kept as (asset_\w+); go on with --to (\S+) /.exec(message) ?? [];
    const rest = await runJson(desk, 'extend', id, '--to', to, '--model', 'sketch:local-fill', '--out', desk.out);
    expect(rest).toMatchObject({ status: 'aligned', widthPx: 880, heightPx: 330 });
  });
});

describe('verify', () => {
  test('finds a sample that was changed since, and a file that was never proven', { timeout: 60_000 }, async () => {
    const desk = await openDesk();
    const { assetId, proof } = await runJson(desk, 'edit', desk.image, '--mask', desk.mask, ...boat, '--out', desk.out);
    const { samples } = await samplesOf(desk.out);
    samples[0] = (samples[0] ?? 0) ^ 1;
    const changed = await sharp(Uint8Array.from(samples), { raw: { width: 480, height: 330, channels: 3 } })
      .png()
      .toBuffer();
    const file = join(desk.folder, 'changed.png');
    await writeFile(file, changed);
    for (const named of [file, desk.image]) {
      const unknown = await runCommand(desk, 'edit', '--verify', named, '--json');
      expect(unknown).toMatchObject({ code: 1, stdout: '' });
      expect(JSON.parse(unknown.stderr).error.code).toBe('not-found');
    }
    const stored = join(desk.libraryPath, 'blobs', proof.resultHash.slice(0, 2), proof.resultHash);
    await rm(stored);
    await writeFile(stored, changed);
    const told = await runCommand(desk, 'edit', '--verify', assetId, '--json');
    expect(told.code).toBe(1);
    expect(JSON.parse(told.stdout)).toMatchObject({ isProven: false, proof: { samplesDiffering: 1 } });
  });
});

describe('what does not fit is said before anything is sent', () => {
  const small = ellipse('white', 'black', { widthPx: 300, heightPx: 300 });
  const empty = ellipse('black', 'black');
  const white = ellipse('white', 'black');
  const opaque = white.then((bytes) => sharp(bytes).removeAlpha().png().toBuffer());
  test.each([
    ['a mask of another size', small, [], 2, 'bad-request', /300 × 300/],
    ['an empty mask', empty, [], 2, 'bad-request', /empty/],
    ['a mask without transparency', opaque, ['--mask-alpha'], 2, 'bad-request', /transparen/],
    ['a damaged mask', white.then((bytes) => bytes.subarray(0, 300)), [], 1, 'image-damaged', /./],
    ['a mask that is no picture', Buffer.from('mask'), [], 1, 'not-an-image', /./],
    ['no such mask', null, [], 1, 'not-found', /mask\.png/],
    ['an ending that loses samples', white, ['--out', 'a.jpg'], 2, 'bad-destination', /\.png/],
    ['a folder that is not there', white, ['--out', 'none/a.png'], 2, 'bad-destination', /folder/],
    ['a file that exists', white, ['--out', 'source.img.png'], 2, 'file-exists', /--force/],
    ['0 candidates', white, ['--count', '0'], 2, 'bad-count', /./],
    ['an empty prompt', white, ['--prompt', ' '], 2, 'prompt-empty', /./],
  ] as const)('%s', async (_what, mask, more, code, errorCode, sentence) => {
    const desk = await openDesk('png', openPlace());
    await writeFile(join(desk.folder, 'source.img.png'), 'mine');
    const bytes = await mask;
    await (bytes === null ? rm(desk.mask) : writeFile(desk.mask, bytes));
    const ask = ['edit', desk.image, '--mask', desk.mask, ...boat, '--model', 'openai:gpt-image-2', ...paid, '--json'];
    const told = await runCommand(desk, ...ask, ...more);
    expect(told).toMatchObject({ code, stdout: '' });
    const { error } = JSON.parse(told.stderr);
    expect(error.code).toBe(errorCode);
    expect(error.message).toMatch(sentence);
    expect(openai.received).toBe(0);
  });

  test.each([
    ['no picture of that name', ['edit', 'nowhere.png', '--mask', 'mask.png', ...boat], 1],
    ['no mask', ['edit', 'source.img', ...boat], 2],
    ['no extension at all', ['extend', 'source.img', '--to', '480x330'], 2],
    ['an extension that would cut', ['extend', 'source.img', '--to', '100x100'], 2],
    ['an extension nobody understands', ['extend', 'source.img', '--to', 'wide'], 2],
    ['an extension beyond every size', ['extend', 'source.img', '--to', '+99999,0,0,0'], 2],
  ])('%s', async (_what, given, code) => {
    const told = await runCommand(await openDesk(), ...given, '--json');
    expect(told).toMatchObject({ code, stdout: '' });
    expect(JSON.parse(told.stderr).error.message).toMatch(/^[^\n]{8,}\.$/);
  });
});
