/** Owns OpenAI's image answers: pictures, usage, streams, and the content faults acted out. Source: A7, A8, A13. */
import { bendPicture } from './emulator-bend.ts';
import type { Answer, SseEvent } from './emulator-delivery.ts';
import type { Fault, FaultKind } from './emulator-faults.ts';
import type { Painter, PictureFormat } from './emulator-pictures.ts';
import type { ImageOrder } from './openai-image-order.ts';
import { moderationRefusal, openAiHeaders } from './openai-refusals.ts';

const CHARACTERS_PER_TOKEN = 4;
/** What one sent picture costs as input. The vendor publishes no formula; the figure only has to be constant. */
const TOKENS_PER_INPUT_IMAGE = 1_000;
const TOKENS_PER_PARTIAL = 100;
const SQUARE_PIXELS = 1024 * 1024;

function outputTokens({ model, quality, size, count, partialCount }: ImageOrder): number {
  const [square, portrait, landscape] = model.tokens[quality] ?? [0, 0, 0];
  const area = (size.widthPx * size.heightPx) / SQUARE_PIXELS;
  const fixed = size.widthPx === size.heightPx ? square : size.widthPx < size.heightPx ? portrait : landscape;
  const perPicture = model.sizes === 'standard' ? fixed : Math.round(square * area);
  return (perPicture + partialCount * TOKENS_PER_PARTIAL) * count;
}

function usageOf(order: ImageOrder) {
  const textTokens = Math.ceil(order.prompt.length / CHARACTERS_PER_TOKEN);
  const imageTokens = (order.sent?.images.length ?? 0) * TOKENS_PER_INPUT_IMAGE;
  const output = outputTokens(order);
  return {
    input_tokens: textTokens + imageTokens,
    input_tokens_details: { text_tokens: textTokens, image_tokens: imageTokens },
    output_tokens: output,
    total_tokens: textTokens + imageTokens + output,
  };
}

/** Which content faults bend what is painted. */
function bent(order: ImageOrder, kind: FaultKind | null): ImageOrder {
  if (kind === 'wrong-size')
    return { ...order, size: { widthPx: order.size.widthPx - 24, heightPx: order.size.heightPx + 8 } };
  if (kind === 'fewer-pictures') return { ...order, count: order.count - 1 };
  if (kind === 'wrong-format') {
    const format: PictureFormat = order.format === 'jpeg' ? 'png' : 'jpeg';
    return { ...order, format, background: 'opaque' };
  }
  return order;
}

async function paintAll(order: ImageOrder, fault: Fault | null, painter: Painter): Promise<readonly string[]> {
  const visit = painter.visit(order.prompt);
  const indexes = Array.from({ length: order.count }, (_, index) => `${visit}/${index}`);
  const files = await Promise.all(
    indexes.map(async (variation) => bendPicture(await paintOne(order, painter, variation), fault)),
  );
  return files.map((file) => file.toString('base64'));
}

const paintOne = (order: ImageOrder, painter: Painter, variation: string): Promise<Buffer> =>
  painter.paint({
    ...order.size,
    prompt: order.prompt,
    variation,
    format: order.format,
    compression: order.compression,
    background: order.background,
    source: order.sent?.images[0]?.bytes ?? null,
    mask: order.sent?.mask?.bytes ?? null,
  });

/** Never moderation: what is asked for was accepted. */
export async function answerImages(order: ImageOrder, fault: Fault | null, painter: Painter): Promise<Answer> {
  const kind = fault?.kind ?? null;
  if (fault !== null && (kind === 'moderation' || kind === 'moderation-output')) return moderationRefusal(fault);
  const painted = await paintAll(bent(order, kind), fault, painter);
  const pictures = damaged(painted, kind);
  if (order.isStream && kind !== 'plain-json') return streamAnswer(order, pictures, { kind, painter });
  return { ...jsonAnswer(order, pictures, kind), isBilled: pictures.some((picture) => picture !== '') };
}

function damaged(pictures: readonly string[], kind: FaultKind | null): readonly string[] {
  if (kind === 'no-picture' || kind === 'text-only') return [];
  if (kind === 'empty-data') return pictures.map(() => '');
  if (kind !== 'truncated-picture') return pictures;
  return pictures.map((picture) => {
    const bytes = Buffer.from(picture, 'base64');
    return bytes.subarray(0, Math.floor(bytes.length / 2)).toString('base64');
  });
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

const frameOf = (order: ImageOrder) => ({
  size: `${order.size.widthPx}x${order.size.heightPx}`,
  quality: order.quality,
  background: order.background,
  output_format: order.format,
});

/** The declared fields stay what was asked for even when the bytes are not: that is what the faults are about. */
function jsonAnswer(order: ImageOrder, pictures: readonly string[], kind: FaultKind | null): Omit<Answer, 'isBilled'> {
  const usage = usageOf({ ...order, count: pictures.length });
  const details = { output_tokens_details: { text_tokens: 0, image_tokens: usage.output_tokens } };
  const value = {
    created: nowSeconds(),
    ...frameOf(order),
    data: pictures.map((picture) => ({ b64_json: picture })),
    ...(order.safetyIdentifier === null ? {} : { safety_identifier: order.safetyIdentifier }),
    ...(kind === 'missing-usage' ? {} : { usage: { ...usage, ...details } }),
  };
  return { status: 200, headers: openAiHeaders(), payload: { kind: 'json', value } };
}

interface StreamPlan {
  readonly kind: FaultKind | null;
  readonly painter: Painter;
}

async function streamAnswer(
  order: ImageOrder,
  pictures: readonly string[],
  { kind, painter }: StreamPlan,
): Promise<Answer> {
  const name = order.route === 'edit' ? 'image_edit' : 'image_generation';
  const events: SseEvent[] = [];
  for (let index = 0; index < order.partialCount; index += 1) {
    const file = await paintOne({ ...order, compression: 60 }, painter, `partial ${index}`);
    const type = `${name}.partial_image`;
    const shared = { created_at: nowSeconds(), ...frameOf(order) };
    events.push({
      event: type,
      data: { type, partial_image_index: index, b64_json: file.toString('base64'), ...shared },
    });
  }
  if (kind === 'error-event') events.push(errorEvent);
  else if (kind !== 'no-completed') events.push(...completedEvents(order, pictures, { name, kind }));
  return {
    status: 200,
    headers: openAiHeaders(),
    payload: { kind: 'events', events },
    isBilled: kind !== 'error-event' && pictures.some((picture) => picture !== ''),
  };
}

/** One completed event per picture: the vendor's events carry no index, and the usage stands once, in the last. */
const completedEvents = (
  order: ImageOrder,
  pictures: readonly string[],
  { name, kind }: { readonly name: string; readonly kind: FaultKind | null },
): readonly SseEvent[] =>
  pictures.map((picture, index) => {
    const type = `${name}.completed`;
    const hasUsage = kind !== 'missing-usage' && index === pictures.length - 1;
    const usage = hasUsage ? { usage: usageOf({ ...order, count: pictures.length }) } : {};
    const shared = { created_at: nowSeconds(), ...frameOf(order) };
    return { event: type, data: { type, b64_json: picture, ...shared, ...usage } };
  });

const errorEvent: SseEvent = {
  event: 'error',
  data: {
    type: 'error',
    error: {
      type: 'image_generation_server_error',
      code: 'image_generation_failed',
      message: 'Image generation failed.',
      param: null,
    },
  },
};
