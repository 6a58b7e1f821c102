/** Owns the shape of every id: a kind, an underscore, and 20 characters of lower-case base 32. */
import { z } from 'zod';

export type BoardId = `board_${string}`;
export type ItemId = `item_${string}`;
export type AssetId = `asset_${string}`;
export type JobId = `job_${string}`;
export type AttemptId = `attempt_${string}`;
export type CandidateId = `candidate_${string}`;
export type ExportId = `export_${string}`;

function idSchema<Prefix extends string>(prefix: Prefix) {
  return z.templateLiteral([`${prefix}_`, z.string().regex(/^[a-z0-9]{8,32}$/)]);
}

export const boardIdSchema = idSchema('board');
export const itemIdSchema = idSchema('item');
export const assetIdSchema = idSchema('asset');
export const jobIdSchema = idSchema('job');
export const candidateIdSchema = idSchema('candidate');
export const exportIdSchema = idSchema('export');

/** Present in every environment that runs this; declared here because shared has neither DOM nor Node types. */
declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id of one kind: `newId('item')`. The first 9 characters hold the time in milliseconds, so ids of one kind
 * sort by age; the other 11 are random (55 bits).
 */
export function newId<Prefix extends string>(prefix: Prefix, nowMs: number = Date.now()): `${Prefix}_${string}` {
  let time = '';
  let rest = nowMs;
  for (let index = 0; index < 9; index += 1) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  const random = crypto.getRandomValues(new Uint8Array(11));
  let tail = '';
  for (const byte of random) tail += ALPHABET.charAt(byte % 32);
  return `${prefix}_${time}${tail}`;
}
