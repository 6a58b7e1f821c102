/** Owns the options that draft and promote share, and how typed values become checked ones. */
import { text as readStream } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { PROMPT_LIMIT } from '../../shared/generation.ts';
import { TIERS, type Tier } from '../../shared/model.ts';
import { parseDollars } from './dollars.ts';
import type { SaveOptions } from './job-answer.ts';
import type { ConsentOptions } from './paid-consent.ts';

export interface RequestOptions extends ConsentOptions {
  readonly model: string;
  readonly size: Tier;
  readonly quality?: string;
  readonly board?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly again?: boolean;
}

export function addRequestOptions(command: Command, defaultSize: Tier): Command {
  command
    .option('--model <id>', 'a model id of "maquette models", or auto', 'auto')
    .addOption(sizeOption(defaultSize))
    .option('--quality <name>', "the model's quality name; its own for the role when left out")
    .option('--board <name>', 'the board to place the pictures on; made when there is none')
    .option('--out <dir>', 'also save the pictures, as they came, into this folder')
    .option('--force', 'replace files that exist')
    .option('--again', 'draw it even when the very same was drawn before; without, that result is taken, free');
  return addConsentOptions(command);
}

export function addConsentOptions(command: Command): Command {
  return command
    .option('--yes', 'send a paid request without asking')
    .option('--max-cost <dollars>', 'send without asking when it costs at most this', parseDollars);
}

export interface SizeOptions {
  readonly size: Tier;
  readonly aspect: string;
}

export function addSizeOptions(command: Command, defaultSize: Tier): Command {
  return command.addOption(sizeOption(defaultSize)).option('--aspect <w:h>', 'such as 3:2 or 16:9', '1:1');
}

function sizeOption(defaultSize: Tier): Option {
  return new Option('--size <tier>', 'how large; the price note shows the real pixels')
    .choices(TIERS)
    .argParser(parseTier)
    .default(defaultSize);
}

export function saveOptions({ out, force }: Pick<RequestOptions, 'out' | 'force'>): SaveOptions {
  return { out: out ?? null, force: force ?? false };
}

export function parseWhole(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}

/** Repeats an option: `--reference a.png --reference b.png`. */
export function collect(text: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, text];
}

function parseTier(text: string): Tier {
  const tier = TIERS.find((one) => one.toLowerCase() === text.toLowerCase());
  if (!tier) throw new InvalidArgumentError(`It takes ${TIERS.join(', ')}.`);
  return tier;
}

/** "-" reads the prompt from stdin, for prompts that a shell would spoil. */
export async function readPrompt(typed: string): Promise<string> {
  if (typed !== '-') return typed;
  const text = await readStream(process.stdin);
  // A little more than the limit, so that too long is still told as too long.
  return text.slice(0, PROMPT_LIMIT * 4).trim();
}
