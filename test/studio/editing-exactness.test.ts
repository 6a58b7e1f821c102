// Outside the mask not one sample changes: every form of source against every form of answer.
import { describe, expect, it } from 'vitest';
import { applyEdit, type EditInput, type EditOutcome } from '../../electron/studio/imaging/editing/apply-edit.ts';
import type { CropPlan } from '../../electron/studio/imaging/editing/crop-plan.ts';
import { hashBytes } from '../../electron/studio/imaging/editing/edit-proof.ts';
import { decodeNative, type NativePicture } from '../../electron/studio/imaging/editing/native-picture.ts';
import type { Size } from '../../electron/studio/imaging/editing/plane.ts';
import { sealEdit } from '../../electron/studio/imaging/editing/seal-edit.ts';
import { countOutside } from '../../electron/studio/imaging/editing/verify-outside.ts';
import {
  ANSWERS,
  type AnswerKind,
  answerFile,
  rectMask,
  SOURCES,
  type SourceKind,
} from '../support/editing-pictures.ts';
import { photographicScene, renderScene } from '../support/editing-scenes.ts';

const SIZES: readonly Size[] = [
  { widthPx: 173, heightPx: 149 },
  { widthPx: 201, heightPx: 160 },
  { widthPx: 160, heightPx: 187 },
];

function wholePicture(size: Size): CropPlan {
  const rect = { left: 0, top: 0, ...size };
  return { rect, sendPx: size, placement: rect };
}

/** Pictures of one size share their scene, so that most of the time goes into what is tested. */
const kept = new Map<string, Promise<Buffer> | Uint8Array>();

function once<Made extends Promise<Buffer> | Uint8Array>(
  key: string,
  make: () => Made,
): Made | Promise<Buffer> | Uint8Array {
  const known = kept.get(key) ?? make();
  kept.set(key, known);
  return known;
}

async function editCase(kind: SourceKind, answer: AnswerKind, index: number): Promise<EditInput> {
  const at = index % SIZES.length;
  const size = SIZES[at] ?? { widthPx: 173, heightPx: 149 };
  const scene = photographicScene(at + 40, size);
  const rect = { left: 61, top: 53, widthPx: 47 + at, heightPx: 41 };
  const redrawn = { rect, scene: photographicScene(at + 900, size) };
  const rgb = await once(`source ${at}`, () => renderScene(scene, size, { grain: 0.01, seed: at }));
  return {
    source: await SOURCES[kind](rgb, size),
    mask: rectMask(rect, size, index % 2 === 0 ? 0 : 9),
    result: await once(`${answer} ${at}`, () => answerFile(answer, { scene, size, redrawn, seed: index + 1 })),
    crop: wholePicture(size),
  };
}

function formOf({ samples: _samples, icc, ...form }: NativePicture) {
  return { ...form, icc: icc ? hashBytes(icc) : null };
}

function requireAligned(outcome: EditOutcome): Extract<EditOutcome, { status: 'aligned' }> {
  if (outcome.status !== 'aligned') {
    throw new Error(`not aligned: ${outcome.alignment.confidence}, ${outcome.alignment.residualPx} px`);
  }
  return outcome;
}

const kinds = Object.keys(SOURCES).filter((kind): kind is SourceKind => kind in SOURCES);
const answers = Object.keys(ANSWERS).filter((kind): kind is AnswerKind => kind in ANSWERS);
const cases = kinds.flatMap((kind, row) =>
  answers.map((answer, column): [SourceKind, AnswerKind, number] => [kind, answer, row * 7 + column]),
);

describe(`exactness of ${cases.length} edits`, () => {
  const seams: number[] = [];

  it.each(cases)('%s source, answer %s: nothing outside changes (%i)', async (kind, answer, index) => {
    const input = await editCase(kind, answer, index);
    const { file, proof } = requireAligned(await applyEdit(input));
    const source = await decodeNative(input.source);
    const edited = await decodeNative(file);
    const outside = countOutside(source, edited, input.mask);
    const inside = countOutside(source, edited, {
      ...input.mask,
      data: input.mask.data.map((value) => (value > 0 ? 0 : 1)),
    });
    expect(outside.samplesDiffering).toBe(0);
    expect(outside.samplesCompared).toBe(input.mask.data.filter((value) => value === 0).length * source.channels);
    expect(inside.samplesDiffering).toBeGreaterThan(inside.samplesCompared / 3);
    expect(formOf(edited)).toEqual(formOf(source));
    expect(proof).toMatchObject({ samplesDiffering: 0, samplesCompared: outside.samplesCompared });
    seams.push(proof.seamDeltaE ?? Number.NaN);
  });

  it('leaves no visible seam in the middle of them', () => {
    const sorted = seams.toSorted((one, other) => one - other);
    expect(sorted[sorted.length >> 1]).toBeLessThanOrEqual(1.5);
  });
});

describe('the check itself', () => {
  it.each(kinds)('refuses a file of which one sample outside the mask differs: %s', async (kind) => {
    const input = await editCase(kind, 'same', 3);
    const source = await decodeNative(input.source);
    const edited = { ...source, samples: source.samples.slice() };
    const outside = input.mask.data.lastIndexOf(0) * source.channels;
    edited.samples[outside] = (edited.samples[outside] ?? 0) ^ 1;
    await expect(sealEdit(source, edited, input.mask)).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('1 of'),
    });
    await expect(sealEdit(source, source, input.mask)).resolves.toMatchObject({ samplesDiffering: 0 });
  });
});
