/** Owns `maquette route`: which model would be taken, which come after it, and why not the others. Nothing is sent. */
import { type Command, Option } from 'commander';
import { fromWireError } from '../../shared/errors.ts';
import type { CostEstimate, GenerationRequest } from '../../shared/generation.ts';
import { ROLES, type Role } from '../../shared/model.ts';
import { BUDGET_TIERS, type JobPreview, type PlanAssumptions } from '../../shared/views.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { EXIT, exitCodeFor } from './exit-codes.ts';
import { namedPicture, readReferences } from './named-pictures.ts';
import { priceText } from './paid-consent.ts';
import { addSizeOptions, collect, parseWhole, readPrompt, type SizeOptions } from './request-options.ts';
import type { Answer } from './terminal.ts';

interface RouteOptions extends SizeOptions {
  readonly role: Role;
  readonly count: number;
  readonly refs: number;
  readonly reference: readonly string[];
  readonly source?: string;
  readonly mask?: boolean;
  readonly budget?: (typeof BUDGET_TIERS)[number];
  readonly transparent?: boolean;
  readonly fast?: boolean;
  readonly asIfKeys?: boolean;
}

export function addRouteVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('route')
    .description('see which model would be taken, at what price and why, and why not the others; nothing is sent')
    .argument('<prompt>', 'what the picture should show; - reads it from stdin');
  addSizeOptions(command, '1K')
    .option('--count <n>', 'how many pictures the price is for', parseWhole, 1)
    .option('--refs <n>', 'so many references, without naming them (taken as 1024×1024)', parseWhole, 0)
    .option('--reference <file|id>', 'a picture to follow; repeat for several', collect, [])
    .option('--source <file|id>', 'the picture to edit or promote; assumed for edits when left out')
    .option('--mask', 'an edit inside a mask')
    .addOption(new Option('--role <name>', 'what it is for').choices(ROLES).default('draft'))
    .addOption(
      new Option('--budget <tier>', 'how good it has to be; as the role says when left out').choices(BUDGET_TIERS),
    )
    .option('--transparent', 'nothing behind the subject')
    .option('--fast', 'speed first')
    .option('--as-if-keys', 'compare the models whose key is missing, too')
    .action((prompt: string, options: RouteOptions) => run(command, (session) => route(session, prompt, options)));
}

async function route(session: Session, prompt: string, options: RouteOptions): Promise<Answer> {
  const request = await requestOf(session, prompt, options);
  const assumptions: PlanAssumptions = {
    budget: options.budget ?? null,
    isSpeedFirst: options.fast ?? false,
    references: options.refs,
    hasSource: request.operation === 'edit',
    hasMask: options.mask ?? false,
    hasAllKeys: options.asIfKeys ?? false,
  };
  const preview = await session.studio.call('jobs.preview', { request, assumptions });
  const [problem] = preview.problems;
  // What is wrong with the request itself is an error like everywhere; "no model can" is the answer.
  if (problem && (preview.modelId !== null || preview.alternatives.length === 0)) throw fromWireError(problem);
  const ranked = rankedOf(preview);
  const refused = preview.alternatives.filter((entry) => entry.refusals.length > 0).map(refusalOf);
  const { warnings, chain, problems } = preview;
  return {
    value: { request, assumptions, ranked, refused, warnings, chain, problems },
    lines: [
      ...problems.map((one) => one.message),
      ...ranked.flatMap(rankLines),
      ...warnings.map((warning) => `Note: ${warning.note}`),
      ...refusalLines(refused, assumptions),
    ],
    exitCode: problem ? exitCodeFor(problem.code) : EXIT.done,
  };
}

async function requestOf(session: Session, prompt: string, options: RouteOptions): Promise<GenerationRequest> {
  const isEdit = options.role === 'edit' || options.mask === true;
  const sourceAssetId = options.source === undefined ? null : await namedPicture(session, options.source);
  const fromSource = sourceAssetId === null || options.role === 'draft' ? 'generate' : 'promote';
  return {
    operation: isEdit ? 'edit' : fromSource,
    role: isEdit ? 'edit' : options.role,
    modelId: 'auto',
    prompt: await readPrompt(prompt),
    aspect: options.aspect,
    tier: options.size,
    count: options.count,
    seed: null,
    quality: null,
    background: options.transparent ? 'transparent' : 'auto',
    references: [...(await readReferences(session, options.reference, 'object'))],
    sourceAssetId,
    maskAssetId: null,
  };
}

interface Ranked {
  readonly modelId: string;
  readonly modelLabel: string;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly quality: string | null;
  readonly estimate: CostEstimate;
  readonly reasons: readonly string[];
}

/** The pick first. */
function rankedOf(preview: JobPreview): Ranked[] {
  const { modelId, modelLabel, widthPx, heightPx, quality, estimate, reasons } = preview;
  const others = preview.alternatives.filter((entry) => entry.refusals.length === 0);
  const pick = modelId === null ? [] : [{ modelId, modelLabel, widthPx, heightPx, quality, estimate, reasons }];
  return [...pick, ...others.map(({ refusals: _none, ...entry }) => entry)];
}

function refusalOf({ modelId, modelLabel, refusals }: JobPreview['alternatives'][number]) {
  return { modelId, modelLabel, refusals };
}

function rankLines(entry: Ranked, index: number): string[] {
  const pixels = entry.widthPx === null ? [] : [`${entry.widthPx}×${entry.heightPx}`];
  const facts = [
    entry.modelId,
    ...pixels,
    ...(entry.quality === null ? [] : [entry.quality]),
    priceText(entry.estimate),
  ];
  return [`${index + 1}. ${entry.modelLabel}  ${facts.join('  ')}`, ...entry.reasons.map((reason) => `   ${reason}`)];
}

function refusalLines(refused: readonly ReturnType<typeof refusalOf>[], { hasAllKeys }: PlanAssumptions): string[] {
  if (refused.length === 0) return [];
  const isKeyless = refused.some((entry) => entry.refusals.some((reason) => reason.includes('needs a key')));
  const hint = isKeyless && !hasAllKeys ? ['', 'Add --as-if-keys to compare the models whose key is missing.'] : [];
  return ['', 'Cannot do it:', ...refused.map((entry) => `- ${entry.refusals.join(' ')}  (${entry.modelId})`), ...hint];
}
