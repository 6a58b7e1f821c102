/** Owns the edits that are started together: several places of one picture, one mask over several pictures, and going on. */
import { basename, extname, join } from 'node:path';
import { batchIdSchema, type EditBatch, type GoOn } from '../../shared/edit-batch.ts';
import { StudioError, toWireError, type WireError } from '../../shared/errors.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetDetail } from '../../shared/views.ts';
import { batchAnswer, type SavedSteps } from './batch-answer.ts';
import { goOnBatch, runBatch } from './batch-run.ts';
import type { Session } from './command-session.ts';
import { chooseDestination, type Destination, writeEdit } from './edit-destination.ts';
import { layingOf, type MaskOptions, readMask } from './edit-mask.ts';
import { editBoard, editRequest, namedImage } from './edit-options.ts';
import { EXIT } from './exit-codes.ts';
import { makeFolder } from './local-files.ts';
import type { Answer } from './terminal.ts';

export interface SeveralOptions extends MaskOptions {
  readonly mask?: string;
  readonly count: number;
  /** Mask, prompt, mask, prompt … */
  readonly task?: readonly string[];
  readonly relative?: boolean;
  readonly goOn?: string;
  readonly skip?: boolean;
  readonly acceptSecondCharge?: boolean;
}

const WORDLESS = 'Remove what is masked';

/** Each task on the result of the one before it. */
export async function editPlaces(session: Session, image: string, options: SeveralOptions): Promise<Answer> {
  if (options.mask !== undefined || options.prompt !== undefined) {
    throw new StudioError(
      'bad-request',
      'Each --task has a mask and a prompt of its own: leave --mask and --prompt out.',
    );
  }
  requireOne(options);
  const tasks = pairsOf(options.task ?? []);
  const destination = await chooseDestination(options, 1);
  const source = await namedImage(session, image);
  const steps: GenerationRequest[] = [];
  for (const { mask, prompt } of tasks) {
    const { id } = await readMask(session, mask, { options, pictureAssetId: source.asset.id });
    const base = await editRequest(session, withPrompt(options, prompt), WORDLESS);
    steps.push({ ...base, ...layingOf(options), sourceAssetId: source.asset.id, maskAssetId: id, count: 1 });
  }
  const plan = { kind: 'places' as const, steps, repeat: options.again ? ('run' as const) : ('earlier' as const) };
  const chooseBoard = () => editBoard(session, options, source);
  const batch = await runBatch(session, { plan, consent: options, chooseBoard });
  return batchAnswer(session, batch, await saveLast(session, batch, destination));
}

/** One job each. A picture that the mask does not fit is left out and told; the others are done. */
export async function editPictures(
  session: Session,
  images: readonly string[],
  options: SeveralOptions,
): Promise<Answer> {
  const { mask: file } = options;
  if (file === undefined) throw new StudioError('bad-request', 'Say with --mask what may change.', { field: 'mask' });
  requireOne(options);
  const mask = await readMask(session, file, { options, pictureAssetId: null });
  const sources: AssetDetail[] = [];
  for (const image of images) sources.push(await namedImage(session, image));
  const base = { ...(await editRequest(session, options, WORDLESS)), ...layingOf(options) };
  const steps: GenerationRequest[] = [];
  const refused: { readonly image: string; readonly error: WireError }[] = [];
  for (const [at, { asset }] of sources.entries()) {
    const ask = { maskAssetId: mask.id, pictureAssetId: asset.id, isRelative: options.relative ?? false };
    try {
      const { id } = await session.studio.call('edits.fitMask', ask);
      steps.push({ ...base, sourceAssetId: asset.id, maskAssetId: id, count: 1 });
    } catch (error) {
      if (!(error instanceof StudioError) || error.field !== 'mask') throw error;
      refused.push({ image: images[at] ?? asset.name, error: toWireError(error) });
      session.terminal.note(`Left out: ${error.message}`);
    }
  }
  const [first] = refused;
  if (steps.length === 0 && first) throw new StudioError(first.error.code, `${first.error.message} Nothing was sent.`);
  const destinations = await chooseInFolder(
    options,
    sources.filter(({ asset }) => steps.some((step) => step.sourceAssetId === asset.id)),
  );
  const plan = { kind: 'pictures' as const, steps, repeat: options.again ? ('run' as const) : ('earlier' as const) };
  const [shown] = sources;
  if (!shown) throw new StudioError('bad-request', 'Name at least one picture.');
  const batch = await runBatch(session, {
    plan,
    consent: options,
    chooseBoard: () => editBoard(session, options, shown),
  });
  const answer = await batchAnswer(session, batch, await saveEach(session, batch, destinations));
  const exitCode = refused.length > 0 && batch.state === 'done' ? EXIT.failed : (answer.exitCode ?? EXIT.done);
  return {
    value: { ...answer.value, refused },
    lines: [...refused.map(({ image, error }) => `${image}: left out. ${error.message}`), ...answer.lines],
    exitCode,
  };
}

