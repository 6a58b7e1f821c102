/** Owns what the exit code of a command means; scripts rely on it, so a number never changes its meaning. */
import type { ErrorCode } from '../../shared/errors.ts';

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  settingMissing: 3,
  possiblyBilled: 4,
  /** 128 + SIGINT, as shells report it. */
  cancelled: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_HELP = `Exit codes:
  0  done
  1  failed; the sentence on stderr says why
  2  not understood, or asked for something impossible; nothing was sent
  3  a key or a setting is missing or refused
  4  possibly billed: the connection was lost after sending; never sent again by itself
  130  cancelled`;

const USAGE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad-request',
  'prompt-empty',
  'prompt-too-long',
  'unknown-model',
  'impossible-size',
  'bad-count',
  'too-many-references',
  'file-exists',
  'bad-destination',
]);
const SETTING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'key-missing',
  'auth',
  'verification',
  'billing',
  'secrets-unavailable',
]);

export function exitCodeFor(code: ErrorCode): ExitCode {
  if (code === 'possibly-billed') return EXIT.possiblyBilled;
  if (code === 'cancelled') return EXIT.cancelled;
  if (SETTING.has(code)) return EXIT.settingMissing;
  return USAGE.has(code) ? EXIT.usage : EXIT.failed;
}
