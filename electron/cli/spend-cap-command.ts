/** Owns `maquette spend cap`: the hard limits shown, set and cleared. */
import { Argument, type Command, Option } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import type { BoardId } from '../../shared/ids.ts';
import { formatMicros } from '../../shared/money.ts';
import { CAP_SCOPES, type CapState } from '../../shared/views.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { parseDollars } from './dollars.ts';
import { type Answer, table } from './terminal.ts';

/** There are no projects beside boards; the word is taken, because people look for it. */
type Scope = CapState['scope'] | 'project';

interface BoardOptions {
  readonly board?: string;
  readonly project?: string;
}

interface CapWish {
  readonly scope: Scope;
  readonly board: string | undefined;
  /** null clears the cap. */
  readonly micros: number | null;
}

export function addCapVerb(spend: Command, run: VerbRunner): void {
  const cap = spend
    .command('cap')
    .description('hard limits: nothing is sent that could pass one. A session is one run of Maquette, here one command')
    // The options of the table above mean nothing here.
    .configureHelp({ showGlobalOptions: true, visibleGlobalOptions: () => [...(spend.parent?.options ?? [])] });
  const show = cap
    .command('show', { isDefault: true })
    .description('show them; the same as "maquette spend cap"')
    .action(() => run(show, showCaps));
  const set = addScope(cap.command('set').description('set a limit'))
    .argument('<dollars>', 'such as 20 or 0.50', parseDollars)
    .action((scope: Scope, micros: number, { board, project }: BoardOptions) =>
      run(set, (session) => changeCap(session, { scope, board: board ?? project, micros })),
    );
  const clear = addScope(cap.command('clear').description('take a limit away')).action(
    (scope: Scope, { board, project }: BoardOptions) =>
      run(clear, (session) => changeCap(session, { scope, board: board ?? project, micros: null })),
  );
}

function addScope(command: Command): Command {
  const scopes = [...CAP_SCOPES, 'project'];
  return command
    .addArgument(new Argument('<scope>', 'what it limits; a project is a board, and needs --board').choices(scopes))
    .option('--board <name>', 'the board, by name or id')
    .addOption(new Option('--project <name>', 'the same as --board').conflicts('board'));
}

async function changeCap(session: Session, { scope: typed, board, micros }: CapWish): Promise<Answer> {
  const scope = typed === 'project' ? 'board' : typed;
  if ((scope === 'board') !== (board !== undefined)) {
    throw new StudioError('bad-request', 'A cap on a board needs --board NAME; the others take none.');
  }
  const boardId = board === undefined ? null : await findBoard(session, board);
  await session.studio.call('spending.setCap', { scope, boardId, micros });
  return showCaps(session);
}

async function findBoard({ studio }: Session, typed: string): Promise<BoardId> {
  const boards = await studio.call('boards.list', {});
  const name = typed.trim().toLowerCase();
  const [only, second] = boards.filter((board) => board.id === typed || board.name.toLowerCase() === name);
  if (only && !second) return only.id;
  throw new StudioError('not-found', second ? `Several boards are named "${typed}".` : `There is no board "${typed}".`);
}

/** The session's and the month's, then each board that has one. */
async function showCaps({ studio }: Session): Promise<Answer> {
  const boards = await studio.call('boards.list', {});
  const general = await studio.call('spending.summary', {});
  const caps: (CapState & { readonly boardName: string | null })[] = general.caps.map(withoutBoard);
  for (const board of boards) {
    const summary = await studio.call('spending.summary', { boardId: board.id });
    const own = summary.caps.filter((cap) => cap.scope === 'board');
    caps.push(...own.map((cap) => ({ ...cap, boardName: board.name })));
  }
  const rows = caps.map((cap) => [
    cap.boardName === null ? cap.scope : `board ${cap.boardName}`,
    `cap ${formatMicros(cap.capMicros)}`,
    `committed ${formatMicros(cap.committedMicros)}`,
    `left ${formatMicros(Math.max(0, cap.capMicros - cap.committedMicros))}`,
  ]);
  return { value: { caps }, lines: rows.length > 0 ? table(rows) : ['No cap is set.'] };
}

function withoutBoard(cap: CapState): CapState & { readonly boardName: null } {
  return { ...cap, boardName: null };
}