export async function goOn(session: Session, options: SeveralOptions): Promise<Answer> {
  const id = batchIdSchema.safeParse(options.goOn);
  if (!id.success) throw new StudioError('bad-request', `"${options.goOn}" is no id of edits in one go.`);
  const known = await session.studio.call('edits.getBatch', { id: id.data });
  const isPlaces = known.kind === 'places';
  const destination = isPlaces ? await chooseDestination(options, 1) : null;
  const sources = isPlaces ? [] : await sourcesOf(session, known);
  const destinations = await chooseInFolder(isPlaces ? {} : options, sources);
  const way: GoOn = options.skip
    ? { how: 'skip' }
    : { how: 'again', acceptsSecondCharge: options.acceptSecondCharge ?? false };
  const batch = await goOnBatch(session, { id: id.data, way, consent: options });
  const saved = isPlaces ? await saveLast(session, batch, destination) : await saveEach(session, batch, destinations);
  return batchAnswer(session, batch, saved);
}

async function sourcesOf({ studio }: Session, { steps }: EditBatch): Promise<readonly AssetDetail[]> {
  const ids = steps.flatMap(({ request }) => (request.sourceAssetId ? [request.sourceAssetId] : []));
  return Promise.all(ids.map((id) => studio.call('assets.get', { id })));
}

/** An empty prompt fills the place from around it. */
function withPrompt({ prompt: _typed, ...options }: SeveralOptions, prompt: string): SeveralOptions {
  return prompt === '' ? options : { ...options, prompt };
}

function requireOne({ count }: SeveralOptions): void {
  if (count === 1) return;
  throw new StudioError('bad-count', 'Several edits in one go make one picture each. Leave --count out.');
}

function pairsOf(typed: readonly string[]): readonly { readonly mask: string; readonly prompt: string }[] {
  if (typed.length % 2 === 1) {
    throw new StudioError('bad-request', 'Each --task takes a mask file and a prompt: --task MASK.png "a red boat".');
  }
  return Array.from({ length: typed.length / 2 }, (_, at) => ({
    mask: typed[at * 2] ?? '',
    prompt: typed[at * 2 + 1] ?? '',
  }));
}

async function saveLast({ studio }: Session, batch: EditBatch, to: Destination | null): Promise<SavedSteps> {
  if (to === null || batch.state !== 'done' || batch.resultAssetId === null) return { files: [], file: null };
  const { asset } = await studio.call('assets.get', { id: batch.resultAssetId });
  return { files: [], file: await writeEdit(to, 0, { asset, bytes: await studio.readBlob(asset.hash) }) };
}

/** `--out` is a folder here; each edit gets its picture's name. Checked before anything is paid. */
async function chooseInFolder(
  { out, force }: { readonly out?: string; readonly force?: boolean },
  sources: readonly AssetDetail[],
): Promise<ReadonlyMap<string, Destination>> {
  const chosen = new Map<string, Destination>();
  if (out === undefined) return chosen;
  await makeFolder(out);
  const taken = new Set<string>();
  for (const { asset } of sources) {
    const stem = basename(asset.name, extname(asset.name));
    let name = `${stem}-edited`;
    for (let next = 2; taken.has(name); next += 1) name = `${stem}-edited-${next}`;
    taken.add(name);
    const to = await chooseDestination({ out: join(out, `${name}.png`), ...(force ? { force } : {}) }, 1);
    if (to) chosen.set(asset.id, to);
  }
  return chosen;
}

async function saveEach(
  { studio }: Session,
  batch: EditBatch,
  destinations: ReadonlyMap<string, Destination>,
): Promise<SavedSteps> {
  const files: (string | null)[] = [];
  for (const { request, resultAssetId } of batch.steps) {
    const to = destinations.get(request.sourceAssetId ?? '');
    if (!to || !resultAssetId) {
      files.push(null);
      continue;
    }
    const { asset } = await studio.call('assets.get', { id: resultAssetId });
    files.push(await writeEdit(to, 0, { asset, bytes: await studio.readBlob(asset.hash) }));
  }
  return { files, file: null };
}
