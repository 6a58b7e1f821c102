/** Owns calls to Sketch as tests make them: small pictures, no key, a network that refuses. */
import sharp from 'sharp';
import type { InputPicture, ProviderContext, ProviderRequest } from '../../electron/studio/providers/provider.ts';
import { sketchModels } from '../../electron/studio/providers/sketch-models.ts';
import { sketchProvider } from '../../electron/studio/providers/sketch-provider.ts';
import { modelNamed, requestOf } from './provider-call.ts';

export interface Sketched {
  readonly files: readonly Uint8Array[];
  readonly progress: Parameters<ProviderContext['onProgress']>[0][];
}

export async function sketchAll(changes: Partial<ProviderRequest>, signal?: AbortSignal): Promise<Sketched> {
  const progress: Sketched['progress'] = [];
  const request = requestOf(modelNamed(sketchModels, 'sketch-1'), {
    sizePx: { widthPx: 256, heightPx: 256 },
    ...changes,
  });
  const result = await sketchProvider.generate(request, {
    apiKey: null,
    baseUrl: 'offline:sketch',
    signal: signal ?? new AbortController().signal,
    fetch: () => Promise.reject(new Error('Sketch must not touch the network.')),
    onProgress: (step) => {
      progress.push(step);
    },
  });
  return { files: result.pictures.map(({ bytes }) => bytes), progress };
}

/** The one picture of a call. */
export async function sketch(changes: Partial<ProviderRequest>, signal?: AbortSignal): Promise<Uint8Array> {
  const [file] = (await sketchAll(changes, signal)).files;
  if (!file) throw new Error('Sketch answered no picture.');
  return file;
}

export async function asInput(file: Uint8Array): Promise<InputPicture> {
  const { width, height } = await sharp(file).metadata();
  return { bytes: file, mime: 'image/png', widthPx: width, heightPx: height };
}

/** White where `isInside`, black elsewhere. */
export function maskOf(size: number, isInside: (x: number, y: number) => boolean): Promise<Uint8Array> {
  const samples = Buffer.from(
    Array.from({ length: size * size }, (_, at) => (isInside(at % size, Math.floor(at / size)) ? 255 : 0)),
  );
  return sharp(samples, { raw: { width: size, height: size, channels: 1 } })
    .png()
    .toBuffer();
}

/** Mean of each channel, 0-255. */
export async function meanColour(file: Uint8Array): Promise<readonly number[]> {
  const { channels } = await sharp(file).stats();
  return channels.map(({ mean }) => mean);
}

export async function meanLuminance(file: Uint8Array): Promise<number> {
  const [red = 0, green = 0, blue = 0] = await meanColour(file);
  return red * 0.2126 + green * 0.7152 + blue * 0.0722;
}

/** Mean difference per sample, 0-255, of two files of the same size. */
export async function difference(one: Uint8Array, two: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all([one, two].map((file) => sharp(file).removeAlpha().raw().toBuffer()));
  if (!a || !b || a.length !== b.length) throw new Error('Only pictures of one size can be compared.');
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}
