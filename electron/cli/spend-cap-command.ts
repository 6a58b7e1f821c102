/** Owns `maquette spend cap`: the hard limits shown, set and cleared. */
import { Argument, type Command } from 'commander';
import { StudioError } from '../../shared/errors.ts';
import type { BoardId } from '../../shared/ids.ts';
import { formatMicros } from '../../shared/money.ts';
import { CAP_SCOPES, type CapState } from '../../shared/views.ts';
import type { Session, VerbRunner } from './command-session.ts';
import { parseDollars } from './dollars.ts';
import { type Answer, table } from './terminal.ts';

type Scope = CapState['scope'];

interface CapWish {
  readonly scope: Scope;
  readonly board: string | null;
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
  const scope = () => new Argument('<scope>', 'what it limits; a board needs --board').choices(CAP_SCOPES);
  const set = cap
    .command('set')
    .description('set a limit')
    .addArgument(scope())
    .argument('<dollars>', 'such as 20 or 0.50', parseDollars)
    .option('--board <name>', 'the board, by name or id')
    .action((chosen: Scope, micros: number, { board = null }: { board?: string | null }) =>
      run(set, (session) => changeCap(session, { scope: chosen, board, micros })),
    );
  const clear = cap
    .command('clear')
    .description('take a limit away')
    .addArgument(scope())
    .option('--board <name>', 'the board, by name or id')
    .action((chosen: Scope, { board = null }: { board?: string | null }) =>
      run(clear, (session) => changeCap(session, { scope: chosen, board, micros: null })),
    );
}

async function changeCap(session: Session, { scope, board, micros }: CapWish): Promise<Answer> {
  if ((scope === 'board') !== (board !== null)) {
    throw new StudioError('bad-request', 'A cap on a board needs --board NAME; the others take none.');
  }
  const boardId = board === null ? null : await findBoard(session, board);
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
