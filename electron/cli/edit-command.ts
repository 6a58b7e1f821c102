/** Owns `maquette edit`: what a mask covers is drawn anew, and the answer proves that nothing else changed. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { editFacts, editLines, saveEdits, statusOf, takeEdits } from './edit-answer.ts';
import { chooseDestination } from './edit-destination.ts';
import { addEditOptions, type EditOptions, editBoard, editRequest, namedImage } from './edit-options.ts';
import { EXIT } from './exit-codes.ts';
import { readPictureFile } from './local-files.ts';
import { parseWhole } from './request-options.ts';
import type { Answer } from './terminal.ts';
import { verifyEdit } from './verify-edit.ts';
import { runJobToEnd } from './watch-job.ts';

interface EditVerbOptions extends EditOptions {
  readonly mask?: string;
  readonly maskAlpha?: boolean;
  readonly grow: number;
  readonly feather: number;
  readonly count: number;
  readonly padding?: number;
  readonly toneMatch: boolean;
  readonly verify?: boolean;
}

const HELP = `
Outside the mask not one sample changes, on any model: the answer is laid in, written, decoded again and compared.
When the model's picture cannot be aligned, no edit is made, its picture is kept as FILE.answer.png, and the exit
code is 1.`;

export function addEditVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('edit')
    .description('change what a mask covers, and prove that nothing else changed')
    .argument('<image>', 'a file, or an id of "maquette history"')
    .option('--mask <file>', 'as large as the picture; white is changed, black stays, grey is in between')
    .option('--prompt <text>', 'what to draw there; - reads it from stdin; without, the spot is filled from around it')
    .option('--mask-alpha', 'transparent is changed, instead of white')
    .option('--grow <px>', 'widen the mask first', parseWhole, 0)
    .option('--feather <px>', 'soften its border, inwards', parseWhole, 0)
    .option(
      '--padding <px>',
      'how much of the picture around the mask goes along; chosen by its size when left out',
      parseWhole,
    )
    .option('--no-tone-match', "keep the answer's own tone instead of bringing it back to the picture's")
    .option('--count <n>', 'how many candidates, 1 to 8; FILE, FILE-2, FILE-3 …', parseWhole, 1)
    .option('--verify', 'check an earlier edit again, given by file or id; exit code 1 when a sample differs');
  addEditOptions(command)
    .addHelpText('after', HELP)
    .action((image: string, options: EditVerbOptions) =>
      run(command, (session) => (options.verify ? verifyEdit(session, image) : edit(session, image, options))),
    );
}

async function edit(session: Session, image: string, options: EditVerbOptions): Promise<Answer> {
  const { mask } = options;
  if (mask === undefined) throw new StudioError('bad-request', 'Say with --mask what may change.', { field: 'mask' });
  const destination = await chooseDestination(options, options.count);
  const source = await namedImage(session, image);
  const request = {
    ...(await editRequest(session, options, 'Remove what is masked')),
    sourceAssetId: source.asset.id,
    maskAssetId: await readMask(session, mask, { options, pictureAssetId: source.asset.id }),
    count: options.count,
    ...layingOf(options),
  };
  const chooseBoard = () => editBoard(session, options, source);
  const ended = await runJobToEnd(session, { request, consent: options, again: options.again ?? false, chooseBoard });
  const edits = await saveEdits(session, await takeEdits(session, ended.job), destination);
  return {
    value: { ...editFacts(ended, edits), edits },
    lines: editLines(ended, edits),
    exitCode: statusOf(edits) === 'aligned' ? EXIT.done : EXIT.failed,
  };
}

/** Left out when nothing was chosen, so that an earlier edit of the same words is found again. */
function layingOf({ padding, toneMatch }: EditVerbOptions): Pick<GenerationRequest, 'laying'> {
  if (padding === undefined && toneMatch) return {};
  return { laying: { paddingPx: padding ?? null, isToneMatched: toneMatch } };
}

interface MaskAsk {
  readonly options: EditVerbOptions;
  readonly pictureAssetId: AssetId;
}

/** Throws what mask files are refused for: another size, empty, no transparency, damaged. */
async function readMask({ studio }: Session, file: string, { options, pictureAssetId }: MaskAsk): Promise<AssetId> {
  const asset = await studio.importPicture(await readPictureFile(file), basename(file), 'working');
  const polarity = options.maskAlpha ? 'alpha' : 'white';
  const form = { polarity, growPx: options.grow, featherPx: options.feather } as const;
  return (await studio.call('edits.readMask', { assetId: asset.id, pictureAssetId, ...form })).id;
}
