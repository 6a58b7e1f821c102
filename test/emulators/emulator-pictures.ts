/** Owns the picture files that the emulators answer with: exact size and format, distinguishable, cheap. */
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { addGrain, paintCanvas, paintEdit, type Size } from './emulator-canvas.ts';

export type PictureFormat = 'png' | 'jpeg' | 'webp';

interface PictureOrder extends Size {
  readonly prompt: string;
  /** Tells the pictures of one call apart; Google's seed goes in here too. */
  readonly variation: string;
  readonly format: PictureFormat;
  /** 0..100, jpeg and webp only. */
  readonly compression: number;
  readonly background: 'opaque' | 'transparent';
  /** The sent picture, when this is an edit. */
  readonly source: Uint8Array | null;
  /** RGBA PNG in OpenAI's polarity: alpha 0 = change. */
  readonly mask: Uint8Array | null;
}

export interface Painter {
  paint(order: PictureOrder): Promise<Buffer>;
  /** How often this prompt was asked for before: the same prompt twice gives two pictures, as with a vendor. */
  visit(prompt: string): number;
  reset(): void;
}

export function createPainter({ isCanned }: { readonly isCanned: boolean }): Painter {
  const canned = new Map<string, Promise<Buffer>>();
  const visits = new Map<string, number>();
  let serial = 0;
  return {
    async paint(order) {
      if (!isCanned) return paintPicture(order, false);
      const key = `${order.widthPx}x${order.heightPx} ${order.format} ${order.background}`;
      const made = canned.get(key) ?? paintPicture({ ...order, source: null, mask: null }, true);
      canned.set(key, made);
      serial += 1;
      // Taken before the wait, during which other pictures count on.
      const own = serial;
      return stamped(await made, own);
    },
    visit(prompt) {
      const before = visits.get(prompt) ?? 0;
      visits.set(prompt, before + 1);
      return before;
    },
    reset() {
      canned.clear();
      visits.clear();
      serial = 0;
    },
  };
}

async function paintPicture(order: PictureOrder, hasGrain: boolean): Promise<Buffer> {
  const { widthPx: width, heightPx: height } = order;
  const text = `${order.prompt} ${order.variation}`;
  const fresh = paintCanvas(order, { text, background: order.background });
  const canvas = order.source === null ? fresh : await paintOver(order, fresh, order.source);
  if (hasGrain) addGrain(canvas);
  const raw = sharp(canvas, { raw: { width, height, channels: 4 } });
  const opaque = order.background === 'transparent' ? raw : raw.removeAlpha();
  return encode(opaque, order);
}

function encode(picture: Sharp, { format, compression }: PictureOrder): Promise<Buffer> {
  // sharp has no quality 0; the vendor's 0 is simply the worst.
  const quality = Math.max(1, compression);
  if (format === 'jpeg') return picture.jpeg({ quality }).toBuffer();
  if (format === 'webp') return picture.webp({ quality, effort: 0 }).toBuffer();
  return picture.png({ compressionLevel: 2 }).toBuffer();
}

async function paintOver(order: PictureOrder, fresh: Buffer, source: Uint8Array): Promise<Buffer> {
  const box = { width: order.widthPx, height: order.heightPx, fit: 'fill' } as const;
  const base = sharp(source).resize(box).toColourspace('srgb');
  const kept =
    order.background === 'transparent' ? base.ensureAlpha() : base.flatten({ background: '#fff' }).ensureAlpha();
  const change =
    order.mask === null
      ? null
      : await sharp(order.mask)
          .resize({ ...box, kernel: 'nearest' })
          .ensureAlpha()
          .extractChannel('alpha')
          .negate()
          .raw()
          .toBuffer();
  return paintEdit(order, { source: await kept.raw().toBuffer(), fresh, change });
}

/** Puts a serial number into a comment of the file, so that equal pictures are still different files. */
function stamped(file: Buffer, serial: number): Buffer {
  const comment = Buffer.from(`Comment\0picture ${serial}`, 'latin1');
  if (file[0] === 0xff) {
    const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
    return Buffer.concat([file.subarray(0, 2), head, comment, file.subarray(2)]);
  }
  if (file[0] !== 0x89) return file;
  const chunk = Buffer.concat([Buffer.from('tEXt', 'latin1'), comment]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(comment.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(chunk));
  // 8 bytes of signature and 25 of IHDR come first.
  return Buffer.concat([file.subarray(0, 33), length, chunk, check, file.subarray(33)]);
}

/** Size and format of a sent picture; null when the bytes are no picture. */
export async function measure(bytes: Uint8Array): Promise<{
  readonly widthPx: number;
  readonly heightPx: number;
  readonly format: string;
  readonly hasAlpha: boolean;
} | null> {
  try {
    // Decodes the pixels: a file that is cut off after its header is no picture.
    const picture = sharp(bytes, { failOn: 'truncated' });
    const { width, height, format, hasAlpha } = await picture.metadata();
    await picture.resize({ width: 8 }).raw().toBuffer();
    return { widthPx: width, heightPx: height, format, hasAlpha };
  } catch {
    return null;
  }
}
