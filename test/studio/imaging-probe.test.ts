import { describe, expect, test } from 'vitest';
import { probePicture } from '../../electron/studio/imaging/probe-picture.ts';
import {
  animatedGif,
  avif,
  cmykJpeg,
  cutOff,
  displayP3Png,
  emptyFile,
  halfClearPng,
  htmlPage,
  jpeg,
  png,
  png16,
  pngBomb,
  scriptedSvg,
  tiff,
  turnedJpeg,
  webp,
} from '../support/test-pictures.ts';

const size = { widthPx: 120, heightPx: 80 };

describe('a picture is measured as viewers show it', () => {
  test.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['image/webp', webp],
    ['image/avif', avif],
    ['image/tiff', tiff],
    ['image/gif', animatedGif],
  ] as const)('%s', async (mime, make) => {
    expect(await probePicture(await make(size))).toMatchObject({ mime, ...size });
  });

  test('a JPEG lying on its side counts upright', async () => {
    expect(await probePicture(await turnedJpeg(size))).toMatchObject({ widthPx: 80, heightPx: 120 });
  });

  test('an animated GIF counts one frame, and says how many there are', async () => {
    expect(await probePicture(await animatedGif(size, 4))).toMatchObject({ ...size, pages: 4 });
  });

  test('a CMYK JPEG is accepted and says so', async () => {
    expect(await probePicture(await cmykJpeg(size))).toMatchObject({ colourSpace: 'cmyk', hasAlpha: false });
  });

  test('depth, transparency and profile are told', async () => {
    expect(await probePicture(await png16(size))).toMatchObject({ bitDepth: 16 });
    expect(await probePicture(await halfClearPng(size))).toMatchObject({ hasAlpha: true, bitDepth: 8, iccName: null });
    expect((await probePicture(await displayP3Png(size))).iccName).toMatch(/P3/);
  });
});

describe('what is not a picture is refused by name, before any decoder sees it', () => {
  test.each([
    ['an SVG with a script', scriptedSvg, /SVG/],
    ['a web page', htmlPage, /web page/],
    ['an empty file', emptyFile, /empty/],
    ['a PDF', Buffer.from('%PDF-1.7\n%\u00e2\n'), /PDF/],
    ['a HEIC photo', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), /HEIC/],
    ['random bytes', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9]), /unknown kind/],
  ])('%s', async (_what, bytes, named) => {
    await expect(probePicture(bytes)).rejects.toMatchObject({
      code: 'not-an-image',
      message: expect.stringMatching(named),
    });
  });
});

describe('what would fill the memory is refused from its header', () => {
  test('a 30,000 × 30,000 PNG bomb', async () => {
    const bomb = pngBomb();
    const before = process.memoryUsage().rss;
    await expect(probePicture(bomb)).rejects.toMatchObject({
      code: 'image-too-large',
      message: expect.stringMatching(/900 megapixels/),
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });

  test('a file over 100 MB', async () => {
    const heavy = Buffer.concat([await png(size), Buffer.alloc(101_000_000)]);
    await expect(probePicture(heavy)).rejects.toMatchObject({
      code: 'image-too-large',
      message: expect.stringMatching(/MB; the limit is 100 MB/),
    });
  });

  test('a strip longer than 32,767 px', async () => {
    const strip = await png({ widthPx: 33_000, heightPx: 2 });
    await expect(probePicture(strip)).rejects.toMatchObject({
      code: 'image-too-large',
      message: expect.stringMatching(/33,000 × 2/),
    });
  });

  test('the bomb builder makes a PNG that is valid, so that the limit is what stops it', async () => {
    expect(await probePicture(pngBomb(100))).toMatchObject({ widthPx: 100, heightPx: 100 });
  });
});

describe('a picture that ends too early is damaged, not accepted', () => {
  const larger = { widthPx: 640, heightPx: 480 };
  test.each([
    ['JPEG', jpeg],
    ['PNG', png],
    ['WebP', webp],
    ['AVIF', avif],
    ['TIFF', tiff],
    ['GIF', animatedGif],
  ] as const)('%s', async (_name, make) => {
    const whole = await make(larger);
    for (const keep of [0.3, 0.9, 0.98]) {
      await expect(probePicture(cutOff(whole, keep)), `${keep}`).rejects.toMatchObject({ code: 'image-damaged' });
    }
  });

  test('a PNG with one wrong byte in its pixels', async () => {
    const bytes = Buffer.from(await png(larger));
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 0xff, middle);
    await expect(probePicture(bytes)).rejects.toMatchObject({ code: 'image-damaged' });
  });

  test('a PNG signature and nothing else', async () => {
    await expect(probePicture((await png(size)).subarray(0, 8))).rejects.toMatchObject({ code: 'image-damaged' });
  });
});
