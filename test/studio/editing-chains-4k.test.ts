// The long chain at its real size: 25 edits on a grainy 4K photograph through the studio's front door, drawn by Sketch.
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { Studio } from '../../electron/studio/studio.ts';
import type { Asset } from '../../shared/asset.ts';
import type { AssetId } from '../../shared/ids.ts';
import { photographicScene, renderScene, seededRandom } from '../support/editing-scenes.ts';
import { draftRequest, openBoard, openTestStudio, runToEnd } from '../support/test-studio.ts';

const SIZE = { widthPx: 3840, heightPx: 2160 };
const EDITS = 25;
const CELL = { widthPx: SIZE.widthPx / 5, heightPx: SIZE.heightPx / 5 };
const GRAIN = 18;
/** About 45 s on two quiet cores; the rest is for a busy machine. */
const LIMIT_MS = 300_000;

/** Structure from a small scene; the grain is at the picture's own pixels, as a camera gives it. */
async function photograph(): Promise<Buffer> {
  const small = { widthPx: SIZE.widthPx / 4, heightPx: SIZE.heightPx / 4 };
  const raw = { width: small.widthPx, height: small.heightPx, channels: 3 } as const;
  const samples = await sharp(renderScene(photographicScene(5, small), small), { raw })
    .resize(SIZE.widthPx, SIZE.heightPx)
    .raw()
    .toBuffer();
  const random = seededRandom(9);
  for (let at = 0; at < samples.length; at += 1) {
    samples[at] = Math.min(255, Math.max(0, (samples[at] ?? 0) + (random() + random() - 1) * GRAIN));
  }
  const full = { width: SIZE.widthPx, height: SIZE.heightPx, channels: 3 } as const;
  return sharp(samples, { raw: full }).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** Five by five ellipses that do not touch; every other one has a soft edge. */
async function placeMask(edit: number): Promise<Buffer> {
  const x = ((edit % 5) + 0.5) * CELL.widthPx;
  const y = (Math.floor(edit / 5) + 0.5) * CELL.heightPx;
  const soft = edit % 2 === 0 ? '<stop offset="0.8" stop-color="white"/>' : '<stop offset="0.999" stop-color="white"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.widthPx}" height="${SIZE.heightPx}">
    <radialGradient id="g">${soft}<stop offset="1" stop-color="black"/></radialGradient>
    <rect width="100%" height="100%" fill="black"/>
    <ellipse cx="${x}" cy="${y}" rx="${90 + 5 * edit}" ry="${150 - 2 * edit}" fill="url(#g)"/></svg>`;
  return sharp(Buffer.from(svg)).toColourspace('b-w').png().toBuffer();
}

const samplesOf = async (studio: Studio, asset: Asset): Promise<Buffer> =>
  sharp(Buffer.from(await studio.readBlob(asset.hash)))
    .raw()
    .toBuffer();

/** Per place (25 for what no mask touches): how many samples there are, and how many differ. */
function countByPlace(before: Buffer, after: Buffer, places: Uint8Array) {
  const samples = new Array<number>(EDITS + 1).fill(0);
  const differing = new Array<number>(EDITS + 1).fill(0);
  for (let at = 0; at < before.length; at += 1) {
    const place = places[Math.floor(at / 3)] ?? 0;
    samples[place] = (samples[place] ?? 0) + 1;
    if (before[at] !== after[at]) differing[place] = (differing[place] ?? 0) + 1;
  }
  return { samples, differing };
}

it(
  'leaves everything that 25 edits did not touch as it was, and makes the last one again to the byte',
  async () => {
    const studio = await openTestStudio();
    const boardId = await openBoard(studio);
    const original = await studio.importPicture(await photograph(), 'harbour.jpg');
    const places = new Uint8Array(SIZE.widthPx * SIZE.heightPx).fill(EDITS);
    const edits: Asset[] = [];
    for (let edit = 0; edit < EDITS; edit += 1) {
      const mask = await studio.importPicture(await placeMask(edit), 'mask.png', 'working');
      const plane = await sharp(Buffer.from(await studio.readBlob(mask.hash)))
        .extractChannel(0)
        .raw()
        .toBuffer();
      plane.forEach((value, pixel) => {
        if (value > 0) places[pixel] = edit;
      });
      edits.push(await editOnce(studio, { boardId, source: edits.at(-1) ?? original, mask, seed: edit }));
    }
    const last = edits.at(-1) ?? original;
    const { samples, differing } = countByPlace(
      await samplesOf(studio, original),
      await samplesOf(studio, last),
      places,
    );
    expect(differing[EDITS]).toBe(0);
    expect(samples[EDITS]).toBeGreaterThan(18_000_000);
    for (let edit = 0; edit < EDITS; edit += 1) {
      expect(differing[edit], `edit ${edit} is there`).toBeGreaterThan((samples[edit] ?? 0) / 10);
    }
    const ids: AssetId[] = edits.map((asset) => asset.id);
    const rebuilt = await studio.call('edits.rebuild', { originalAssetId: original.id, editAssetIds: ids });
    expect(rebuilt.hash).toBe(last.hash);
  },
  LIMIT_MS,
);

interface Edit {
  readonly boardId: Awaited<ReturnType<typeof openBoard>>;
  readonly source: Asset;
  readonly mask: Asset;
  readonly seed: number;
}

async function editOnce(studio: Studio, { boardId, source, mask, seed }: Edit): Promise<Asset> {
  const request = draftRequest({
    operation: 'edit',
    role: 'edit',
    seed,
    sourceAssetId: source.id,
    maskAssetId: mask.id,
  });
  const job = await runToEnd(studio, boardId, { ...request, prompt: 'A red sailing boat' });
  const [candidate] = job.candidates;
  if (!candidate) throw new Error(`no picture: ${job.error?.message}`);
  const { asset, edit } = await studio.call('assets.get', { id: candidate.assetId });
  expect(edit).toMatchObject({ status: 'aligned', depth: seed + 1, proof: { samplesDiffering: 0 } });
  return asset;
}
