// What the worker paints is what the window selects: however a selection is made, taken back and made again, both are the same.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMaskDocument, type MaskDocument } from '../../renderer/mask/mask-document.ts';
import { createMaskMirror } from '../../renderer/mask/mask-mirror.ts';
import { planeOfTiles } from '../../renderer/mask/mask-tiles.ts';
import { followSelection } from '../../renderer/mask/stage-selection.ts';
import { useMaskEdit } from '../../renderer/mask/use-mask-edit.ts';

const size = { widthPx: 600, heightPx: 530 };
const tip = { hardness: 0.7, isErasing: false };

type Act = (document: MaskDocument, at: number) => void;
const ACTS: Readonly<Record<string, Act>> = {
  paint: (document, at) => document.stroke(dab(at), dab(at + 1), tip),
  erase: (document, at) => document.stroke(dab(at), dab(at + 2), { ...tip, isErasing: true }),
  end: (document) => document.endStroke('Brush stroke'),
  cancel: (document) => document.cancelStroke(),
  invert: (document) => document.invert(),
  all: (document) => document.selectAll(),
  clear: (document) => document.clear(),
  undo: (document) => document.undo(),
  redo: (document) => document.redo(),
};
/** What a hand cannot do while it paints. */
const WHOLE = new Set(['invert', 'all', 'clear', 'undo', 'redo']);

function dab(at: number) {
  return { x: (at * 137) % size.widthPx, y: (at * 211) % size.heightPx, radiusPx: 20 + (at % 60) };
}

it('after any strokes, steps and undos, whenever it is told of them', () => {
  const step = fc.record({ act: fc.constantFrom(...Object.keys(ACTS)), isTold: fc.boolean(), at: fc.nat(40) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 40 }), (steps) => {
      const document = createMaskDocument(size);
      useMaskEdit.setState({ document });
      const mirror = createMaskMirror();
      // As between window and worker: nothing is shared, a tile that is painted on later does not change there.
      const selection = followSelection(
        () => undefined,
        (message) => mirror.take(structuredClone(message)),
      );
      for (const { act, isTold, at } of steps) {
        if (WHOLE.has(act)) document.endStroke('Brush stroke');
        ACTS[act]?.(document, at);
        if (!isTold) continue;
        selection.tell();
        expect(Buffer.compare(planeOfTiles(mirror.mask()).values, planeOfTiles(document.mask).values)).toBe(0);
      }
      selection.end();
    }),
    { numRuns: 60 },
  );
});
