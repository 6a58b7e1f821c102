/** Owns a studio with one textured picture and masks on it, for the tests of several edits in one go. */
import sharp from 'sharp';
import { afterAll, beforeEach } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import type { Asset } from '../../shared/asset.ts';
import type { ProcedureInput } from '../../shared/contract.ts';
import type { BatchId, EditBatch } from '../../shared/edit-batch.ts';
import type { GenerationRequest } from '../../shared/generation.ts';
import { type BoardId, newId } from '../../shared/ids.ts';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startGoogleEmulator } from '../emulators/google-emulator.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { draftRequest, openBoard, openTestStudio, type TestStudioOptions } from './test-studio.ts';

export const SIZE = { widthPx: 720, heightPx: 480 };
export const GPT = 'openai:gpt-image-2';

/** Texture everywhere, so that an answer can be placed by its surround. */
export async function texturedPicture({ widthPx, heightPx } = SIZE, seed = 1): Promise<Buffer> {
  const samples = Buffer.alloc(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * 3;
      const wave = Math.sin(x / (9 + seed)) + Math.sin(y / 13) + Math.sin((x + 2 * y) / 31) + Math.sin((x * y) / 9_000);
      for (let channel = 0; channel < 3; channel += 1)
        samples[at + channel] = Math.min(255, Math.max(0, 128 + wave * (20 + channel * 8)));
    }
  }
  return sharp(samples, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png()
    .toBuffer();
}

/** One white ellipse; `at` is the share of the picture its middle lies at. */
export function ellipseMask(at: readonly [number, number], { widthPx, heightPx } = SIZE): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">
    <rect width="100%" height="100%" fill="black"/>
    <ellipse cx="${at[0] * widthPx}" cy="${at[1] * heightPx}" rx="${widthPx / 9}" ry="${heightPx / 8}" fill="white"/></svg>`;
  return sharp(Buffer.from(svg)).toColourspace('b-w').png().toBuffer();
}

/** Three that do not touch. */
export const PLACES = [
  [0.2, 0.25],
  [0.55, 0.6],
  [0.82, 0.3],
] as const;

export interface BatchDesk {
  readonly studio: Studio;
  readonly boardId: BoardId;
  readonly source: Asset;
  readonly masks: readonly Asset[];
}

export interface BatchVendors {
  readonly openai: Emulator;
  readonly google: Emulator;
  readonly environment: Readonly<Record<string, string>>;
  readonly openDesk: (options?: TestStudioOptions) => Promise<BatchDesk>;
}

/** Called once at the top of a test file; each test finds both vendors without faults and without a past. */
export async function startBatchVendors(): Promise<BatchVendors> {
  const openai = await startOpenAiEmulator();
  const google = await startGoogleEmulator();
  afterAll(() => Promise.all([openai.close(), google.close()]));
  beforeEach(() => {
    openai.reset();
    google.reset();
  });
  const environment = {
    OPENAI_API_KEY: 'sk-emulator-0123456789',
    GEMINI_API_KEY: 'emulator-0123456789',
    MAQUETTE_OPENAI_BASE_URL: openai.baseUrl,
    MAQUETTE_GEMINI_BASE_URL: google.baseUrl,
  };
  const openDesk = async (options: TestStudioOptions = {}) =>
    layDesk(await openTestStudio({ environment, wait: async () => {}, ...options }));
  return { openai, google, environment, openDesk };
}

export async function layDesk(studio: Studio): Promise<BatchDesk> {
  const source = await studio.importPicture(await texturedPicture(), 'harbour.png');
  const masks: Asset[] = [];
  for (const place of PLACES) {
    masks.push(await studio.importPicture(await ellipseMask(place), 'mask.png', 'working'));
  }
  return { studio, boardId: await openBoard(studio), source, masks };
}

export function editOf(desk: BatchDesk, place: number, changes: Partial<GenerationRequest> = {}): GenerationRequest {
  return draftRequest({
    operation: 'edit',
    role: 'edit',
    modelId: GPT,
    prompt: ['A red boat', 'A gull', 'A lamp'][place] ?? 'A crate',
    tier: '1K',
    aspect: '1:1',
    seed: null,
    sourceAssetId: desk.source.id,
    maskAssetId: desk.masks[place % desk.masks.length]?.id ?? null,
    ...changes,
  });
}

type Plan = ProcedureInput<'edits.startBatch'>['plan'];

export function placesPlan(desk: BatchDesk, changes: Partial<GenerationRequest> = {}): Plan {
  return { kind: 'places', steps: desk.masks.map((_, place) => editOf(desk, place, changes)) };
}

/** Started and followed until nothing moves any more. */
export async function runBatch({ studio, boardId }: BatchDesk, plan: Plan): Promise<EditBatch> {
  const batchId = newId('batch');
  await studio.call('edits.startBatch', { batchId, plan, boardId });
  return batchAtRest(studio, batchId);
}

export function batchAtRest(studio: Studio, id: BatchId): Promise<EditBatch> {
  return batchWhen(studio, id, (batch) => batch.state !== 'running');
}

export function batchWhen(studio: Studio, id: BatchId, isSo: (batch: EditBatch) => boolean): Promise<EditBatch> {
  return new Promise((resolve, reject) => {
    const look = (batch: EditBatch) => {
      if (batch.id !== id || !isSo(batch)) return;
      unsubscribe();
      resolve(batch);
    };
    const unsubscribe = studio.subscribe((event) => {
      if (event.name === 'edit-batch-changed') look(event.batch);
    });
    studio.call('edits.getBatch', { id }).then(look, reject);
  });
}

/** Without the product: samples that differ where every one of the masks is black. */
export async function differingOutside(studio: Studio, before: Asset, after: Asset, masks: readonly Asset[]) {
  const raw = async (asset: Asset) =>
    sharp(Buffer.from(await studio.readBlob(asset.hash)))
      .removeAlpha()
      .raw()
      .toBuffer();
  const grey = async (asset: Asset) =>
    sharp(Buffer.from(await studio.readBlob(asset.hash)))
      .extractChannel(0)
      .raw()
      .toBuffer();
  const [one, two] = [await raw(before), await raw(after)];
  const planes = await Promise.all(masks.map(grey));
  const count = { outside: 0, inside: planes.map(() => 0) };
  for (let at = 0; at < one.length; at += 1) {
    if (one[at] === two[at]) continue;
    const place = planes.findIndex((plane) => plane[Math.floor(at / 3)] !== 0);
    if (place < 0) count.outside += 1;
    else count.inside[place] = (count.inside[place] ?? 0) + 1;
  }
  return count;
}

export async function assetOf(studio: Studio, id: Asset['id'] | null | undefined): Promise<Asset> {
  if (!id) throw new Error('there is no picture');
  return (await studio.call('assets.get', { id })).asset;
}
