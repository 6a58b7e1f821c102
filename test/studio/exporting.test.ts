import ExifReader from 'exifreader';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ExportOptions } from '../../electron/studio/exporting/exporter.ts';
import { exporters, exportPicture } from '../../electron/studio/exporting/exporters.ts';
import { readRecipe } from '../../electron/studio/imaging/read-recipe.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../shared/export.ts';
import {
  animatedGif,
  cmykJpeg,
  cutOff,
  displayP3Png,
  halfClearPng,
  picture,
  png,
  png16,
  scriptedSvg,
  turnedJpeg,
} from '../support/test-pictures.ts';
import { aiReceipt, sketchReceipt } from '../support/test-receipts.ts';

const size = { widthPx: 301, heightPx: 203 };
const options = (format: ExportFormat, change: Partial<ExportOptions> = {}): ExportOptions => ({
  format,
  quality: 90,
  dpi: 300,
  matte: '#ffffff',
  metadata: 'recipe',
  ...change,
});
/** Compressed PNG chunks are only read by the asynchronous form. */
const readTags = (bytes: Uint8Array) => ExifReader.load(Buffer.from(bytes), { expanded: true, async: true });
const rawRgb = (bytes: Uint8Array) => sharp(bytes, { ignoreIcc: true }).removeAlpha().raw().toBuffer();

describe.each(EXPORT_FORMATS)('a delivered %s', (format) => {
  test('has the full pixels, the resolution tag and a colour profile', async () => {
    const file = await exportPicture(await png(size), options(format), sketchReceipt());
    const facts = await sharp(file.bytes).metadata();
    expect(facts).toMatchObject({ width: 301, height: 203, hasProfile: true });
    expect(file).toMatchObject({ widthPx: 301, heightPx: 203, mime: exporters[format].mime });
    const tags = await readTags(file.bytes);
    const native = format === 'png' ? facts.density : format === 'jpeg' ? tags.jfif?.XResolution?.value : 300;
    expect(Math.round(native ?? 0)).toBe(300);
    expect(tags.exif?.XResolution?.value).toEqual([300, 1]);
    expect(tags.exif?.ResolutionUnit?.value).toBe(2);
    expect(tags.icc?.['ICC Description']?.value).toMatch(/sRGB/);
  });

  test('shows the picture it was made of', async () => {
    const source = await png(size);
    const [before, after] = [
      await rawRgb(source),
      await rawRgb((await exportPicture(source, options(format), null)).bytes),
    ];
    const meanError = before.reduce((sum, value, at) => sum + Math.abs(value - (after[at] ?? 0)), 0) / before.length;
    expect(meanError).toBeLessThan(format === 'png' ? 1e-9 : 2);
  });

  test('carries the recipe and says what kind of machine made it', async () => {
    for (const [receipt, kind] of [
      [sketchReceipt(), 'algorithmicMedia'],
      [aiReceipt(), 'trainedAlgorithmicMedia'],
      [{ ...aiReceipt(), operation: 'edit' } as const, 'compositeWithTrainedAlgorithmicMedia'],
    ] as const) {
      const { bytes } = await exportPicture(await png(size), options(format), receipt);
      expect(await readRecipe(bytes)).toEqual({ kind: 'maquette', receipt });
      const tags = await readTags(bytes);
      expect(tags.xmp?.DigitalSourceType?.value).toBe(`http://cv.iptc.org/newscodes/digitalsourcetype/${kind}`);
      expect(tags.xmp?.AIPromptInformation?.value).toBe(receipt.prompt);
    }
  });

  test('stripped, says nothing of prompt, camera or program', async () => {
    const { bytes } = await exportPicture(
      await turnedJpeg(size),
      options(format, { metadata: 'none' }),
      sketchReceipt(),
    );
    const tags = await readTags(bytes);
    expect(tags.xmp).toBeUndefined();
    expect(tags.iptc).toBeUndefined();
    const text = Buffer.from(bytes).toString('latin1');
    for (const secret of ['SecretCam', 'lighthouse', 'aquette', 'Sketch']) expect(text).not.toContain(secret);
    expect(tags.icc).toBeDefined();
  });

  test('never carries the camera along, not even with a recipe', async () => {
    const { bytes } = await exportPicture(await turnedJpeg(size), options(format), sketchReceipt());
    expect(Buffer.from(bytes).includes('SecretCam')).toBe(false);
  });

  test('stands upright', async () => {
    const file = await exportPicture(await turnedJpeg(size), options(format), null);
    expect(file).toMatchObject({ widthPx: 203, heightPx: 301 });
    expect((await sharp(file.bytes).metadata()).orientation ?? 1).toBe(1);
  });

  test('keeps a wide-gamut profile with its numbers', async () => {
    const source = await displayP3Png(size);
    const { bytes } = await exportPicture(source, options(format, { quality: 100 }), null);
    expect((await readTags(bytes)).icc?.['ICC Description']?.value).toMatch(/P3/);
    if (format === 'png') expect(await rawRgb(bytes)).toEqual(await rawRgb(source));
  });

  test('of a CMYK picture is RGB and says so', async () => {
    const { bytes } = await exportPicture(await cmykJpeg(size), options(format), null);
    expect((await sharp(bytes).metadata()).space).toBe('srgb');
    expect((await readTags(bytes)).icc?.['ICC Description']?.value).toMatch(/sRGB/);
  });

  test('of an animation is its first frame', async () => {
    expect(await exportPicture(await animatedGif(size), options(format), null)).toMatchObject(size);
  });

  test('keeps transparency or lays it over the matte', async () => {
    const { bytes } = await exportPicture(
      await halfClearPng(size),
      options(format, { matte: '#20c040', quality: 100 }),
      null,
    );
    const pixel = [...(await sharp(bytes).extract({ left: 20, top: 150, width: 1, height: 1 }).raw().toBuffer())];
    if (exporters[format].keepsAlpha) expect(pixel[3]).toBe(0);
    else for (const [at, value] of [0x20, 0xc0, 0x40].entries()) expect(pixel[at]).toBeCloseTo(value, -1);
  });

  test('of a damaged or foreign file is a coded error', async () => {
    await expect(exportPicture(scriptedSvg, options(format), null)).rejects.toMatchObject({ code: 'not-an-image' });
    await expect(exportPicture(cutOff(await png(size)), options(format), null)).rejects.toMatchObject({
      code: 'image-damaged',
    });
  });
});

