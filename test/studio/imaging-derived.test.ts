import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { comparePictures } from '../../electron/studio/imaging/compare-pictures.ts';
import { normaliseForSending } from '../../electron/studio/imaging/normalise-input.ts';
import { paletteOf } from '../../electron/studio/imaging/picture-palette.ts';
import { makeThumbnail, thumbnailWidthFor } from '../../electron/studio/imaging/thumbnail.ts';
import {
  cmykJpeg,
  cutOff,
  displayP3Png,
  halfClearPng,
  jpeg,
  picture,
  png,
  png16,
  pngBomb,
  scriptedSvg,
  turnedJpeg,
} from '../support/test-pictures.ts';

const size = { widthPx: 400, heightPx: 300 };

async function pixelAt(bytes: Uint8Array, x: number, y: number): Promise<readonly number[]> {
  return [...(await sharp(bytes).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer())];
}

describe('a thumbnail', () => {
  test('is a WebP as wide as asked, without metadata', async () => {
    const facts = await sharp(await makeThumbnail(await turnedJpeg({ widthPx: 800, heightPx: 600 }), 160)).metadata();
    expect(facts).toMatchObject({ format: 'webp', width: 160, height: 213 });
    expect(facts.exif).toBeUndefined();
    expect(facts.icc).toBeUndefined();
  });

  test('is never larger than the picture, and a long strip stays bounded', async () => {
    const small = await sharp(await makeThumbnail(await png({ widthPx: 40, heightPx: 30 }), 640)).metadata();
    expect(small).toMatchObject({ width: 40, height: 30 });
    const strip = await sharp(await makeThumbnail(await png({ widthPx: 200, heightPx: 9000 }), 160)).metadata();
    expect(strip.height).toBeLessThanOrEqual(960);
  });

  test('keeps transparency', async () => {
    const bytes = await makeThumbnail(await halfClearPng(size), 160);
    expect((await pixelAt(bytes, 10, 60))[3]).toBe(0);
    expect((await pixelAt(bytes, 150, 60))[3]).toBe(255);
  });

  test('shows a wide-gamut or CMYK picture in sRGB', async () => {
    const red = { create: { width: 64, height: 64, channels: 3, background: '#e01010' } } as const;
    const wide = await sharp(red).withIccProfile('p3').png().toBuffer();
    const print = await sharp(red).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
    for (const bytes of [wide, print]) {
      const [r = 0, g = 0, b = 0] = await pixelAt(await makeThumbnail(bytes, 160), 32, 32);
      expect(r).toBeGreaterThan(205);
      expect(g).toBeLessThan(70);
      expect(b).toBeLessThan(70);
    }
  });

  test('asked for any width takes the next one that exists', () => {
    expect([1, 160, 161, 1280, 99_999].map(thumbnailWidthFor)).toEqual([160, 160, 320, 1280, 2560]);
  });

  test('of a bad file is a coded error', async () => {
    await expect(makeThumbnail(scriptedSvg, 160)).rejects.toMatchObject({ code: 'not-an-image' });
    await expect(makeThumbnail(pngBomb(), 160)).rejects.toMatchObject({ code: 'image-too-large' });
    await expect(makeThumbnail(cutOff(await png(size)), 160)).rejects.toMatchObject({ code: 'image-damaged' });
  });
});

