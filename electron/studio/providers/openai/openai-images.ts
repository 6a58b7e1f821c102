/** Owns one picture call to OpenAI, from request to result: in one piece, or as a stream with previews. */
import type { APIPromise, OpenAI } from 'openai';
import type { ImageEditStreamEvent, ImageGenStreamEvent, ImagesResponse } from 'openai/resources/images';
import { z } from 'zod';
import type { CallLimits, CallState, GuardedCall } from '../guarded-call.ts';
import { pictureFromBase64 } from '../picture-bytes.ts';
import type { ProviderContext, ProviderRequest, ProviderResult } from '../provider.ts';
import { badResponse, brokenCall, jsonOrNull, type Vendor } from '../vendor-error.ts';
import { type ImagesAnswer, imagesAnswerSchema, readImagesAnswer } from './openai-answer.ts';
import { callOpenAi } from './openai-client.ts';
import { openAiInnerError } from './openai-error.ts';
import { type OpenAiImageCall, openAiImageCall, PARTIAL_IMAGES } from './openai-image-request.ts';

type ImageStreamEvent = ImageGenStreamEvent | ImageEditStreamEvent;
type OnProgress = ProviderContext['onProgress'];

interface Timing {
  readonly limits: CallLimits;
  readonly now: () => number;
}

export async function openAiImages(
  request: ProviderRequest,
  context: ProviderContext,
  timing: Timing,
): Promise<ProviderResult> {
  const asked = await openAiImageCall(request);
  return callOpenAi(context, timing, async (client, call, vendor) => {
    const answer = await fetchAnswer(client, call, { asked, vendor, onProgress: context.onProgress, now: timing.now });
    const read = readImagesAnswer(answer, { count: request.count, hasPictures: asked.kind === 'edit' }, vendor);
    const warnings = [...asked.warnings, ...read.warnings];
    return { ...read, warnings, requestId: call.state.requestId };
  });
}

interface Reading {
  readonly asked: OpenAiImageCall;
  readonly vendor: Vendor;
  readonly onProgress: OnProgress;
  readonly now: () => number;
}

async function fetchAnswer(client: OpenAI, call: GuardedCall, reading: Reading): Promise<ImagesAnswer> {
  const { body } = reading.asked;
  const pending = send(client, reading.asked, call.signal);
  if (body.stream !== true) return checkAnswer(await pending, call.state, reading);
  const response = await pending.asResponse();
  // Several compatible servers ignore `stream` and send one JSON: the SDK would read that as a stream of nothing.
  if (!call.state.contentType.includes('event-stream')) {
    return checkAnswer(jsonOrNull(await response.text()), call.state, reading);
  }
  const stream = await pending;
  if (!(Symbol.asyncIterator in stream)) throw badResponse(reading.vendor, 'did not answer as a stream.');
  return readStream(stream, call.state, reading);
}

function send(
  client: OpenAI,
  { kind, body }: OpenAiImageCall,
  signal: AbortSignal,
): APIPromise<AsyncIterable<ImageStreamEvent> | ImagesResponse> {
  return kind === 'edit' ? client.images.edit(body, { signal }) : client.images.generate(body, { signal });
}

/** The SDK resolves HTML with status 200 as a string and `{error}` as a success; here both are failures. */
function checkAnswer(answer: unknown, state: CallState, { vendor, now }: Reading): ImagesAnswer {
  const failed = z.object({ error: z.union([z.looseObject({}), z.string()]) }).safeParse(answer);
  if (failed.success) throw openAiInnerError(failed.data.error, state, vendor, now());
  const parsed = imagesAnswerSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const what =
    'sent an answer that is not the one its API promises. A proxy or a wrong address in Settings can cause this.';
  throw badResponse(vendor, what, { contentType: state.contentType, requestId: state.requestId });
}

/**
 * The SDK ends the loop without a word when the stream stops early or when we abort, so both are checked afterwards.
 * Once the finished picture is in hand, a connection that breaks no longer matters.
 */
async function readStream(
  stream: AsyncIterable<ImageStreamEvent>,
  state: CallState,
  { vendor, onProgress }: Reading,
): Promise<ImagesAnswer> {
  let finished: ImagesAnswer | null = null;
  try {
    for await (const event of stream) {
      if (event.type === 'image_generation.completed' || event.type === 'image_edit.completed') {
        finished = { data: [{ b64_json: event.b64_json }], usage: event.usage };
      } else if (event.type === 'image_generation.partial_image' || event.type === 'image_edit.partial_image') {
        const fraction = Math.min(0.95, (event.partial_image_index + 1) / (PARTIAL_IMAGES + 1));
        onProgress({ index: 0, fraction, picture: pictureFromBase64(event.b64_json) });
      }
    }
  } catch (error) {
    if (finished === null) throw error;
  }
  if (finished !== null) return finished;
  const ended = brokenCall(null, state, vendor);
  if (ended !== null) throw ended;
  throw badResponse(vendor, 'ended its stream without a finished picture. It may have been charged. Run it again.', {
    requestId: state.requestId,
  });
}
