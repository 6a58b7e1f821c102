/** Owns a dual run: the same request to 2 to 4 models at once, told side by side for a vote. */
import { toWireError, type WireError } from '../../shared/errors.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { type BoardId, newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import type { JobPreview } from '../../shared/views.ts';
import type { Session } from './command-session.ts';
import { EXIT, type ExitCode, exitCodeFor } from './exit-codes.ts';
import { shortId } from './find-picture.ts';
import {
  costText,
  durationText,
  elapsedOf,
  jobFacts,
  type MadePicture,
  type SaveOptions,
  takePictures,
} from './job-answer.ts';
import { requireConsent } from './paid-consent.ts';
import { type Answer, table } from './terminal.ts';
import { hasEarlier, type JobAsk, noteEarlier, startJob, watchToEnd } from './watch-job.ts';

export interface DualAsk extends JobAsk {
  readonly modelIds: readonly string[];
  readonly save: SaveOptions;
}

/** One model's part. */
interface Lane {
  readonly request: GenerationRequest;
  readonly preview: JobPreview;
  /** null when it was refused before anything was sent. */
  readonly job: Job | null;
  readonly error: WireError | null;
}

/** Nothing is sent unless every model can do it. One that fails later does not take the others with it. */
export async function runDual(session: Session, ask: DualAsk): Promise<Answer> {
  const { studio, terminal } = session;
  const planned: Pick<Lane, 'request' | 'preview'>[] = [];
  for (const modelId of ask.modelIds) {
    const request = { ...ask.request, modelId };
    planned.push({ request, preview: await studio.call('jobs.preview', { request }) });
  }
  const takesEarlier = (preview: JobPreview) => !ask.again && hasEarlier(preview);
  for (const { preview } of planned) if (takesEarlier(preview)) noteEarlier(terminal, preview);
  const fresh = planned.map(({ preview }) => preview).filter((preview) => !takesEarlier(preview));
  await requireConsent(session, fresh, ask.consent);
  const groupId = newId('dual');
  const boardId = await ask.chooseBoard();
  const started: Lane[] = [];
  for (const one of planned) started.push(await startLane(session, { ...one, boardId, groupId, again: ask.again }));
  const ended = await watchToEnd(
    session,
    started.flatMap((lane) => lane.job?.id ?? []),
  );
  const lanes = started.map((lane) => endLane(lane, ended));
  return dualAnswer(session, { groupId, lanes, ask });
}

interface LaneStart {
  readonly request: GenerationRequest;
  readonly preview: JobPreview;
  readonly boardId: BoardId;
  readonly groupId: string;
  readonly again: boolean;
}

/** A cap that the first model used up refuses the second; the first runs on and is told. */
async function startLane(session: Session, start: LaneStart): Promise<Lane> {
  const { request, preview } = start;
  try {
    return { request, preview, job: await startJob(session, start), error: null };
  } catch (error) {
    return { request, preview, job: null, error: toWireError(error) };
  }
}

function endLane(lane: Lane, ended: readonly Job[]): Lane {
  const job = ended.find((one) => one.id === lane.job?.id) ?? null;
  return job === null ? lane : { ...lane, job, error: job.state === 'done' ? null : job.error };
}

async function dualAnswer(
  { studio }: Session,
  { groupId, lanes, ask }: { groupId: string; lanes: readonly Lane[]; ask: DualAsk },
): Promise<Answer> {
  const told = await Promise.all(
    lanes.map(async (lane) => ({ ...lane, pictures: lane.job ? await takePictures(studio, lane.job, ask.save) : [] })),
  );
  const runs = told.map(({ preview, job, error, pictures }) => ({
    modelId: job?.modelId ?? preview.modelId,
    modelLabel: job?.modelLabel ?? preview.modelLabel,
    job: job && jobFacts({ job, isEarlier: !ask.again && hasEarlier(preview) }),
    pictures,
    error: error && { code: error.code, message: error.message },
  }));
  const rows = told.flatMap((lane) => laneRows(lane));
  const first = told.flatMap((lane) => lane.pictures).at(0);
  const howToVote = first ? [`Vote: maquette vote ${groupId} ${shortId(first.assetId)}`] : [];
  return { value: { groupId, runs }, lines: [...table(rows), ...howToVote], exitCode: worstOf(lanes) };
}

function laneRows({ preview, job, error, pictures }: Lane & { pictures: readonly MadePicture[] }) {
  const label = job?.modelLabel ?? preview.modelLabel;
  const failed = error ? [['', label, error.code, '', costText(job?.costMicros ?? 0), error.message]] : [];
  const made = pictures.map((picture) => [
    shortId(picture.assetId),
    label,
    `${picture.widthPx}×${picture.heightPx}`,
    picture.elapsedMs > 0 ? durationText(picture.elapsedMs) : durationText(job ? elapsedOf(job) : 0),
    costText(picture.costMicros),
    [picture.file ?? '', ...picture.badges].filter((text) => text !== '').join('  '),
  ]);
  return [...made, ...failed];
}

/** Possibly billed before anything else, because somebody has to look at a bill. */
function worstOf(lanes: readonly Lane[]): ExitCode {
  const codes = lanes.flatMap((lane) => (lane.error ? [exitCodeFor(lane.error.code)] : []));
  return codes.includes(EXIT.possiblyBilled) ? EXIT.possiblyBilled : (codes[0] ?? EXIT.done);
}
