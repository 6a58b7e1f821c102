/** Owns `maquette edit`: what a mask covers is drawn anew, and the answer proves that nothing else changed. */
import type { Command } from 'commander';
import { LEAST_PADDING_PX } from '../../shared/edit.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { editFacts, editLines, saveEdits, statusOf, takeEdits } from './edit-answer.ts';
import { addChainOptions, type ChainOptions, editChain, isChainAsk } from './edit-chain-verb.ts';
import { chooseDestination } from './edit-destination.ts';
import { layingOf, readMask } from './edit-mask.ts';
import { addEditOptions, editBoard, editRequest, namedImage } from './edit-options.ts';
import { editPictures, editPlaces, goOn, type SeveralOptions } from './edit-several.ts';
import { EXIT } from './exit-codes.ts';
import { parseWhole } from './request-options.ts';
import type { Answer } from './terminal.ts';
import { verifyEdit } from './verify-edit.ts';
import { runJobToEnd } from './watch-job.ts';

interface EditVerbOptions extends SeveralOptions, Pick<ChainOptions, 'chain' | 'hide' | 'show' | 'order'> {
  readonly verify?: boolean;
}

const HELP = `
Outside the mask not one sample changes, on any model: the answer is laid in, written, decoded again and compared.
When the model's picture cannot be aligned, no edit is made, its picture is kept as FILE.answer.png, and the exit
code is 1.

Several places of one picture, each on the result of the one before it, one price note for all of them:
  maquette edit IMAGE --task MASK.png "a red boat" --task OTHER.png "a gull"
One mask over several pictures, one edit each (--out is then a folder):
  maquette edit A.png B.png C.png --mask MASK.png --prompt "a red boat"
What stops in the middle is kept, and goes on with --go-on.

The edits of a picture, and a new picture without the second of them:
  maquette edit ID --chain
  maquette edit ID --hide 2 --out FILE.png`;

export function addEditVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('edit')
    .description('change what a mask covers, and prove that nothing else changed')
    .argument('[images...]', 'a file, or an id of "maquette history"')
    .option('--mask <file>', 'as large as the picture; white is changed, black stays, grey is in between')
    .option('--prompt <text>', 'what to draw there; - reads it from stdin; without, the spot is filled from around it')
    .option('--mask-alpha', 'transparent is changed, instead of white')
    .option('--grow <px>', 'widen the mask first', parseWhole, 0)
    .option('--feather <px>', 'soften its border, inwards', parseWhole, 0)
    .option(
      '--padding <px>',
      `how much of the picture around the mask goes along, from ${LEAST_PADDING_PX}; chosen by its size when left out`,
      parseWhole,
    )
    .option('--no-tone-match', "keep the answer's own tone instead of bringing it back to the picture's")
    .option('--count <n>', 'how many candidates, 1 to 8; FILE, FILE-2, FILE-3 …', parseWhole, 1)
    .option('--task <mask and prompt...>', 'a mask file and what to draw there; repeat for several places')
    .option('--relative', 'stretch the mask over pictures of another size, instead of leaving them out')
    .option('--go-on <id>', 'go on with edits that stopped or were interrupted')
    .option('--skip', 'with --go-on: leave out what failed')
    .option('--accept-second-charge', 'with --go-on: send again what may have been billed already')
    .option('--verify', 'check an earlier edit again, given by file or id; exit code 1 when a sample differs');
  addEditOptions(addChainOptions(command))
    .addHelpText('after', HELP)
    .action((images: readonly string[], options: EditVerbOptions) =>
      run(command, (session) => chosen(session, images, options)),
    );
}

function chosen(session: Session, images: readonly string[], options: EditVerbOptions): Promise<Answer> {
  if (options.goOn !== undefined) return goOn(session, options);
  const [image, ...more] = images;
  if (image === undefined) throw new StudioError('bad-request', 'Name the picture to edit.', { field: 'image' });
  if (more.length > 0 && (options.task || options.verify)) {
    throw new StudioError('bad-request', `${options.task ? '--task' : '--verify'} takes one picture.`);
  }
  if (isChainAsk(options)) return editChain(session, image, options);
  if (options.verify) return verifyEdit(session, image);
  if (options.task) return editPlaces(session, image, options);
  return more.length > 0 ? editPictures(session, images, options) : edit(session, image, options);
}

async function edit(session: Session, image: string, options: EditVerbOptions): Promise<Answer> {
  const { mask } = options;
  if (mask === undefined) throw new StudioError('bad-request', 'Say with --mask what may change.', { field: 'mask' });
  const destination = await chooseDestination(options, options.count);
  const source = await namedImage(session, image);
  const request = {
    ...(await editRequest(session, options, 'Remove what is masked')),
    sourceAssetId: source.asset.id,
    maskAssetId: (await readMask(session, mask, { options, pictureAssetId: source.asset.id })).id,
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
