/** Owns what a window may do around edits: select, check again, look at the chain, rebuild it, lay an answer by hand. */
import type { Asset } from '../../../shared/asset.ts';
import type { ProcedureOutput, ProcedureParsed } from '../../../shared/contract.ts';
import type { EditProof } from '../../../shared/edit.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { newId } from '../../../shared/ids.ts';
import { getAsset, insertAsset, insertLineage } from '../assets/asset-store.ts';
import { importPicture } from '../assets/import-picture.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';
import { extensionSteps, type Margins, marginsFor } from '../imaging/editing/extend-canvas.ts';
import { runEditing } from '../imaging/editing/run-editing.ts';
import type { JobParts } from '../jobs/job-parts.ts';
import { placeSteps, readLayers, readOriginal } from './edit-chain-layers.ts';
import { findCanvas } from './edit-chain-store.ts';
import { listCanvasParents } from './edit-desk-store.ts';
import { findEdit, findEditOfFile, insertEdit, listChain, recordOf, type StoredEdit } from './edit-store.ts';
import { layEdit } from './lay-edit.ts';
import { widenCanvas } from './widen-canvas.ts';

type EditProcedures = Pick<
  Procedures,
  | 'edits.select'
  | 'edits.readMask'
  | 'edits.prepareExtend'
  | 'edits.find'
  | 'edits.verify'
  | 'edits.chain'
  | 'edits.rebuild'
  | 'edits.nudge'
>;

export function editProcedures({ context }: JobParts): EditProcedures {
  return {
    'edits.select': ({ assetId, wish }) => select(context, assetId, wish),
    'edits.readMask': (ask) => readMaskFile(context, ask),
    'edits.prepareExtend': (ask) => prepareExtend(context, ask),
    'edits.find': ({ hash }) => {
      const edit = findEditOfFile(context.db, hash);
      return edit && recordOf(edit);
    },
    'edits.verify': ({ assetId }) => verify(context, assetId),
    'edits.chain': ({ assetId }) => listChain(context.db, assetId).map(recordOf),
    'edits.rebuild': (ask) => rebuild(context, ask),
    'edits.nudge': (ask) => nudge(context, ask),
  };
}

async function select(
  context: StudioContext,
  assetId: AssetId,
  wish: ProcedureParsed<'edits.select'>['wish'],
): Promise<Asset> {
  const asset = getAsset(context.db, assetId);
  const { left, top, widthPx, heightPx } = wish.kind === 'box' ? wish : { left: 0, top: 0, widthPx: 1, heightPx: 1 };
  const box = {
    left: Math.round(left),
    top: Math.round(top),
    widthPx: Math.max(1, Math.round(widthPx)),
    heightPx: Math.max(1, Math.round(heightPx)),
  };
  const bytes = await context.blobs.read(asset.hash);
  const mask = await runEditing('selectObject', [bytes, wish.kind === 'box' ? { kind: 'box', box } : wish]);
  return importPicture(context, await runEditing('encodeMask', [mask]), `${asset.name} selection`, 'working');
}

async function readMaskFile(context: StudioContext, ask: ProcedureParsed<'edits.readMask'>): Promise<Asset> {
  const { hash, name } = getAsset(context.db, ask.assetId);
  const { widthPx, heightPx } = getAsset(context.db, ask.pictureAssetId);
  const { polarity, growPx, featherPx } = ask;
  const form = { polarity, growPx, featherPx };
  const mask = await runEditing('prepareMask', [await context.blobs.read(hash), { widthPx, heightPx }, form]);
  return importPicture(context, mask, name, 'working');
}

