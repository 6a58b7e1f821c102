/** Owns Google's answers: parts, usage, chunks, blocks, and the content faults acted out. Source: C6, C7, C9, C12. */
import { randomUUID } from 'node:crypto';
import { bendPicture } from './emulator-bend.ts';
import type { Answer } from './emulator-delivery.ts';
import type { Fault, FaultKind } from './emulator-faults.ts';
import type { Painter } from './emulator-pictures.ts';
import { inventText, inventValue } from './emulator-schema.ts';
import { signatureFor } from './google-contents.ts';
import type { GoogleOrder } from './google-order.ts';
import { streamError } from './google-refusals.ts';

const CHARACTERS_PER_TOKEN = 4;
const TOKENS_PER_TEXT_MODEL_IMAGE = 258;
/** About what the vendor's JPEG files weigh. */
const JPEG_QUALITY = 90;

type Part = Readonly<Record<string, unknown>>;
type Json = Readonly<Record<string, unknown>>;

const tokensOf = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

/** The whole answer as one response object, and the same in chunks. */
interface Made {
  readonly parts: readonly Part[];
  readonly finishReason: string;
  readonly finishMessage?: string;
  readonly hasPicture: boolean;
  readonly text: string;
}

export async function answerContent(
  order: GoogleOrder,
  { fault, painter, isStream }: { readonly fault: Fault | null; readonly painter: Painter; readonly isStream: boolean },
): Promise<Answer> {
  const kind = fault?.kind ?? null;
  const frame = { modelVersion: order.model.id, responseId: randomUUID() };
  if (kind === 'moderation') return pack([blocked(order, fault?.detail, frame)], { isStream, isBilled: false });
  const made = await make(order, fault, painter);
  const isBilled = kind !== 'error-event' && (order.wantsImage ? made.hasPicture : made.text !== '');
  const usage = kind === 'missing-usage' ? {} : { usageMetadata: usageOf(order, made) };
  if (!isStream || kind === 'plain-json') {
    return pack([{ candidates: [candidateOf(made.parts, made)], ...usage, ...frame }], { isStream: false, isBilled });
  }
  // Text and thoughts stream; every picture comes whole in one chunk; the reason to stop stands in the last.
  const chunks: Json[] = made.parts.map((part) => ({ candidates: [candidateOf([part], null)], ...usage, ...frame }));
  if (kind === 'error-event') chunks.push(streamError);
  else if (kind !== 'no-completed') chunks.push({ candidates: [candidateOf([], made)], ...usage, ...frame });
  // A stream that ends early ends before its picture.
  const isShort = kind === 'no-completed' || kind === 'error-event';
  return pack(isShort ? chunks.filter((chunk) => !JSON.stringify(chunk).includes('inlineData')) : chunks, {
    isStream,
    isBilled,
  });
}

function pack(
  chunks: readonly Json[],
  { isStream, isBilled }: { readonly isStream: boolean; readonly isBilled: boolean },
): Answer {
  const payload = isStream
    ? ({ kind: 'events', events: chunks.map((data) => ({ data })) } as const)
    : ({ kind: 'json', value: chunks[0] ?? {} } as const);
  return { status: 200, headers: { 'server-timing': 'gfet4t7; dur=1' }, payload, isBilled };
}

const candidateOf = (parts: readonly Part[], end: Made | null): Json => ({
  ...(parts.length === 0 ? {} : { content: { role: 'model', parts } }),
  ...(end === null ? {} : { finishReason: end.finishReason }),
  ...(end?.finishMessage === undefined ? {} : { finishMessage: end.finishMessage }),
  index: 0,
});

function blocked(order: GoogleOrder, reason: string | undefined, frame: Json): Json {
  const prompt = promptTokens(order);
  return {
    promptFeedback: { blockReason: reason ?? 'PROHIBITED_CONTENT' },
    usageMetadata: {
      promptTokenCount: prompt.total,
      totalTokenCount: prompt.total,
      promptTokensDetails: prompt.details,
    },
    ...frame,
  };
}

async function make(order: GoogleOrder, fault: Fault | null, painter: Painter): Promise<Made> {
  if (!order.wantsImage) return makeText(order, fault?.kind ?? null);
  const none = { parts: [], hasPicture: false, text: '' };
  switch (fault?.kind) {
    case 'moderation-output':
      return {
        ...none,
        finishReason: fault.detail ?? 'IMAGE_SAFETY',
        finishMessage: 'Unable to show the generated image.',
      };
    case 'no-picture':
    case 'fewer-pictures':
      return { ...none, finishReason: fault.detail ?? 'NO_IMAGE' };
    case 'text-only':
    case 'refusal': {
      const text = 'I can only describe this picture. Which style do you have in mind?';
      return { parts: [{ text }], finishReason: 'STOP', hasPicture: false, text };
    }
    case 'incomplete':
      return { ...none, finishReason: 'MAX_TOKENS' };
    default:
      return makePicture(order, fault, painter);
  }
}

