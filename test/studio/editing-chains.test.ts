// Long chains: every edit is a patch over the first original, and any state can be made again byte for byte.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeNative } from '../../electron/studio/imaging/editing/native-picture.ts';
import type { Patch } from '../../electron/studio/imaging/editing/patch-file.ts';
import { emptyPlane, type Plane, type Rect, type Size } from '../../electron/studio/imaging/editing/plane.ts';
import { patchDepth, rebuildEdit } from '../../electron/studio/imaging/editing/rebuild-edit.ts';
import { runEditing, stopEditing } from '../../electron/studio/imaging/editing/run-editing.ts';
import { countOutside } from '../../electron/studio/imaging/editing/verify-outside.ts';
import { answerFile, rectMask, SOURCES } from '../support/editing-pictures.ts';
import { photographicScene, renderScene } from '../support/editing-scenes.ts';

const SIZE: Size = { widthPx: 331, heightPx: 307 };
const EDITS = 25;
const CELL_PX = 60;

/** Five by five places that do not touch. */
function placeOf(edit: number): Rect {
  return { left: 14 + (edit % 5) * CELL_PX, top: 12 + Math.floor(edit / 5) * 57, widthPx: 41, heightPx: 37 };
}

interface Chain {
  file: Uint8Array;
  last: Uint8Array;
  readonly hashes: string[];
  readonly patches: Patch[];
}

describe('25 edits on one picture', () => {
  const original: Chain = { file: new Uint8Array(), last: new Uint8Array(), hashes: [], patches: [] };
  let touched: Plane = emptyPlane(SIZE);

  beforeAll(async () => {
    const scene = photographicScene(3, SIZE);
    original.file = await SOURCES['turned jpeg'](renderScene(scene, SIZE, { grain: 0.01 }), SIZE);
    original.last = original.file;
    for (let edit = 0; edit < EDITS; edit += 1) {
      const rect = placeOf(edit);
      // The model sees a crop around the place, moved a little each time.
      const crop = { left: Math.max(0, rect.left - 34), top: Math.max(0, rect.top - 34), widthPx: 109, heightPx: 103 };
      crop.left = Math.min(crop.left, SIZE.widthPx - crop.widthPx);
      crop.top = Math.min(crop.top, SIZE.heightPx - crop.heightPx);
      const local = (x: number, y: number) => scene(x + crop.left, y + crop.top);
      const inside = { ...rect, left: rect.left - crop.left, top: rect.top - crop.top };
      const redrawn = { rect: inside, scene: photographicScene(edit + 300, SIZE) };
      const size = { widthPx: crop.widthPx, heightPx: crop.heightPx };
      const result = await answerFile('moved by parts of a pixel', { scene: local, size, redrawn, seed: edit });
      const mask = rectMask(rect, SIZE, edit % 2 === 0 ? 6 : 0);
      const plan = { rect: crop, sendPx: size, placement: { left: 0, top: 0, ...size } };
      const outcome = await runEditing('applyEdit', [{ source: original.last, mask, result, crop: plan }]);
      if (outcome.status !== 'aligned') throw new Error(`edit ${edit} not aligned`);
      original.last = outcome.file;
      original.hashes.push(outcome.proof.resultHash);
      original.patches.push(outcome.patch);
      touched = { ...touched, data: touched.data.map((value, index) => Math.max(value, mask.data[index] ?? 0)) };
    }
  }, 180_000);

  afterAll(stopEditing);

  it('leaves what no edit touched as it was in the first original', async () => {
    const count = countOutside(await decodeNative(original.file), await decodeNative(original.last), touched);
    expect(count.samplesDiffering).toBe(0);
    expect(count.samplesCompared).toBeGreaterThan(150_000);
  });

  it.each([1, 2, 13, EDITS])('rebuilds edit %i from the original and its patches, byte for byte', async (edit) => {
    const rebuilt = await runEditing('rebuildEdit', [original.file, original.patches.slice(0, edit)]);
    expect(rebuilt.resultHash).toBe(original.hashes[edit - 1]);
  });

  it('hides one patch without touching the others', async () => {
    const without = original.patches.filter((_, index) => index !== 7);
    const hidden = await decodeNative((await rebuildEdit(original.file, without)).file);
    const first = await decodeNative(original.file);
    const last = await decodeNative(original.last);
    const place = rectMask(placeOf(7), SIZE);
    const elsewhere = { ...place, data: place.data.map((value) => 255 - value) };
    expect(countOutside(last, hidden, place).samplesDiffering).toBe(0);
    expect(countOutside(first, hidden, elsewhere).samplesDiffering).toBe(0);
  });

  it('gives the same file in another order, because these patches do not overlap', async () => {
    const rebuilt = await rebuildEdit(original.file, original.patches.toReversed());
    expect(rebuilt.resultHash).toBe(original.hashes[EDITS - 1]);
  });

  it('shows how deep each region was edited', async () => {
    const twice = await patchDepth(SIZE, [...original.patches, ...original.patches.slice(0, 1)]);
    const { left, top } = placeOf(0);
    expect(twice.data[(top + 20) * SIZE.widthPx + left + 20]).toBe(2);
    expect(twice.data[(placeOf(9).top + 20) * SIZE.widthPx + placeOf(9).left + 20]).toBe(1);
    expect(twice.data[0]).toBe(0);
  });
});

describe('the editing thread', () => {
  afterAll(stopEditing);

  it('brings refusals back with their code and goes on working', async () => {
    await expect(runEditing('rebuildEdit', [new Uint8Array(9), []])).rejects.toMatchObject({ code: 'not-an-image' });
    const file = await SOURCES.png(new Uint8Array(300).fill(90), { widthPx: 10, heightPx: 10 });
    await expect(runEditing('rebuildEdit', [file, []])).resolves.toMatchObject({ mime: 'image/png' });
  });

  it('stops in the middle of the work when it is cancelled', async () => {
    const file = await SOURCES.png(new Uint8Array(300).fill(90), { widthPx: 10, heightPx: 10 });
    const stop = new AbortController();
    const waiting = runEditing('rebuildEdit', [file, []], stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(runEditing('rebuildEdit', [file, []])).resolves.toMatchObject({ mime: 'image/png' });
  });
});
