/** Owns new states of an edited picture: first original and patches in an order of one's own, as a picture of its own. */
import type { Asset } from '../../../shared/asset.ts';
import type { ProcedureParsed } from '../../../shared/contract.ts';
import type { ChainProof, ChainStateStep } from '../../../shared/edit-chain.ts';
import { type AssetId, newId } from '../../../shared/ids.ts';
import { findAsset, getAsset, insertAsset, insertLineage } from '../assets/asset-store.ts';
import type { StudioContext } from '../context.ts';
import type { ReadDb } from '../db/database.ts';
import { runEditing } from '../imaging/editing/run-editing.ts';
import { placeSteps, readLayers, readOriginal } from './edit-chain-layers.ts';
import { type ArrangedState, findArranged, findSameState, insertArranged } from './edit-chain-store.ts';
import { askedOf } from './edit-chain-view.ts';
import { readStack } from './edit-store.ts';

/**
 * Nothing is sent and nothing replaced. The same state twice is the same picture. Throws `bad-request` for steps that
 * do not belong together, `not-found` and `image-damaged` for files that are gone or changed.
 */
export async function arrangeChain(context: StudioContext, ask: ProcedureParsed<'edits.arrange'>): Promise<Asset> {
  const { db } = context;
  const { originalAssetId } = readStack(db, ask.assetId);
  placeSteps(db, originalAssetId, ask.steps);
  const known = findKnown(db, { originalAssetId, steps: ask.steps }, ask.isKept);
  if (known) return known;
  const state = await makeState(context, ask, originalAssetId);
  const asset = { ...state.asset, id: newId('asset', context.clock.now()), createdAtMs: context.clock.now() };
  const fromAssetId = visibleFrom(db, ask.assetId);
  db.transaction(() => {
    insertAsset(db, asset, searchText(db, asset, ask.steps));
    insertArranged(db, { ...state, assetId: asset.id, fromAssetId, originalAssetId, steps: ask.steps });
    insertLineage(db, { parentAssetId: fromAssetId, childAssetId: asset.id, kind: 'edited' });
  })();
  return asset;
}

type StateName = Pick<ArrangedState, 'originalAssetId' | 'steps'>;

/** The picture that shows this very state already: the original, an edit just as it was made, or one arranged before. */
function findKnown(db: ReadDb, state: StateName, isKept: boolean): Asset | null {
  const last = state.steps.at(-1);
  if (!last) return getAsset(db, state.originalAssetId);
  if (isSameSteps(readStack(db, last.assetId).steps, state.steps)) {
    const made = getAsset(db, last.assetId);
    if (!isKept || made.source !== 'working') return made;
  }
  const id = findSameState(db, state, true) ?? (isKept ? null : findSameState(db, state, false));
  return id && findAsset(db, id);
}

export function isSameSteps(one: readonly ChainStateStep[], two: readonly ChainStateStep[]): boolean {
  if (one.length !== two.length) return false;
  return one.every((step, at) => step.assetId === two[at]?.assetId && step.isHidden === two[at]?.isHidden);
}

interface MadeState extends Pick<ArrangedState, 'frame' | 'proof'> {
  readonly asset: Omit<Asset, 'id' | 'createdAtMs'>;
}

async function makeState(
  context: StudioContext,
  { assetId, steps, isKept }: ProcedureParsed<'edits.arrange'>,
  originalAssetId: AssetId,
): Promise<MadeState> {
  const { db } = context;
  const source = isKept ? ('generated' as const) : ('working' as const);
  const { name } = getAsset(db, assetId);
  const previewId = findSameState(db, { originalAssetId, steps }, false);
  const preview = previewId && findArranged(db, previewId);
  // What was looked at is what is kept: the very same file, with the proof it has.
  if (preview) return { ...preview, asset: { ...getAsset(db, preview.assetId), name, source } };
  const original = await readOriginal(context, originalAssetId);
  const layers = await readLayers(context, placeSteps(db, originalAssetId, steps));
  const { file, mime, frame, ...made } = await runEditing('composeChain', [original, layers]);
  const proof: ChainProof = {
    samplesCompared: made.samplesCompared,
    samplesDiffering: made.samplesDiffering,
    originalHash: original.hash,
    resultHash: made.resultHash,
  };
  const { hasAlpha } = getAsset(db, originalAssetId);
  const { widthPx, heightPx } = frame;
  const hash = await context.blobs.put(file);
  const asset = { hash, mime, widthPx, heightPx, sizeBytes: file.byteLength, hasAlpha, name, source };
  return { asset, frame, proof };
}

/** A line from a preview would start nowhere: it starts at the picture that the preview was made of. */
function visibleFrom(db: ReadDb, assetId: AssetId): AssetId {
  const arranged = getAsset(db, assetId).source === 'working' ? findArranged(db, assetId) : null;
  return arranged ? visibleFrom(db, arranged.fromAssetId) : assetId;
}

/** Found by its name and by everything that was asked for in it. */
function searchText(db: ReadDb, { name }: Asset, steps: readonly ChainStateStep[]): string {
  const prompts = steps.filter((step) => !step.isHidden).map((step) => askedOf(db, step.assetId).prompt);
  return [...new Set([name, ...prompts])].join('\n');
}
