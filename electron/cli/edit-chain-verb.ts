/** Owns `maquette edit ID --chain`: the edits of a picture as a list, hidden, shown and ordered into a new picture. */
import { createHash } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import {
  type ChainFrame,
  type ChainStateStep,
  type ChainStepView,
  type ChainView,
  withMoved,
  withShown,
} from '../../shared/edit-chain.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Session } from './command-session.ts';
import { chooseDestination, writeEdit } from './edit-destination.ts';
import { EXIT } from './exit-codes.ts';
import { findPicture, shortId } from './find-picture.ts';
import { costText } from './job-answer.ts';
import { isExistingFile, readPictureFile } from './local-files.ts';
import { type Answer, table } from './terminal.ts';

export interface ChainOptions {
  readonly chain?: boolean;
  readonly hide?: readonly number[];
  readonly show?: readonly number[];
  readonly order?: readonly number[];
  readonly verify?: boolean;
  readonly out?: string;
  readonly force?: boolean;
}

export function addChainOptions(command: Command): Command {
  return command
    .option('--chain', 'list the edits of a picture from its first original on; with --verify, prove all of them again')
    .option('--hide <n,m>', 'a new picture without these edits of the list; nothing is sent', parseNumbers)
    .option('--show <n,m>', 'a new picture with these hidden edits shown again', parseNumbers)
    .option('--order <n,m,…>', 'a new picture with its edits in this order, the last on top; name all', parseNumbers);
}

export function isChainAsk({ chain, hide, show, order }: ChainOptions): boolean {
  return chain === true || hide !== undefined || show !== undefined || order !== undefined;
}

function parseNumbers(text: string): readonly number[] {
  const numbers = text.split(',').map((part) => Number(part.trim()));
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new InvalidArgumentError('Write the numbers of edits, such as 2,3.');
}

/** Throws `bad-request` for numbers that are not in the list, `not-found` and `image-damaged` for files of the chain. */
export async function editChain(session: Session, named: string, options: ChainOptions): Promise<Answer> {
  const { studio } = session;
  const destination = await chooseDestination(options, 1);
  const { id } = await namedPicture(session, named);
  const chain = await studio.call('edits.readChain', { assetId: id });
  if (chain.steps.length === 0) {
    throw new StudioError('bad-request', `${named} has no mask edits, so there is no chain to show.`);
  }
  if (options.verify) return verifyChain(session, chain);
  const steps = arranged(chain, options);
  const isAsked = options.hide !== undefined || options.show !== undefined || options.order !== undefined;
  const asset = isAsked ? await studio.call('edits.arrange', { assetId: id, steps, isKept: true }) : chain.asset;
  const now = asset.id === id ? chain : await studio.call('edits.readChain', { assetId: asset.id });
  const stored = { asset, bytes: await studio.readBlob(asset.hash) };
  const file = destination ? await writeEdit(destination, 0, stored) : null;
  return { value: { ...chainFacts(now), file }, lines: chainLines(now, file) };
}

async function namedPicture({ studio }: Session, named: string) {
  if (!(await isExistingFile(named))) return (await findPicture(studio, named)).asset;
  const hash = createHash('sha256')
    .update(await readPictureFile(named))
    .digest('hex');
  const edit = await studio.call('edits.find', { hash });
  if (edit) return { id: edit.assetId };
  throw new StudioError(
    'not-found',
    `${named} is not a known edit: it was not made in this library, or changed since.`,
  );
}

