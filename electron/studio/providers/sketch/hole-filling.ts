/** Owns the filling of a hole with what the picture itself offers: search on small copies, then copy true pixels. */
import sharp from 'sharp';
import { type Breath, createBreath } from './breathing.ts';
import { type CopyMap, matchPatches, type SmallPicture } from './patch-match.ts';
import type { RawPicture } from './picture-plate.ts';
import { seededRandom } from './seeded-random.ts';
import { fillFromAround } from './surrounding-fill.ts';

/** Long edges of the copies searched, coarse to fine. */
const EDGES_PX = [44, 88, 176] as const;

interface FillRequest {
  readonly source: RawPicture;
  /** One channel, above 0 inside the hole. */
  readonly mask: Buffer;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** Three channels, the size of the source. Falls back to a soft fill where there is nothing to copy from. */
export async function fillHole(request: FillRequest): Promise<RawPicture> {
  const soft = await fillFromAround(request.source, request.mask, request.signal);
  const breath = createBreath(request.signal);
  const random = seededRandom(`${request.seed}/hole`);
  let map: { copy: CopyMap; small: SmallPicture } | null = null;
  for (const [level, edge] of EDGES_PX.entries()) {
    const small = await smallCopy(soft, request.mask, edge, breath);
    const start: CopyMap | null = map ? enlargedMap(map.copy, map.small, small) : null;
    if (start) seedGuess(small, start);
    const copy = await matchPatches(small, { start, rounds: level === 0 ? 7 : 3, random, breath });
    if (!copy) return soft;
    map = { copy, small };
  }
  return map ? copyPixels({ ...request, soft, ...map }) : soft;
}

async function smallCopy(picture: RawPicture, mask: Buffer, edge: number, breath: Breath): Promise<SmallPicture> {
  const { widthPx, heightPx } = picture;
  const scale = edge / Math.max(widthPx, heightPx);
  const width = Math.max(8, Math.round(widthPx * scale));
  const height = Math.max(8, Math.round(heightPx * scale));
  const rgb = await sharp(picture.data, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  const hole = await sharp(mask, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const isHole = Uint8Array.from(hole, (value) => (value > 0 ? 1 : 0));
  const guide = Float32Array.from(rgb);
  await relax(guide, isHole, width, breath);
  return { width, height, rgb: Float32Array.from(guide), guide, hole: isHole };
}

const RELAX_ROUNDS = 160;

/** Solves Laplace's equation in the hole: a skin stretched over its rim. Successive over-relaxation. */
async function relax(rgb: Float32Array, hole: Uint8Array, width: number, breath: Breath): Promise<void> {
  const inside = Array.from(hole.keys()).filter((at) => hole[at] === 1);
  const steps = [-width, width, -1, 1];
  for (let round = 0; round < RELAX_ROUNDS; round += 1) {
    await breath.pause();
    for (const at of inside) {
      const column = at % width;
      let [red, green, blue, count] = [0, 0, 0, 0];
      for (const step of steps) {
        const other = at + step;
        if (other < 0 || other >= hole.length || column + (step === 1 || step === -1 ? step : 0) < 0) continue;
        if (step === 1 && column === width - 1) continue;
        red += rgb[other * 3] ?? 0;
        green += rgb[other * 3 + 1] ?? 0;
        blue += rgb[other * 3 + 2] ?? 0;
        count += 1;
      }
      rgb[at * 3] = eased(rgb[at * 3] ?? 0, red / count);
      rgb[at * 3 + 1] = eased(rgb[at * 3 + 1] ?? 0, green / count);
      rgb[at * 3 + 2] = eased(rgb[at * 3 + 2] ?? 0, blue / count);
    }
  }
}

const eased = (own: number, mean: number): number => own + 1.7 * (mean - own);

function enlargedMap(copy: CopyMap, from: SmallPicture, to: SmallPicture): CopyMap {
  return Int32Array.from({ length: to.width * to.height }, (_, at) => {
    const x = at % to.width;
    const y = Math.floor(at / to.width);
    const coarseX = Math.min(from.width - 1, Math.floor((x * from.width) / to.width));
    const coarseY = Math.min(from.height - 1, Math.floor((y * from.height) / to.height));
    const target = copy[coarseY * from.width + coarseX] ?? 0;
    const moveX = Math.round((((target % from.width) - coarseX) * to.width) / from.width);
    const moveY = Math.round(((Math.floor(target / from.width) - coarseY) * to.height) / from.height);
    const [newX, newY] = [x + moveX, y + moveY];
    return newX >= 0 && newY >= 0 && newX < to.width && newY < to.height ? newY * to.width + newX : -1;
  });
}

/** The finer search begins with what the coarser one found instead of the soft fill. */
function seedGuess({ rgb, hole }: SmallPicture, start: CopyMap): void {
  for (let at = 0; at < hole.length; at += 1) {
    const from = start[at] ?? -1;
    if (hole[at] && from >= 0 && !hole[from]) rgb.copyWithin(at * 3, from * 3, from * 3 + 3);
  }
}

/** Half the window over which copied colours may differ from their surroundings, small pixels. */
const DRIFT_REACH = 7;

/** What has to be added so that the copy takes the slow colour changes of its surroundings. */
function colourDrift({ width, height, rgb, guide, hole }: SmallPicture): Float32Array {
  const drift = new Float32Array(rgb.length);
  for (let at = 0; at < hole.length; at += 1) {
    if (!hole[at]) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    let [red, green, blue, count] = [0, 0, 0, 0];
    for (let py = Math.max(0, y - DRIFT_REACH); py <= Math.min(height - 1, y + DRIFT_REACH); py += 1) {
      for (let px = Math.max(0, x - DRIFT_REACH); px <= Math.min(width - 1, x + DRIFT_REACH); px += 1) {
        const from = py * width + px;
        if (!hole[from]) continue;
        red += (guide[from * 3] ?? 0) - (rgb[from * 3] ?? 0);
        green += (guide[from * 3 + 1] ?? 0) - (rgb[from * 3 + 1] ?? 0);
        blue += (guide[from * 3 + 2] ?? 0) - (rgb[from * 3 + 2] ?? 0);
        count += 1;
      }
    }
    drift.set([red / count, green / count, blue / count], at * 3);
  }
  return drift;
}

interface CopyJob extends FillRequest {
  readonly soft: RawPicture;
  readonly copy: CopyMap;
  readonly small: SmallPicture;
}

/** Blends what the four nearest small pixels point at, so that neighbouring finds pass into each other. */
async function copyPixels({ source, mask, soft, copy, small, signal }: CopyJob): Promise<RawPicture> {
  const breath = createBreath(signal);
  const { widthPx, heightPx, channels } = source;
  const data = Buffer.from(soft.data);
  const [scaleX, scaleY] = [small.width / widthPx, small.height / heightPx];
  const sum = new Float64Array(3);
  const drift = colourDrift(small);
  for (let y = 0; y < heightPx; y += 1) {
    await breath.pause();
    for (let x = 0; x < widthPx; x += 1) {
      const at = y * widthPx + x;
      if (!mask[at]) continue;
      const [smallX, smallY] = [(x + 0.5) * scaleX - 0.5, (y + 0.5) * scaleY - 0.5];
      sum.fill(0);
      let total = 0;
      for (let corner = 0; corner < 4; corner += 1) {
        const cx = Math.min(small.width - 1, Math.max(0, Math.floor(smallX) + (corner & 1)));
        const cy = Math.min(small.height - 1, Math.max(0, Math.floor(smallY) + (corner >> 1)));
        const weight = Math.max(0, 1 - Math.abs(smallX - cx)) * Math.max(0, 1 - Math.abs(smallY - cy));
        const target = copy[cy * small.width + cx] ?? 0;
        const fromX = Math.round(x + ((target % small.width) - cx) / scaleX);
        const fromY = Math.round(y + (Math.floor(target / small.width) - cy) / scaleY);
        const from = fromY * widthPx + fromX;
        if (fromX < 0 || fromY < 0 || fromX >= widthPx || fromY >= heightPx || mask[from] || weight === 0) continue;
        for (let part = 0; part < 3; part += 1) {
          const value = (source.data[from * channels + part] ?? 0) + (drift[(cy * small.width + cx) * 3 + part] ?? 0);
          sum[part] = (sum[part] ?? 0) + value * weight;
        }
        total += weight;
      }
      if (total === 0) continue;
      for (let part = 0; part < 3; part += 1)
        data[at * 3 + part] = Math.min(255, Math.max(0, (sum[part] ?? 0) / total + 0.5));
    }
  }
  return { data, widthPx, heightPx, channels: 3 };
}
