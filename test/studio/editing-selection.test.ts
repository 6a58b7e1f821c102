// Smart select on pictures whose object is known: 32 of them, by a click and by a rough box.
import { beforeAll, describe, expect, it } from 'vitest';
import { selectObject } from '../../electron/studio/imaging/editing/select-object.ts';
import { HARD_KINDS, hardObject } from '../support/editing-hard-objects.ts';
import { objectPicture, overlap } from '../support/editing-objects.ts';
import { pictureOf } from '../support/editing-pictures.ts';

const PICTURES = 32;
const SIZE = { widthPx: 196, heightPx: 168 };

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe(`smart select on ${PICTURES} pictures`, () => {
  const byClick: number[] = [];
  const byBox: number[] = [];

  beforeAll(async () => {
    for (let seed = 1; seed <= PICTURES; seed += 1) {
      const picture = objectPicture(seed, SIZE);
      const file = await pictureOf(picture.samples, picture).png().toBuffer();
      byClick.push(overlap(await selectObject(file, { kind: 'click', ...picture.click }), picture.truth));
      byBox.push(overlap(await selectObject(file, { kind: 'box', box: picture.roughBox }), picture.truth));
    }
  }, 180_000);

  it('finds the object by one click', () => {
    expect(mean(byClick)).toBeGreaterThanOrEqual(0.85);
    expect(byClick.filter((value) => value >= 0.85).length).toBeGreaterThanOrEqual(PICTURES * 0.9);
  });

  it('finds the object by a rough box', () => {
    expect(mean(byBox)).toBeGreaterThanOrEqual(0.95);
    expect(Math.min(...byBox)).toBeGreaterThanOrEqual(0.85);
  });

  it.each(HARD_KINDS)('finds objects that are hard to tell from what is around them: %s', async (kind) => {
    const found: number[] = [];
    for (let seed = 1; seed <= 5; seed += 1) {
      const picture = hardObject(kind, seed, { widthPx: 280, heightPx: 280 });
      const file = await pictureOf(picture.samples, picture).png().toBuffer();
      found.push(overlap(await selectObject(file, { kind: 'click', ...picture.click }), picture.truth));
      found.push(overlap(await selectObject(file, { kind: 'box', box: picture.roughBox }), picture.truth));
    }
    expect(mean(found)).toBeGreaterThanOrEqual(0.85);
  });

  it('leaves the hole of a ring out', async () => {
    const picture = hardObject('hole', 5, { widthPx: 280, heightPx: 280 });
    const file = await pictureOf(picture.samples, picture).png().toBuffer();
    const mask = await selectObject(file, { kind: 'box', box: picture.roughBox });
    expect(overlap(mask, picture.truth)).toBeGreaterThan(0.95);
  });

  it('refuses a place outside the picture', async () => {
    const file = await pictureOf(new Uint8Array(300).fill(9), { widthPx: 10, heightPx: 10 }).png().toBuffer();
    await expect(selectObject(file, { kind: 'click', x: 10, y: 3 })).rejects.toMatchObject({ code: 'bad-request' });
  });
});
