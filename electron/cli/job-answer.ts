/** Owns how the result of a request is told: to a program as stable JSON, to a person as lines. */
import { join } from 'node:path';
import type { Job } from '../../shared/job.ts';
import { formatMicros } from '../../shared/money.ts';
import type { AssetDetail } from '../../shared/views.ts';
import type { Studio } from '../studio/studio.ts';
import { shortId } from './find-picture.ts';
import { makeFolder, writeWhole } from './local-files.ts';
import { type Answer, table } from './terminal.ts';
import type { EndedJob } from './watch-job.ts';

export interface MadePicture {
  readonly assetId: string;
  readonly candidateId: string;
  readonly seed: number | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly mime: string;
  readonly sizeBytes: number;
  /** null: unknown, not zero. */
  readonly costMicros: number | null;
  readonly elapsedMs: number;
  /** What came other than asked. */
  readonly badges: readonly string[];
  /** Where it was saved with --out; null without. */
  readonly file: string | null;
}

export interface SaveOptions {
  /** Folder; null: the pictures stay in the library only. */
  readonly out: string | null;
  readonly force: boolean;
}

export async function jobAnswer(studio: Studio, { job, isEarlier }: EndedJob, save: SaveOptions): Promise<Answer> {
  const pictures = await takePictures(studio, job, save);
  const { modelLabel, costMicros } = job;
  const told = isEarlier ? 'earlier result, free' : `${durationText(elapsedOf(job))}, ${costText(costMicros)}`;
  return {
    value: { job: jobFacts({ job, isEarlier }), pictures },
    lines: [...table(pictures.map(pictureRow)), `${modelLabel}, ${told}`],
  };
}

/** What scripts read of a job. */
export function jobFacts({ job, isEarlier }: EndedJob): object {
  const { id, boardId, state, modelId, modelLabel, reasons, costMicros, warnings } = job;
  return {
    id,
    boardId,
    state,
    modelId,
    modelLabel,
    reasons,
    costMicros,
    elapsedMs: elapsedOf(job),
    warnings,
    isEarlier,
  };
}

export function elapsedOf(job: Job): number {
  return (job.endedAtMs ?? job.createdAtMs) - job.createdAtMs;
}

/** The pictures of a job, saved as they came when a folder is named. */
export async function takePictures(studio: Studio, job: Job, save: SaveOptions): Promise<MadePicture[]> {
  const pictures: MadePicture[] = [];
  for (const candidate of job.candidates) {
    const detail = await studio.call('assets.get', { id: candidate.assetId });
    const file = save.out === null ? null : join(save.out, originalName(detail));
    if (save.out !== null && file !== null) {
      await makeFolder(save.out);
      await writeWhole(file, await studio.readBlob(detail.asset.hash), { force: save.force });
    }
    const { widthPx, heightPx, mime, sizeBytes } = detail.asset;
    const { id: candidateId, assetId, seed, costMicros, elapsedMs, badges } = candidate;
    pictures.push({
      assetId,
      candidateId,
      seed,
      widthPx,
      heightPx,
      mime,
      sizeBytes,
      costMicros,
      elapsedMs,
      badges: [...new Set(badges)],
      file,
    });
  }
  return pictures;
}

function pictureRow(picture: MadePicture): readonly string[] {
  const badges = picture.badges.length > 0 ? ` (${picture.badges.join('; ')})` : '';
  return [
    shortId(picture.assetId),
    `${picture.widthPx}×${picture.heightPx}${badges}`,
    bytesText(picture.sizeBytes),
    picture.seed === null ? '' : `seed ${picture.seed}`,
    picture.file ?? '',
  ];
}

/** The picture's own id makes the name unique, so that two runs into one folder never meet. */
function originalName({ asset }: AssetDetail): string {
  return `maquette-${asset.id.slice('asset_'.length)}.${extensionOf(asset.mime)}`;
}

export function extensionOf(mime: string): string {
  const kind = mime.slice('image/'.length);
  return kind === 'jpeg' ? 'jpg' : kind;
}

export function costText(micros: number | null): string {
  return micros === null ? 'cost unknown' : formatMicros(micros);
}

export function durationText(elapsedMs: number): string {
  return elapsedMs < 1_000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1_000).toFixed(1)} s`;
}

export function bytesText(sizeBytes: number): string {
  return sizeBytes < 1e6 ? `${Math.ceil(sizeBytes / 1e3)} kB` : `${(sizeBytes / 1e6).toFixed(1)} MB`;
}