function arranged(chain: ChainView, { hide = [], show = [], order }: ChainOptions): ChainStateStep[] {
  const { original } = chain;
  const ground: ChainFrame = { left: 0, top: 0, widthPx: original.widthPx, heightPx: original.heightPx };
  const stepOf = (number: number): ChainStepView => {
    const step = chain.steps[number - 1];
    if (step) return step;
    throw new StudioError('bad-request', `There is no edit ${number}: the list has ${chain.steps.length}.`);
  };
  let steps: ChainStepView[] = [...chain.steps];
  for (const number of show) steps = withShown(steps, { assetId: stepOf(number).assetId, isHidden: false }, ground);
  for (const number of hide) steps = withShown(steps, { assetId: stepOf(number).assetId, isHidden: true }, ground);
  if (order !== undefined) {
    if (new Set(order).size !== chain.steps.length || order.length !== chain.steps.length) {
      throw new StudioError('bad-request', `--order names each of the ${chain.steps.length} edits once.`);
    }
    const wanted = order.map((number) => stepOf(number).assetId);
    for (const [to, assetId] of wanted.entries()) steps = withMoved(steps, { assetId, to }, ground);
  }
  return steps.map(({ assetId, isHidden }) => ({ assetId, isHidden }));
}

function numbersOf(chain: ChainView, ids: readonly string[]): number[] {
  return ids.map((id) => chain.steps.findIndex((step) => step.assetId === id) + 1).filter((number) => number > 0);
}

function chainFacts(chain: ChainView): object {
  const { asset, original, frame, proof } = chain;
  return {
    assetId: asset.id,
    originalAssetId: original.id,
    widthPx: asset.widthPx,
    heightPx: asset.heightPx,
    /** Where the first original lies on the picture. */
    originalRect: { left: 0 - frame.left, top: 0 - frame.top, widthPx: original.widthPx, heightPx: original.heightPx },
    depth: chain.steps.filter((step) => !step.isHidden).length,
    steps: chain.steps.map(
      ({ assetId, isHidden, kind, prompt, modelLabel, costMicros, rect, problem, ...step }, at) => ({
        ...{ number: at + 1, assetId, isHidden, kind, prompt, modelLabel, costMicros, rect, problem },
        overlaps: numbersOf(chain, step.overlaps),
        madeOnHidden: numbersOf(chain, step.hiddenBelow),
      }),
    ),
    proof,
  };
}

function chainLines(chain: ChainView, file: string | null): string[] {
  const rows = chain.steps.map(({ assetId, isHidden, kind, prompt, modelLabel, costMicros }, at) => [
    String(at + 1),
    isHidden ? 'hidden' : kind === 'extension' ? 'extends' : 'shown',
    shortId(assetId),
    modelLabel,
    costText(costMicros),
    prompt,
  ]);
  const notes = chain.steps.flatMap((step, at) => {
    const below = numbersOf(chain, step.hiddenBelow);
    const made = `${at + 1} was made on top of ${below.join(' and ')}, now hidden: inside its own mask it still shows it.`;
    return [...(below.length > 0 && !step.isHidden ? [made] : []), ...(step.problem === null ? [] : [step.problem])];
  });
  const { asset, proof } = chain;
  const head = [shortId(asset.id), `${asset.widthPx}×${asset.heightPx}`, file ?? ''].join('  ').trimEnd();
  return [head, ...table(rows), ...notes, ...(proof ? [proofLine(proof)] : [])];
}

function proofLine({
  samplesCompared,
  samplesDiffering,
}: {
  samplesCompared: number;
  samplesDiffering: number;
}): string {
  const counted = (count: number) => count.toLocaleString('en-US');
  return `${counted(samplesDiffering)} of ${counted(samplesCompared)} samples outside the shown edits differ from the first original`;
}

async function verifyChain({ studio }: Session, { asset, original }: ChainView): Promise<Answer> {
  const check = await studio.call('edits.verifyChain', { assetId: asset.id });
  const isProven = check.samplesDiffering === 0 && check.isRebuilt;
  const message = isProven
    ? 'Proven again: original and patches give this file byte for byte, and nothing else differs from the first original.'
    : check.isRebuilt
      ? 'This file differs from the first original outside its edits.'
      : 'The stored file is not the one that original and patches give.';
  return {
    value: { assetId: asset.id, originalAssetId: original.id, isProven, message, ...check },
    lines: [message, proofLine(check)],
    exitCode: isProven ? EXIT.done : EXIT.failed,
  };
}
