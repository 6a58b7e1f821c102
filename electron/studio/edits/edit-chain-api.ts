/** Owns what a window may do with a chain of edits: look at it, arrange it anew, prove it, run one step again. */
import type { ChainCheck } from '../../../shared/edit-chain.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { getAsset } from '../assets/asset-store.ts';
import { importPicture } from '../assets/import-picture.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import { runEditing } from '../imaging/editing/run-editing.ts';
import { arrangeChain } from './edit-chain-arrange.ts';
import { placeSteps, readLayers, readOriginal } from './edit-chain-layers.ts';
import { prepareRerun } from './edit-chain-rerun.ts';
import { viewChain } from './edit-chain-view.ts';
import { readStack } from './edit-store.ts';

type ChainProcedures = Pick<
  Procedures,
  'edits.readChain' | 'edits.arrange' | 'edits.verifyChain' | 'edits.mapDepth' | 'edits.prepareRerun'
>;

export function chainProcedures(context: StudioContext): ChainProcedures {
  return {
    'edits.readChain': ({ assetId }) => viewChain(context, assetId),
    'edits.arrange': (ask) => arrangeChain(context, ask),
    'edits.verifyChain': ({ assetId }) => verifyChain(context, assetId),
    'edits.mapDepth': ({ assetId }) => mapDepth(context, assetId),
    'edits.prepareRerun': (ask) => prepareRerun(context, ask),
  };
}

async function verifyChain(context: StudioContext, assetId: AssetId): Promise<ChainCheck> {
  const { originalAssetId, steps } = readStack(context.db, assetId);
  const shown = steps.filter((step) => !step.isHidden);
  if (steps.length === 0) {
    throw new StudioError('bad-request', 'That picture has no edits, so there is nothing to check.');
  }
  const { hash } = getAsset(context.db, assetId);
  const original = await readOriginal(context, originalAssetId);
  const layers = await readLayers(context, placeSteps(context.db, originalAssetId, steps));
  const check = await runEditing('checkChain', [original, layers, await context.blobs.read(hash)]);
  return { ...check, originalHash: original.hash, resultHash: hash, depth: shown.length };
}

async function mapDepth(context: StudioContext, assetId: AssetId) {
  const { originalAssetId, steps, frame } = readStack(context.db, assetId);
  const layers = await readLayers(context, placeSteps(context.db, originalAssetId, steps));
  const map = await runEditing('mapDepth', [
    frame,
    layers.map(({ mask, rect, frame: on }) => ({ mask, rect, frame: on })),
  ]);
  return importPicture(context, map, 'Depth of the edits', 'working');
}
