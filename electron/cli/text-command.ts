/** Owns `maquette text`: a prompt becomes text on a text model, routed, priced and kept like a picture. */
import { type Command, Option } from 'commander';
import type { GenerationRequest } from '../../shared/generation.ts';
import { boardNamed, DEFAULT_BOARD } from './board-placement.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { costText, durationText, elapsedOf, jobFacts } from './job-answer.ts';
import { writeWhole } from './local-files.ts';
import type { ConsentOptions } from './paid-consent.ts';
import { addConsentOptions, readPrompt } from './request-options.ts';
import type { Answer } from './terminal.ts';
import { runJobToEnd } from './watch-job.ts';

interface TextOptions extends ConsentOptions {
  readonly model: string;
  readonly role: 'text-draft' | 'text-final';
  readonly board?: string;
  readonly out?: string;
  readonly force?: boolean;
}

export function addTextVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('text')
    .description('write text from a prompt; it also becomes a note on the board')
    .argument('<prompt>', 'what to write; - reads it from stdin')
    .option('--model <id>', 'a text model of "maquette models", or auto', 'auto')
    .addOption(
      new Option('--role <name>', 'quick and cheap, or for keeps')
        .choices(['text-draft', 'text-final'])
        .default('text-draft'),
    )
    .option('--board <name>', 'the board for the note; made when there is none')
    .option('--out <file>', 'also write the text into this file')
    .option('--force', 'replace a file that exists');
  addConsentOptions(command).action((prompt: string, options: TextOptions) =>
    run(command, (session) => writeText(session, prompt, options)),
  );
}

async function writeText(session: Session, prompt: string, options: TextOptions): Promise<Answer> {
  const request: GenerationRequest = {
    operation: 'generate',
    role: options.role,
    modelId: options.model,
    prompt: await readPrompt(prompt),
    aspect: '1:1',
    tier: '1K',
    count: 1,
    seed: null,
    quality: null,
    background: 'auto',
    references: [],
    sourceAssetId: null,
    maskAssetId: null,
  };
  const chooseBoard = () => boardNamed(session.studio, options.board ?? DEFAULT_BOARD);
  const ended = await runJobToEnd(session, { request, consent: options, again: true, chooseBoard });
  const { job } = ended;
  const text = job.text ?? '';
  const file = options.out ?? null;
  if (file !== null) await writeWhole(file, Buffer.from(`${text}\n`), { force: options.force ?? false });
  // The text alone is on stdout, so that it can be piped.
  session.terminal.note(`${job.modelLabel}, ${durationText(elapsedOf(job))}, ${costText(job.costMicros)}`);
  for (const warning of job.warnings) session.terminal.note(`Note: ${warning.note}`);
  return { value: { job: jobFacts(ended), text, file }, lines: [text] };
}
