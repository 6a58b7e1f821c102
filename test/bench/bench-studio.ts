/** Owns the studio under measurement: the real browser host in its own process, spoken to as the window speaks to it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  contract,
  type ProcedureInput,
  type ProcedureName,
  type ProcedureOutput,
  type StudioEvent,
} from '../../shared/contract.ts';
import type { JobId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { wallMs } from './bench-machine.ts';
import { type BenchProcess, startProcess } from './bench-process.ts';

export interface BenchStudio extends BenchProcess {
  /** Opens the page. */
  readonly address: string;
  /** When the process was asked for, on the clock of `wallMs`. */
  readonly askedAtMs: number;
  call<Name extends ProcedureName>(name: Name, input: ProcedureInput<Name>): Promise<ProcedureOutput<Name>>;
  /** Told of every event, as a window is. Answers when the stream is open. */
  follow(listener: (event: StudioEvent) => void): Promise<void>;
}

export interface BenchStudioOptions {
  readonly libraryPath: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly hasSamples?: boolean;
}

/** A folder for one measurement, and its removal. */
export async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'maquette-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function startBenchStudio(options: BenchStudioOptions): Promise<BenchStudio> {
  const { libraryPath } = options;
  const askedAtMs = wallMs();
  const { process: host, ready: address } = await startProcess({
    file: 'electron/browser.ts',
    parameters: [...['--no-open', '--json', '--library', libraryPath], ...(options.hasSamples ? [] : ['--no-samples'])],
    environment: {
      HOME: join(libraryPath, '..'),
      XDG_CONFIG_HOME: join(libraryPath, '..', 'config'),
      ...options.environment,
    },
    readReady: (printed): string | null => (printed.includes('\n') ? JSON.parse(printed).address : null),
  });
  const { origin } = new URL(address);
  // The window's cookie; fetched only when a bench speaks to the studio without a window.
  let asked: Promise<string> | null = null;
  const cookie = () => {
    asked ??= fetch(address, { redirect: 'manual' }).then((response) =>
      response.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    );
    return asked;
  };
  return {
    ...host,
    address,
    askedAtMs,
    async call(name, input) {
      const response = await fetch(`${origin}/rpc/${name}`, {
        method: 'POST',
        headers: { cookie: await cookie(), 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      const body = await response.json();
      if (body.error) throw new Error(`${name}: ${body.error.code}: ${body.error.message}`);
      const output = contract[name].output.parse(body.result);
      // Parsed with the schema of the same name, which TypeScript cannot follow.
      return output as never;
    },
    async follow(listener) {
      const response = await fetch(`${origin}/events`, { headers: { cookie: await cookie() } });
      // Ends with the studio, which is no failure.
      void readEvents(response, listener).catch(() => undefined);
    },
  };
}

async function readEvents(response: Response, listener: (event: StudioEvent) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined && !block.startsWith('event: ready')) listener(JSON.parse(data));
    }
  }
}

const ENDED: readonly Job['state'][] = ['done', 'failed', 'cancelled', 'possibly-billed'];

/** Follows jobs to their ends. Ask before the job is sent: an end that nobody waits for yet is kept. */
export async function followJobs(studio: BenchStudio): Promise<(id: JobId) => Promise<Job>> {
  const ended = new Map<JobId, Job>();
  const waiting = new Map<JobId, (job: Job) => void>();
  await studio.follow((event) => {
    if (event.name !== 'job-changed' || !ENDED.includes(event.job.state)) return;
    ended.set(event.job.id, event.job);
    waiting.get(event.job.id)?.(event.job);
  });
  return async (id) => {
    const job = ended.get(id) ?? (await new Promise<Job>((resolve) => waiting.set(id, resolve)));
    if (job.state !== 'done') throw new Error(`a job ended ${job.state}: ${job.error?.message ?? ''}`);
    return job;
  };
}