async function makePicture(order: GoogleOrder, fault: Fault | null, painter: Painter): Promise<Made> {
  const kind = fault?.kind ?? null;
  const visit = order.seed === null ? `visit ${painter.visit(order.prompt)}` : `seed ${order.seed}`;
  const thoughts = order.includesThoughts ? await thoughtParts(order, painter) : [];
  const text = order.wantsText ? 'Here is the picture.' : '';
  const thoughtSignature = signatureFor(order.model.id);
  const isSigned = order.model.kind === 'image' && order.model.needsSignatures;
  const signed = isSigned ? { thoughtSignature } : {};
  const painted = await paint(bent(order, kind), { painter, variation: visit, isPng: kind === 'wrong-format' });
  const file = await bendPicture(painted, fault);
  const data = kind === 'empty-data' ? '' : kind === 'truncated-picture' ? half(file) : file.toString('base64');
  // The lie of `wrong-format` is in the bytes: the type still says JPEG.
  const image = { inlineData: { mimeType: 'image/jpeg', data }, ...signed };
  const textPart = text === '' ? [] : [{ text, ...signed }];
  return { parts: [...thoughts, ...textPart, image], finishReason: 'STOP', hasPicture: data !== '', text };
}

const half = (file: Buffer): string => file.subarray(0, Math.floor(file.length / 2)).toString('base64');

const bent = (order: GoogleOrder, kind: FaultKind | null): GoogleOrder =>
  kind === 'wrong-size'
    ? { ...order, size: { widthPx: order.size.widthPx - 24, heightPx: order.size.heightPx + 8 } }
    : order;

/** Interim pictures are marked as thoughts and must never be shown as a result. */
async function thoughtParts(order: GoogleOrder, painter: Painter): Promise<readonly Part[]> {
  const file = await paint(order, { painter, variation: 'interim', isPng: false });
  return [
    { text: 'Thinking about the composition.', thought: true },
    { inlineData: { mimeType: 'image/jpeg', data: file.toString('base64') }, thought: true },
  ];
}

interface PaintPlan {
  readonly painter: Painter;
  readonly variation: string;
  readonly isPng: boolean;
}

const paint = (order: GoogleOrder, { painter, variation, isPng }: PaintPlan): Promise<Buffer> =>
  painter.paint({
    ...order.size,
    prompt: order.prompt,
    variation,
    format: isPng ? 'png' : 'jpeg',
    compression: JPEG_QUALITY,
    background: 'opaque',
    source: order.images[0]?.bytes ?? null,
    mask: null,
  });

function makeText(order: GoogleOrder, kind: FaultKind | null): Made {
  const none = { parts: [], hasPicture: false, text: '' };
  if (kind === 'refusal' || kind === 'moderation-output') return { ...none, finishReason: 'SAFETY' };
  if (kind === 'empty-data') return { ...none, finishReason: 'STOP' };
  const whole = order.isJson
    ? JSON.stringify(
        order.schema === null ? { text: inventText(order.prompt) } : inventValue(order.schema, order.prompt),
      )
    : inventText(order.prompt);
  const limit = kind === 'incomplete' ? 4 : (order.maxOutputTokens ?? Number.POSITIVE_INFINITY);
  const text = whole.slice(0, limit * CHARACTERS_PER_TOKEN);
  const middle = Math.ceil(text.length / 2);
  const parts = [text.slice(0, middle), text.slice(middle)]
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece }));
  return { parts, finishReason: text === whole ? 'STOP' : 'MAX_TOKENS', hasPicture: false, text };
}

function promptTokens({ prompt, systemText, images, model }: GoogleOrder) {
  const perImage = model.kind === 'image' ? model.tokensPerInputImage : TOKENS_PER_TEXT_MODEL_IMAGE;
  const text = tokensOf(prompt + systemText);
  const image = images.length * perImage;
  const details = [{ modality: 'TEXT', tokenCount: text }];
  return {
    total: text + image,
    details: image === 0 ? details : [...details, { modality: 'IMAGE', tokenCount: image }],
  };
}

function usageOf(order: GoogleOrder, made: Made): Json {
  const prompt = promptTokens(order);
  const text = tokensOf(made.text);
  const image = made.hasPicture ? order.outputTokens : 0;
  const thoughts = order.model.kind === 'image' ? order.model.thoughtTokens : 0;
  const details = [
    ...(image === 0 ? [] : [{ modality: 'IMAGE', tokenCount: image }]),
    ...(text === 0 ? [] : [{ modality: 'TEXT', tokenCount: text }]),
  ];
  return {
    promptTokenCount: prompt.total,
    promptTokensDetails: prompt.details,
    candidatesTokenCount: text + image,
    candidatesTokensDetails: details,
    ...(thoughts === 0 ? {} : { thoughtsTokenCount: thoughts }),
    totalTokenCount: prompt.total + text + image + thoughts,
  };
}
