/** Owns the calendar of money: days and months of this computer's clock and time zone. */

/** YYYY-MM-DD. */
export function localDay(nowMs: number): string {
  const now = new Date(nowMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
