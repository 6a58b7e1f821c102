import { MICROS_PER_DOLLAR } from '../../shared/money.ts';

/** The most a cap can be: a million dollars. */
const LARGEST_DOLLARS = 1_000_000;

/** "5", "$5.50", "5,50" and "1,000" as micros; null when it is not an amount from 0 to a million dollars. */
export function parseDollars(text: string): number | null {
  const plain = text.trim().replace(/^\$\s*/, '');
  // A comma with three digits after it groups thousands; any other is a decimal comma.
  const grouped = plain.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.');
  if (!/^\d{1,7}(\.\d{1,4})?$/.test(grouped)) return null;
  const dollars = Number(grouped);
  return dollars <= LARGEST_DOLLARS ? Math.round(dollars * MICROS_PER_DOLLAR) : null;
}