describe('what is sent to a vendor', () => {
  const limits = { maxEdgePx: 2048, maxBytes: 4_000_000 };

  test('stands upright and carries no camera name', async () => {
    const sent = await normaliseForSending(await turnedJpeg(size), limits);
    expect(sent).toMatchObject({ mime: 'image/jpeg', widthPx: 300, heightPx: 400 });
    expect(Buffer.from(sent.bytes).includes('SecretCam')).toBe(false);
    // Orientation 6: the stored top left, with its square, is shown at the top right.
    expect((await pixelAt(sent.bytes, 280, 20))[0]).toBeGreaterThan(220);
    expect((await pixelAt(sent.bytes, 20, 20))[0]).toBeLessThan(60);
  });

  test('is exact when it was a lossless draft', async () => {
    const draft = await png(size);
    const sent = await normaliseForSending(draft, limits);
    expect(sent.mime).toBe('image/png');
    expect(await sharp(sent.bytes).raw().toBuffer()).toEqual(await sharp(draft).raw().toBuffer());
  });

  test.each([
    ['CMYK', cmykJpeg],
    ['16-bit', png16],
    ['Display P3', displayP3Png],
  ] as const)('is plain 8-bit sRGB, whatever it was: %s', async (_name, make) => {
    const facts = await sharp((await normaliseForSending(await make(size), limits)).bytes).metadata();
    expect(facts).toMatchObject({ space: 'srgb', depth: 'uchar', channels: 3 });
    expect(facts.icc).toBeUndefined();
  });

  test('keeps transparency, and drops an alpha channel that hides nothing', async () => {
    const clear = await normaliseForSending(await halfClearPng(size), limits);
    expect((await sharp(clear.bytes).metadata()).hasAlpha).toBe(true);
    const opaque = await normaliseForSending(await picture(size).ensureAlpha().png().toBuffer(), limits);
    expect((await sharp(opaque.bytes).metadata()).hasAlpha).toBe(false);
  });

  test('fits the edge and the bytes the vendor takes', async () => {
    const noise = await sharp({
      create: {
        width: 1200,
        height: 900,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
    for (const maxBytes of [2_000_000, 400_000, 60_000]) {
      const sent = await normaliseForSending(noise, { maxEdgePx: 1000, maxBytes });
      expect(sent.bytes.length).toBeLessThanOrEqual(maxBytes);
      expect(Math.max(sent.widthPx, sent.heightPx)).toBeLessThanOrEqual(1000);
      expect(sent.widthPx / sent.heightPx).toBeCloseTo(4 / 3, 1);
    }
    await expect(normaliseForSending(noise, { maxEdgePx: 1000, maxBytes: 100 })).rejects.toMatchObject({
      code: 'image-too-large',
    });
  });
});

describe('a palette', () => {
  const flag = async (...colours: readonly string[]) =>
    sharp(
      Buffer.concat(
        colours.map((hex) => Buffer.alloc((60 * 60 * 3) / colours.length, Buffer.from(hex.slice(1), 'hex'))),
      ),
      { raw: { width: 60, height: 60, channels: 3 } },
    )
      .png()
      .toBuffer();

  test('names the colours that are there, the largest share first', async () => {
    const palette = await paletteOf(await flag('#ff0000', '#ff0000', '#ff0000', '#1040c0'));
    expect(palette.slice(0, 2)).toEqual([
      { hex: '#ff0000', share: expect.closeTo(0.75, 1) },
      { hex: '#1040c0', share: expect.closeTo(0.25, 1) },
    ]);
    expect(palette.reduce((sum, colour) => sum + colour.share, 0)).toBeCloseTo(1);
  });

  test('has one entry for a plain picture and none for an invisible one', async () => {
    expect(await paletteOf(await flag('#336699'))).toEqual([{ hex: '#336699', share: 1 }]);
    const clear = sharp({ create: { width: 9, height: 9, channels: 4, background: '#00000000' } });
    expect(await paletteOf(await clear.png().toBuffer())).toEqual([]);
  });

  test('has at most five, the same every time', async () => {
    const bytes = await png(size);
    const palette = await paletteOf(bytes);
    expect(palette).toHaveLength(5);
    expect(await paletteOf(bytes)).toEqual(palette);
  });
});

describe('drift between draft and final', () => {
  test('is nothing for the same picture at another size and format', async () => {
    const drift = await comparePictures(
      await png({ widthPx: 300, heightPx: 200 }),
      await jpeg({ widthPx: 1200, heightPx: 800 }),
    );
    expect(drift.ssim).toBeGreaterThan(0.97);
    expect(drift.deltaE).toBeLessThan(1.5);
  });

  test('grows with colour alone, and with structure alone', async () => {
    const one = await png(size);
    const warmer = await comparePictures(one, await sharp(one).linear([1, 1, 0.4], [0, 0, 0]).png().toBuffer());
    const mirrored = await comparePictures(one, await sharp(one).flop().png().toBuffer());
    expect(warmer.deltaE).toBeGreaterThan(3);
    expect(warmer.ssim).toBeGreaterThan(mirrored.ssim);
    expect(mirrored.ssim).toBeLessThan(0.95);
  });

  test('is 100 and no structure between black and white', async () => {
    const plain = (background: string) =>
      sharp({ create: { width: 50, height: 50, channels: 3, background } })
        .png()
        .toBuffer();
    const drift = await comparePictures(await plain('#000'), await plain('#fff'));
    expect(drift.deltaE).toBeCloseTo(100, 1);
    expect(drift.ssim).toBeLessThan(0.01);
  });
});
