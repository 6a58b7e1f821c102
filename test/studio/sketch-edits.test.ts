// An edit changes what the mask shows and not one sample more.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { asInput, maskOf, sketch } from '../support/sketch-call.ts';

const SIZE = 256;
const samples = (file: Uint8Array) => sharp(file).raw().toBuffer({ resolveWithObject: true });

interface Comparison {
  readonly outside: number;
  readonly inside: number;
  readonly channels: number;
}

/** Differing samples on both sides of the mask. */
async function compared(before: Uint8Array, after: Uint8Array, mask: Uint8Array): Promise<Comparison> {
  const [a, b, m] = [await samples(before), await samples(after), await samples(mask)];
  expect(b.info).toMatchObject({ width: a.info.width, height: a.info.height, channels: a.info.channels });
  let [outside, inside] = [0, 0];
  for (let at = 0; at < a.data.length; at += 1) {
    if (a.data[at] === b.data[at]) continue;
    if ((m.data[Math.floor(at / a.info.channels) * m.info.channels] ?? 0) === 0) outside += 1;
    else inside += 1;
  }
  return { outside, inside, channels: a.info.channels };
}

const circle = (x: number, y: number) => Math.hypot(x - 120, y - 130) < 62;

describe('outside the mask', () => {
  it.each([
    'remove the mountain',
    'a red apple',
    'dramatic sunset sky',
    'text "HELLO"',
    'something nobody has heard of',
    'watercolour sea',
  ])('nothing changes: %s', async (prompt) => {
    const before = await sketch({ prompt: 'mountain lake at noon', seeds: [5] });
    const mask = await maskOf(SIZE, circle);
    const after = await sketch({ prompt, seeds: [9], source: await asInput(before), mask });
    const { outside, inside } = await compared(before, after, mask);
    expect(outside).toBe(0);
    expect(inside).toBeGreaterThan(500);
  });

  it('nothing changes in a picture with transparency', async () => {
    const before = await sketch({ prompt: 'perfume bottle', background: 'transparent' });
    const mask = await maskOf(SIZE, circle);
    const after = await sketch({ prompt: 'forest', source: await asInput(before), mask });
    expect(await compared(before, after, mask)).toMatchObject({ outside: 0, channels: 4 });
  });

  it('nothing changes at all under an empty mask', async () => {
    const before = await sketch({ prompt: 'hills' });
    const after = await sketch({
      prompt: 'city',
      source: await asInput(before),
      mask: await maskOf(SIZE, () => false),
    });
    expect((await samples(after)).data.equals((await samples(before)).data)).toBe(true);
  });
});

describe('inside the mask', () => {
  it('a removed thing is gone and its surroundings go on', async () => {
    const ground = await sharp({ create: { width: SIZE, height: SIZE, channels: 3, background: '#9fb7c9' } })
      .png()
      .toBuffer();
    const disc = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}"><circle cx="120" cy="130" r="30" fill="#c02010"/></svg>`,
    );
    const before = await sharp(ground)
      .composite([{ input: disc }])
      .removeAlpha()
      .png()
      .toBuffer();
    const after = await sketch({
      prompt: 'remove the disc',
      source: await asInput(before),
      mask: await maskOf(SIZE, circle),
    });
    const { data } = await samples(after);
    const centre = (130 * SIZE + 120) * 3;
    expect(Math.abs((data[centre] ?? 0) - 0x9f)).toBeLessThan(12);
    expect(Math.abs((data[centre + 2] ?? 0) - 0xc9)).toBeLessThan(12);
  });

  it('the border is soft: no sample next to it jumps to the new content', async () => {
    const before = await sharp({ create: { width: SIZE, height: SIZE, channels: 3, background: '#ffffff' } })
      .png()
      .toBuffer();
    const mask = await maskOf(SIZE, (x) => x >= 100);
    const after = await sketch({ prompt: 'night sky', source: await asInput(before), mask });
    const { data } = await samples(after);
    const at = (x: number) => data[(128 * SIZE + x) * 3] ?? 0;
    expect(at(99)).toBe(255);
    expect(255 - at(100)).toBeLessThan(60);
    expect(255 - at(180)).toBeGreaterThan(120);
  });
});
