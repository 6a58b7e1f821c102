/** Owns money: integer millionths of a US dollar ("micros"), and how they are shown. */

export const MICROS_PER_DOLLAR = 1_000_000;

/**
 * Dollars as a person reads them: "$0", "$0.0336", "$0.13", "$12.40". Amounts under ten cents keep up to four decimals,
 * because a nano draft costs less than a cent and "$0.00" would be a lie.
 */
export function formatMicros(micros: number): string {
  if (micros === 0) return '$0';
  const sign = micros < 0 ? '−' : '';
  const dollars = Math.abs(micros) / MICROS_PER_DOLLAR;
  if (dollars < 0.0001) return `${sign}<$0.0001`;
  if (dollars < 0.1) return `${sign}$${dollars.toFixed(4).replace(/0{1,2}$/, '')}`;
  return `${sign}$${dollars.toFixed(2)}`;
}
