import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeFileName } from '../../electron/studio/exporting/safe-file-name.ts';

describe('a file name', () => {
  test.each([
    ['Foggy harbour, dawn', 'Foggy harbour, dawn.png'],
    ['夜の東京 ☂️', '夜の東京 ☂️.png'],
    ['cafe\u0301', 'caf\u00e9.png'],
    ['already.png', 'already.png'],
    ['v1.2 final', 'v1.2 final.png'],
    ['../../etc/passwd', 'etc-passwd.png'],
    ['C:\\Windows\\system32', 'C-Windows-system32.png'],
    ['invoice\u202egnp.exe', 'invoice gnp.exe.png'],
    ['line\nbreak\0end', 'line break end.png'],
    ['.hidden', 'hidden.png'],
    ['trailing. . .', 'trailing.png'],
    ['CON', '_CON.png'],
    ['lpt1.draft', '_lpt1.draft.png'],
    ['console', 'console.png'],
    ['', 'picture.png'],
    ['???', 'picture.png'],
  ])('of %j is %j', (wanted, expected) => {
    expect(safeFileName(wanted, 'png')).toBe(expected);
  });

  test('is safe on every system, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 900 }),
          fc.string({ unit: fc.constantFrom('.', ' ', '/', '\\', 'con', 'nul', '\u202e', '\ud800', '👩‍👩‍👧', 'é') }),
        ),
        (wanted) => {
          const name = safeFileName(wanted, 'jpg');
          expect(name).toMatch(/.\.jpg$/su);
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
          expect(name).not.toMatch(/[\p{Cc}/\\:*?"<>|\u202a-\u202e\u2066-\u2069]/u);
          expect(name).not.toMatch(/^[. ]|[. ]\.jpg$/u);
          expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i);
          expect(name.isWellFormed()).toBe(true);
          // Saving what was saved gives the same name again.
          expect(safeFileName(name, 'jpg')).toBe(name);
        },
      ),
      { numRuns: 500 },
    );
  });
});
