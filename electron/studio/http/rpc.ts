/** Owns `/rpc/NAME`: validates what comes in by the contract, calls the procedure, answers a value or a coded error. */
import type { Context } from 'hono';
import { z } from 'zod';
import {
  contract,
  type ProcedureInput,
  type ProcedureName,
  type ProcedureOutput,
  type ProcedureParsed,
} from '../../../shared/contract.ts';
import { StudioError, toWireError } from '../../../shared/errors.ts';
import type { StudioLog } from '../context.ts';

export interface CallInfo {
  /** The window that asks, so that it can tell its own events apart. */
  readonly windowId: string | null;
}

export type Procedures = {
  readonly [Name in ProcedureName]: (
    input: ProcedureParsed<Name>,
    info: CallInfo,
  ) => Promise<ProcedureOutput<Name>> | ProcedureOutput<Name>;
};

/** A request larger than this is refused: the largest real one is a board change of 5,000 items. */
const BODY_LIMIT_BYTES = 8_000_000;

function isProcedureName(name: string): name is ProcedureName {
  return Object.hasOwn(contract, name);
}

/** Calls one procedure with unchecked input; the input schema decides. */
export async function callProcedure<Name extends ProcedureName>(
  procedures: Procedures,
  name: Name,
  input: ProcedureInput<Name>,
  info: CallInfo = { windowId: null },
): Promise<ProcedureOutput<Name>> {
  const parsed = contract[name].input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    throw new StudioError('bad-request', `The request is not understood: ${field} ${issue?.message ?? ''}`.trim(), {
      field,
      cause: z.prettifyError(parsed.error),
    });
  }
  const procedure: (input: never, info: CallInfo) => Promise<ProcedureOutput<Name>> | ProcedureOutput<Name> =
    procedures[name];
  // The schema of the same name has just produced this value; TypeScript cannot follow the union of all names.
  return procedure(parsed.data as never, info);
}

/** HTTP statuses carry no meaning beyond "worked" and "did not": the code in the body does. */
function statusOf(error: unknown): 400 | 403 | 404 | 500 {
  if (!(error instanceof StudioError)) return 500;
  if (error.code === 'not-found') return 404;
  if (error.code === 'forbidden') return 403;
  return error.code === 'internal' ? 500 : 400;
}

export interface ErrorAnswers {
  readonly log: StudioLog;
  /** Turns a code of the disk or the database into one of ours. */
  readonly describe: (error: unknown) => unknown;
}

export function answerError(context: Context, thrown: unknown, { log, describe }: ErrorAnswers): Response {
  const error = describe(thrown);
  if (!(error instanceof StudioError) || error.code === 'internal') log.error('request failed', error);
  return context.json({ error: toWireError(error) }, statusOf(error));
}

export function rpcRoute(procedures: Procedures, answers: ErrorAnswers): (context: Context) => Promise<Response> {
  return async (context) => {
    try {
      const name = context.req.param('name') ?? '';
      if (!isProcedureName(name)) throw new StudioError('not-found', 'The studio does not know that request.');
      const body = await context.req.text();
      if (body.length > BODY_LIMIT_BYTES) throw new StudioError('bad-request', 'That request is too large.');
      const windowId = context.req.header('x-window')?.slice(0, 64) ?? null;
      const output = await callProcedure(procedures, name, parseJson(body), { windowId });
      return context.json({ result: output });
    } catch (error) {
      return answerError(context, error, answers);
    }
  };
}

function parseJson(body: string): never {
  try {
    // Unknown on purpose: callProcedure validates it against the schema of the procedure.
    return JSON.parse(body === '' ? '{}' : body) as never;
  } catch (error) {
    throw new StudioError('bad-request', 'The request is not JSON.', { cause: error });
  }
}
