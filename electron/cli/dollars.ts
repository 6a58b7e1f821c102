/** Owns reading an amount of money that a person typed, exactly: no floating point between the text and the micros. */
import { InvalidArgumentError } from 'commander';
import { MICROS_PER_DOLLAR } from '../../shared/money.ts';

const SHAPE = /^\$?(\d{1,6})(?:\.(\d{1,6}))?$/;

/** "20", "$0.50", "0.000001": micros. Refuses signs, exponents, more than six decimals and a million dollars or more. */
export function parseDollars(text: string): number {
  const [, whole, decimals = ''] = SHAPE.exec(text.trim()) ?? [];
  if (whole === undefined) {
    throw new InvalidArgumentError('It takes dollars from 0 to 999999, with at most six decimals, such as 0.50.');
  }
  return Number(whole) * MICROS_PER_DOLLAR + Number(decimals.padEnd(6, '0'));
}
