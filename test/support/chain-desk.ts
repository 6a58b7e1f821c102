// A picture with several edits on it, made through the front door, and what an independent eye sees of it.
import sharp from 'sharp';
import type { Studio } from '../../electron/studio/studio.ts';
import type { Asset } from '../../shared/asset.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import type { AssetId, BoardId } from '../../shared/ids.ts';
import type { Job } from '../../shared/job.ts';
import { draftRequest, openBoard, runToEnd } from './test-studio.ts';

export const CHAIN_SIZE = { widthPx: 240, heightPx: 180 };

export interface Place {
  readonly left: number;
  readonly top: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** None touches another. */
export const APART: readonly Place[] = [
  { left: 12, top: 14, widthPx: 40, heightPx: 36 },
  { left: 96, top: 20, widthPx: 44, heightPx: 30 },
  { left: 180, top: 30, widthPx: 36, heightPx: 44 },
  { left: 30, top: 110, widthPx: 50, heightPx: 40 },
  { left: 140, top: 112, widthPx: 60, heightPx: 44 },
];

/** Texture everywhere, so that an answer can be placed by its surround. */
export async function texturedPicture({ widthPx, heightPx } = CHAIN_SIZE): Promise<Buffer> {
  const samples = Buffer.alloc(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * 3;
      const wave = Math.sin(x / 9) + Math.sin(y / 13) + Math.sin((x + 2 * y) / 31) + Math.sin((x * y) / 900);
      for (let channel = 0; channel < 3; channel += 1) samples[at + channel] = 128 + wave * (20 + channel * 8);
    }
  }
  return sharp(samples, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png()
    .toBuffer();
}

export async function rectMaskFile(size: { widthPx: number; heightPx: number }, place: Place): Promise<Buffer> {
  const { left, top, widthPx: width, heightPx: height } = place;
  const white = await sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  return sharp({ create: { width: size.widthPx, height: size.heightPx, channels: 3, background: '#000' } })
    .composite([{ input: white, left, top }])
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

export interface ChainDesk {
  readonly studio: Studio;
  readonly boardId: BoardId;
  readonly original: Asset;
  assetOf(id: AssetId): Promise<Asset>;
  /** One edit more on the given picture; answers what it made. */
  edit(on: Asset, place: Place, changes?: Partial<GenerationRequest>): Promise<Asset>;
  extend(on: Asset, to: string): Promise<Asset>;
  run(request: GenerationRequest): Promise<Job>;
}

export async function openChainDesk(studio: Studio, file?: Buffer): Promise<ChainDesk> {
  const boardId = await openBoard(studio);
  const original = await studio.importPicture(file ?? (await texturedPicture()), 'harbour.png');
  const assetOf = async (id: AssetId) => (await studio.call('assets.get', { id })).asset;
  const run = (request: GenerationRequest) => runToEnd(studio, boardId, request);
  const finish = async (request: GenerationRequest) => {
    const job = await run(request);
    const [candidate] = job.candidates;
    if (!candidate) throw new Error(job.error?.message ?? 'no picture');
    return assetOf(candidate.assetId);
  };
  let seed = 1;
  const request = (source: Asset, mask: Asset, changes: Partial<GenerationRequest>) => {
    seed += 1;
    const asked = { operation: 'edit', role: 'edit', modelId: 'sketch:sketch-1', tier: '1K', seed } as const;
    const words = `edit ${seed}`;
    return draftRequest({ ...asked, prompt: words, sourceAssetId: source.id, maskAssetId: mask.id, ...changes });
  };
  return {
    studio,
    boardId,
    original,
    assetOf,
    run,
    edit: async (on, place, changes = {}) => {
      const mask = await studio.importPicture(await rectMaskFile(on, place), 'mask.png', 'working');
      return finish(request(on, mask, changes));
    },
    extend: async (on, to) => {
      const { source, mask } = await studio.call('edits.prepareExtend', { assetId: on.id, to });
      return finish(request(source, mask, { modelId: 'sketch:local-fill', prompt: 'Continue the picture' }));
    },
  };
}

/** One edit a place, each on the result before it; answers every picture, the last one last. */
export async function editInTurn(desk: ChainDesk, places: readonly Place[]): Promise<Asset[]> {
  const made: Asset[] = [];
  for (const place of places) made.push(await desk.edit(made.at(-1) ?? desk.original, place));
  return made;
}

/** Independent of the product: pixels as three bytes each. */
export async function pixelsOf(studio: Studio, { hash }: Pick<Asset, 'hash'>) {
  const { data, info } = await sharp(Buffer.from(await studio.readBlob(hash)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, widthPx: info.width, heightPx: info.height };
}

type Pixels = Awaited<ReturnType<typeof pixelsOf>>;

/** Pixels that differ outside of all places; `offset` is where the first picture's corner lies on the second. */
export function differingPixels(
  one: Pixels,
  two: Pixels,
  {
    outside = [],
    offset = { left: 0, top: 0 },
  }: { outside?: readonly Place[]; offset?: { left: number; top: number } },
): number {
  let differing = 0;
  for (let y = 0; y < one.heightPx; y += 1) {
    for (let x = 0; x < one.widthPx; x += 1) {
      if (outside.some((place) => isWithin(place, x, y))) continue;
      const from = (y * one.widthPx + x) * 3;
      const to = ((y + offset.top) * two.widthPx + x + offset.left) * 3;
      if (one.data.compare(two.data, to, to + 3, from, from + 3) !== 0) differing += 1;
    }
  }
  return differing;
}

function isWithin({ left, top, widthPx, heightPx }: Place, x: number, y: number): boolean {
  return x >= left && y >= top && x < left + widthPx && y < top + heightPx;
}
