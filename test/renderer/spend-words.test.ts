import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDollars } from '../../renderer/spending/parse-dollars.ts';
import { monthOf } from '../../renderer/spending/use-spending.ts';

describe('the amount of a cap', () => {
  it.each([
    ['5', 5_000_000],
    ['$5', 5_000_000],
    ['12.50', 12_500_000],
    ['12,50', 12_500_000],
    ['0.0336', 33_600],
    ['1,000', 1_000_000_000],
    ['1,234.56', 1_234_560_000],
    [' 0 ', 0],
  ])('%j is %d micros', (text, micros) => expect(parseDollars(text)).toBe(micros));

  it.each(['', 'five', '-5', '1e3', '5.', '0.00001', '5 000', '1.2.3', '2,000,000', 'Infinity'])('%j is none', (text) =>
    expect(parseDollars(text)).toBeNull(),
  );

  it('is the same amount that was shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (cents) => {
        expect(parseDollars((cents / 100).toFixed(2))).toBe(cents * 10_000);
      }),
    );
  });
});

describe('the month of a report', () => {
  it('is the one on this computer’s calendar', () => {
    expect(monthOf(new Date(2026, 0, 31, 23, 59))).toBe('2026-01');
    expect(monthOf(new Date(2026, 10, 1))).toBe('2026-11');
  });
});