async function prepareExtend(
  context: StudioContext,
  { assetId, to, isStepwise }: ProcedureParsed<'edits.prepareExtend'>,
): Promise<ProcedureOutput<'edits.prepareExtend'>> {
  const asset = getAsset(context.db, assetId);
  const wanted = marginsFor(to, asset);
  const [first = wanted, ...later] = isStepwise ? extensionSteps(asset, wanted) : [wanted];
  const next = later.length === 0 ? null : { to: sumOf(later), steps: later.length };
  const before = findEdit(context.db, assetId);
  const isContinuation = before !== null && findCanvas(context.db, before.sourceAssetId)?.nextTo === to;
  const widening = { margins: first, nextTo: next?.to ?? null, isContinuation };
  const { source, mask } = await widenCanvas(context, asset, widening);
  return { source, mask, left: first.left, top: first.top, next };
}

function sumOf(steps: readonly Margins[]): string {
  const side = (name: keyof Margins) => steps.reduce((sum, step) => sum + step[name], 0);
  return `+${side('left')},${side('top')},${side('right')},${side('bottom')}`;
}

function requireEdit(context: StudioContext, assetId: AssetId): StoredEdit {
  const edit = findEdit(context.db, assetId);
  if (!edit) throw new StudioError('bad-request', 'That picture is not a mask edit.');
  return edit;
}

async function verify(context: StudioContext, assetId: AssetId): Promise<EditProof> {
  const edit = requireEdit(context, assetId);
  if (!edit.proof) throw new StudioError('bad-request', 'That answer was not aligned, so there is no edit to check.');
  const source = getAsset(context.db, edit.sourceAssetId);
  const mask = await readMaskOf(context, edit);
  const files = [
    await context.blobs.read(source.hash),
    await context.blobs.read(getAsset(context.db, assetId).hash),
  ] as const;
  const count = await runEditing('checkEdit', [...files, mask]);
  return { ...edit.proof, ...count };
}

async function readMaskOf(context: StudioContext, edit: StoredEdit) {
  const { widthPx, heightPx } = getAsset(context.db, edit.sourceAssetId);
  const bytes = await context.blobs.read(getAsset(context.db, edit.maskAssetId).hash);
  return (await runEditing('readMask', [bytes, { widthPx, heightPx }])).mask;
}

async function rebuild(context: StudioContext, ask: ProcedureParsed<'edits.rebuild'>): Promise<Asset> {
  const { id, name } = getAsset(context.db, ask.originalAssetId);
  const steps = ask.editAssetIds.map((assetId) => ({ assetId, isHidden: false }));
  const layers = await readLayers(context, placeSteps(context.db, id, steps));
  const { file } = await runEditing('composeChain', [await readOriginal(context, id), layers]);
  return importPicture(context, file, name);
}

/** The answer that was paid for, laid by hand; it becomes a picture of its own beside the one that was not aligned. */
async function nudge(context: StudioContext, ask: ProcedureParsed<'edits.nudge'>): Promise<Asset> {
  const edit = requireEdit(context, ask.assetId);
  const before = getAsset(context.db, ask.assetId);
  const answer = await context.blobs.read(edit.answerHash);
  const { sourceAssetId, maskAssetId, crop, isToneMatched } = edit;
  const planned = { crop, isToneMatched, mask: await readMaskOf(context, edit) };
  const by = { xPx: ask.xPx, yPx: ask.yPx, scale: ask.scale };
  const laid = await layEdit(context, { sourceAssetId, maskAssetId, planned }, answer, by);
  const nowMs = context.clock.now();
  const source = getAsset(context.db, sourceAssetId);
  const asset: Asset = {
    ...source,
    id: newId('asset', nowMs),
    hash: await context.blobs.put(laid.bytes),
    mime: laid.bytes[0] === 0x89 ? 'image/png' : 'image/tiff',
    sizeBytes: laid.bytes.byteLength,
    name: before.name,
    source: 'generated',
    createdAtMs: nowMs,
  };
  context.db.transaction(() => {
    insertAsset(context.db, asset, asset.name);
    insertEdit(context.db, { ...laid.edit, assetId: asset.id });
    for (const parentAssetId of [sourceAssetId, ...listCanvasParents(context.db, sourceAssetId)]) {
      insertLineage(context.db, { parentAssetId, childAssetId: asset.id, kind: 'edited' });
    }
  })();
  return asset;
}
