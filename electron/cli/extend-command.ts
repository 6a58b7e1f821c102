/** Owns `maquette extend`: a wider canvas, filled in overlapping steps, with the picture on it bit for bit. */
import type { Command } from 'commander';
import type { ProcedureOutput } from '../../shared/contract.ts';
import { StudioError } from '../../shared/errors.ts';
import { type AssetId, assetIdSchema } from '../../shared/ids.ts';
import type { AssetDetail } from '../../shared/views.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { editFacts, editLines, type MadeEdit, saveEdits, takeEdits } from './edit-answer.ts';
import { chooseDestination } from './edit-destination.ts';
import { addEditOptions, type EditOptions, editBoard, editRequest, namedImage } from './edit-options.ts';
import { EXIT } from './exit-codes.ts';
import type { ConsentOptions } from './paid-consent.ts';
import type { Answer } from './terminal.ts';
import { type EndedJob, runJobToEnd } from './watch-job.ts';

const SKETCH = 'sketch:sketch-1';

interface ExtendOptions extends EditOptions {
  readonly to: string;
}

const HELP = `
A large extension is made in steps (by Sketch at once), each over the one before and each with its own price note; --max-cost counts for
all of them together. The picture itself stays as it was, sample for sample.`;

export function addExtendVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('extend')
    .description('make the picture wider or higher; what is there stays as it is')
    .argument('<image>', 'a file, or an id of "maquette history"')
    .requiredOption('--to <wish>', 'a ratio such as 16:9, a size such as 3000x2000, or +left,top,right,bottom pixels')
    .option('--prompt <text>', 'what to draw there; - reads it from stdin; without, the borders are continued');
  addEditOptions(command)
    .addHelpText('after', HELP)
    .action((image: string, options: ExtendOptions) => run(command, (session) => extend(session, image, options)));
}

async function extend(session: Session, image: string, options: ExtendOptions): Promise<Answer> {
  const destination = await chooseDestination(options, 1);
  const original = await namedImage(session, image);
  const steps = await runSteps(session, options, original);
  const last = steps.at(-1);
  if (!last) throw new StudioError('internal', 'Nothing was extended.');
  const [edit = last.edit] = await saveEdits(session, [last.edit], destination);
  const sum = (side: 'left' | 'top') => steps.reduce((total, step) => total + step.canvas[side], 0);
  const { widthPx, heightPx } = original.asset;
  return {
    value: {
      ...editFacts(last.ended, [edit]),
      costMicros: steps.reduce((total: number | null, step) => plus(total, step.ended.job.costMicros), 0),
      imageAssetId: original.asset.id,
      /** Where the picture lies on the canvas, and what is left to add when a step was not aligned. */
      pictureRect: { left: sum('left'), top: sum('top'), widthPx, heightPx },
      remaining: edit.status === 'aligned' ? null : last.to,
      steps: [...steps.slice(0, -1).map((step) => step.edit), edit],
    },
    lines: steps.flatMap((step) => editLines(step.ended, [step === last ? edit : step.edit])),
    exitCode: edit.status === 'aligned' ? EXIT.done : EXIT.failed,
  };
}

interface Step {
  readonly to: string;
  readonly canvas: ProcedureOutput<'edits.prepareExtend'>;
  readonly ended: EndedJob;
  readonly edit: MadeEdit;
}

/** Ends with the first step that is not aligned; what was made before it is kept, and the sentence says where. */
async function runSteps(session: Session, options: ExtendOptions, original: AssetDetail): Promise<readonly Step[]> {
  const base = await editRequest(session, options, 'Continue the picture beyond its borders');
  const extending = { base, options, original };
  const steps: Step[] = [];
  let stage: Stage | null = { assetId: original.asset.id, to: options.to };
  while (stage !== null) {
    const step = await runStep(session, extending, { stage, steps });
    await clearBoard(session, step, steps.at(-1));
    steps.push(step);
    stage = stageAfter(step);
  }
  return steps;
}

