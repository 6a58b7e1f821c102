/** Owns `maquette draft`: a prompt becomes candidates on the draft model. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { GenerationRequest } from '../../shared/generation.ts';
import { boardNamed, DEFAULT_BOARD } from './board-placement.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { runDual } from './dual-run.ts';
import { jobAnswer } from './job-answer.ts';
import { readReferences } from './named-pictures.ts';
import {
  addRequestOptions,
  collect,
  parseWhole,
  type RequestOptions,
  readPrompt,
  saveOptions,
} from './request-options.ts';
import type { Answer } from './terminal.ts';
import { runJobToEnd } from './watch-job.ts';

interface DraftOptions extends RequestOptions {
  readonly count: number;
  readonly aspect: string;
  readonly seed?: number;
  readonly background: GenerationRequest['background'];
  readonly reference: readonly string[];
  readonly style: readonly string[];
  readonly models?: readonly string[];
}

export function addDraftVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('draft')
    .description('draw candidates from a prompt')
    .argument('<prompt>', 'what the picture should show; - reads it from stdin')
    .option('--count <n>', 'how many candidates, 1 to 8', parseWhole, 4)
    .option('--aspect <w:h>', 'such as 3:2 or 16:9', '1:1')
    .option('--seed <n>', 'the same seed draws the same picture, where the model has seeds', parseWhole)
    .option('--reference <file|id>', 'a picture to follow; repeat for several, sent in this order', collect, [])
    .option('--style <file|id>', 'a picture whose style to follow; repeat for several', collect, [])
    .addOption(
      new Option('--background <kind>', 'what lies behind the subject')
        .choices(['auto', 'transparent', 'opaque'])
        .default('auto'),
    );
  addRequestOptions(command, '1K')
    .addOption(
      new Option('--models <ids>', '2 to 4 models, with commas between: the same request to each at once')
        .argParser(parseModels)
        .conflicts('model'),
    )
    .action((prompt: string, options: DraftOptions) => run(command, (session) => draft(session, prompt, options)));
}

async function draft(session: Session, prompt: string, options: DraftOptions): Promise<Answer> {
  const { studio } = session;
  const request: GenerationRequest = {
    operation: 'generate',
    role: 'draft',
    modelId: options.model,
    prompt: await readPrompt(prompt),
    aspect: options.aspect,
    tier: options.size,
    count: options.count,
    seed: options.seed ?? null,
    quality: options.quality ?? null,
    background: options.background,
    references: [
      ...(await readReferences(session, options.reference, 'object')),
      ...(await readReferences(session, options.style, 'style')),
    ],
    sourceAssetId: null,
    maskAssetId: null,
  };
  const chooseBoard = () => boardNamed(studio, options.board ?? DEFAULT_BOARD);
  const ask = { request, consent: options, again: options.again ?? false, chooseBoard };
  if (options.models) return runDual(session, { ...ask, modelIds: options.models, save: saveOptions(options) });
  return jobAnswer(studio, await runJobToEnd(session, ask), saveOptions(options));
}

function parseModels(text: string): readonly string[] {
  const ids = text.split(',').map((id) => id.trim());
  if (ids.length < 2 || ids.length > 4 || ids.includes('') || new Set(ids).size < ids.length) {
    throw new InvalidArgumentError('It takes 2 to 4 different model ids with commas between.');
  }
  return ids;
}
