/**
 * Owns the moments at which a studio process can be killed: loaded by the process that is to die, it puts a mark
 * before and after every write to the database, every file operation, and every step of the network, and ends the
 * process with SIGKILL at the mark it was told. The product knows nothing of it.
 */
import { appendFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';

const killAt = process.env.MAQUETTE_KILL_AT ?? '';
const logPath = process.env.MAQUETTE_KILL_LOG ?? '';
/** Marks count only between `arm` and the end, so that opening the library is no boundary. */
let isArmed = false;
const seen = new Map<string, number>();

/** `label#n`: the nth time that label is passed. Written down first, so that the test knows how far it came. */
export function mark(label: string): void {
  if (!isArmed) return;
  const count = (seen.get(label) ?? 0) + 1;
  seen.set(label, count);
  const name = `${label}#${count}`;
  appendFileSync(logPath, `${name}\n`);
  if (name === killAt) process.kill(process.pid, 'SIGKILL');
}

export function arm(): void {
  isArmed = true;
}

type AnyFunction = (...given: never[]) => unknown;

/** "INSERT jobs", "UPDATE attempts sent"; null for reading. */
function writeOf(sql: string): string | null {
  const match = /^\s*(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+(\w+)/i.exec(sql);
  if (!match) return null;
  const set = /SET (?:state = '([\w-]+)'|(cancelled)_at_ms = \?)/.exec(sql);
  const state = set?.[1] ?? set?.[2];
  return [match[1]?.split(' ')[0], match[2], state].filter(Boolean).join(' ');
}

let firstWrite: string | null = null;
const prepare = Database.prototype.prepare;
Database.prototype.prepare = function markedPrepare(this: Database.Database, sql: string) {
  const statement = prepare.call(this, sql);
  const name = writeOf(sql);
  if (name === null) return statement;
  const run: AnyFunction = statement.run.bind(statement);
  const marked = (...values: never[]) => {
    firstWrite ??= name;
    mark(`${name}: before`);
    const result = run(...values);
    mark(`${name}: after`);
    return result;
  };
  return Object.assign(statement, { run: marked });
} as typeof prepare;

const transaction = Database.prototype.transaction;
Database.prototype.transaction = function markedTransaction(this: Database.Database, work: AnyFunction) {
  let name = '';
  const made = transaction.call(this, ((...given: never[]) => {
    firstWrite = null;
    const result = work(...given);
    name = firstWrite ?? 'nothing';
    mark(`commit of ${name}: before`);
    return result;
  }) as never);
  const marked =
    (call: AnyFunction) =>
    (...given: never[]) => {
      const result = call(...given);
      mark(`commit of ${name}: after`);
      return result;
    };
  return Object.assign(marked(made as AnyFunction), { immediate: marked(made.immediate as AnyFunction) });
} as unknown as typeof transaction;

/** What a path is for, without its random part. */
function kindOf(path: unknown): string {
  const text = String(path);
  if (text.includes('/answers')) return 'answer file';
  return text.includes('/blobs') ? 'blob' : 'other file';
}

const files = promises as unknown as Record<string, AnyFunction>;
for (const name of ['rename', 'rm']) {
  const original = files[name];
  if (!original) throw new Error(`fs.${name} is gone`);
  files[name] = async (...given: never[]) => {
    mark(`${name} ${kindOf(given[0])}: before`);
    const result = await original(...given);
    mark(`${name} ${kindOf(given[0])}: after`);
    return result;
  };
}
const open = promises.open;
files.open = (async (...given: Parameters<typeof open>) => {
  const handle = await open(...given);
  const kind = kindOf(given[0]);
  mark(`open ${kind}: after`);
  const methods = handle as unknown as Record<string, AnyFunction>;
  for (const name of ['write', 'writeFile', 'sync']) {
    const original = methods[name]?.bind(handle);
    const told = name === 'sync' ? name : 'write';
    methods[name] = async (...values: never[]) => {
      mark(`${told} ${kind}: before`);
      if (kind === 'blob' && told === 'write') refuseIfFull();
      const result = await original?.(...values);
      mark(`${told} ${kind}: after`);
      return result;
    };
  }
  return handle;
}) as unknown as AnyFunction;
if (process.env.MAQUETTE_NO_ROOM) files.statfs = async () => ({ bavail: 10, bsize: 4096 });
syncBuiltinESMExports();

/** Which blobs find the disk full, counted from 1: "2", "1,2,3". */
const refused = new Set((process.env.MAQUETTE_FULL_DISK ?? '').split(',').filter(Boolean).map(Number));
let blobs = 0;
function refuseIfFull(): void {
  if (!isArmed) return;
  blobs += 1;
  if (refused.has(blobs)) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
}

const send = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  mark('fetch: before');
  const response = await send(input, init);
  mark('headers: received');
  const reader = response.body?.getReader();
  if (!reader) return response;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(sink) {
        const step = await reader.read();
        if (step.done) {
          mark('body: ended');
          return sink.close();
        }
        mark('body: part received');
        sink.enqueue(step.value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, headers: response.headers });
};