/** Only the last result lies on the board; the step it goes on from is in its chain. */
async function clearBoard({ studio }: Session, { edit, ended }: Step, before: Step | undefined): Promise<void> {
  if (edit.status !== 'aligned' || !before || before.ended.job.id === ended.job.id) return;
  const { boardId, itemIds } = before.ended.job;
  if (itemIds.length > 0) await studio.call('boards.change', { boardId, upsert: [], remove: [...itemIds] });
}

interface Stage {
  readonly assetId: AssetId;
  readonly to: string;
}

interface Extending {
  readonly base: Awaited<ReturnType<typeof editRequest>>;
  readonly options: ExtendOptions;
  readonly original: AssetDetail;
}

async function runStep(
  session: Session,
  { base, options, original }: Extending,
  { stage, steps }: { stage: Stage; steps: readonly Step[] },
): Promise<Step> {
  const canvas = await prepareCanvas(session, base, stage);
  if (canvas.next !== null && steps.length === 0) {
    session.terminal.note(`In ${canvas.next.steps + 1} steps, each over the one before.`);
  }
  // The first step's seed for all of them, so that they belong together.
  const seed = base.seed ?? steps[0]?.edit.seed ?? null;
  const request = { ...base, seed, count: 1, sourceAssetId: canvas.source.id, maskAssetId: canvas.mask.id };
  const chooseBoard = () => editBoard(session, options, original);
  const consent = consentLeft(options, steps);
  const ended = await runJobToEnd(session, { request, consent, again: options.again ?? false, chooseBoard }).catch(
    (error) => {
      throw withKept(error, steps, stage.to);
    },
  );
  const [edit] = await takeEdits(session, ended.job);
  if (!edit) throw new StudioError('no-image', 'The model sent no picture.');
  return { to: stage.to, canvas, ended, edit };
}

/** Sketch composes one scene for the whole canvas, so steps of it would show as frames; everything else goes stepwise. */
async function prepareCanvas({ studio }: Session, base: Extending['base'], stage: Stage): Promise<Step['canvas']> {
  const first = await studio.call('edits.prepareExtend', { ...stage, isStepwise: base.modelId !== SKETCH });
  if (first.next === null || base.modelId !== 'auto') return first;
  const request = { ...base, count: 1, sourceAssetId: first.source.id, maskAssetId: first.mask.id };
  const { modelId } = await studio.call('jobs.preview', { request });
  return modelId === SKETCH ? studio.call('edits.prepareExtend', { ...stage, isStepwise: false }) : first;
}

function stageAfter(step: Step | undefined): Stage | null {
  if (step?.edit.status !== 'aligned' || step.canvas.next === null) return null;
  return { assetId: assetIdSchema.parse(step.edit.assetId), to: step.canvas.next.to };
}

/** --max-cost is for all steps together; after a step of unknown cost nothing of it is left. */
function consentLeft({ yes, maxCost }: ExtendOptions, steps: readonly Step[]): ConsentOptions {
  if (maxCost === undefined) return yes === undefined ? {} : { yes };
  const paid = steps.filter((step) => !step.ended.isEarlier);
  const spent = paid.reduce((total: number | null, step) => plus(total, step.ended.job.costMicros), 0);
  return { ...(yes === undefined ? {} : { yes }), maxCost: spent === null ? 0 : Math.max(0, maxCost - spent) };
}

function withKept(error: unknown, steps: readonly Step[], to: string): unknown {
  const last = steps.at(-1);
  if (!last || !(error instanceof StudioError)) return error;
  const kept = `${steps.length} ${steps.length === 1 ? 'step is' : 'steps are'} done and kept as ${last.edit.assetId}`;
  const message = `${error.message} ${kept}; go on with --to ${to} from there.`;
  return new StudioError(error.code, message, { retryAtMs: error.retryAtMs, field: error.field, cause: error });
}

function plus(total: number | null, micros: number | null): number | null {
  return total === null || micros === null ? null : total + micros;
}
