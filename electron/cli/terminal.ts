/** Owns what a command prints and asks: answers on stdout, everything else on stderr. */
import { createInterface } from 'node:readline/promises';
import type { WireError } from '../../shared/errors.ts';
import type { ExitCode } from './exit-codes.ts';

/** What a verb answers, for a program and for a person. */
export interface Answer {
  readonly value: object;
  readonly lines: readonly string[];
  /** When the answer is whole and yet not what was hoped for. */
  readonly exitCode?: ExitCode;
}

export interface Terminal {
  /** stdout and stderr hold nothing but one JSON object each. */
  readonly isJson: boolean;
  /** A person can be asked. */
  readonly canAsk: boolean;
  answer(answer: Answer): void;
  note(text: string): void;
  /** One line that replaces itself; not shown where it would fill a log. */
  progress(text: string): void;
  fail(error: Pick<WireError, 'message'> & { readonly code: string }): void;
  /** The line typed, or null when the person gave up (Ctrl+C, Ctrl+D). */
  ask(question: string, signal: AbortSignal): Promise<string | null>;
}

const CLEAR_LINE = '\r\u001b[K';

export function createTerminal(isJson: boolean): Terminal {
  const { stdin, stdout, stderr } = process;
  const showsProgress = !isJson && stderr.isTTY;
  let hasProgress = false;
  const clear = () => {
    if (hasProgress) stderr.write(CLEAR_LINE);
    hasProgress = false;
  };
  return {
    isJson,
    canAsk: !isJson && stdin.isTTY && stderr.isTTY,
    answer({ value, lines }) {
      clear();
      stdout.write(isJson ? `${JSON.stringify(value)}\n` : `${lines.map(plain).join('\n')}\n`);
    },
    note(text) {
      clear();
      if (!isJson) stderr.write(`${plain(text)}\n`);
    },
    progress(text) {
      if (!showsProgress) return;
      stderr.write(`${CLEAR_LINE}${plain(text).slice(0, Math.max(20, stderr.columns - 1))}`);
      hasProgress = true;
    },
    fail({ code, message }) {
      clear();
      stderr.write(isJson ? `${JSON.stringify({ error: { code, message } })}\n` : `${plain(message)}\n`);
    },
    async ask(question, signal) {
      clear();
      const reader = createInterface({ input: stdin, output: stderr });
      const gaveUp = new Promise<null>((resolve) => {
        reader.once('close', () => resolve(null));
        signal.addEventListener('abort', () => resolve(null), { once: true });
      });
      try {
        return await Promise.race([reader.question(question).catch(() => null), gaveUp]);
      } finally {
        reader.close();
      }
    },
  };
}

/** Prompts and file names come from anywhere; control sequences in them must not reach the terminal. */
function plain(text: string): string {
  return text.replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

/** Columns of equal width, two spaces apart; the last column runs free. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows.map((row) =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '),
  );
}
