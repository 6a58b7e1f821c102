/** Owns `maquette spend`: what was spent on what, as a table or a spreadsheet file. The caps are a leaf of it. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { formatMicros } from '../../shared/money.ts';
import type { SpendRow } from '../../shared/views.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { shortId } from './find-picture.ts';
import { writeWhole } from './local-files.ts';
import { addCapVerb } from './spend-cap-command.ts';
import { type Answer, table } from './terminal.ts';

/** There are no projects beside boards; the word is taken, because people look for it. */
const GROUPS = ['model', 'board', 'project', 'day', 'final'] as const;

interface SpendOptions {
  readonly by: (typeof GROUPS)[number];
  readonly month?: string;
  readonly all?: boolean;
  readonly csv?: string;
  readonly force?: boolean;
}

export function addSpendVerb(program: Command, run: VerbRunner): void {
  const command = program
    .command('spend')
    .description('what was spent, this month when nothing else is said')
    .addOption(
      new Option(
        '--by <what>',
        'one row for each. project: a project is a board. final: each accepted final with its drafts and failed calls',
      )
        .choices(GROUPS)
        .default('model'),
    )
    .option('--month <YYYY-MM>', 'another month', parseMonth)
    .addOption(new Option('--all', 'of all time').conflicts('month'))
    .option('--csv <file>', 'also write the ledger, one line a call, for a spreadsheet')
    .option('--force', 'replace a file that exists')
    .action((options: SpendOptions) => run(command, (session) => spend(session, options)));
  addCapVerb(command, run);
}

async function spend({ studio }: Session, options: SpendOptions): Promise<Answer> {
  const by = options.by === 'project' ? 'board' : options.by;
  const month = options.all ? null : (options.month ?? thisMonth());
  const rows = await studio.call('spending.report', { by, month });
  const file = options.csv ?? null;
  if (file !== null) {
    const { csv } = await studio.call('spending.export', { month });
    await writeWhole(file, Buffer.from(csv), { force: options.force ?? false });
  }
  const total = totalOf(rows);
  const written = file === null ? [] : [`Ledger written to ${file}`];
  return {
    value: { by, month, rows, total, averageMicros: averageOf(rows, total), file },
    lines: [...rowLines(rows, by), totalLine(rows, { by, month, total }), ...written],
  };
}

interface Total {
  readonly micros: number;
  readonly possiblyBilledMicros: number;
  readonly unknownCount: number;
  readonly calls: number;
}

function totalOf(rows: readonly SpendRow[]): Total {
  const sum = (pick: (row: SpendRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    micros: sum((row) => row.micros),
    possiblyBilledMicros: sum((row) => row.possiblyBilledMicros),
    unknownCount: sum((row) => row.unknownCount),
    calls: sum((row) => row.calls),
  };
}

function averageOf(rows: readonly SpendRow[], total: Total): number | null {
  return rows.length === 0 ? null : Math.round(total.micros / rows.length);
}

function rowLines(rows: readonly SpendRow[], by: string): string[] {
  return table(
    rows.map((row) => [
      by === 'final' ? `${shortId(row.key)}  ${row.label}` : row.label,
      callsText(row.calls),
      moneyText(row),
    ]),
  );
}

function totalLine(
  rows: readonly SpendRow[],
  { by, month, total }: { by: string; month: string | null; total: Total },
): string {
  const when = month ?? 'all time';
  const average = by === 'final' ? averageOf(rows, total) : null;
  const each = average === null ? '' : `, ${formatMicros(average)} for each accepted final`;
  return `Total of ${when}: ${moneyText(total)} in ${callsText(total.calls)}${each}`;
}

/** What is not known is named apart; it is not in the sum. */
function moneyText({ micros, possiblyBilledMicros, unknownCount }: Omit<Total, 'calls'>): string {
  const lost = possiblyBilledMicros > 0 ? `, possibly billed up to ${formatMicros(possiblyBilledMicros)}` : '';
  return `${formatMicros(micros)}${lost}${unknownCount > 0 ? `, ${callsText(unknownCount)} of unknown price` : ''}`;
}

function callsText(calls: number): string {
  return calls === 1 ? '1 call' : `${calls} calls`;
}

function parseMonth(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('It takes a month such as 2026-11.');
}

/** On this computer's clock, as the ledger counts. */
function thisMonth(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}
