// What the button says is what is asked, and the proof line says what was proven.
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readMask } from '../../electron/studio/imaging/editing/mask-file.ts';
import { marginsForRatio, marginsForSize } from '../../renderer/mask/extend-margins.ts';
import { encodeGreyPng } from '../../renderer/mask/grey-png.ts';
import { fitCamera, toPicture, toStage, zoomCamera } from '../../renderer/mask/mask-camera.ts';
import { actionWords, editRequest, marginWords, promptFor } from '../../renderer/mask/mask-request.ts';
import { tilesOfRegion } from '../../renderer/mask/mask-tiles.ts';
import { canvasRect, coloursOf, sampleOverlay } from '../../renderer/mask/overlay-paint.ts';
import { depthWords, proofWords } from '../../renderer/mask/proof-words.ts';

const wish = { intent: 'fill', isExtending: false, prompt: ' a red door ', count: 1, modelId: 'auto' } as const;

describe('the action', () => {
  it('is named after what will happen', () => {
    expect(actionWords(wish)).toBe('Fill');
    expect(actionWords({ ...wish, intent: 'vary', count: 3 })).toBe('Vary inside · 3');
    expect(actionWords({ ...wish, isExtending: true })).toBe('Extend');
  });

  it('asks for words only where words decide', () => {
    expect(promptFor(wish)).toBe('a red door');
    expect(promptFor({ ...wish, prompt: '  ' })).toBeNull();
    expect(promptFor({ ...wish, intent: 'remove', prompt: '' })).toBe('Remove what is selected');
    expect(promptFor({ ...wish, intent: 'replace' })).toBe('Replace what is selected with a red door');
  });

  it('is sent as an edit with source and mask', () => {
    expect(editRequest(wish, 'asset_source1', 'asset_mask0001')).toMatchObject({
      operation: 'edit',
      role: 'edit',
      sourceAssetId: 'asset_source1',
      maskAssetId: 'asset_mask0001',
    });
  });
});

describe('extending', () => {
  const picture = { widthPx: 1200, heightPx: 800 };

  it('adds as little as gives the shape, and keeps the picture in the middle', () => {
    expect(marginsForRatio(picture, '2:1')).toEqual({ left: 200, top: 0, right: 200, bottom: 0 });
    expect(marginsForRatio(picture, '1:1')).toEqual({ left: 0, top: 200, right: 0, bottom: 200 });
    expect(marginWords(marginsForRatio(picture, '2:1'))).toBe('+200,0,200,0');
  });

  it('reaches a size, but never cuts', () => {
    expect(marginsForSize(picture, '1301 × 900')).toEqual({ left: 50, top: 50, right: 51, bottom: 50 });
    expect(marginsForSize(picture, '1000x900')).toBeNull();
    expect(marginsForSize(picture, 'large')).toBeNull();
  });
});

describe('the proof line', () => {
  const proof = {
    samplesCompared: 14_203_776,
    samplesDiffering: 0,
    sourceHash: '',
    resultHash: '',
    maskHash: '',
    residualPx: 0.21,
    confidence: 0.9,
    seamDeltaE: 0.84,
  };

  it('counts what was compared', () => {
    expect(proofWords({ status: 'aligned', proof })).toBe(
      '0 of 14,203,776 outside samples changed · aligned within 0.2 px · seam ΔE 0.8',
    );
  });

  it('never calls an answer aligned that is not', () => {
    expect(proofWords({ status: 'not-aligned', proof: null })).toMatch(/^Not aligned/);
  });

  it('counts edits in words', () => {
    expect([1, 2, 3, 4, 11, 21].map((depth) => depthWords(depth).split(' ')[0])).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '21st',
    ]);
  });
});

describe('the mask file', () => {
  it('is a greyscale PNG that the studio reads back value for value', async () => {
    const plane = {
      widthPx: 131,
      heightPx: 70,
      values: Uint8Array.from({ length: 131 * 70 }, (_, at) => (at * 7) % 256),
    };
    const bytes = new Uint8Array(await (await encodeGreyPng(plane)).arrayBuffer());
    const { mask } = await readMask(bytes, plane);
    expect(Buffer.compare(mask.data, plane.values)).toBe(0);
    expect(bytes[25]).toBe(0);
    expect(inflateSync(bytes.subarray(41, bytes.length - 16)).length).toBe(132 * 70);
  });
});

describe('the view', () => {
  it('keeps the point under the cursor while zooming', () => {
    const camera = fitCamera({ width: 1000, height: 700 }, { widthPx: 4096, heightPx: 4096 });
    const cursor = { x: 300, y: 220 };
    const under = toPicture(camera, cursor);
    const zoomed = zoomCamera(camera, 3.7, cursor);
    expect(toStage(zoomed, under).x).toBeCloseTo(cursor.x, 6);
    expect(toStage(zoomed, under).y).toBeCloseTo(cursor.y, 6);
  });

  it('tints what is selected, outlines its border, and draws nothing beside the picture', () => {
    const plane = {
      widthPx: 4,
      heightPx: 4,
      values: Uint8Array.from({ length: 16 }, (_, at) => (at % 4 < 2 ? 255 : 0)),
    };
    const camera = { scale: 10, x: 5, y: 0 };
    const colours = coloursOf({ colour: '#ff0000', opacity: 0.5, isInverse: false });
    const mask = tilesOfRegion({ ...plane, left: 0, top: 0 }, plane);
    const row = sampleOverlay(mask, { camera, ratio: 1, colours }, { left: 0, top: 15, widthPx: 60, heightPx: 1 });
    expect(row[2]).toBe(0);
    expect(row[12]).toBe(colours[255]);
    expect([...row.subarray(20, 30)].filter((pixel) => pixel >>> 24 === 230)).toHaveLength(1);
    expect((row[40] ?? 1) >>> 24).toBe(0);
    expect(row[50]).toBe(0);
    expect(canvasRect(camera, { left: 1, top: 1, widthPx: 1, heightPx: 1 }, 2)).toEqual({
      left: 29,
      top: 19,
      widthPx: 23,
      heightPx: 23,
    });
  });
});
