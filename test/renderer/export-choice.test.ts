import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, printSize } from '../../renderer/exporting/print-size.ts';
import {
  choiceProblem,
  type ExportChoice,
  readChoice,
  requestFor,
} from '../../renderer/exporting/use-export-choice.ts';
import { exportRequestSchema } from '../../shared/export.ts';
import { newId } from '../../shared/ids.ts';

const first = readChoice(null);

describe('the size on paper', () => {
  it('is what the real pixels come to', () => {
    expect(printSize(3000, 2000, 300)).toEqual({ centimetres: '25.4 × 16.9 cm', inches: '10.0 × 6.7 in' });
    expect(printSize(64, 64, 300)).toEqual({ centimetres: '0.54 × 0.54 cm', inches: '0.21 × 0.21 in' });
  });

  it('is not shown for a resolution that cannot be', () => {
    for (const dpi of [0, -1, Number.NaN]) expect(printSize(100, 100, dpi)).toBeNull();
  });
});

describe('the remembered choice', () => {
  it('comes back as it was', () => {
    const choice: ExportChoice = { format: 'avif', quality: 55, dpi: 72, matte: '#102030', metadata: 'none' };
    expect(readChoice(JSON.stringify(choice))).toEqual(choice);
  });

  it('falls back when what is stored no longer fits, whatever it is', () => {
    for (const stored of ['', '{', 'null', '{"format":"bmp"}', '{"format":"png","quality":0}']) {
      expect(readChoice(stored)).toEqual(first);
    }
  });
});

describe('an export as it is asked for', () => {
  const loose = fc.record({
    format: fc.constantFrom('png', 'jpeg', 'webp', 'avif' as const),
    quality: fc.oneof(fc.integer({ min: -5, max: 120 }), fc.constant(Number.NaN)),
    dpi: fc.oneof(fc.integer({ min: -5, max: 12_000 }), fc.constant(Number.NaN), fc.constant(72.5)),
    matte: fc.oneof(fc.constantFrom('#fff', '#ffffff', 'white', '#12345G'), fc.string({ maxLength: 8 })),
    metadata: fc.constantFrom('recipe', 'none' as const),
  });

  it('is only offered when the studio will take it', () => {
    fc.assert(
      fc.property(loose, fc.string({ maxLength: 200 }), (choice, name) => {
        const isAccepted = exportRequestSchema.safeParse(requestFor(newId('asset'), choice, name)).success;
        expect(choiceProblem(choice) === null).toBe(isAccepted);
      }),
    );
  });

  it('takes an empty name for none', () => {
    expect(requestFor(newId('asset'), first, '  ').fileName).toBeNull();
    expect(requestFor(newId('asset'), first, ' Cover ').fileName).toBe('Cover');
  });
});

describe('file sizes', () => {
  it.each([
    [0, '0 bytes'],
    [812, '812 bytes'],
    [999, '999 bytes'],
    [43_100, '43 kB'],
    [999_600, '1.0 MB'],
    [3_400_000, '3.4 MB'],
    [2_000_000_000, '2.0 GB'],
  ])('%d reads as %s', (sizeBytes, words) => expect(formatBytes(sizeBytes)).toBe(words));
});
