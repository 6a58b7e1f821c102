/** Owns the verbs that only look: history, status. */
import { type Command, Option } from 'commander';
import { VERDICTS } from '../../shared/generation.ts';
import { formatMicros } from '../../shared/money.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { shortId } from './find-picture.ts';
import { costText } from './job-answer.ts';
import { parseWhole } from './request-options.ts';
import { type Answer, table } from './terminal.ts';

interface HistoryOptions {
  readonly limit: number;
  readonly model?: string;
  readonly verdict?: (typeof VERDICTS)[number];
  readonly after?: string;
}

const PROMPT_CHARACTERS = 60;

export function addHistoryVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('history')
    .description('find pictures made or imported, newest first')
    .argument('[text]', 'words of the prompt or the name', '')
    .option('--limit <n>', 'how many, 1 to 200', parseWhole, 20)
    .option('--model <id>', 'only of this model')
    .addOption(new Option('--verdict <name>', 'only judged so').choices(VERDICTS))
    .option('--after <cursor>', 'the next page: "nextCursor" of the page before')
    .action((text: string, options: HistoryOptions) => run(command, (session) => history(session, text, options)));
}

async function history({ studio }: Session, text: string, options: HistoryOptions): Promise<Answer> {
  const page = await studio.call('history.search', {
    text,
    modelId: options.model ?? null,
    verdict: options.verdict ?? null,
    minRating: 0,
    cursor: options.after ?? null,
    limit: options.limit,
  });
  const pictures = page.entries.map(({ asset, candidate, prompt, modelId, role }) => ({
    assetId: asset.id,
    candidateId: candidate?.id ?? null,
    source: asset.source,
    role,
    modelId,
    prompt,
    name: asset.name,
    widthPx: asset.widthPx,
    heightPx: asset.heightPx,
    verdict: candidate?.verdict ?? null,
    rating: candidate?.rating ?? null,
    costMicros: candidate?.costMicros ?? null,
    createdAt: new Date(asset.createdAtMs).toISOString(),
  }));
  const rows = pictures.map((picture) => [
    shortId(picture.assetId),
    picture.createdAt.slice(0, 16).replace('T', ' '),
    `${picture.widthPx}×${picture.heightPx}`,
    picture.role ?? picture.source,
    picture.candidateId === null ? '' : costText(picture.costMicros),
    [...(picture.prompt || picture.name)].slice(0, PROMPT_CHARACTERS).join('').replaceAll('\n', ' '),
  ]);
  return {
    value: { pictures, total: page.total, nextCursor: page.nextCursor },
    lines: [...table(rows), `${pictures.length} of ${page.total}`],
  };
}

export function addStatusVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('status')
    .description('show the library, the keys and what was spent')
    .action(() => run(command, status));
}

async function status({ studio }: Session): Promise<Answer> {
  const studioStatus = await studio.call('studio.status', {});
  const providers = await studio.call('providers.list', {});
  const spending = await studio.call('spending.summary', {});
  const waiting = await studio.call('jobs.list', { states: ['queued', 'running'], limit: 500 });
  const rows = [
    ['Version', studioStatus.version],
    ['Library', studioStatus.libraryPath],
    ['Keys kept in', studioStatus.secretStore.label],
    ...providers.map((provider) => [provider.label, keyText(provider.keySource, provider.keyHint)]),
    ['Spent today', formatMicros(spending.todayMicros)],
    ['Spent this month', formatMicros(spending.monthMicros)],
    ['Possibly billed', formatMicros(spending.possiblyBilledMicros)],
  ];
  const unknown = spending.unknownCount > 0 ? [`${spending.unknownCount} calls have an unknown price.`] : [];
  return {
    value: { ...studioStatus, providers, spending, waitingJobIds: waiting.map((job) => job.id) },
    lines: [...table(rows), ...unknown, ...waitingLines(waiting.length), ...studioStatus.notices],
  };
}

/** A command starts nothing that it was not asked for. */
function waitingLines(count: number): string[] {
  if (count === 0) return [];
  const jobs = count === 1 ? 'A job that was left waits' : `${count} jobs that were left wait`;
  return [`${jobs} for the window to open, or for "maquette jobs retry ID".`];
}

function keyText(source: 'none' | 'environment' | 'stored' | 'not-needed', hint: string | null): string {
  if (source === 'not-needed') return 'no key needed';
  if (source === 'none') return 'no key';
  return `key …${hint ?? ''} ${source === 'environment' ? 'from the environment' : 'stored'}`;
}