test('a 16-bit picture stays 16-bit in PNG', async () => {
  const { bytes } = await exportPicture(await png16(size), options('png'), null);
  expect((await sharp(bytes).metadata()).depth).toBe('ushort');
});

test('a format that cannot hold the size says which can', async () => {
  const strip = await png({ widthPx: 16_500, heightPx: 4 });
  for (const format of ['webp', 'avif'] as const) {
    await expect(exportPicture(strip, options(format), null)).rejects.toMatchObject({
      code: 'impossible-size',
      message: expect.stringMatching(/16,38\d .*PNG or JPEG/),
    });
  }
});

test('the settings line in PNG names the seed of this very picture', async () => {
  const source = await png(size);
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(source))).toString('hex');
  const receipt = { ...sketchReceipt(), seeds: [11, 22], outputHashes: ['0'.repeat(64), digest] };
  const { bytes } = await exportPicture(source, options('png'), receipt);
  expect((await readTags(bytes)).png?.parameters?.value).toContain('Seed: 22,');
});

test('a prompt too long for one JPEG segment leaves the provenance in place, and PNG keeps all of it', async () => {
  const receipt = { ...aiReceipt(), prompt: '灯'.repeat(32_000) };
  const jpeg = await exportPicture(await picture(size).png().toBuffer(), options('jpeg'), receipt);
  expect((await readTags(jpeg.bytes)).xmp?.DigitalSourceType?.value).toMatch(/\/trainedAlgorithmicMedia$/);
  expect(await readRecipe((await exportPicture(await png(size), options('png'), receipt)).bytes)).toEqual({
    kind: 'maquette',
    receipt,
  });
});
