/** Owns `maquette draft`: a prompt becomes candidates on the draft model. */
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import type { GenerationRequest, Reference } from '../../shared/generation.ts';
import { boardNamed, DEFAULT_BOARD } from './board-placement.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { findPicture } from './find-picture.ts';
import { jobAnswer } from './job-answer.ts';
import { isExistingFile, readPictureFile } from './local-files.ts';
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
  addRequestOptions(command, '1K').action((prompt: string, options: DraftOptions) =>
    run(command, (session) => draft(session, prompt, options)),
  );
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
      ...(await references(session, options.reference, 'object')),
      ...(await references(session, options.style, 'style')),
    ],
    sourceAssetId: null,
    maskAssetId: null,
  };
  const chooseBoard = () => boardNamed(studio, options.board ?? DEFAULT_BOARD);
  const job = await runJobToEnd(session, { request, consent: options, chooseBoard });
  return jobAnswer(studio, job, saveOptions(options));
}

/** A file on this computer is brought into the library; anything else is taken for an id. */
async function references(
  { studio }: Session,
  typed: readonly string[],
  role: Reference['role'],
): Promise<readonly Reference[]> {
  const found: Reference[] = [];
  for (const text of typed) {
    const isId = /^(asset|candidate)_/.test(text) && !(await isExistingFile(text));
    const asset = isId
      ? (await findPicture(studio, text)).asset
      : await studio.importPicture(await readPictureFile(text), basename(text));
    found.push({ assetId: asset.id, role });
  }
  return found;
}
