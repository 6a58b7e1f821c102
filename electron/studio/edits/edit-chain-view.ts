/** Owns what a person is told of a chain: each step with its words, its price, its small picture, and what it lies on. */
import type { ChainFrame, ChainStepView, ChainView } from '../../../shared/edit-chain.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { getAsset } from '../assets/asset-store.ts';
import { importPicture } from '../assets/import-picture.ts';
import type { StudioContext } from '../context.ts';
import type { ReadDb } from '../db/database.ts';
import { runEditing } from '../imaging/editing/run-editing.ts';
import { findCandidateOfAsset } from '../jobs/candidate-store.ts';
import { getJob } from '../jobs/job-store.ts';
import { type PlacedStep, patchProblem, placeSteps } from './edit-chain-layers.ts';
import { findArranged, findAskedAsset, findThumbnailHash, putThumbnail } from './edit-chain-store.ts';
import { findEdit, readStack } from './edit-store.ts';

export async function viewChain(context: StudioContext, assetId: AssetId): Promise<ChainView> {
  const { db } = context;
  const asset = getAsset(db, assetId);
  const stack = readStack(db, assetId);
  const placed = placeSteps(db, stack.originalAssetId, stack.steps);
  const looks: Look[] = [];
  for (const step of placed) looks.push(await lookOf(context, step));
  const pairs = await overlapsOf(context, placed, looks);
  return {
    asset,
    original: getAsset(db, stack.originalAssetId),
    frame: stack.frame,
    steps: placed.map((step, at) => ({
      ...viewOf(db, step, stack.frame),
      ...lookAt(looks, at),
      ...relationsOf(db, { placed, pairs, step }),
    })),
    proof: findArranged(db, assetId)?.proof ?? null,
    isKept: asset.source !== 'working',
  };
}

type Look = Pick<ChainStepView, 'thumbnailHash' | 'problem'>;

function lookAt(looks: readonly Look[], at: number): Look {
  return looks[at] ?? { thumbnailHash: null, problem: null };
}

/** Drawn once; what is wrong with the files becomes a sentence beside the step, and the list still opens. */
async function lookOf(context: StudioContext, { edit, label }: PlacedStep): Promise<Look> {
  const known = findThumbnailHash(context.db, edit.patchPixelsHash);
  const problem = await patchProblem(context, edit, label);
  if (known !== null || problem !== null) return { thumbnailHash: known, problem };
  try {
    const { rect } = edit;
    const pixels = await context.blobs.read(edit.patchPixelsHash);
    const mask = await context.blobs.read(edit.patchMaskHash);
    const file = await runEditing('drawPatch', [{ rect, pixels, mask }]);
    const { hash } = await importPicture(context, file, `Patch of ${label}`, 'working');
    putThumbnail(context.db, edit.patchPixelsHash, hash);
    return { thumbnailHash: hash, problem: null };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const damaged = `The patch of ${label} is damaged on disk. The finished pictures are kept as they are; hide that edit or run it again.`;
    return { thumbnailHash: null, problem: damaged };
  }
}

function viewOf(db: ReadDb, { edit, frame, base, assetId, isHidden }: PlacedStep, canvas: ChainFrame) {
  const { createdAtMs } = getAsset(db, assetId);
  const kind = base === null ? ('patch' as const) : ('extension' as const);
  const left = edit.rect.left + frame.left - canvas.left;
  const top = edit.rect.top + frame.top - canvas.top;
  const rect = isHidden ? null : cutToCanvas({ ...edit.rect, left, top }, canvas);
  return { assetId, isHidden, kind, frame, base, rect, createdAtMs, ...askedOf(db, assetId) };
}

function cutToCanvas(rect: ChainFrame, canvas: ChainFrame): ChainFrame | null {
  const left = Math.max(0, rect.left);
  const top = Math.max(0, rect.top);
  const widthPx = Math.min(canvas.widthPx, rect.left + rect.widthPx) - left;
  const heightPx = Math.min(canvas.heightPx, rect.top + rect.heightPx) - top;
  return widthPx > 0 && heightPx > 0 ? { left, top, widthPx, heightPx } : null;
}

/** What was asked, of whom, and what it cost; an answer laid by hand is what its job asked for. */
export function askedOf(db: ReadDb, assetId: AssetId): Pick<ChainStepView, 'prompt' | 'modelLabel' | 'costMicros'> {
  const edit = findEdit(db, assetId);
  const askedId = edit && findAskedAsset(db, edit);
  const candidate = askedId && findCandidateOfAsset(db, askedId);
  if (!candidate) return { prompt: getAsset(db, assetId).name, modelLabel: 'Unknown model', costMicros: null };
  const { request, modelLabel } = getJob(db, candidate.jobId);
  return { prompt: request.prompt, modelLabel, costMicros: candidate.costMicros };
}

type Pair = readonly [AssetId, AssetId];

async function overlapsOf(
  context: StudioContext,
  placed: readonly PlacedStep[],
  looks: readonly Look[],
): Promise<readonly Pair[]> {
  const readable = placed.filter((_, at) => lookAt(looks, at).problem === null);
  const regions = [];
  for (const { edit, frame } of readable) {
    regions.push({ rect: edit.rect, frame, mask: await context.blobs.read(edit.patchMaskHash) });
  }
  const pairs = await runEditing('findOverlaps', [regions]);
  return pairs.flatMap(([one, two]) => {
    const [below, above] = [readable[one], readable[two]];
    return below && above ? [[below.assetId, above.assetId] as const] : [];
  });
}

function relationsOf(
  db: ReadDb,
  { placed, pairs, step }: { placed: readonly PlacedStep[]; pairs: readonly Pair[]; step: PlacedStep },
): Pick<ChainStepView, 'overlaps' | 'hiddenBelow'> {
  const overlaps = pairs
    .filter((pair) => pair.includes(step.assetId))
    .map(([one, two]) => (one === step.assetId ? two : one));
  const hidden = overlaps.filter((id) => placed.some((other) => other.assetId === id && other.isHidden));
  if (hidden.length === 0) return { overlaps, hiddenBelow: [] };
  const below = new Set(
    readStack(db, step.edit.sourceAssetId)
      .steps.filter((one) => !one.isHidden)
      .map((one) => one.assetId),
  );
  return { overlaps, hiddenBelow: hidden.filter((id) => below.has(id)) };
}
